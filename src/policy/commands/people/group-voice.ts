import { groupVoiceMissing } from '../../conditions/authority';
import type { ComplaintState } from '../../complaint/state';
import { type Rejection, refusedByPolicy } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';

/** The answer to a group goes to its one named representative, so somebody has to be named first (WES-09). */
export function groupVoiceRefused(state: ComplaintState, rules: Rules): Rejection | null {
  const rule = groupVoiceMissing(state, rules);
  if (!rule) return null;
  return refusedByPolicy({
    code: 'group_representative_needed',
    detail:
      'A group complains through a single named representative. Ask the group who that is and name them first.',
    facts: { size: state.people.group?.size ?? null },
    rule,
    allowed: { act: 'representatives' },
  });
}
