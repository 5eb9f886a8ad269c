import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { type Gate, recipientRefused } from '../../conditions/authority';
import { type ComplaintState, currentStage } from '../../complaint/state';
import type { DatedClock } from '../../clocks/dated-clock';
import { currentClock } from '../../clocks/deadlines';
import { stageIndex, stageName, stageOf } from '../../document/document';
import type { ExtensionRules } from '../../document/extension';
import { slugSchema, words } from '../../document/vocabulary';
import { personSchema, updatePlanSchema } from '../../events/parts';
import { addDays, earlierOf, type LocalDate, localDateSchema, longDate } from '../../dates/local-date';
import { recipientSchema } from '../../events/people';
import { type Rejection, type RuleReference, refusedByPolicy, refusedByState } from '../../rules/rejection';
import type { Objections } from '../../rules/objections';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { roleMayNotDecide } from '../guards/deciding-role';
import {
  beyondCap,
  demandsUnmet,
  givenTooLate,
  lastDayOf,
  notLater,
  overCapRefusal,
  type StandingDates,
} from './extension-terms';
import { alreadyPaused, begunBy, lastPauseOf, requireStatus, requireUnanswered } from '../guards/guards';
import { beyondCalendar, notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  newDueOn: localDateSchema.optional().describe('The new date for the response.'),
  reason: words(4000).optional().describe('Why more time is needed, as told to the resident.'),
  goodReason: words(4000)
    .optional()
    .describe('Why more than the policy’s cap is needed, where it allows that.'),
  agreed: z.boolean().default(false).describe('Whether the resident agreed.'),
  noticeGiven: z.boolean().default(false).describe('Whether the resident was told before the date passed.'),
  ombudsmanContactGiven: z
    .boolean()
    .default(false)
    .describe('Whether the notice gave the ombudsman’s contact details.'),
  updatePlan: updatePlanSchema
    .optional()
    .describe('How often and by what means the resident will be kept informed.'),
  decidedBy: personSchema.optional().describe('Who allowed it.'),
  role: slugSchema.optional().describe('The role of whoever allowed it, where the policy says whose it is.'),
  recipient: recipientSchema.describe('Who was told, and agreed where agreed is true.'),
});

/** Gives the response more time, as far as the policy allows and with what it demands (Code 6.4, 6.5, HHS-17, HHS-23). */
export const extend: Command<z.infer<typeof body>> = {
  act: 'extensions',
  name: 'extend',
  summary: 'Extend the time to respond',
  description:
    'Record that the response will take longer: the new date, the reason, and whatever else the policy demands. Caps are counted from the date before the extension (each) and from the original date (total). Given after the date, it moves what the landlord works to and not the date it is judged by.',
  roles: STAFF,
  body,
  example: {
    newDueOn: '2028-10-31',
    reason: 'The damp specialist can only visit next week.',
    agreed: true,
    noticeGiven: true,
    ombudsmanContactGiven: true,
    updatePlan: { every: { amount: 5, unit: 'working-days' }, method: 'phone', agreed: true },
  },
  guard: (state, rules) =>
    requireStatus(state, ['open'], 'extended') ??
    requireUnanswered(state, rules) ??
    notExtendable(state, rules),
  *decide(state, given, moment, rules) {
    const current = currentStage(state);
    const allowance = stageOf(rules.policy, current.stage).extension;
    const clock = currentClock('respond', state, rules);
    const rule = {
      clause: `/stages/${stageIndex(rules.policy, current.stage)}/extension`,
      ids: allowance?.rules ?? [],
    };
    const dates = standingDates(clock);
    const dueOn = clock?.dueOn ?? clock?.originalDueOn ?? null;
    // An extension without a new date leaves no date to be late for (HHS-17): the next one only says how long is still needed.
    const afterDueDate = Boolean(clock?.dueOn) && dueOn !== null && moment.on > dueOn;
    const overCap =
      given.newDueOn && allowance && dates ? beyondCap(given.newDueOn, dates, allowance, rules) : null;
    yield notBefore(moment, current.requested, 'the complaint was received at this stage') ??
      (clock ? notBefore(moment, begunBy(clock, current), 'the time to respond began') : null) ??
      notBefore(moment, current.extensions.at(-1) ?? null, 'the last extension was given') ??
      notBefore(moment, lastPauseOf(current), 'the last pause ended');
    yield roleMayNotDecide(given.role, allowance?.decidedBy ?? [], {
      what: 'An extension',
      rule: { ...rule, clause: `${rule.clause}/decidedBy` },
    });
    yield allowance && demandsUnmet(given, allowance, rule);
    yield afterDueDate && dueOn && allowance?.notice === 'before-due-date'
      ? givenTooLate(moment, dueOn, rule)
      : null;
    yield (given.newDueOn && dueOn && given.newDueOn <= dueOn ? notLater(given.newDueOn, dueOn) : null) ??
      (given.newDueOn ? beyondCalendar(given.newDueOn, '/newDueOn', rules) : null);
    yield overCap && allowance ? overCapRefusal(overCap, given, allowance, rule) : null;
    yield recipientRefused(given.recipient, { gates: gatesOf(given), on: moment.on }, state, rules);
    return [
      happened(
        'extended',
        moment,
        {
          stage: current.stage,
          fromDueOn: clock?.dueOn ?? (current.extensions.length > 0 ? null : dueOn),
          toDueOn: given.newDueOn ?? null,
          afterDueDate,
          overCap: overCap !== null,
          capOn: allowance && clock ? lastDayAllowed(clock, allowance, rules) : null,
          agreed: given.agreed,
          noticeGiven: given.noticeGiven,
          ombudsmanContactGiven: given.ombudsmanContactGiven,
          updatePlan: given.updatePlan ?? null,
          decidedBy: given.decidedBy ?? null,
          role: given.role ?? null,
          recipient: given.recipient,
        },
        { reason: given.reason, 'good-reason': given.goodReason },
      ),
    ];
  },
};

/** To be told is disclosure; to agree in the resident's place is to act for them. */
const gatesOf = ({
  agreed,
  recipient,
}: Pick<z.infer<typeof body>, 'agreed' | 'recipient'>): readonly Gate[] =>
  agreed && recipient === 'representative' ? ['acceptance', 'disclosure'] : ['disclosure'];

function* notExtendable(state: ComplaintState, rules: Rules): Objections<null> {
  const { stage, extensions } = currentStage(state);
  const allowance = stageOf(rules.policy, stage).extension;
  const rule = {
    clause: `/stages/${stageIndex(rules.policy, stage)}/extension`,
    ids: allowance?.rules ?? [],
  };
  if (!allowance) {
    yield refusedByPolicy({
      code: 'no_extension_in_policy',
      detail: `The procedure gives no extension at ${stageName(rules.policy, stage)}.`,
      facts: { stage },
      rule,
    });
  } else if (allowance.count !== null && extensions.length >= allowance.count) {
    yield refusedByPolicy({
      code: 'extensions_used_up',
      detail: `${stageName(rules.policy, stage)} was extended ${extensions.length} times already; the policy allows ${allowance.count}.`,
      facts: { stage, used: extensions.length },
      rule,
      allowed: { count: allowance.count },
    });
  }
  yield alreadyPaused(state, rules);
  yield nothingToExtend(state, rules);
  yield allowance && totalUsedUp(state, allowance, rule, rules);
  yield allowance?.notice === 'before-due-date' ? tooLateForAny(state, rule, rules) : null;
  return null;
}

/** Where what an extension has to follow came after the date now standing, none can be given by that date. */
function tooLateForAny(state: ComplaintState, rule: RuleReference, rules: Rules): Rejection | null {
  const current = currentStage(state);
  const clock = currentClock('respond', state, rules);
  const dueOn = clock?.dueOn;
  if (!clock || !dueOn) return null;
  const followed = [begunBy(clock, current), current.extensions.at(-1), lastPauseOf(current)];
  const later = followed.find((act) => act && act.on > dueOn);
  if (!later) return null;
  return refusedByPolicy({
    code: 'extension_after_due_date',
    detail: `The response was due by ${longDate(dueOn)}. No extension can be given by then after what happened on ${longDate(later.on)}.`,
    facts: { dueOn, lastOn: later.on },
    rule,
  });
}

/** The dates that caps are counted from; null where no time runs that could have one. */
function standingDates(clock: DatedClock | undefined): StandingDates | null {
  if (!clock?.originalDueOn) return null;
  return { dueOn: clock.dueOn ?? clock.originalDueOn, originalDueOn: clock.originalDueOn };
}

/** The last day by the caps, counted from what it is judged by: time given against the procedure earns no more. */
const lastDayAllowed = (
  { judgedOn, originalDueOn }: DatedClock,
  allowance: ExtensionRules,
  rules: Rules,
): LocalDate | null =>
  judgedOn && originalDueOn
    ? lastDayOf(allowance, { dueOn: judgedOn, originalDueOn: earlierOf(originalDueOn, judgedOn) }, rules)
    : null;

/** Refuses to extend what has no date: no limit at this stage, or one whose time has not started. */
function nothingToExtend(state: ComplaintState, rules: Rules): Rejection | null {
  const { stage } = currentStage(state);
  const clock = currentClock('respond', state, rules);
  if (clock?.originalDueOn && !clock.projected) return null;
  const explained = clock?.explained(state.promised);
  const rule = explained && { rule: explained.rule };
  if (!explained?.limit) {
    return refusedByState({
      code: 'no_limit_to_extend',
      detail: `${stageName(rules.policy, stage)} has no time limit for the response, so there is none to extend.`,
      facts: { stage },
      ...rule,
    });
  }
  return refusedByPolicy({
    code: 'no_date_to_extend',
    detail: `The time to respond at ${stageName(rules.policy, stage)} has not started, so there is no date to extend: ${explained.sentence}`,
    facts: { stage, waitsFor: explained.anchor?.act ?? null },
    ...rule,
  });
}

/** Where a hard total leaves not one more day, no body could pass. */
function totalUsedUp(
  state: ComplaintState,
  allowance: ExtensionRules,
  rule: RuleReference,
  rules: Rules,
): Rejection | null {
  const { stage, extensions } = currentStage(state);
  if (extensions.length === 0 || allowance.overCap !== 'refused') return null;
  const clock = currentClock('respond', state, rules);
  if (!clock?.dueOn || !clock.originalDueOn) return null;
  const excess = beyondCap(
    addDays(clock.dueOn, 1),
    { dueOn: clock.dueOn, originalDueOn: clock.originalDueOn },
    allowance,
    rules,
  );
  if (excess?.of !== 'total') return null;
  return refusedByPolicy({
    code: 'extensions_used_up',
    detail: `${stageName(rules.policy, stage)} was extended to ${clock.dueOn} already; together extensions may reach ${excess.latest}.`,
    facts: { stage, dueOn: clock.dueOn },
    rule,
    allowed: { latest: excess.latest },
  });
}
