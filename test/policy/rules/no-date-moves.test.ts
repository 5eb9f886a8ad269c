import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../../src/policy/clocks/clock';
import { COMMANDS } from '../../../src/policy/commands/index';
import { currentStage } from '../../../src/policy/complaint/state';
import { addDays, localDateSchema } from '../../../src/policy/dates/local-date';
import { RESIDENT_CLOCKS } from '../../../src/policy/document/clock-kinds';
import type { PolicyDocument } from '../../../src/policy/document/document';
import { shippedProcedures } from '../../../src/policy/procedures/index';
import { withholds } from '../../../src/policy/refusals/index';
import { isRejection } from '../../../src/policy/rules/rejection';
import { bodies, complaint } from '../support/acts';
import { departuresFrom, Walk } from '../support/walk';

/**
 * An act against the procedure moves no date later that the landlord is judged by, ends none of the resident's, and is
 * on record. Lives are random; whatever can be recorded as a departure is tried at any point of them.
 */

const START = localDateSchema.parse('2012-02-01');
const ACTS = COMMANDS.map(({ act }) => act).filter((act) => act !== 'corrections');
const morning = (on: string) => `${on}T09:00:00Z`;

/** Acts that end the stage or the whole, and that a departure leaves with that effect. */
const ENDS = ['outcomes', 'escalations', 'skips', 'mergers', 'reopenings', 'settlements', 'withdrawals'];

const CAPS = ['extension_too_long', 'extension_needs_good_reason', 'extension_needs_agreement'];

const sameClock = (a: Clock, b: Clock) => a.kind === b.kind && a.stage === b.stage && a.n === b.n;

interface Recorded {
  readonly act: string;
  /** The day on which it happened, which may lie before the day of its recording. */
  readonly on: string;
  readonly codes: readonly string[];
}

function faultsIn(before: readonly Clock[], after: readonly Clock[], { act, on, codes }: Recorded): string[] {
  const isWithheld = codes.some((code) => withholds(code, act));
  // When the ombudsman can be asked depends on what is open, and is no date that anybody owes. An extension tells the
  // resident how it goes on, and may bring another plan of updates, whatever date it gives.
  const owed = before.filter(({ kind }) => kind !== 'refer' && (kind !== 'update' || act !== 'extensions'));
  return owed.flatMap((was) => {
    const is = after.find((clock) => sameClock(clock, was));
    if (!is) return [`${act} takes ${was.kind} at ${was.stage} away`];
    const name = `${act}: ${was.kind} at ${was.stage} (${was.n})`;
    if (RESIDENT_CLOCKS.includes(was.kind))
      return was.status === 'running' && is.dueOn !== was.dueOn && !ENDS.includes(act)
        ? [`${name}, the resident's, went from ${was.dueOn} to ${is.dueOn}`]
        : [];
    // Of an extension past a cap, the part up to the cap needs no departure.
    const withinCap =
      act === 'extensions' && is.judgedOn !== null && codes.every((code) => CAPS.includes(code));
    const moved = was.judgedOn !== null && (is.judgedOn === null || is.judgedOn > was.judgedOn) && !withinCap;
    // An act entered late that happened by the date shows how it stood at the time.
    const ofBefore = was.judgedOn !== null && on <= was.judgedOn;
    const saved = was.status === 'missed' && is.status !== 'missed' && !ofBefore;
    const ended = is.stoppedOn !== null && was.stoppedOn === null && isWithheld;
    return [
      ...(moved ? [`${name} was judged by ${was.judgedOn} and is judged by ${is.judgedOn}`] : []),
      ...(saved ? [`${name} was missed and is ${is.status}`] : []),
      ...(ended ? [`${name} is ended and withheld`] : []),
    ];
  });
}

function live(policy: PolicyDocument, draw: fc.GeneratorValue): { faults: string[]; codes: string[] } {
  let today = addDays(START, draw(fc.nat, { max: 365 * 14 }));
  const walk = new Walk(policy, morning(today)).log(draw(() => complaint(policy, today)));
  const faults: string[] = [];
  const codes: string[] = [];
  for (let tries = draw(fc.integer, { min: 5, max: 30 }); tries > 0; tries -= 1) {
    today = addDays(today, draw(fc.nat, { max: 12 }));
    walk.at(morning(today));
    const act = draw(() => fc.constantFrom(...(draw(fc.boolean) ? ACTS : walk.offered)));
    const body = draw(
      () => bodies(policy, currentStage(walk.state).stage, today)[act]?.() ?? fc.constant({}),
    );
    const decided = walk.try(act, body);
    if (!isRejection(decided)) {
      walk.take(decided);
      continue;
    }
    if (!decided.departures) continue;
    const departures = departuresFrom(decided).slice(0, 10);
    const recorded = walk.try(act, { ...body, departures });
    if (isRejection(recorded)) {
      if (recorded.kind === 'policy')
        faults.push(`${act} is refused as ${recorded.code} with all departures named`);
      continue;
    }
    const { clocks } = walk;
    const known = walk.state.departures.length;
    walk.take(recorded);
    codes.push(...departures.map(({ code }) => code));
    faults.push(
      ...faultsIn(clocks, walk.clocks, {
        act,
        on: recorded.events[0]?.event.on ?? today,
        codes: departures.map(({ code }) => code),
      }),
    );
    if (walk.state.departures.length !== known + departures.length)
      faults.push(`${act} is not on record whole`);
    if (!isDeepStrictEqual(walk.state, walk.replayed))
      faults.push(`${act} leaves a state that is not replayed`);
  }
  return { faults, codes };
}

const met = new Set<string>();

test.each(shippedProcedures().map((policy) => [policy.name, policy] as const))(
  '%s: no date is judged later, and none of the resident’s ends',
  (_, policy) => {
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        const { faults, codes } = live(policy, draw);
        for (const code of codes) met.add(code);
        expect(faults).toEqual([]);
      }),
      { numRuns: 60, seed: 12, endOnFailure: true },
    );
  },
);

test('most rules that can be departed from are met on the way', () => {
  expect(met.size).toBeGreaterThan(25);
});
