import { z } from 'zod';
import { type ComplaintState, currentStage, type Moment } from '../complaint';
import { currentClock } from '../deadlines';
import { stageOf } from '../document';
import { words } from '../document/vocabulary';
import { longDate } from '../local-date';
import { openBindingOrders } from '../ombudsman';
import { ombudsmanRule } from '../ombudsman-clocks';
import { openRemedies } from '../redress';
import { isExhausted } from '../referrals';
import { isRejection, type Rejection, refusedByPolicy, refusedByState } from '../rejection';
import { remedyRule } from '../remedy-clocks';
import type { Rules } from '../rules';
import { type Command, happened, OFFICER } from './command';
import { lastStep, requireStatus } from './guards';
import { momentOf, notBefore, occurrence } from './occurrence';

export const CLOSING_REASONS = [
  'resident-satisfied',
  'actions-complete',
  'procedure-exhausted',
  'window-passed',
  'refused',
] as const;

/** Reasons that can be true whichever stage was answered. */
const AT_ANY_STAGE = ['resident-satisfied', 'actions-complete'] as const;

const body = z.strictObject({
  ...occurrence,
  reason: z
    .enum(CLOSING_REASONS)
    .describe(
      'resident-satisfied; actions-complete: all that was promised is done; procedure-exhausted: the last stage was answered; window-passed: the time to ask for the next stage is over; refused: the complaint was not taken.',
    ),
  note: words(4000).optional(),
});

/** Closes an answered or refused complaint. An answer is not a closure: actions may outlive it (Code 6.6, 6.17). */
export const close: Command<z.infer<typeof body>> = {
  act: 'closures',
  name: 'close',
  summary: 'Close the complaint',
  description:
    'Close a complaint that was answered or refused, and say why. A closed complaint can still be taken to the next stage while its window is open.',
  roles: OFFICER,
  body,
  example: { reason: 'resident-satisfied' },
  guard: (state) => requireStatus(state, ['responded', 'settled', 'refused'], 'closed'),
  decide(state, { reason, note, ...when }, rules) {
    const moment = momentOf(when, rules);
    if (isRejection(moment)) return moment;
    const current = currentStage(state);
    const last = lastStep(state);
    const refusal =
      notBefore(moment, last.moment, last.what) ??
      notBefore(moment, state.refusal, 'the complaint was refused') ??
      untrue(reason, moment, state, rules);
    return (
      refusal ?? [happened('closed', moment, { stage: current.stage, reason, mergedInto: null }, { note })]
    );
  },
};

/** A reason for closing has to be true of the record: no window closed early, no stage called last that is not. */
function untrue(
  reason: (typeof CLOSING_REASONS)[number],
  moment: Moment,
  state: ComplaintState,
  rules: Rules,
): Rejection | null {
  if (state.status === 'refused' && reason !== 'refused')
    return notSo('The complaint was refused; close it as refused.', ['refused']);
  const stage = stageOf(rules.policy, currentStage(state).stage).name;
  switch (reason) {
    case 'resident-satisfied':
      return null;
    case 'actions-complete':
      return remediesToDo(state, rules) ?? ordersToDo(state, rules);
    case 'refused':
      if (state.status === 'refused') return null;
      return notSo('The complaint was not refused.', [
        ...AT_ANY_STAGE,
        'procedure-exhausted',
        'window-passed',
      ]);
    case 'procedure-exhausted':
      if (isExhausted(state, rules)) return null;
      return notSo(`${stage} is not the last stage of this procedure.`, [...AT_ANY_STAGE, 'window-passed']);
    case 'window-passed': {
      const clock = currentClock('escalate', state, rules);
      if (clock?.dueOn && moment.on > clock.dueOn) return null;
      return refusedByPolicy({
        code: 'window_open',
        detail: clock?.dueOn
          ? `The resident can ask for the next stage until ${longDate(clock.dueOn)}.`
          : 'The policy sets no limit on asking for the next stage, so no window has passed.',
        facts: { until: clock?.dueOn ?? null },
        ...(clock ? { rule: clock.rule } : {}),
        allowed: { reason: AT_ANY_STAGE },
        errors: [{ pointer: '/reason', detail: 'is not true yet' }],
      });
    }
  }
}

/** Actions are not complete while a remedy is still to be done (Code 6.6, 7.3). */
function remediesToDo(state: ComplaintState, { policy }: Rules): Rejection | null {
  const open = openRemedies(state.redress);
  if (open.length === 0) return null;
  const numbers = open.length === 1 ? `remedy ${open[0]} is` : `remedies ${open.join(', ')} are`;
  return refusedByState({
    code: 'remedies_open',
    detail: `Not all that was promised is done: ${numbers} still open.`,
    facts: { open },
    rule: remedyRule(currentStage(state).stage, policy),
    allowed: { act: 'remedies/{n}/completions', n: open },
    errors: [{ pointer: '/reason', detail: 'is not true yet' }],
  });
}

/** Nor while an order of the ombudsman is: that it binds does not depend on what the landlord calls the complaint. */
function ordersToDo(state: ComplaintState, { policy }: Rules): Rejection | null {
  const open = openBindingOrders(state.ombudsman);
  if (open.length === 0) return null;
  const numbers = open.length === 1 ? `order ${open[0]} is` : `orders ${open.join(', ')} are`;
  return refusedByState({
    code: 'orders_open',
    detail: `Not all that the ombudsman ordered is done: ${numbers} still to be complied with.`,
    facts: { open },
    rule: ombudsmanRule(policy),
    allowed: { act: 'orders/{n}/completions', n: open },
    errors: [{ pointer: '/reason', detail: 'is not true yet' }],
  });
}

const notSo = (detail: string, reasons: readonly string[]): Rejection =>
  refusedByState({
    code: 'reason_not_true',
    detail,
    allowed: { reason: reasons },
    errors: [{ pointer: '/reason', detail: `must be one of ${reasons.join(', ')}` }],
  });
