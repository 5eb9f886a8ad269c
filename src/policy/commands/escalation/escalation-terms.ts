import type { Moment } from '../../dates/moment';
import type { ComplaintState } from '../../complaint/state';
import { currentClock } from '../../clocks/deadlines';
import type { EscalationRules } from '../../document/stage';
import type { EscalationAsker } from '../../events/people';
import { longDate } from '../../dates/local-date';
import { type Rejection, type RuleReference, refusedAsInput, refusedByPolicy } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';

/** What a request for the next stage says, as far as a policy can refuse it. */
export interface EscalationRequest {
  /** The window and the reasons are the resident's: a landlord that goes on of its own accord owes neither. */
  readonly by: EscalationAsker;
  readonly grounds: readonly string[];
  readonly reason?: string | undefined;
  readonly lateDiscretion?: { readonly decidedBy: string; readonly reason: string } | undefined;
}

/** Refuses grounds the policy does not name, and a request without the reasons it asks for. */
export function groundsRefused(
  given: EscalationRequest,
  way: EscalationRules,
  rule: RuleReference,
): Rejection | null {
  const known = way.grounds?.map((ground) => ground.code) ?? [];
  const unknown = given.grounds.findIndex((ground) => !known.includes(ground));
  if (unknown >= 0) {
    return refusedByPolicy({
      code: 'unknown_ground',
      detail:
        known.length > 0
          ? `The grounds here are ${known.join(', ')}.`
          : 'This policy asks for no grounds; leave them out.',
      facts: { ground: given.grounds[unknown] },
      rule,
      allowed: { grounds: known },
      errors: [
        {
          pointer: `/grounds/${unknown}`,
          detail: known.length > 0 ? `must be one of ${known.join(', ')}` : 'must be left out',
        },
      ],
    });
  }
  // Where a gate follows, the reasons are gathered before the decision (SET-21), so the request itself may come without.
  if (way.reason !== 'required' || way.decision || given.by === 'landlord') return null;
  if (given.reason !== undefined || given.grounds.length > 0) return null;
  return refusedByPolicy({
    code: 'reason_required',
    detail: 'This policy takes a complaint further only with the resident’s reasons.',
    rule,
    allowed: { reason: 'the resident’s reasons', grounds: known },
    errors: [{ pointer: '/reason', detail: 'is missing' }],
  });
}

/** The window is the resident's; after it the policy may let discretion in. Silence on that (null) does not forbid it. */
export function windowPassed(
  { given, moment, way }: { given: EscalationRequest; moment: Moment; way: EscalationRules },
  state: ComplaintState,
  rules: Rules,
): Rejection | null {
  const clock = currentClock('escalate', state, rules);
  const until = clock?.dueOn ?? null;
  if (!clock || !until || moment.on <= until) {
    if (!given.lateDiscretion) return null;
    return refusedAsInput({
      code: 'not_late',
      detail: 'The request is in time, so there is no discretion to use.',
      facts: { until },
      errors: [{ pointer: '/lateDiscretion', detail: 'must be left out' }],
    });
  }
  // The window may end later than is known: the request is taken, and waits until the dates are told.
  if (clock.needs.length > 0) return null;
  if (given.by === 'landlord' || (given.lateDiscretion && way.late !== 'never')) return null;
  const never = way.late === 'never';
  return refusedByPolicy({
    code: 'escalation_too_late',
    detail: `The request had to arrive by ${longDate(until)}; it arrived on ${longDate(moment.on)}. ${never ? 'The policy leaves no discretion.' : 'It can be taken with a recorded use of discretion.'}`,
    facts: { until, arrivedOn: moment.on, window: clock.limit, countedFrom: clock.anchor },
    rule: clock.explained(state.promised).rule,
    allowed: never ? { until } : { until, or: 'lateDiscretion' },
    errors: [
      {
        pointer: never ? '/occurredOn' : '/lateDiscretion',
        detail: never ? `must not be after ${until}` : 'is missing',
      },
    ],
  });
}
