import { type Walk, walkOf } from '../../support/walk';

const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const friend = { name: 'B. Friend', type: 'advocate' };
const upheld = on('2024-09-16', { outcome: 'upheld', method: 'letter' });
const codesOf = (walk: Walk) =>
  walk.advice.map(({ code }) => code).filter((code) => code !== 'nobody_assigned');
const hhs = () =>
  walkOf('hhs').log({ receivedOn: '2024-09-02', representative: { ...friend, permission: 'verbal' } });
const update = (day: string) => on(day, { recipient: 'representative', message: 'The surveyor has been.' });
const westfield = (who: object): Walk =>
  walkOf('westfield')
    .log({ receivedOn: '2024-09-02', incident: { occurredOn: '2024-08-01' }, ...who })
    .act(
      'acknowledgements',
      on('2024-09-04', { definition: { issues: [{ text: 'A' }], outcomesSought: 'B' } }),
    )
    .act('assignments', on('2024-09-04', { person: 't.hughes', role: 'property-services-officer' }));

test('HHS-06: details wait for written permission on that day; the resident is told as before', () => {
  expect(hhs().refused('updates', update('2024-09-06'))).toMatchObject({
    kind: 'policy',
    code: 'authority_needed',
    detail:
      'Written permission that covers Friday 6 September 2024 is needed from the resident before discussing any details with the representative.',
    facts: { representative: 1, on: '2024-09-06', gates: ['disclosure'] },
    rule: { clause: '/intake/representative', ids: ['HHS-06'] },
    errors: [{ pointer: '/recipient' }],
  });
  const walk = hhs()
    .act('updates', on('2024-09-06'))
    .act('authorities', on('2024-09-09', { form: 'written' }));
  expect(walk.refused('updates', update('2024-09-06')).code).toBe('authority_needed');
  walk.act('updates', update('2024-09-09'));
  expect(walk.events.at(-1)?.data).toMatchObject({ recipient: 'representative' });
  expect(codesOf(walk)).toEqual([]);
});

test('HHS-06: that the complaint arrived may be told to anybody; what it is understood to be is a detail', () => {
  const told = on('2024-09-04', { recipient: 'representative' });
  const definition = { issues: [{ text: 'Damp' }] };
  expect(hhs().refused('acknowledgements', { ...told, definition }).code).toBe('authority_needed');
  const walk = hhs().act('acknowledgements', told);
  expect(walk.clock('acknowledge', 'stage-1').metOn).toBe('2024-09-04');
  expect(walk.refused('contacts', told).code).toBe('authority_needed');
});

test('HHS-06: a permission covers what it is for and its days, and neither one more; expired or revoked it gates again', () => {
  const walk = hhs()
    .act('authorities', on('2024-09-03', { form: 'written', scope: ['acceptance'] }))
    .act('authorities', on('2024-09-03', { form: 'written', from: '2024-09-05', until: '2024-09-10' }));
  for (const day of ['2024-09-04', '2024-09-11'])
    expect(walk.refused('updates', update(day)).code).toBe('authority_needed');
  walk.act('updates', update('2024-09-05')).act('updates', update('2024-09-10'));
  walk.act('authorities/{n}/revocations', on('2024-09-10', { n: 3 }));
  expect(walk.refused('updates', update('2024-09-10')).code).toBe('authority_needed');
  expect(walk.refused('authorities/{n}/revocations', { n: 3 })).toMatchObject({
    code: 'no_such_authority',
    allowed: { n: [1, 2] },
  });
  expect(codesOf(walk)).toEqual(['permission_needed']);
  const later = on('2024-09-12', { form: 'written', from: '2027-01-04' });
  walk.act('authorities', later).act('authorities/{n}/revocations', on('2024-09-13', { n: 4 }));
  const backwards = on('2024-09-05', { form: 'written', until: '2024-09-04' });
  expect(walk.refused('authorities', backwards)).toMatchObject({
    code: 'until_before_from',
    allowed: { earliest: '2024-09-05' },
  });
});

test('Code 3.6: where the procedure lets nothing wait, a representative is told without permission on record', () => {
  const walk = walkOf('code-2024').log({ receivedOn: '2024-09-02', representative: friend });
  expect(walk.act('updates', update('2024-09-06')).state.people.authorities).toEqual([]);
  const alone = walkOf('code-2024').log({ receivedOn: '2024-09-02' });
  expect(alone.refused('updates', update('2024-09-06')).code).toBe('no_representative');
  expect(alone.refused('authorities', { form: 'written' }).code).toBe('no_representative');
});

test('WES-08, WES-10: what a representative asks for waits for evidence of the permission; the resident may ask without', () => {
  const request = on('2024-10-07', { by: 'representative', reason: 'Not answered.' });
  const answered = () =>
    westfield({ representative: { ...friend, permission: 'written' } }).act('outcomes', upheld);
  const walk = answered();
  expect(walk.refused('escalations', request)).toMatchObject({
    code: 'authority_needed',
    facts: { gates: ['acceptance'] },
    rule: { clause: '/intake/representative', ids: ['WES-08', 'WES-10'] },
    errors: [{ pointer: '/by' }],
  });
  const withdrawal = on('2024-10-07', { by: 'representative' });
  expect(walk.refused('withdrawals', withdrawal).code).toBe('authority_needed');
  walk.act('authorities', on('2024-10-01', { form: 'verbal', evidence: 'A signed form.' }));
  walk.act('escalations', request);
  expect(walk.events.at(-1)?.data).toMatchObject({ by: 'representative' });
  expect(answered().act('escalations', { ...request, by: 'resident' }).state.stages).toHaveLength(2);
  const lawyer = westfield({ representative: { ...friend, type: 'lawyer' } });
  expect(codesOf(lawyer)).toEqual(['permission_needed']);
});

describe('WES-08: what an advocate without evidence of permission is sent', () => {
  const definition = { issues: [{ text: 'Damp' }], outcomesSought: 'A repair' };
  const received = () =>
    walkOf('westfield').log({
      receivedOn: '2024-09-02',
      incident: { occurredOn: '2024-08-01' },
      representative: { ...friend, permission: 'written' },
    });

  test('the definition is not told them, neither in words, nor by its key, nor as it was set out before', () => {
    const told = on('2024-09-04', { recipient: 'representative' });
    for (const body of [{ definition }, { contains: ['definition'] }, { recipient: 'both', definition }]) {
      expect(received().refused('acknowledgements', { ...told, ...body })).toMatchObject({
        code: 'authority_needed',
        detail:
          'Evidence of the permission that covers Wednesday 4 September 2024 is needed from the resident before discussing any details with the representative.',
        rule: { clause: '/intake/representative', ids: ['WES-08', 'WES-10'] },
        errors: [{ pointer: '/recipient' }],
      });
    }
    const before = received().act('definitions', on('2024-09-03', definition)).act('acknowledgements', told);
    expect(before.events.at(-1)?.data).toMatchObject({ recipient: 'representative', contains: [] });
  });

  test('nor is anything else: updates, calls, a refusal', () => {
    const to = on('2024-09-04', { recipient: 'representative' });
    expect(received().refused('updates', to).code).toBe('authority_needed');
    expect(received().refused('contacts', to).code).toBe('authority_needed');
  });

  test('they are told that it arrived while the resident has the definition, in one act', () => {
    const apart = on('2024-09-04', {
      recipient: 'representative',
      definitionRecipient: 'resident',
      definition,
    });
    const walk = received().act('acknowledgements', apart);
    expect(walk.state.stages[0]).toMatchObject({
      acknowledged: { on: '2024-09-04' },
      definition: { outcomesSought: true },
    });
    expect(walk.events[1]?.data).toMatchObject({
      recipient: 'representative',
      definitionRecipient: 'resident',
      contains: ['definition'],
    });
    expect(
      received().refused('acknowledgements', { ...apart, definitionRecipient: 'both' }).errors,
    ).toMatchObject([{ pointer: '/definitionRecipient' }]);
  });

  test('with the evidence they are told all of it', () => {
    const walk = received().act('authorities', on('2024-09-03', { form: 'written', evidence: 'A form.' }));
    walk.act('acknowledgements', on('2024-09-04', { recipient: 'representative', definition }));
    expect(walk.events.at(-2)?.data).toMatchObject({ recipient: 'representative' });
  });
});

test('Code 3.6: one person at a time represents the resident, and a permission is theirs alone', () => {
  const walk = walkOf('hhs').log({
    receivedOn: '2024-09-02',
    representative: { ...friend, permission: 'written' },
  });
  expect(walk.refused('representatives', { name: 'C. Other' })).toMatchObject({
    code: 'representative_named',
    allowed: { acts: ['representatives/1/changes', 'representatives/1/endings'] },
  });
  walk.act('representatives/{n}/changes', on('2024-09-05', { n: 1, name: 'B. Friend', type: 'lawyer' }));
  expect(walk.refused('representatives/{n}/endings', { n: 2 }).code).toBe('no_such_representative');
  walk.act('representatives/{n}/endings', on('2024-09-10', { n: 1 }));
  expect(walk.refused('representatives/{n}/endings', { n: 1 }).code).toBe('no_open_representative');
  const early = on('2024-09-09', { name: 'C. Other' });
  expect(walk.refused('representatives', early).code).toBe('before_the_act_it_follows');
  walk.act('representatives', on('2024-09-10', { name: 'C. Other' }));
  expect(walk.state.people.representatives).toEqual([
    { n: 1, type: 'lawyer', namedOn: '2024-09-02', endedOn: '2024-09-10' },
    { n: 2, type: null, namedOn: '2024-09-10', endedOn: null },
  ]);
  expect(codesOf(walk)).toEqual(['permission_needed']);
});

test('WES-09: a group without its one named representative is taken in and advised on, its clock runs, and no answer goes out', () => {
  const walk = westfield({ group: { name: 'Beech Court', size: 12 } });
  expect(walk.advice.map(({ code, rule }) => [code, rule.ids])).toEqual([
    ['group_representative_needed', ['WES-09']],
  ]);
  expect(walk.due('respond', 'stage-1')).toBe('2024-09-18');
  expect(walk.refused('outcomes', upheld)).toMatchObject({
    kind: 'policy',
    code: 'group_representative_needed',
    allowed: { act: 'representatives' },
  });
  walk.act('representatives', on('2024-09-10', { ...friend, permission: 'written', evidence: 'A vote.' }));
  expect(walk.act('outcomes', upheld).state.status).toBe('responded');
});
