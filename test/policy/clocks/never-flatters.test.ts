import fc from 'fast-check';
import { COMMANDS } from '../../../src/policy/commands/index';
import { currentStage } from '../../../src/policy/complaint/state';
import { addDays, localDateSchema } from '../../../src/policy/dates/local-date';
import type { PolicyDocument } from '../../../src/policy/document/document';
import { shippedProcedures } from '../../../src/policy/procedures/index';
import { isRejection } from '../../../src/policy/rules/rejection';
import { bodies, complaint } from '../support/acts';
import { figureFaults, isOfBefore, nameOf } from '../support/clock-faults';
import { Walk } from '../support/walk';
import { withPausesAndPriorities } from '../support/with-pauses-and-priorities';

/**
 * Nothing that a landlord does after a date makes the date look kept. Three things are left out on purpose, since after
 * each the record says something else of the time before:
 *
 * * a correction of the day of receipt moves every date that counts from it;
 * * an act entered late, that happened by the date, shows that the date was kept at the time;
 * * a move to other rules is no act on a complaint: a rehearsal shows the dates before it is applied.
 *
 * Opening a complaint again is not left out: the stage begins anew beside its earlier entry, whose date stays missed.
 */

const START = localDateSchema.parse('2012-02-01');
const morning = (on: string) => `${on}T09:00:00Z`;
/** Half of what is done is what can move a date, so that lives do not end with the first answer. */
const MOVES = [
  'extensions',
  'contacts',
  'acknowledgements',
  'pauses',
  'resumptions',
  'priorities',
  'hearings',
];

/** Lives one random complaint. After each act no date that had been missed is anything but missed. */
function live(policy: PolicyDocument, draw: fc.GeneratorValue): { faults: string[]; wereMissed: number } {
  let today = addDays(START, draw(fc.nat, { max: 365 * 14 }));
  const walk = new Walk(policy, morning(today)).log(draw(() => complaint(policy, today)));
  const faults: string[] = [];
  let wereMissed = 0;
  for (let tries = draw(fc.integer, { min: 5, max: 30 }); tries > 0; tries -= 1) {
    today = addDays(today, draw(fc.nat, { max: 15 }));
    walk.at(morning(today));
    const missed = walk.clocks.filter(
      ({ kind, status }) => status === 'missed' && (kind === 'respond' || kind === 'acknowledge'),
    );
    wereMissed += missed.length;
    const { offered } = walk;
    const movers = offered.filter((act) => MOVES.includes(act));
    const among = movers.length > 0 && draw(fc.boolean) ? movers : offered;
    if (among.length === 0) break;
    const act = draw(() => fc.constantFrom(...among));
    const body = draw(
      () => bodies(policy, currentStage(walk.state).stage, today)[act]?.() ?? fc.constant({}),
    );
    const decided = walk.try(act, body);
    if (isRejection(decided)) continue;
    walk.take(decided);
    const { clocks } = walk;
    faults.push(...clocks.flatMap((clock) => figureFaults(clock, today)));
    if (act === 'corrections') continue;
    for (const before of missed) {
      const after = clocks.find((clock) => nameOf(clock) === nameOf(before));
      if (after?.status === 'missed' || isOfBefore(body, before)) continue;
      faults.push(
        `${nameOf(before)} was missed (${before.sentence}) and ${act} on ${today} left it ${after?.status}: ${after?.sentence}`,
      );
    }
  }
  return { faults, wereMissed };
}

test('every act that can move a date is one there is', () => {
  const acts = COMMANDS.map(({ act }) => act);
  expect(MOVES.filter((act) => !acts.includes(act))).toEqual([]);
});

/** Arches states no time to acknowledge or to answer, so that nothing of it can be missed. */
const statesTimes = ({ stages }: PolicyDocument): boolean =>
  stages.some(({ acknowledge, respond }) => acknowledge || respond);

test.each(
  [...shippedProcedures(), withPausesAndPriorities()]
    .filter(statesTimes)
    .map((policy) => [policy.name, policy] as const),
)('under %s nothing done after a date makes it look kept', (_name, policy) => {
  let wereMissed = 0;
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      const life = live(policy, draw);
      expect(life.faults).toEqual([]);
      wereMissed += life.wereMissed;
    }),
    { numRuns: 40, seed: 20250501, endOnFailure: true },
  );
  // The lives are worth their time only where dates were missed in them.
  expect(wereMissed).toBeGreaterThan(40);
});
