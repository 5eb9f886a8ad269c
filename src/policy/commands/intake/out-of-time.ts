import { z } from 'zod';
import type { ComplaintState } from '../../complaint/state';
import { timeLimitOf } from '../../conditions/time-limit';
import { longDate } from '../../dates/local-date';
import { words } from '../../document/vocabulary';
import { personSchema } from '../../events/parts';
import type { Objections } from '../../rules/objections';
import { type Rejection, refusedAsInput, refusedByPolicy } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';

const timeLimitRule = ({ policy }: Rules) => ({
  clause: '/intake/timeLimit',
  ids: policy.intake.timeLimit?.rules ?? [],
});

/** The record that a complaint which came late is taken all the same (Code 2.3). */
export const takenLateSchema = z
  .strictObject({ decidedBy: personSchema, applied: z.literal(true), reasons: words(4000) })
  .meta({
    id: 'LateComplaintTaken',
    description: 'Who decided to take a complaint that came late, and why.',
  });
type TakenLate = z.infer<typeof takenLateSchema>;

/** Discretion is used only where something stands in the way: a complaint known to be in time needs none. */
export function discretionRefused(
  discretion: TakenLate | undefined,
  state: ComplaintState,
  rules: Rules,
): Rejection | null {
  if (!discretion) return null;
  const finding = timeLimitOf(state, rules);
  if (finding && finding.verdict !== 'in-time') return null;
  return refusedAsInput({
    code: 'not_late',
    detail: `${finding?.sentence ?? 'The procedure sets no time within which a complaint has to be made.'} There is no discretion to use.`,
    facts: { until: finding?.lastDay ?? null },
    rule: timeLimitRule(rules),
    errors: [{ pointer: '/discretion', detail: 'must be left out' }],
  });
}

/** As the event of the act keeps it; the reasons are words and stand beside it. */
export const discretionFacts = (discretion: TakenLate | undefined) =>
  discretion ? { decidedBy: discretion.decidedBy, applied: true } : null;

/** The judgement of whoever refuses on a report, where an older matter stays in if it was reported at the time. */
interface Judgement {
  readonly notReportedAtTheTime?: boolean | undefined;
}

/** Out of time has to be true of the dates on record. */
export function notOutOfTime(state: ComplaintState, rules: Rules, judged: Judgement = {}): Rejection | null {
  const rule = timeLimitRule(rules);
  if (state.takenLate) {
    const { on, decidedBy } = state.takenLate;
    return refusedByPolicy({
      code: 'not_out_of_time',
      detail: `Whether it came too late was decided: it was taken all the same on ${longDate(on)}.`,
      facts: { takenOn: on, decidedBy },
      rule,
    });
  }
  const finding = timeLimitOf(state, rules);
  if (finding?.becauseReported && judged.notReportedAtTheTime) return null;
  if (!finding || finding.verdict === 'in-time') {
    return refusedByPolicy({
      code: 'not_out_of_time',
      detail: finding?.sentence ?? 'Nothing on record puts this complaint out of time.',
      facts: { lastDay: finding?.lastDay ?? null },
      rule,
      ...(finding?.becauseReported && {
        allowed: { notReportedAtTheTime: 'true, where that is the judgement of whoever decides' },
      }),
    });
  }
  if (finding.verdict === 'cannot-tell') {
    return refusedByPolicy({
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
export function* timeLimitRefused(
  given: Judgement & { readonly discretion?: unknown },
  state: ComplaintState,
  rules: Rules,
): Objections<void> {
  yield notOutOfTime(state, rules, given);
  const limit = rules.policy.intake.timeLimit;
  const mayConsider =
    timeLimitOf(state, rules)?.verdict !== 'barred' &&
    (limit?.discretion === 'must-consider' || limit?.discretion === 'for-good-reason');
  if (!mayConsider || given.discretion) return;
  yield refusedByPolicy({
    code: 'discretion_not_considered',
    detail:
      'A late complaint can be refused only when taking it was considered; record who considered it and why not.',
    facts: { discretion: limit?.discretion ?? null },
    rule: timeLimitRule(rules),
    allowed: { discretion: 'decidedBy, applied: false, reasons' },
    errors: [{ pointer: '/discretion', detail: 'is missing' }],
  });
}
