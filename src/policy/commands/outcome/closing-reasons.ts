import type { Moment } from '../../dates/moment';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { currentClock } from '../../clocks/deadlines';
import { stageName } from '../../document/document';
import { waitsForActions } from '../../document/outcome';
import { type LocalDate, longDate } from '../../dates/local-date';
import { openBindingOrders } from '../../complaint/ombudsman';
import { ombudsmanRule } from '../../clocks/ombudsman';
import { openRemedies } from '../../complaint/remedies';
import { isExhausted } from '../../clocks/referrals';
import type { Answer, Objections } from '../../rules/objections';
import { type Rejection, refusedAsInput, refusedByPolicy } from '../../rules/rejection';
import { remedyRule } from '../../clocks/remedies';
import type { Rules } from '../../rules/rules';
import { silenceOf } from '../../conditions/silence';

export const CLOSING_REASONS = [
  'resident-satisfied',
  'actions-complete',
  'procedure-exhausted',
  'window-passed',
  'answered',
  'silence',
  'refused',
] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

export interface ClosingFacts {
  readonly reason: ClosingReason;
  readonly lastHeardOn?: LocalDate | undefined;
}

/** A reason for closing has to be true of the record: no window closed early, no stage called last that is not. */
export function untrue(
  given: ClosingFacts,
  moment: Moment,
  state: ComplaintState,
  rules: Rules,
): Rejection | null {
  const refusal = against(given, moment, state, rules);
  if (!refusal || !ANOTHER_REASON.includes(refusal.code)) return refusal;
  // A reason that would be refused as well is no way out, so each is asked the same.
  const isTrue = (reason: ClosingReason) => against({ ...given, reason }, moment, state, rules) === null;
  return { ...refusal, allowed: { ...Object(refusal.allowed), reason: CLOSING_REASONS.filter(isTrue) } };
}

const ANOTHER_REASON: readonly string[] = ['reason_not_true', 'window_open', 'closure_not_in_policy'];

function against(
  { reason, lastHeardOn }: ClosingFacts,
  moment: Moment,
  state: ComplaintState,
  rules: Rules,
): Rejection | null {
  if (state.status === 'refused' && reason !== 'refused')
    return notSo('The complaint was refused; close it as refused.');
  const stage = stageName(rules.policy, currentStage(state).stage);
  switch (reason) {
    case 'resident-satisfied':
      return null;
    case 'actions-complete':
      return notDone(state, rules);
    case 'answered':
      return rules.policy.closure?.when === 'on-response' ? null : notInPolicy('its response', rules);
    case 'silence':
      return notSilent(moment, lastHeardOn, state, rules);
    case 'refused':
      if (state.status === 'refused') return null;
      return notSo('The complaint was not refused.');
    case 'procedure-exhausted':
      if (isExhausted(state, rules)) return null;
      return notSo(`${stage} is not the last stage of this procedure.`);
    case 'window-passed': {
      const clock = currentClock('escalate', state, rules);
      if (clock?.judgedOn && moment.on > clock.judgedOn) return null;
      return refusedByPolicy({
        code: 'window_open',
        detail: clock?.dueOn
          ? `The resident can ask for the next stage until ${clock.needs.length > 0 ? 'at least ' : ''}${longDate(clock.dueOn)}.`
          : 'The policy sets no limit on asking for the next stage, so no window has passed.',
        facts: { until: clock?.dueOn ?? null, needs: clock?.needs ?? [] },
        ...(clock && { rule: clock.explained(state.promised).rule }),
        errors: [{ pointer: '/reason', detail: 'is not true yet' }],
      });
    }
  }
}

/** The response is not the end of a complaint, nor is hearing nothing, unless the document says so (Code 6.6). */
const notInPolicy = (what: string, { policy }: Rules): Rejection =>
  refusedByPolicy({
    code: 'closure_not_in_policy',
    detail: `The policy does not close a complaint on ${what}.`,
    facts: { closure: policy.closure?.when ?? null },
    rule: {
      clause: '/closure',
      ids: [...(policy.closure?.rules ?? []), ...(policy.regime === 'housing-ombudsman' ? ['Code 6.6'] : [])],
    },
    errors: [{ pointer: '/reason', detail: 'is not one of this policy' }],
  });

function notSilent(
  moment: Moment,
  lastHeardOn: LocalDate | undefined,
  state: ComplaintState,
  rules: Rules,
): Rejection | null {
  if (rules.policy.closure?.when !== 'on-silence') return notInPolicy('silence', rules);
  const rule = { clause: '/closure', ids: rules.policy.closure.rules };
  if (!lastHeardOn) {
    return refusedByPolicy({
      code: 'last_heard_missing',
      detail:
        'Closing on silence needs the last day anything came from the resident: not all of it is on record.',
      rule,
      allowed: {
        lastHeardOn: 'the last day the resident was heard, at the earliest the day of the complaint',
      },
      errors: [{ pointer: '/lastHeardOn', detail: 'is missing' }],
    });
  }
  const silence = silenceOf(state, rules, lastHeardOn);
  if (silence && moment.on >= silence.closableFrom) return null;
  return refusedByPolicy({
    code: 'silence_not_over',
    detail: silence?.sentence ?? 'When the silence began, or when it is over, is not known yet.',
    facts: { since: silence?.since ?? null },
    rule,
    allowed: { from: silence?.closableFrom ?? null },
    errors: [
      {
        pointer: '/occurredOn',
        detail: silence ? `must not be before ${silence.closableFrom}` : 'is too early',
      },
    ],
  });
}

/** Where the document keeps a complaint open until all is done, no other reason closes it sooner (Code 6.6). */
export const unfinished = (state: ComplaintState, rules: Rules): Answer<null> =>
  waitsForActions(rules.policy.closure) && state.status !== 'refused' ? outstanding(state, rules) : null;

/** That all is done contradicts what is on record, so that no departure makes it true. */
function notDone(state: ComplaintState, rules: Rules): Rejection | null {
  const open = remediesToDo(state, rules) ?? ordersToDo(state, rules);
  if (!open) return null;
  const { detail, facts, rule, allowed } = open;
  const errors = [{ pointer: '/reason', detail: 'is not true yet' }];
  return refusedAsInput({ code: 'reason_not_true', detail, facts, ...(rule && { rule }), allowed, errors });
}

/** What was promised or ordered and is not done. */
export function* outstanding(state: ComplaintState, rules: Rules): Objections<null> {
  yield remediesToDo(state, rules);
  yield ordersToDo(state, rules);
  return null;
}

/** Actions are not complete while a remedy is still to be done (Code 6.6, 7.3). */
function remediesToDo(state: ComplaintState, { policy }: Rules): Rejection | null {
  const open = openRemedies(state.redress);
  if (open.length === 0) return null;
  const numbers = open.length === 1 ? `remedy ${open[0]} is` : `remedies ${open.join(', ')} are`;
  return refusedByPolicy({
    code: 'remedies_open',
    detail: `Not all that was promised is done: ${numbers} still open.`,
    facts: { open },
    rule: remedyRule(currentStage(state).stage, policy),
    allowed: { act: 'remedies/{n}/completions', n: open },
  });
}

/** Nor while an order of the ombudsman is: that it binds does not depend on what the landlord calls the complaint. */
function ordersToDo(state: ComplaintState, { policy }: Rules): Rejection | null {
  const open = openBindingOrders(state.ombudsman);
  if (open.length === 0) return null;
  const numbers = open.length === 1 ? `order ${open[0]} is` : `orders ${open.join(', ')} are`;
  return refusedByPolicy({
    code: 'orders_open',
    detail: `Not all that the ombudsman ordered is done: ${numbers} still to be complied with.`,
    facts: { open },
    rule: ombudsmanRule(policy),
    allowed: { act: 'orders/{n}/completions', n: open },
  });
}

const notSo = (detail: string): Rejection =>
  refusedAsInput({
    code: 'reason_not_true',
    detail,
    errors: [{ pointer: '/reason', detail: 'is not true of this complaint' }],
  });
