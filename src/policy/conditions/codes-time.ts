import type { ClockDates } from '../clocks/dated-clock';
import { dateClock } from '../clocks/due-date';
import { resolveStage } from '../clocks/resolved-stage';
import type { ComplaintState } from '../complaint/state';
import type { LocalDate } from '../dates/local-date';
import { type PolicyDocument, stageOf } from '../document/document';
import type { Stage } from '../document/stage';
import { shipped } from '../procedures/index';
import { type Rules, todayOf } from '../rules/rules';

/** An answer in the time of the procedure, or where it sets none, and after that of the Complaint Handling Code. */
export interface AfterTheCodesTime {
  readonly stage: string;
  /** Which entry of the stages. */
  readonly n: number;
  readonly metOn: LocalDate;
  readonly codesDate: LocalDate;
  readonly workingDays: number;
  readonly provision: string;
}

/** The day from which the Code is binding in law; what was received before it is judged by no time of this Code. */
const CODE_SINCE = '2024-04-01';

/**
 * The answers of all formal stages that the Code had wanted sooner. Those that were late by a date which the landlord
 * sets itself count as late already: an aim alone is no such date.
 */
export const afterTheCodesTime = (
  state: ComplaintState,
  clocks: readonly ClockDates[],
  rules: Rules,
): AfterTheCodesTime[] =>
  clocks.flatMap((clock) => {
    const { kind, stage, n, metOn } = clock;
    const entry = state.stages[n];
    if (kind !== 'respond' || metOn === null || !entry?.response || entry.requested.on < CODE_SINCE)
      return [];
    if (isLate(clock)) return [];
    const times = timesOf(stage, rules.policy);
    const codesDate = times && codesDateOf(state, n, times, rules);
    if (!times?.respond || !codesDate || metOn <= codesDate) return [];
    const { amount, rules: ids } = times.respond;
    const provision = ids[0]?.replace('Code ', '') ?? '';
    return [{ stage, n, metOn, codesDate, workingDays: amount, provision }];
  });

const isLate = ({ metOn, judgedOn, limit }: ClockDates): boolean =>
  metOn !== null && judgedOn !== null && metOn > judgedOn && limit?.force !== 'aim';

/** The first formal stage is the Code's stage 1, and whatever follows it has the times of stage 2. */
function timesOf(stage: string, policy: PolicyDocument): Pick<Stage, 'acknowledge' | 'respond'> | null {
  if (!stageOf(policy, stage).formal) return null;
  const first = policy.stages.find(({ formal }) => formal);
  const key = first?.key === stage ? 'stage-1' : 'stage-2';
  return shipped('code-2024')?.stages.find((known) => known.key === key) ?? null;
}

/**
 * The date of the answer with the Code's own times in the place of the procedure's, by the same working days. An
 * extension in time for it counts, as the Code lets it; a pause does not, since the Code has none (6.3, 6.4, 6.14, 6.15).
 */
function codesDateOf(
  state: ComplaintState,
  n: number,
  { acknowledge, respond }: Pick<Stage, 'acknowledge' | 'respond'>,
  rules: Rules,
): LocalDate | null {
  const at = state.stages[n]?.stage;
  const requested = acknowledge && ({ ...acknowledge, from: 'requested' } as const);
  const stages = rules.policy.stages.map((stage) =>
    stage.key === at ? { ...stage, acknowledge: requested, respond } : stage,
  );
  const byTheCode = { ...rules, policy: { ...rules.policy, stages } };
  const unpaused = state.stages.map((entry, index) => (index === n ? { ...entry, pauses: [] } : entry));
  const resolved = resolveStage({ ...state, stages: unpaused }, n, byTheCode);
  const terms = resolved.terms.find(({ kind }) => kind === 'respond');
  return terms ? dateClock(terms, resolved, todayOf(rules)).judgedOn : null;
}
