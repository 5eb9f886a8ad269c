import { anchorDay } from './anchors';
import { isOutside } from './calendar';
import type { Clock } from './clock';
import type { ComplaintState, StageState } from './complaint';
import { stageOf } from './document';
import type { Referral } from './document/outcome';
import type { LocalDate } from './local-date';
import { reckon } from './reckon';
import type { Rules } from './rules';
import { schemeEarliest } from './scheme';
import { referralSentence } from './sentence';

/** The last stage at which the landlord has answered. */
export function lastResponse(state: ComplaintState): StageState | null {
  return state.stages.findLast((stage) => stage.response !== null) ?? null;
}

/**
 * The procedure is exhausted when its final stage has been answered, or when a request for a further stage was
 * refused: the landlord has then said its last word (SET-27 counts from "our last response").
 */
export function isExhausted(state: ComplaintState, rules: Rules): boolean {
  const last = lastResponse(state);
  if (!last || state.status === 'open' || state.status === 'escalation-requested') return false;
  if (state.stages.at(-1)?.gate === 'refused') return true;
  return stageOf(rules.policy, last.stage).escalation === null;
}

export interface EarliestReferral {
  readonly policyEarliestOn: LocalDate | null;
  readonly schemeEarliestOn: LocalDate | null;
  readonly reckonedFrom: {
    readonly act: 'response-dated' | 'response-sent' | 'response-received';
    readonly on: LocalDate;
  };
  readonly excluded: Clock['excluded'];
}

/** Both earliest days of a referral for investigation: by the landlord's text and by the scheme. null until exhausted. */
export function earliestReferral(
  referral: Referral,
  state: ComplaintState,
  rules: Rules,
): EarliestReferral | null {
  const last = lastResponse(state);
  if (!last?.response || !isExhausted(state, rules)) return null;
  const anchor = referral.wait && anchorDay(referral.wait, state, last, rules);
  const counting = { calendar: rules.calendar, rules: rules.policy.calendar };
  const wait = referral.wait && anchor ? reckon(referral.wait, anchor.on, counting) : null;
  const own = wait && !isOutside(wait) ? wait : null;
  const act = anchor?.act;
  return {
    policyEarliestOn: referral.wait ? (own?.dueOn ?? null) : last.response.on,
    schemeEarliestOn: schemeEarliest(rules.policy.regime, last.response.on, referral.via),
    reckonedFrom:
      anchor && (act === 'response-sent' || act === 'response-received')
        ? { act, on: anchor.on }
        : { act: 'response-dated', on: last.response.on },
    excluded: [...(own?.excluded ?? [])],
  };
}

/** One clock for each way to an investigation, from the day the procedure is exhausted. It is a first day, not a last. */
export function referralClocks(state: ComplaintState, rules: Rules): Clock[] {
  const last = lastResponse(state);
  if (!last) return [];
  return rules.policy.referrals.flatMap((referral, n): Clock[] => {
    if (referral.purpose !== 'investigation') return [];
    const earliest = earliestReferral(referral, state, rules);
    if (!earliest) return [];
    const { policyEarliestOn, schemeEarliestOn } = earliest;
    const made = state.referrals.find(
      (made) => made.to === referral.to && made.purpose === referral.purpose && made.via === referral.via,
    );
    return [
      {
        kind: 'refer',
        stage: last.stage,
        n,
        dueOn: policyEarliestOn,
        originalDueOn: policyEarliestOn,
        anchor: earliest.reckonedFrom,
        limit: referral.wait && { amount: referral.wait.amount, unit: referral.wait.unit, force: 'must' },
        rule: { clause: `/referrals/${n}`, ids: [...referral.rules] },
        policyVersion: rules.policy.version,
        calendarVersion: rules.calendar.version,
        excluded: earliest.excluded,
        extensions: [],
        pauses: [],
        status: made ? 'met' : 'running',
        projected: false,
        provisional: false,
        metOn: made?.on ?? null,
        stoppedOn: null,
        workingDaysTaken: null,
        workingDaysLeft: null,
        dueOnIfAcknowledgedOnTime: null,
        policyEarliestOn,
        schemeEarliestOn,
        promisedDueOn: null,
        readings: [],
        sentence: referralSentence(referral, policyEarliestOn, schemeEarliestOn),
      },
    ];
  });
}
