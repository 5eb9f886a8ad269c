import { type AnchorDay, anchorDay } from './anchors';
import { isOutside } from '../calendar/calendar';
import type { Clock } from './clock';
import { answersOf, atFirstAnswer } from '../complaint/answers';
import { type ComplaintState, currentStage, type GivenAnswer, type StageState } from '../complaint/state';
import { type ClockDates, type DatedClock, clockWithoutExplanation } from './dated-clock';
import { stageOf } from '../document/document';
import { type Anchor, anchorsOf } from '../document/limit';
import type { Referral } from '../document/outcome';
import { type LocalDate, laterOf } from '../dates/local-date';
import { reckon } from './counting/reckon';
import { type Rules, todayOf } from '../rules/rules';
import { statusOfSet } from './status';
import { schemeEarliest } from '../document/ombudsman-schemes';
import { claimSentence, referralSentence } from './referral-sentence';

/** The last stage at which the landlord has answered, or both sides have settled. */
function lastAnswered(state: ComplaintState): StageState | null {
  return state.stages.findLast((stage) => answeredOn(stage) !== null) ?? null;
}

/** That stage with its first answer: the way to the ombudsman that it opened waits for no second letter. */
function lastResponse(state: ComplaintState): StageState | null {
  const last = lastAnswered(state);
  return last && atFirstAnswer(last);
}

/** The day of what ended a stage: the answer, or what both sides agreed in place of one. */
const answeredOn = ({ response, settlement }: StageState): LocalDate | null =>
  response ? givenOn(response) : (settlement?.on ?? null);

/** Spoken first, an answer is the landlord's last word once it is in writing (HHS-24). */
const givenOn = ({ writtenOn, sentOn, on }: GivenAnswer): LocalDate =>
  writtenOn && writtenOn > sentOn ? writtenOn : on;

/**
 * The procedure is exhausted when its final stage has been answered, or when a request for a further stage was
 * refused: the landlord has then said its last word (SET-27 counts from "our last response"). So it has when it
 * refused the complaint itself, and the resident may take that decision to the ombudsman (Code 2.4).
 */
export function isExhausted(state: ComplaintState, rules: Rules): boolean {
  if (state.refusal) return true;
  const last = lastResponse(state);
  if (!last || state.status === 'open' || state.status === 'escalation-requested') return false;
  if (state.stages.at(-1)?.gate === 'refused') return true;
  return stageOf(rules.policy, last.stage).escalation === null;
}

/** The day of the landlord's last word: no referral that follows the procedure can come before it. null until exhausted. */
export function exhaustedOn(state: ComplaintState, rules: Rules): LocalDate | null {
  if (!isExhausted(state, rules)) return null;
  if (state.refusal) return state.refusal.on;
  const request = state.stages.at(-1);
  const last = lastResponse(state);
  return request?.gate === 'refused' ? request.gateDecidedOn : last && answeredOn(last);
}

export interface EarliestReferral {
  readonly policyEarliestOn: LocalDate | null;
  readonly schemeEarliestOn: LocalDate | null;
  /** null after a refusal, of the complaint or of the next stage: the day is then that of the refusal itself. */
  readonly reckonedFrom: AnchorDay | null;
  readonly excluded: Clock['excluded'];
}

interface ReferralDays extends EarliestReferral {
  readonly policyLatestOn: LocalDate | null;
}

/** Both earliest days of a referral for investigation: by the landlord's text and by the scheme. null until exhausted. */
export function earliestReferral(
  referral: Referral,
  state: ComplaintState,
  rules: Rules,
): EarliestReferral | null {
  const lastWordOn = exhaustedOn(state, rules);
  if (!lastWordOn) return null;
  const last = lastResponse(state);
  const waited = state.refusal ? null : waitFrom(referral, last, state, rules);
  const answered = !state.refusal && last !== null && answeredOn(last) === lastWordOn;
  // A wait that counts from the response can be over before the request for a further stage is refused.
  const over = waited !== null && waited.dueOn < lastWordOn;
  return {
    policyEarliestOn: referral.wait ? waited && laterOf(waited.dueOn, lastWordOn) : lastWordOn,
    schemeEarliestOn: schemeEarliest(rules.policy.regime, lastWordOn, referral.via),
    reckonedFrom:
      waited && !over ? waited.anchor : answered ? { act: 'response-dated', on: lastWordOn } : null,
    excluded: waited && !over ? [...waited.excluded] : [],
  };
}

function waitFrom({ wait }: Referral, last: StageState | null, state: ComplaintState, rules: Rules) {
  const found = wait && last && anchorDay(wait, { state, stage: last, rules });
  if (!found) return null;
  const written = RESPONSES.includes(found.act) ? answeredOn(last) : null;
  const anchor = written && written > found.on ? { act: found.act, on: written } : found;
  const end = reckon(wait, anchor.on, rules);
  return isOutside(end) ? null : { anchor, dueOn: end.dueOn, excluded: end.excluded() };
}

/**
 * The last day that the landlord's text names (SPSO, PSOW, NIPSO and LGSCO referral). One that runs from the response
 * runs from the landlord's last word, so from a refusal where that came after it, and from a second letter that revised
 * the answer. null: none is named, or what it runs from is not known.
 */
function latestReferral({ limit }: Referral, state: ComplaintState, rules: Rules): LocalDate | null {
  const lastWordOn = exhaustedOn(state, rules);
  if (!limit || !lastWordOn) return null;
  const stage = lastAnswered(state) ?? currentStage(state);
  const anchor = anchorDay(limit, { state, stage, rules });
  const toAnswer = anchorsOf(limit).some((act) => RESPONSES.includes(act));
  const words = [lastWordOn, ...answersOf(stage).map(givenOn), ...(anchor ? [anchor.on] : [])];
  const from = toAnswer ? words.reduce(laterOf) : anchor?.on;
  if (!from) return null;
  const end = reckon(limit, from, rules);
  return isOutside(end) ? null : end.dueOn;
}

const RESPONSES: readonly Anchor[] = ['response-dated', 'response-sent', 'response-received'];

/**
 * A clock for each way to an investigation, from the day the procedure is exhausted: it is a first day, not a last.
 * And one for each claim at court that has to be made by a day, which waits for no answer (WES-31).
 */
export function referralClocks(state: ComplaintState, rules: Rules): DatedClock[] {
  return rules.policy.referrals.flatMap((referral, n): DatedClock[] => {
    if (referral.purpose === 'claim') return claimClock(referral, n, state, rules);
    if (referral.purpose !== 'investigation') return [];
    const earliest = earliestReferral(referral, state, rules);
    if (!earliest) return [];
    const { policyEarliestOn, reckonedFrom } = earliest;
    const made = state.referrals.find(
      ({ to, purpose, via, beforeExhaustion }) =>
        // The date begins with the last response, so what came before that has not met it.
        !beforeExhaustion && to === referral.to && purpose === referral.purpose && via === referral.via,
    );
    const dates: ClockDates = {
      kind: 'refer',
      stage: (lastResponse(state) ?? currentStage(state)).stage,
      n,
      dueOn: policyEarliestOn,
      judgedOn: policyEarliestOn,
      textDueOn: policyEarliestOn,
      needs: [],
      originalDueOn: policyEarliestOn,
      anchor: reckonedFrom,
      limit: referral.wait && { amount: referral.wait.amount, unit: referral.wait.unit, force: 'must' },
      projected: false,
      status: made ? 'met' : 'running',
      metOn: made?.on ?? null,
      stoppedOn: null,
      lateStart: false,
      leftUnanswered: false,
      waitsSince: null,
      withheld: [],
    };
    const latestOn = latestReferral(referral, state, rules);
    const explained = () => explanationOf(referral, { ...earliest, policyLatestOn: latestOn }, dates, rules);
    return [{ ...dates, outside: null, explained }];
  });
}

/** The last day for a claim at court, once the day is known from which it counts. */
function claimClock(referral: Referral, n: number, state: ComplaintState, rules: Rules): DatedClock[] {
  const { limit } = referral;
  const stage = currentStage(state);
  const anchor = limit && anchorDay(limit, { state, stage, rules });
  const end = limit && anchor && reckon(limit, anchor.on, rules);
  if (!limit || !anchor || !end || isOutside(end)) return [];
  const { dueOn } = end;
  const metOn =
    state.referrals.find(({ to, purpose }) => to === referral.to && purpose === 'claim')?.on ?? null;
  const dates: ClockDates = {
    kind: 'refer',
    // Of the complaint and not of a stage: the first is the one that it keeps.
    stage: state.stages[0]?.stage ?? stage.stage,
    n,
    dueOn,
    judgedOn: dueOn,
    textDueOn: dueOn,
    needs: [],
    originalDueOn: dueOn,
    anchor,
    limit: { amount: limit.amount, unit: limit.unit, force: 'must' },
    projected: false,
    status: statusOfSet('refer', { judgedOn: dueOn, metOn, stoppedOn: null }, todayOf(rules)),
    lateStart: false,
    metOn,
    stoppedOn: null,
    leftUnanswered: false,
    waitsSince: null,
    withheld: [],
  };
  const explained = (): Clock => ({
    ...clockWithoutExplanation(dates, { clause: `/referrals/${n}`, ids: [...referral.rules] }, rules),
    excluded: [...end.excluded()],
    policyLatestOn: dueOn,
    sentence: claimSentence(referral, dates),
  });
  return [{ ...dates, outside: null, explained }];
}

function explanationOf(
  referral: Referral,
  { policyEarliestOn, schemeEarliestOn, policyLatestOn, excluded }: ReferralDays,
  dates: ClockDates,
  rules: Rules,
): Clock {
  const rule = { clause: `/referrals/${dates.n}`, ids: [...referral.rules] };
  return {
    ...clockWithoutExplanation(dates, rule, rules),
    excluded,
    policyEarliestOn,
    schemeEarliestOn,
    policyLatestOn,
    sentence: referralSentence(referral, { ...dates, policyEarliestOn, schemeEarliestOn, policyLatestOn }),
  };
}
