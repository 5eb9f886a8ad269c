import fc from 'fast-check';
import { COMMANDS } from '../../../src/policy/commands/index';
import { currentStage } from '../../../src/policy/complaint/state';
import type { PolicyDocument } from '../../../src/policy/document/document';
import { addDays, localDateSchema } from '../../../src/policy/dates/local-date';
import { shippedProcedures } from '../../../src/policy/procedures/index';
import { isRejection } from '../../../src/policy/rules/rejection';
import { bodies, complaint, nextAct } from '../support/acts';
import { takesSome } from '../support/best-bodies';
import { withPausesAndPriorities } from '../support/with-pauses-and-priorities';
import { Walk } from '../support/walk';

const START = localDateSchema.parse('2012-02-01');
const ACTS = COMMANDS.map(({ act }) => act);
const morning = (on: string) => `${on}T09:00:00Z`;

/** Lives one random complaint. Gives what was offered on the way and would take no body at all. */
function emptyOffers(policy: PolicyDocument, draw: fc.GeneratorValue): string[] {
  let today = addDays(START, draw(fc.nat, { max: 365 * 11 }));
  const walk = new Walk(policy, morning(today)).log(draw(() => complaint(policy, today)));
  const empty: string[] = [];
  for (let tries = draw(fc.integer, { min: 5, max: 25 }); tries > 0; tries -= 1) {
    today = addDays(today, draw(fc.nat, { max: 12 }));
    walk.at(morning(today));
    const { stage } = currentStage(walk.state);
    empty.push(
      ...walk.offered
        .filter((act) => !takesSome(walk, act, today))
        .map((act) => `${act} at ${stage}, ${walk.state.status}`),
    );
    if (walk.offered.length === 1) break;
    const act = draw(() => nextAct(walk.offered, ACTS));
    const decided = walk.try(
      act,
      draw(() => bodies(policy, stage, today)[act]?.() ?? fc.constant({})),
    );
    if (!isRejection(decided)) walk.take(decided);
  }
  return empty;
}

describe.each(
  [...shippedProcedures(), withPausesAndPriorities()].map((policy) => [policy.name, policy] as const),
)('any life of a complaint under %s', (_name, policy) => {
  test('whatever is offered takes some body: nothing is on offer that nobody could do', () => {
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        expect(emptyOffers(policy, draw)).toEqual([]);
      }),
      // Shrinking a whole life takes minutes and says no more than the first find.
      { numRuns: 55, seed: 20240902, endOnFailure: true },
    );
  });
});
