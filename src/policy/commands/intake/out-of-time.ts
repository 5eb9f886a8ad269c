import type { ComplaintState } from '../../complaint/state';
import { timeLimitOf } from '../../conditions/eligibility';
import { type Rejection, refusedByPolicy, refusedByState } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';

const timeLimitRule = ({ policy }: Rules) => ({
  clause: '/intake/timeLimit',
  ids: policy.intake.timeLimit?.rules ?? [],
});

/** Out of time has to be true of the dates on record. */
export function notOutOfTime(state: ComplaintState, rules: Rules): Rejection | null {
  const finding = timeLimitOf(state, rules);
  const rule = timeLimitRule(rules);
  if (!finding || finding.verdict === 'in-time') {
    return refusedByPolicy({
      code: 'not_out_of_time',
      detail: finding?.sentence ?? 'Nothing on record puts this complaint out of time.',
      facts: { lastDay: finding?.lastDay ?? null },
      rule,
    });
  }
  if (finding.verdict === 'cannot-tell') {
    return refusedByState({
      code: 'dates_unknown',
      detail: finding.sentence,
      facts: {},
      rule,
      allowed: { incident: finding.needs },
    });
  }
  return null;
}

/** A late complaint needs its own record that taking it was considered (Code 2.3). */
export function timeLimitRefused(
  given: { readonly discretion?: unknown },
  state: ComplaintState,
  rules: Rules,
): Rejection | null {
  const refusal = notOutOfTime(state, rules);
  if (refusal) return refusal;
  const limit = rules.policy.intake.timeLimit;
  const mayConsider =
    timeLimitOf(state, rules)?.verdict === 'out-of-time' &&
    (limit?.discretion === 'must-consider' || limit?.discretion === 'for-good-reason');
  if (!mayConsider || given.discretion) return null;
  return refusedByPolicy({
    code: 'discretion_not_considered',
    detail:
      'A late complaint can be refused only when taking it was considered; record who considered it and why not.',
    facts: { discretion: limit?.discretion ?? null },
    rule: timeLimitRule(rules),
    allowed: { discretion: 'decidedBy, applied: false, reasons' },
    errors: [{ pointer: '/discretion', detail: 'is missing' }],
  });
}
