import fc from 'fast-check';
import { COMMANDS } from '../../../src/policy/commands/index';
import { currentStage } from '../../../src/policy/complaint/state';
import type { PolicyDocument } from '../../../src/policy/document/document';
import { addDays, localDateSchema } from '../../../src/policy/dates/local-date';
import { shippedProcedures } from '../../../src/policy/procedures/index';
import { isRejection } from '../../../src/policy/rules/rejection';
import { bodies, complaint, nextAct } from '../support/acts';
import { misleading } from '../support/refusal-faults';
import { withPausesAndPriorities } from '../support/with-pauses-and-priorities';
import { Walk } from '../support/walk';

const START = localDateSchema.parse('2012-02-01');
const ACTS = COMMANDS.map(({ act }) => act);
const morning = (on: string) => `${on}T09:00:00Z`;

function misled(policy: PolicyDocument, draw: fc.GeneratorValue): string[] {
  let today = addDays(START, draw(fc.nat, { max: 365 * 11 }));
  const walk = new Walk(policy, morning(today)).log(draw(() => complaint(policy, today)));
  const found: string[] = [];
  for (let tries = draw(fc.integer, { min: 10, max: 30 }); tries > 0; tries -= 1) {
    today = addDays(today, draw(fc.nat, { max: 12 }));
    walk.at(morning(today));
    const { stage } = currentStage(walk.state);
    const some = bodies(policy, stage, today);
    const act = draw(() => nextAct(walk.offered, ACTS));
    const body = draw(() => some[act]?.() ?? fc.constant({}));
    const decided = walk.try(act, body);
    if (isRejection(decided)) found.push(...misleading(walk, act, body, decided));
    else walk.take(decided);
  }
  return found;
}

describe.each(
  [...shippedProcedures(), withPausesAndPriorities()].map((policy) => [policy.name, policy] as const),
)('any life of a complaint under %s', (_name, policy) => {
  test('what a refusal names as open instead is not refused in its turn', () => {
    fc.assert(
      fc.property(fc.gen(), (draw) => {
        expect(misled(policy, draw)).toEqual([]);
      }),
      { numRuns: 50, seed: 20240902, endOnFailure: true },
    );
  });
});
