import type { Advice } from './advice';
import type { ComplaintState } from '../complaint/state';
import { anchorsOf } from '../document/limit';
import type { Rules } from '../rules/rules';
import { OUT_OF_TIME } from './time-limit';

/**
 * A complaint refused as too late although nobody asked when the resident became aware, or weighed taking it all the
 * same. Where the document demands that, the refusal without it is refused; here the document is silent and the Code is
 * not (Code 2.3).
 */
export function lateRefusalAdvice({ refusal, incident }: ComplaintState, { policy }: Rules): Advice[] {
  const limit = policy.intake.timeLimit;
  if (refusal?.reason !== OUT_OF_TIME || policy.regime !== 'housing-ombudsman' || !limit) return [];
  const unweighed = [
    ...(anchorsOf(limit.within).includes('aware') || incident.becameAwareOn
      ? []
      : ['when the resident became aware of the matter']),
    ...(refusal.discretion ? [] : ['whether to take it all the same']),
  ];
  if (unweighed.length === 0) return [];
  return [
    {
      code: 'late_refusal_not_considered',
      sentence: `The complaint was refused as too late. That it was considered ${unweighed.join(', and ')} is not on record; the Complaint Handling Code asks for it.`,
      rule: { clause: '/intake/timeLimit', ids: [...new Set([...limit.rules, 'Code 2.3'])] },
    },
  ];
}
