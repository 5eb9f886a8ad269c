import { factsOn } from '../../complaint/particulars';
import type { ComplaintState, StageState } from '../../complaint/state';
import type { Condition, Limit, Period } from '../../document/limit';

/** The facts of a complaint and of a stage that a condition can look at. */
type Conditional = Pick<
  ComplaintState,
  'channel' | 'categories' | 'tenure' | 'formerFacts' | 'people' | 'received'
>;
type Entered = Pick<StageState, 'priority' | 'requested'>;

const oneOf = (listed: readonly string[] | undefined, found: readonly (string | null)[]): boolean =>
  !listed || found.some((value) => value !== null && listed.includes(value));

function holds(condition: Condition, state: Conditional, stage: Entered): boolean {
  const { channels, priorities, categories, tenures, representatives } = condition;
  const facts = factsOn(state, stage.requested.on);
  return (
    oneOf(channels, [facts.channel]) &&
    oneOf(priorities, [stage.priority]) &&
    oneOf(categories, facts.categories) &&
    oneOf(tenures, [facts.tenure]) &&
    oneOf(representatives, broughtBy(state))
  );
}

/** Those who acted for the resident on the day it came: one who takes the matter up later brings no other time with them. */
const broughtBy = ({ people, received }: Conditional): (string | null)[] =>
  people.representatives.filter(({ namedOn }) => namedOn <= received.on).map(({ type }) => type);

/** The period of a limit for this complaint at this stage, or null where it does not apply to it (SET-13: only what came in writing). */
export function periodFor(limit: Limit, state: Conditional, stage: Entered): Period | null {
  if (limit.when && !holds(limit.when, state, stage)) return null;
  const variant = limit.variants.find((candidate) => holds(candidate.when, state, stage));
  return variant ? { ...limit, amount: variant.amount, unit: variant.unit } : limit;
}
