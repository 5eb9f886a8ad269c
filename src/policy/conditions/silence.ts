import { z } from 'zod';
import { anchorDay } from '../clocks/anchors';
import { isOutside } from '../calendar/calendar';
import { type ComplaintState, currentStage } from '../complaint/state';
import { waitsForActions } from '../document/outcome';
import { addDays, type LocalDate, laterOf, localDateSchema, longDate } from '../dates/local-date';
import { openBindingOrders } from '../complaint/ombudsman';
import { reckon } from '../clocks/counting/reckon';
import { openRemedies } from '../complaint/remedies';
import type { Rules } from '../rules/rules';

export const silenceSchema = z
  .strictObject({
    since: localDateSchema.describe('The answer, or the last day on record that the resident did something.'),
    closableFrom: localDateSchema,
    rule: z.strictObject({ clause: z.string(), ids: z.array(z.string()) }),
    sentence: z.string(),
  })
  .meta({ id: 'SilenceBeforeClosing' });
type Silence = z.infer<typeof silenceSchema>;

/**
 * From which day an answered or settled complaint may be closed because nothing was heard, where the document closes on
 * silence. Whatever the resident did starts the time anew: what is on record, and what whoever closes it knows of.
 */
export function silenceOf(
  state: ComplaintState,
  rules: Rules,
  heardOn: LocalDate | null = null,
): Silence | null {
  const { closure } = rules.policy;
  const answered = state.status === 'responded' || state.status === 'settled';
  if (closure?.when !== 'on-silence' || !closure.silence || !answered) return null;
  const anchor = anchorDay(closure.silence, { state, stage: currentStage(state), rules });
  if (!anchor) return null;
  const since = [...heardOnRecord(state), ...(heardOn ? [heardOn] : [])].reduce(laterOf, anchor.on);
  const end = reckon(closure.silence, since, rules);
  if (isOutside(end)) return null;
  const closableFrom = addDays(end.dueOn, 1);
  const toDo = openRemedies(state.redress).length > 0 || openBindingOrders(state.ombudsman).length > 0;
  const once = toDo && waitsForActions(closure) ? ', once all that was promised or ordered is done' : '';
  return {
    since,
    closableFrom,
    rule: { clause: '/closure', ids: [...closure.rules] },
    sentence: `If nothing is heard from the resident, who was last answered or heard on ${longDate(since)}, the complaint can be closed from ${longDate(closableFrom)}${once}.`,
  };
}

/** A request for the next stage that was refused leaves its entry behind the stage the complaint fell back to. */
const heardOnRecord = ({ stages, current }: ComplaintState): LocalDate[] =>
  stages
    .slice(current)
    .flatMap(({ heardOn, requested }, index) => [
      ...(heardOn ? [heardOn] : []),
      ...(index > 0 ? [requested.on] : []),
    ]);
