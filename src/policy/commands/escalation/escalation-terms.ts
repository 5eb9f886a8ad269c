import type { Moment } from '../../dates/moment';
import type { ComplaintState } from '../../complaint/state';
import { currentClock } from '../../clocks/deadlines';
import type { EscalationRules } from '../../document/stage';
import type { EscalationAsker } from '../../events/people';
import { longDate } from '../../dates/local-date';
import type { Objections } from '../../rules/objections';
import { refusedAsInput, refusedByPolicy } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';

/** A request for the next stage, as far as its time goes. */
export interface EscalationRequest {
  /** The window is the resident's: a landlord that goes on of its own accord is not held to it. */
  readonly by: EscalationAsker;
  readonly lateDiscretion?: { readonly decidedBy: string; readonly reason: string } | undefined;
}

/** The grounds of a request that the policy names, and others: those are the resident's own words, and never refused. */
export function groundsOf(given: readonly string[], way: EscalationRules) {
  const named = way.grounds?.map(({ code }) => code) ?? [];
  return {
    known: given.filter((ground) => named.includes(ground)),
    others: given.filter((ground) => !named.includes(ground)),
  };
}

/** True where the request came after the resident's window, as far as its end is known. */
export function isAfterWindow(
  moment: Moment,
  by: EscalationAsker,
  state: ComplaintState,
  rules: Rules,
): boolean {
  const clock = currentClock('escalate', state, rules);
  const known = clock?.dueOn && clock.needs.length === 0 ? clock.dueOn : null;
  return by !== 'landlord' && known !== null && moment.on > known;
}

/**
 * The window is the resident's, and that they asked after it is a fact: the request is taken and waits for a decision,
 * or comes with the discretion that was used. It is refused where the policy leaves none (`late: never`), and even then
 * it can be recorded as taken. Silence on that (null) does not forbid it.
 */
export function* windowPassed(
  { given, moment, way }: { given: EscalationRequest; moment: Moment; way: EscalationRules },
  state: ComplaintState,
  rules: Rules,
): Objections<void> {
  const clock = currentClock('escalate', state, rules);
  const until = clock?.dueOn ?? null;
  if (!clock || !until || moment.on <= until) {
    if (!given.lateDiscretion) return;
    yield refusedAsInput({
      code: 'not_late',
      detail: 'The request is in time, so there is no discretion to use.',
      facts: { until },
      errors: [{ pointer: '/lateDiscretion', detail: 'must be left out' }],
    });
  } else if (way.late === 'never' && isAfterWindow(moment, given.by, state, rules)) {
    yield refusedByPolicy({
      code: 'escalation_too_late',
      detail: `The request had to arrive by ${longDate(until)}; it arrived on ${longDate(moment.on)}. The policy leaves no discretion.`,
      facts: { until, arrivedOn: moment.on, window: clock.limit, countedFrom: clock.anchor },
      rule: clock.explained(state.promised).rule,
      allowed: { until },
      errors: [{ pointer: '/occurredOn', detail: `must not be after ${until}` }],
    });
  }
}
