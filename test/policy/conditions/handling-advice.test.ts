import { type Body, procedure, Walk, walkOf } from '../support/walk';

/** The Code asks for another, unbiased person, and an advice tells it where the landlord's document is silent. */

const on = (occurredOn: string, body: Body = {}): Body => ({ occurredOn, ...body });
const told = (walk: Walk) => walk.advice.map(({ code, rule }) => [code, ...rule.ids]);

const westfield = (person: string, rest: Body = {}): Walk =>
  walkOf('westfield')
    .log({ receivedOn: '2024-09-02', incident: { occurredOn: '2024-08-01' } })
    .act('acknowledgements', on('2024-09-04'))
    .act('assignments', on('2024-09-04', { person: 't.hughes', role: 'property-services-officer' }))
    .act('outcomes', on('2024-09-16', { outcome: 'not-upheld' }))
    .act('escalations', on('2024-09-23'))
    .act('assignments', on('2024-09-24', { person, role: 'operations-manager', ...rest }));

test('Code 6.13: the person who dealt with stage 1 has stage 2, however the name is typed (WES-33)', () => {
  const { advice } = westfield('T.Hughes');
  expect(advice).toEqual([
    {
      code: 'handled_an_earlier_stage',
      sentence:
        'T.Hughes dealt with this complaint at an earlier stage and has Stage 2 as well; the Complaint Handling Code has somebody else look at it.',
      rule: { clause: '/stages/1/handler', ids: ['WES-22', 'Code 6.13'] },
    },
  ]);
  expect(told(westfield('o.one'))).toEqual([]);
});

test('Code 6.13: it is told of who has the stage now, and once it was answered of who answered it', () => {
  const passedOn = westfield('t.hughes').act(
    'assignments',
    on('2024-09-25', { person: 'o.one', role: 'operations-manager' }),
  );
  expect(told(passedOn)).toEqual([]);
  passedOn
    .act('acknowledgements', on('2024-09-25'))
    .act('outcomes', on('2024-10-02', { outcome: 'not-upheld', decidedBy: 't.hughes' }));
  expect(told(passedOn)).toEqual([['handled_an_earlier_stage', 'WES-22', 'Code 6.13']]);
});

test('Code 5.8, 6.13: the manager complained about has it, which Hexagon leaves open (HEX-17)', () => {
  const walk = walkOf('hexagon')
    .log({ receivedOn: '2024-09-02', stage: 'stage-1', channel: 'phone' })
    .act(
      'assignments',
      on('2024-09-02', { person: 'h.head', role: 'service-manager', subjectOfComplaint: true }),
    );
  expect(told(walk).at(-1)).toEqual([
    'handled_by_the_person_complained_about',
    'HEX-17',
    'Code 5.8',
    'Code 6.13',
  ]);
  walk.act('assignments', on('2024-09-03', { person: 'k.other', role: 'service-manager' }));
  expect(told(walk).map(([code]) => code)).not.toContain('handled_by_the_person_complained_about');
});

test('Code 6.13: a Board panel of those who decided before, or whom it is about (HEX-22, HEX-23)', () => {
  const walk = walkOf('hexagon')
    .log({ receivedOn: '2024-09-02', stage: 'stage-1', channel: 'phone' })
    .act('assignments', on('2024-09-02', { person: 'h.head', role: 'service-manager' }))
    .act('outcomes', on('2024-09-09', { outcome: 'not-upheld' }))
    .act('escalations', on('2024-09-16'))
    .act('assignments', on('2024-09-16', { person: 'd.two', seniorTo: ['h.head'] }))
    .act('outcomes', on('2024-09-23', { outcome: 'not-upheld' }))
    .act('escalations', on('2024-09-30'))
    .act(
      'hearings',
      on('2024-10-07', {
        panel: [{ person: 'd.two' }, { person: 'b.one', subjectOfComplaint: true }, { person: 'b.three' }],
      }),
    );
  expect(told(walk).slice(-2)).toEqual([
    ['handled_an_earlier_stage', 'HEX-22', 'Code 6.13'],
    ['handled_by_the_person_complained_about', 'HEX-22', 'Code 5.8', 'Code 6.13'],
  ]);
  expect(walk.replayed).toEqual(walk.state);
});

test('an informal first attempt is no stage that somebody else has to look at (HEX-16)', () => {
  const walk = walkOf('hexagon')
    .log({ receivedOn: '2024-09-02', channel: 'phone' })
    .act('assignments', on('2024-09-02', { person: 'f.desk', role: 'front-line-staff' }))
    .act('escalations', on('2024-09-09'))
    .act('assignments', on('2024-09-09', { person: 'f.desk', role: 'service-manager' }));
  expect(told(walk).map(([code]) => code)).not.toContain('handled_an_earlier_stage');
});

test('under another regime the Housing Ombudsman’s Code is not named', () => {
  const policy = procedure({
    stages: [
      { key: 'one', name: 'One', escalation: { to: 'two' } },
      { key: 'two', name: 'Two' },
    ],
  });
  const walk = new Walk(policy)
    .log({ receivedOn: '2024-09-02' })
    .act('assignments', on('2024-09-02', { person: 'a.one' }))
    .act('outcomes', on('2024-09-09', { outcome: 'upheld' }))
    .act('escalations', on('2024-09-16'))
    .act('assignments', on('2024-09-16', { person: 'a.one', subjectOfComplaint: true }));
  expect(walk.advice).toEqual([]);
});

test('HHS-14: where the document says whose the stage is, it is told while nobody has it', () => {
  const walk = walkOf('hhs').log({ receivedOn: '2024-09-02' });
  const nobody = ['nobody_assigned', 'HHS-14'];
  expect(told(walk)).toEqual([nobody]);
  walk.act('assignments', on('2024-09-03', { person: 'c.one', role: 'case-manager' }));
  expect(told(walk)).toEqual([]);
  walk.act('assignment-endings', on('2024-09-04', { person: 'c.one', reason: 'Ill.' }));
  expect(told(walk)).toEqual([nobody]);
  const open = walkOf('code-2024').log({ receivedOn: '2024-09-02', incident: { occurredOn: '2024-08-01' } });
  expect(open.advice).toEqual([]);
});

describe('Code 2.3: a complaint refused as too late', () => {
  const refusal = on('2024-09-03', {
    reason: 'out-of-time',
    evidence: 'It happened in 2023.',
    decidedBy: 'o.one',
    ombudsmanRightTold: true,
  });
  const late = (incident: Body, rest: Body = {}): Walk =>
    walkOf('westfield')
      .log({ receivedOn: '2024-09-02', incident: { occurredOn: '2023-08-01', ...incident } })
      .act('refusals', { ...refusal, ...rest });
  const discretion = { decidedBy: 'o.one', applied: false, reasons: 'No reason was given.' };

  test.each<[string, Body, Body, string | null]>([
    ['neither', {}, {}, 'when the resident became aware of the matter, and whether to take it all the same'],
    ['awareness alone', { becameAwareOn: '2023-08-02' }, {}, 'whether to take it all the same'],
    ['discretion alone', {}, { discretion }, 'when the resident became aware of the matter'],
    ['both', { becameAwareOn: '2023-08-02' }, { discretion }, null],
  ])('with %s considered, the rest is told (WES-13)', (_what, incident, rest, missing) => {
    const found = late(incident, rest).advice.filter(({ code }) => code === 'late_refusal_not_considered');
    expect(found).toEqual(
      missing === null
        ? []
        : [
            {
              code: 'late_refusal_not_considered',
              sentence: `The complaint was refused as too late. That it was considered ${missing} is not on record; the Complaint Handling Code asks for it.`,
              rule: { clause: '/intake/timeLimit', ids: ['WES-13', 'Code 2.3'] },
            },
          ],
    );
  });

  test('a refusal for another reason is none of its business', () => {
    const walk = walkOf('westfield')
      .log({ receivedOn: '2024-09-02', incident: { occurredOn: '2023-08-01' } })
      .act('refusals', { ...refusal, reason: 'not-our-service' });
    expect(told(walk).map(([code]) => code)).not.toContain('late_refusal_not_considered');
  });
});
