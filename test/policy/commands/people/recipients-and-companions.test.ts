import { type Walk, walkOf } from '../../support/walk';

const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const friend = { name: 'B. Friend', type: 'advocate' };
const written = on('2024-09-03', { form: 'written', scope: ['disclosure'] });
const definition = { issues: [{ text: 'Damp' }] };
const dataOf = (walk: Walk) => walk.events.at(-1)?.data;

/** A complaint of somebody who is represented, by a procedure under which details wait for written permission. */
const inHand = () =>
  walkOf('hhs')
    .log({ receivedOn: '2024-09-02', representative: { ...friend, permission: 'verbal' } })
    .act('acknowledgements', on('2024-09-04', { method: 'email' }))
    .act('contacts', on('2024-09-04', { method: 'phone', definition }))
    .act('assignments', on('2024-09-05', { person: 's.kaur', role: 'case-manager' }));

const extension = {
  newDueOn: '2024-09-20',
  reason: 'The surveyor is ill.',
  updatePlan: { every: { amount: 5, unit: 'working-days' }, method: 'phone', agreed: true },
};
const upheld = { outcome: 'upheld', method: 'letter' };

describe('HHS-06: what a representative is told of waits for permission, alone or as a copy', () => {
  test.each([
    ['extensions', extension],
    ['updates', {}],
    ['contacts', {}],
    ['outcomes', upheld],
  ])('%s', (act, body) => {
    for (const recipient of ['representative', 'both']) {
      const told = on('2024-09-06', { ...body, recipient });
      expect(inHand().refused(act, told)).toMatchObject({
        code: 'authority_needed',
        rule: { ids: ['HHS-06'] },
        errors: [{ pointer: '/recipient' }],
      });
      const permitted = inHand().act('authorities', { ...written, scope: ['acceptance', 'disclosure'] });
      expect(dataOf(permitted.act(act, told))).toMatchObject({ recipient });
    }
    expect(dataOf(inHand().act(act, on('2024-09-06', body)))).toMatchObject({ recipient: 'resident' });
  });
});

test('WES-08, WES-20: a representative who agrees to more time acts for the resident; with permission both are told', () => {
  const walk = walkOf('westfield')
    .log({ receivedOn: '2024-09-02', representative: friend })
    .act('acknowledgements', on('2024-09-04', { method: 'email', definition }))
    .act('assignments', on('2024-09-04', { person: 't.hughes', role: 'property-services-officer' }));
  const agreed = on('2024-09-06', { newDueOn: '2024-09-20', reason: 'The surveyor is ill.', agreed: true });
  expect(walk.refused('extensions', { ...agreed, recipient: 'representative' })).toMatchObject({
    code: 'authority_needed',
    facts: { gates: ['acceptance', 'disclosure'] },
    rule: { ids: ['WES-08', 'WES-10'] },
  });
  expect(walk.refused('extensions', { ...agreed, recipient: 'both' }).facts).toMatchObject({
    gates: ['disclosure'],
  });
  walk.act('authorities', on('2024-09-05', { form: 'written', evidence: 'A form.' }));
  walk.act('extensions', { ...agreed, recipient: 'both' });
  expect(walk.state.stages.at(-1)?.extensions).toMatchObject([{ agreed: true, recipient: 'both' }]);
});

test('Code 3.6: nobody is told as a representative where there is none', () => {
  const walk = walkOf('code-2024').log({ receivedOn: '2024-09-02' });
  expect(walk.refused('updates', on('2024-09-06', { recipient: 'both' })).code).toBe('no_representative');
});

test('Code 5.11, SET-18: the decision on a request for the next stage says who was told of it', () => {
  const walk = walkOf('settle')
    .log({ receivedOn: '2024-09-02', representative: friend })
    .act('acknowledgements', on('2024-09-04', { method: 'email' }))
    .act('assignments', on('2024-09-05', { person: 'p.nowak', role: 'service-manager' }))
    .act('outcomes', on('2024-09-18', upheld))
    .act('escalations', on('2024-10-07', { reason: 'Not answered.' }))
    .act('contacts', on('2024-10-10', { reasons: 'The bedroom was left out.' }));
  const decision = {
    accepted: true,
    ground: 'not-addressed',
    decidedBy: 'm.silva',
    role: 'customer-experience-team',
  };
  walk.act('escalation-decisions', on('2024-10-11', { ...decision, recipient: 'both' }));
  expect(dataOf(walk)).toMatchObject({ accepted: true, recipient: 'both' });
});

test('Code 2.4: a refusal says who was told of it', () => {
  const refusal = {
    reason: 'out-of-time',
    evidence: 'It happened in 2020.',
    decidedBy: 'm.silva',
    ombudsmanRightTold: true,
    discretion: { decidedBy: 'm.silva', applied: false, reasons: 'No reason was given for waiting.' },
  };
  const walk = () =>
    walkOf('code-2024').log({
      receivedOn: '2024-09-02',
      incident: { occurredOn: '2020-01-06', becameAwareOn: '2020-01-06' },
      representative: friend,
    });
  expect(dataOf(walk().act('refusals', on('2024-09-06', { ...refusal, recipient: 'both' })))).toMatchObject({
    recipient: 'both',
  });
  expect(dataOf(walk().act('refusals', on('2024-09-06', refusal)))).toMatchObject({ recipient: 'resident' });
});

describe('a response arrived where it was given', () => {
  const answered = (recipient: string) =>
    inHand()
      .act('authorities', { ...written, scope: ['acceptance', 'disclosure'] })
      .act('outcomes', on('2024-09-16', { ...upheld, recipient }));

  test('left out, whoever it was given to had it', () => {
    for (const recipient of ['resident', 'representative', 'both']) {
      expect(dataOf(answered(recipient).act('deliveries', on('2024-09-18')))).toMatchObject({ recipient });
    }
  });

  test('one of both may be the first to have it; nobody has what was not given to them', () => {
    const had = on('2024-09-18', { recipient: 'representative' });
    expect(dataOf(answered('both').act('deliveries', had))).toMatchObject({ recipient: 'representative' });
    expect(answered('resident').refused('deliveries', had)).toMatchObject({
      code: 'not_given_to_them',
      detail:
        'The response was given to the resident, so it cannot have reached the representative by this delivery.',
      allowed: { recipient: ['resident'] },
      errors: [{ pointer: '/recipient' }],
    });
    expect(answered('resident').refused('deliveries', on('2024-09-18', { recipient: 'both' })).code).toBe(
      'not_given_to_them',
    );
  });
});

describe('Code 3.6: who came with the resident', () => {
  const came = [{ as: 'friend', name: 'C. Neighbour' }, { as: 'interpreter' }];

  test('to a meeting needs no permission, is numbered through the complaint and leaves names out of the event', () => {
    const walk = inHand();
    walk.act('contacts', on('2024-09-06', { method: 'home-visit', companions: came }));
    walk.act('contacts', on('2024-09-09', { method: 'home-visit', companions: [{ as: 'friend' }] }));
    expect(walk.events.slice(-2).map(({ data }) => data)).toMatchObject([
      {
        recipient: 'resident',
        companions: [
          { n: 1, as: 'friend' },
          { n: 2, as: 'interpreter' },
        ],
      },
      { companions: [{ n: 3, as: 'friend' }] },
    ]);
    expect(JSON.stringify(walk.state)).not.toContain('Neighbour');
    expect(walk.state.people.companions).toEqual([
      { n: 1, as: 'friend', stage: 'stage-1', on: '2024-09-06' },
      { n: 2, as: 'interpreter', stage: 'stage-1', on: '2024-09-06' },
      { n: 3, as: 'friend', stage: 'stage-1', on: '2024-09-09' },
    ]);
    expect(walk.replayed).toEqual(walk.state);
  });

  test('their names are for the parties, each under its number', () => {
    const decided = inHand().try('contacts', on('2024-09-06', { companions: came }));
    expect(decided).toMatchObject({
      events: [{ parties: [{ role: 'companion', n: 0, data: { name: 'C. Neighbour', as: 'friend' } }] }],
    });
  });

  test('is bounded, so that no act has to carry an endless list along', () => {
    const walk = inHand();
    const ten = Array.from({ length: 10 }, () => ({ as: 'friend' }));
    for (let meeting = 0; meeting < 10; meeting += 1)
      walk.act('contacts', on('2024-09-06', { companions: ten }));
    expect(walk.refused('contacts', on('2024-09-06', { companions: came }))).toMatchObject({
      code: 'too_many_companions',
      allowed: { most: 100 },
    });
  });
});

describe('Code 3.6, HEX-22: who was at a hearing', () => {
  const atPanel = (rest: object = {}) =>
    walkOf('hexagon')
      .log({ receivedOn: '2024-09-02', ...rest })
      .act('escalations', on('2024-09-05'))
      .act('assignments', on('2024-09-06', { person: 'r.adeyemi', role: 'service-manager' }))
      .act('outcomes', on('2024-09-20', upheld))
      .act('escalations', on('2024-10-01'))
      .act(
        'assignments',
        on('2024-10-02', { person: 'b.lindqvist', role: 'senior-manager', seniorTo: ['r.adeyemi'] }),
      )
      .act('outcomes', on('2024-10-21', upheld))
      .act('escalations', on('2024-11-04'));
  const panel = [{ person: 'm.one' }, { person: 'm.two' }, { person: 'm.three' }];

  test('is recorded with the panel that sat', () => {
    const companions = [{ as: 'advocate', name: 'C. Neighbour' }];
    const walk = atPanel().act('hearings', on('2024-12-03', { panel, attended: 'resident', companions }));
    expect(walk.state.stages.at(-1)?.hearing).toMatchObject({ heldOn: '2024-12-03', attended: 'resident' });
    expect(walk.state.people.companions).toEqual([
      { n: 1, as: 'advocate', stage: 'stage-3', on: '2024-12-03' },
    ]);
    expect(walk.replayed).toEqual(walk.state);
    const absent = atPanel().act('hearings', on('2024-12-03', { panel, attended: 'neither' }));
    expect(absent.state.stages.at(-1)?.hearing.attended).toBe('neither');
    expect(
      atPanel().act('hearings', on('2024-12-03', { panel })).state.stages.at(-1)?.hearing.attended,
    ).toBeNull();
  });

  test('is not known before it is held, and a representative who was there had been named', () => {
    const arranged = on('2024-11-11', { arrangedFor: '2024-12-03' });
    expect(atPanel().refused('hearings', { ...arranged, attended: 'resident' })).toMatchObject({
      code: 'not_held_yet',
      errors: [{ pointer: '/attended' }],
    });
    expect(atPanel().refused('hearings', { ...arranged, companions: [{ as: 'friend' }] })).toMatchObject({
      errors: [{ pointer: '/companions' }],
    });
    const held = on('2024-12-03', { panel, attended: 'both' });
    expect(atPanel().refused('hearings', held)).toMatchObject({
      code: 'no_representative',
      errors: [{ pointer: '/attended' }],
    });
    const walk = atPanel({ representative: friend }).act('hearings', held);
    expect(walk.state.stages.at(-1)?.hearing.attended).toBe('both');
  });
});
