import fc from 'fast-check';
import { type Calendar, isFault } from '../../../src/policy/calendar/calendar';
import { BUNDLED, type CalendarEdition } from '../../../src/policy/calendar/edition';
import { nextEdition } from '../../../src/policy/rehearsal/change';
import { replay } from '../../../src/policy/complaint/evolve';
import { explainedAll } from '../../../src/policy/clocks/dated-clock';
import { type PolicyDocument, policyDocumentSchema } from '../../../src/policy/document/document';
import { addDays, localDateSchema, weekday } from '../../../src/policy/dates/local-date';
import { calendarOf } from '../../../src/policy/calendar/of-policy';
import { shipped, shippedProcedures } from '../../../src/policy/procedures/index';
import { type Moved, movedRules, moveTo } from '../../../src/policy/rehearsal/move';
import { isRejection, type Rejection } from '../../../src/policy/rules/rejection';
import { procedure, Walk, walkOf } from '../support/walk';

const day = (on: string) => localDateSchema.parse(on);
const A_WEEK_AFTER_THE_NEWS = '2022-09-16T09:00:00Z';
const DEFINITION = { issues: [{ text: 'Damp' }], outcomesSought: 'A repair' };

function calendarUnder(policy: PolicyDocument, edition: CalendarEdition): Calendar {
  const calendar = calendarOf(policy, edition);
  if (isFault(calendar)) throw new Error(calendar.message);
  return calendar;
}

function changed(
  change: Parameters<typeof nextEdition>[0],
  inForce: CalendarEdition = BUNDLED,
): CalendarEdition {
  const next = nextEdition(change, inForce, 'england-and-wales');
  if (isRejection(next)) throw new Error(next.detail);
  return next.edition;
}

/** Puts the complaint under an edition from its beginning, as if it had been logged so. */
function under(walk: Walk, edition: CalendarEdition, number: number): Walk {
  walk.rules = {
    ...walk.rules,
    calendar: calendarUnder(walk.rules.policy, edition),
    calendarEdition: number,
  };
  return walk;
}

function rehearsed(walk: Walk, edition: CalendarEdition, number: number): Moved | Rejection {
  const { policy } = walk.rules;
  const after = movedRules(walk.rules, { policy, calendar: calendarUnder(policy, edition) }, number);
  return moveTo(walk.state, walk.rules, after);
}

function rehearsedVersion(walk: Walk, policy: PolicyDocument): Moved | Rejection {
  return moveTo(
    walk.state,
    walk.rules,
    movedRules(walk.rules, { policy, calendar: calendarUnder(policy, BUNDLED) }, 0),
  );
}

const explained = ({ clocks, state }: Moved) => explainedAll(clocks, state);

function moved(outcome: Moved | Rejection): Moved {
  if (isRejection(outcome)) throw new Error(outcome.detail);
  return outcome;
}

const refusal = (outcome: Moved | Rejection) => (isRejection(outcome) ? outcome.code : 'moved');
const dates = ({ moves }: Moved) => moves.map(({ kind, from, to }) => [kind, from, to]);

const BEFORE_THE_NEWS = changed({ kind: 'holiday-withdrawn', on: day('2022-09-19') });
const FUNERAL = changed(
  { kind: 'holiday-added', on: day('2022-09-19'), title: 'State Funeral', notes: '' },
  BEFORE_THE_NEWS,
);

/** Acknowledged on 5 September 2022, four days before the holiday was proclaimed. */
const september = (edition = BEFORE_THE_NEWS) =>
  under(walkOf('code-2024', A_WEEK_AFTER_THE_NEWS), edition, 1)
    .log({ receivedOn: '2022-09-02' })
    .act('acknowledgements', { occurredOn: '2022-09-05', definition: DEFINITION, contains: ['definition'] });

describe('the funeral holiday of 19 September 2022 (lessons, 2 and 3)', () => {
  test('ten working days from 5 September end on the 19th before it and on the 20th after', () => {
    const walk = september();
    expect(walk.due('respond', 'stage-1')).toBe('2022-09-19');
    const outcome = moved(rehearsed(walk, FUNERAL, 2));
    expect(dates(outcome)).toEqual([['respond', '2022-09-19', '2022-09-20']]);
    expect(outcome.moves[0]).toMatchObject({
      told: true,
      projected: false,
      becomesOverdue: false,
      sentence: expect.stringMatching(
        /^Moves from .*19 September 2022 to .*20 September 2022\. .*State Funeral/,
      ),
    });
    expect(outcome.event.event).toMatchObject({
      type: 'calendar-changed',
      on: '2022-09-16',
      data: {
        fromEdition: 1,
        toEdition: 2,
        moved: [{ stage: 'stage-1', kind: 'respond', n: 0, from: '2022-09-19', to: '2022-09-20' }],
        settled: [{ stage: 'stage-1', kind: 'acknowledge', n: 0 }],
      },
      promised: [{ stage: 'stage-1', kind: 'respond', n: 0, dueOn: '2022-09-20' }],
    });
  });

  test('what was met stays as it was judged, by the working days it was judged by', () => {
    const walk = under(walkOf('code-2024', '2022-09-21T09:00:00Z'), BEFORE_THE_NEWS, 1)
      .log({ receivedOn: '2022-09-13' })
      .act('acknowledgements', {
        occurredOn: '2022-09-21',
        definition: DEFINITION,
        contains: ['definition'],
      });
    const before = walk.clock('acknowledge', 'stage-1');
    expect(before).toMatchObject({ dueOn: '2022-09-20', status: 'missed', workingDaysTaken: 6 });
    const clocks = explained(moved(rehearsed(walk, FUNERAL, 2)));
    expect(clocks.find(({ kind }) => kind === 'acknowledge')).toEqual(before);
  });

  test('replayed, the events come to the state that the move gave', () => {
    const walk = september();
    const { event, state } = moved(rehearsed(walk, FUNERAL, 2));
    expect(replay([...walk.events, event.event])).toEqual(state);
    expect(state).toMatchObject({
      calendarEdition: 2,
      clocksUnderEarlierRules: [{ kind: 'acknowledge', calendarEdition: 1 }],
    });
  });

  test('a date that had passed is no longer overdue', () => {
    const walk = september().at('2022-09-20T09:00:00Z');
    const [move] = moved(rehearsed(walk, FUNERAL, 2)).moves;
    expect(move).toMatchObject({ becomesOverdue: false, noLongerOverdue: true, statusFrom: 'missed' });
    const back = moved(rehearsed(september(FUNERAL).at('2022-09-20T09:00:00Z'), BEFORE_THE_NEWS, 2));
    expect(back.moves[0]).toMatchObject({ becomesOverdue: true, noLongerOverdue: false });
  });
});

test('a closure entered afterwards leaves late what was late; one entered in time moves the date', () => {
  const closed = (walk: Walk) => {
    const { policy } = walk.rules;
    const why = 'The office was flooded.';
    const closures = [day('2024-09-12'), day('2024-09-13')].map((on) => ({ on, why }));
    const calendar = calendarUnder(policy, changed({ kind: 'closure', closures, withdrawn: [] }));
    return moved(
      moveTo(walk.state, walk.rules, movedRules(walk.rules, { policy, calendar }, 1), { leavesLate: true }),
    );
  };
  const acknowledged = (now: string) =>
    walkOf('code-2024', now)
      .log({ receivedOn: '2024-09-02' })
      .act('acknowledgements', {
        occurredOn: '2024-09-03',
        definition: DEFINITION,
        contains: ['definition'],
      });
  expect(dates(closed(acknowledged('2024-09-17T09:00:00Z')))).toEqual([
    ['respond', '2024-09-17', '2024-09-19'],
  ]);
  expect(dates(closed(acknowledged('2024-09-18T09:00:00Z')))).toEqual([]);
});

describe('another version of the procedure', () => {
  const stage = (respond: number, more: object = {}) => ({
    key: 'stage-1',
    name: 'Stage 1',
    acknowledge: { amount: 5, unit: 'working-days', from: 'received' },
    respond: { amount: respond, unit: 'working-days', from: 'received' },
    ...more,
  });
  const pausing = { pause: { reasons: [{ code: 'awaiting-resident' }] } };
  const first = procedure({ stages: [stage(10, pausing)] });
  const second = procedure({ version: '2', stages: [stage(20, pausing)] });
  const begun = (now = '2024-09-06T09:00:00Z') => new Walk(first, now).log({ receivedOn: '2024-09-02' });

  test('moves an open date and says which version gave it', () => {
    const outcome = moved(rehearsedVersion(begun(), second));
    expect(dates(outcome)).toEqual([['respond', '2024-09-16', '2024-09-30']]);
    expect([
      outcome.state.policyVersion,
      explained(outcome).map(({ policyVersion }) => policyVersion),
    ]).toEqual(['2', ['2', '2']]);
  });

  test('moves the date it is judged by beside the date it is worked to', () => {
    const afterAcknowledgement = (amount: number, version: string) =>
      procedure({
        version,
        stages: [stage(0, { respond: { amount, unit: 'working-days', from: 'acknowledged' } })],
      });
    // To be acknowledged by Monday 9 September, and acknowledged on Thursday the 12th.
    const walk = new Walk(afterAcknowledgement(10, '1'), '2024-09-20T09:00:00Z')
      .log({ receivedOn: '2024-09-02' })
      .act('acknowledgements', { occurredOn: '2024-09-12' });
    const [move] = moved(rehearsedVersion(walk, afterAcknowledgement(15, '2'))).moves;
    expect(move).toMatchObject({
      from: '2024-09-26',
      to: '2024-10-03',
      judgedFrom: '2024-09-23',
      judgedTo: '2024-09-30',
    });
  });

  test('with a longer time leaves late what was late, and answered later it stays late', () => {
    const late = begun('2024-09-17T09:00:00Z');
    expect(late.clock('respond', 'stage-1')).toMatchObject({ judgedOn: '2024-09-16', status: 'missed' });
    const outcome = moved(rehearsedVersion(late, second));
    expect(dates(outcome)).toEqual([]);
    const { event, state, clocks } = outcome;
    late.take({ events: [event], state, clocks });
    late.rules = movedRules(late.rules, { policy: second, calendar: calendarUnder(second, BUNDLED) }, 0);
    const judged = { policyVersion: '1', dueOn: '2024-09-16', judgedOn: '2024-09-16', status: 'missed' };
    expect(late.clock('respond', 'stage-1')).toMatchObject({ ...judged, metOn: null });
    // In time by the twenty days of the second version.
    late
      .at('2024-09-24T09:00:00Z')
      .act('outcomes', { occurredOn: '2024-09-24', outcome: 'upheld', method: 'letter' });
    expect(late.clock('respond', 'stage-1')).toMatchObject({ ...judged, metOn: '2024-09-24' });
  });

  test('remembers the pauses there were (lessons, 27)', () => {
    const walk = begun('2024-09-09T09:00:00Z')
      .act('pauses', { occurredOn: '2024-09-04', reason: 'awaiting-resident' })
      .act('resumptions', { occurredOn: '2024-09-09' });
    expect(walk.due('respond', 'stage-1')).toBe('2024-09-18');
    expect(dates(moved(rehearsedVersion(walk, second)))).toEqual([['respond', '2024-09-18', '2024-10-02']]);
  });

  test('leaves the promise of an extension where it is', () => {
    const extending = (respond: number, version: string) =>
      procedure({
        version,
        stages: [stage(respond, { extension: { each: { amount: 20, unit: 'working-days' } } })],
      });
    const walk = new Walk(extending(10, '1'), '2024-09-12T09:00:00Z')
      .log({ receivedOn: '2024-09-02' })
      .act('extensions', {
        occurredOn: '2024-09-12',
        newDueOn: '2024-09-27',
        reason: 'Parts.',
        goodReason: 'Parts.',
        agreed: true,
        noticeGiven: true,
      });
    const [move] = moved(rehearsedVersion(walk, extending(15, '2'))).moves;
    expect(move).toMatchObject({
      from: '2024-09-27',
      to: '2024-09-27',
      originalFrom: '2024-09-16',
      originalTo: '2024-09-23',
    });
  });

  test('can be taken back, and everything stands as it stood (lessons, 35)', () => {
    const walk = begun().act('acknowledgements', { occurredOn: '2024-09-04', definition: DEFINITION });
    const clocks = walk.clocks;
    const there = moved(rehearsedVersion(walk, second));
    const rules = movedRules(walk.rules, { policy: second, calendar: calendarUnder(second, BUNDLED) }, 0);
    const back = moveTo(there.state, rules, movedRules(rules, walk.rules, 0));
    expect(moved(back).state.policyVersion).toBe('1');
    expect(explained(moved(back))).toEqual(clocks);
  });

  test('is refused where it has not the stages the complaint has entered, or no decision that is waited for', () => {
    const [settle, code] = [shipped('settle'), shipped('code-2024')];
    if (!settle || !code) throw new Error('Both come with the service');
    const walk = begun();
    expect(
      refusal(rehearsedVersion(walk, procedure({ version: '2', stages: [{ ...stage(10), key: 'only' }] }))),
    ).toBe('stage_missing');
    const asked = new Walk(settle, '2024-12-01T09:00:00Z')
      .log({ receivedOn: '2024-09-02' })
      .act('acknowledgements', { occurredOn: '2024-09-04', method: 'email' })
      .act('assignments', { occurredOn: '2024-09-05', person: 'p.nowak', role: 'service-manager' })
      .act('outcomes', { occurredOn: '2024-09-18', outcome: 'upheld', method: 'letter' })
      .act('escalations', { occurredOn: '2024-10-07' });
    expect(asked.state.status).toBe('escalation-requested');
    const keys = settle.stages.map(({ key, name }) => ({ key, name }));
    const ungated = policyDocumentSchema.parse({
      ...code,
      version: 'ungated',
      stages: code.stages.map((one, index) => ({
        ...one,
        ...keys[index],
        escalation: one.escalation && { ...one.escalation, to: keys[index + 1]?.key },
      })),
      readings: [],
      silences: [],
      referrals: [],
    });
    expect(refusal(rehearsedVersion(asked, ungated))).toBe('gate_missing');
  });
});

test('one more closed day never brings a date forward, whatever has happened and under any procedure', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...shippedProcedures()),
      fc.integer({ min: 0, max: 3000 }),
      fc.integer({ min: 1, max: 60 }),
      fc.boolean(),
      (policy, start, after, acknowledged) => {
        const receivedOn = addDays(day('2013-01-07'), start);
        const walk = new Walk(policy, `${addDays(receivedOn, 10)}T09:00:00Z`).log({ receivedOn });
        const told = walk.try('acknowledgements', {
          occurredOn: addDays(receivedOn, 2),
          definition: DEFINITION,
        });
        if (acknowledged && !isRejection(told)) walk.take(told);
        const on = addDays(receivedOn, after);
        const edition = { ...BUNDLED, closures: [{ on, why: 'Closed' }] };
        const outcome = moved(rehearsed(walk, edition, 1));
        for (const { from, to } of outcome.moves)
          expect(from !== null && to !== null && to > from).toBe(true);
        if (weekday(on) > 5) expect(outcome.moves).toEqual([]);
        expect(replay([...walk.events, outcome.event.event])).toEqual(outcome.state);
      },
    ),
    { numRuns: 400, seed: 20220919 },
  );
});

test.each([
  [{ kind: 'closure', closures: [], withdrawn: [day('2027-12-29')] }, 'no_such_closure'],
  [
    { kind: 'closure', closures: [{ on: day('2031-01-02'), why: 'Shut' }], withdrawn: [] },
    'outside_coverage',
  ],
  [{ kind: 'holiday-added', on: day('2027-12-27'), title: 'Christmas', notes: '' }, 'already_a_holiday'],
  [{ kind: 'holiday-added', on: day('2031-01-01'), title: 'New Year', notes: '' }, 'outside_coverage'],
  [{ kind: 'holiday-withdrawn', on: day('2027-12-29') }, 'not_a_holiday'],
] as const)('%j is refused as %s', (change, code) => {
  const next = nextEdition(
    structuredClone(change) as Parameters<typeof nextEdition>[0],
    BUNDLED,
    'england-and-wales',
  );
  expect(isRejection(next) && next.code).toBe(code);
});

test('a closure that the procedure names is none that was entered, and the refusal says how the day is worked', () => {
  const next = nextEdition(
    { kind: 'closure', closures: [], withdrawn: [day('2027-12-29')] },
    BUNDLED,
    'england-and-wales',
  );
  expect(isRejection(next) && next.detail).toBe(
    'No closure that was entered is on 2027-12-29. One that the procedure names is worked by entering the day as an extra working day.',
  );
});
