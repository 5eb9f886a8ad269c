import fc from 'fast-check';
import { COMMANDS } from '../../../src/policy/commands/index';
import { currentStage } from '../../../src/policy/complaint/state';
import { replay } from '../../../src/policy/complaint/evolve';
import type { DatedClock } from '../../../src/policy/clocks/dated-clock';
import { datedClocks } from '../../../src/policy/clocks/deadlines';
import { addDays, localDateSchema } from '../../../src/policy/dates/local-date';
import type { PolicyDocument } from '../../../src/policy/document/document';
import { shippedProcedures } from '../../../src/policy/procedures/index';
import { isRejection } from '../../../src/policy/rules/rejection';
import { bodies, complaint, nextAct } from '../support/acts';
import { RecordedWalk } from '../support/recorded';
import { type Body, departuresFrom } from '../support/walk';
import { withPausesAndPriorities } from '../support/with-pauses-and-priorities';

const START = localDateSchema.parse('2012-02-01');
const ACTS = COMMANDS.map(({ act }) => act);
const RUNS = 30;
const kinds = new Set<string>();
let departed = 0;

/** One thing that was done, and the day it was recorded. */
interface Done {
  readonly on: string;
  readonly act: string;
  readonly body: Body;
  /** The number of its first event. */
  readonly sequence: number;
}

/** A random life, recorded act by act. */
function live(policy: PolicyDocument, draw: fc.GeneratorValue): { walk: RecordedWalk; done: Done[] } {
  let today = addDays(START, draw(fc.nat, { max: 365 * 13 }));
  const first = draw(() => complaint(policy, today));
  const walk = new RecordedWalk(policy, `${today}T09:00:00Z`).log(first);
  const done: Done[] = [{ on: today, act: 'complaints', body: first, sequence: 1 }];
  for (let tries = draw(fc.integer, { min: 5, max: 30 }); tries > 0; tries -= 1) {
    today = addDays(today, draw(fc.nat, { max: 12 }));
    walk.at(`${today}T09:00:00Z`);
    const act = draw(() => nextAct(walk.offered, ACTS));
    // A complaint that is erased is corrected no more.
    if (act === 'erasures') continue;
    const { stage } = currentStage(walk.state);
    let body = draw(() => bodies(policy, stage, today)[act]?.() ?? fc.constant({}));
    let decided = walk.try(act, body);
    if (isRejection(decided) && decided.departures && draw(fc.boolean)) {
      body = { ...body, departures: departuresFrom(decided).slice(0, 10) };
      decided = walk.try(act, body);
      if (!isRejection(decided)) departed += 1;
    }
    if (isRejection(decided)) continue;
    done.push({ on: today, act, body, sequence: walk.lines.length + 1 });
    walk.take(decided);
  }
  return { walk, done };
}

/** The same life without one thing that was done; null where something else would have been refused then. */
function without(left: Done, done: readonly Done[], policy: PolicyDocument): RecordedWalk | null {
  const [first, ...acts] = done;
  if (!first) return null;
  const walk = new RecordedWalk(policy, `${first.on}T09:00:00Z`).log(first.body);
  for (const { on, act, body } of acts.filter((one) => one !== left)) {
    walk.at(`${on}T09:00:00Z`);
    const decided = walk.try(act, body);
    if (isRejection(decided)) return null;
    walk.take(decided);
  }
  return walk;
}

/** The dates of a clock without its number: what is numbered keeps the number it was given. */
const datesOf = (clocks: readonly DatedClock[]) =>
  clocks
    .map(({ kind, stage, dueOn, judgedOn, metOn, stoppedOn, status }) =>
      [kind, stage, dueOn, judgedOn, metOn, stoppedOn, status].join(' '),
    )
    .sort();

const POLICIES = [...shippedProcedures(), withPausesAndPriorities()].map(
  (policy) => [policy.name, policy] as const,
);

afterAll(() => {
  // The lives are worth their time only where nearly every kind of act was decided again in them.
  expect(kinds.size).toBeGreaterThan(44);
  expect(departed).toBeGreaterThan(100);
});

describe.each(POLICIES)('any life recorded under %s', (_name, policy) => {
  test('decided again is itself', () => {
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const { walk } = live(policy, draw);
        for (const { type } of walk.events) kinds.add(type);
        // Words of the first event change no fact, and all that follows is decided again behind them.
        const corrected = walk.tryToCorrect({ changes: [{ event: 1, with: { summary: 'Mould' } }] });
        if (isRejection(corrected)) throw new Error(`${corrected.code}: ${corrected.detail}`);
        const { follows, misfits, asBefore, state, event } = corrected;
        expect({ follows, misfits, asBefore }).toEqual({ follows: [], misfits: [], asBefore: [] });
        expect(event.event.data).toMatchObject({ changes: [{ sequence: 1 }], inserted: [], moved: [] });
        expect({ ...state, promised: [] }).toEqual({ ...walk.state, promised: [] });
        expect(state.promised).toEqual(walk.state.promised);
      }),
      { numRuns: RUNS, seed: 20261130, endOnFailure: true },
    );
  });

  test('without an act that was struck has the clocks of the life without it', () => {
    let struck = 0;
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const { walk, done } = live(policy, draw);
        const left = done[1 + draw(fc.nat, { max: done.length })];
        if (!left) return;
        const corrected = walk.tryToCorrect({ changes: [{ event: left.sequence, strike: true }] });
        if (isRejection(corrected)) {
          expect(corrected.code).toBe('not_correctable');
          return;
        }
        const { state, clocks, event, misfits } = corrected;
        // Nothing is written where an act does not fit, and some of those stand on what was struck.
        if (misfits.length > 0) return;
        expect(state).toEqual(replay([...walk.events, event.event]));
        const other = without(left, done, policy);
        if (!other) return;
        struck += 1;
        const now = other.at(walk.rules.now).rules;
        expect(datesOf(clocks)).toEqual(datesOf(datedClocks(other.state, now)));
      }),
      { numRuns: RUNS, seed: 20261201, endOnFailure: true },
    );
    expect(struck).toBeGreaterThan(RUNS / 5);
  });
});
