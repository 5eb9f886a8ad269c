import { z } from 'zod';
import { type ComplaintState, currentStage, type Moment } from '../complaint';
import { clocksOf } from '../deadlines';
import { stageIndex, stageOf } from '../document';
import type { Length } from '../document/limit';
import type { ExtensionRules } from '../document/stage';
import { words } from '../document/vocabulary';
import { updatePlanSchema } from '../events';
import { type LocalDate, localDateSchema, longDate } from '../local-date';
import { reckon } from '../reckon';
import { type Rejection, isRejection, refusedAsInput, refusedByPolicy, refusedByState } from '../rejection';
import type { Rules } from '../rules';
import { lengthInWords } from '../sentence';
import { isOutside } from '../calendar';
import { type Command, happened, STAFF } from './command';
import { requireStatus, requireUnanswered } from './guards';
import { momentOf, notBefore, occurrence } from './occurrence';

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
});
type Body = z.infer<typeof body>;

/** Gives the response more time, as far as the policy allows and with what it demands (Code 6.4, 6.5, HHS-17, HHS-23). */
export const extend: Command<Body> = {
  act: 'extensions',
  name: 'extend',
  summary: 'Extend the time to respond',
  description:
    'Record that the response will take longer: the new date, the reason, and whatever else the policy demands. Caps are counted from the date before the extension (each) and from the original date (total).',
  roles: STAFF,
  body,
  example: {
    newDueOn: '2030-01-31',
    reason: 'The damp specialist can only visit next week.',
    agreed: true,
    noticeGiven: true,
    ombudsmanContactGiven: true,
    updatePlan: { every: { amount: 5, unit: 'working-days' }, method: 'phone', agreed: true },
  },
  guard(state, rules) {
    const wrong = requireStatus(state, ['open'], 'extended') ?? requireUnanswered(state);
    if (wrong) return wrong;
    const { stage, extensions } = currentStage(state);
    const allowance = stageOf(rules.policy, stage).extension;
    const rule = {
      clause: `/stages/${stageIndex(rules.policy, stage)}/extension`,
      ids: allowance?.rules ?? [],
    };
    if (!allowance) {
      return refusedByPolicy({
        code: 'no_extension_in_policy',
        detail: `The procedure gives no extension at ${stage}.`,
        facts: { stage },
        rule,
      });
    }
    if (allowance.count !== null && extensions.length >= allowance.count) {
      return refusedByPolicy({
        code: 'extensions_used_up',
        detail: `${stage} was extended ${extensions.length} times already; the policy allows ${allowance.count}.`,
        facts: { stage, used: extensions.length },
        rule,
        allowed: { count: allowance.count },
      });
    }
    if (respondClock(state, rules)?.limit) return null;
    return refusedByState({
      code: 'no_date_to_extend',
      detail: `${stage} has no time limit for the response, so there is none to extend.`,
      facts: { stage },
    });
  },
  decide(state, given, rules) {
    const moment = momentOf(given, rules);
    if (isRejection(moment)) return moment;
    const current = currentStage(state);
    const early = notBefore(moment, current.requested, 'the complaint was received at this stage');
    if (early) return early;
    const allowance = stageOf(rules.policy, current.stage).extension;
    const clock = respondClock(state, rules);
    if (!allowance || !clock?.limit)
      throw new RangeError('The guard lets no extension without an allowance and a limit pass');
    const rule = {
      clause: `/stages/${stageIndex(rules.policy, current.stage)}/extension`,
      ids: allowance.rules,
    };
    if (clock.projected || !clock.originalDueOn) {
      return refusedByState({
        code: 'no_date_to_extend',
        detail: `The time to respond at ${current.stage} has not started: ${clock.sentence}`,
        facts: { stage: current.stage, waitsFor: clock.anchor?.act ?? null },
        rule,
      });
    }
    const missing = missingFrom(given, allowance, rule);
    if (missing) return missing;
    const dueOn = clock.dueOn ?? clock.originalDueOn;
    const afterDueDate = moment.on > dueOn;
    if (afterDueDate && allowance.notice === 'before-due-date') return tooLate(moment, dueOn, rule);
    if (given.newDueOn && given.newDueOn <= dueOn) return notLater(given.newDueOn, dueOn);
    const overCap = given.newDueOn
      ? beyondCap(given.newDueOn, dueOn, clock.originalDueOn, allowance, rules)
      : null;
    const unreasoned = overCap && overCapRefusal(overCap, given, allowance, rule);
    if (unreasoned) return unreasoned;
    return [
      happened(
        'extended',
        moment,
        {
          stage: current.stage,
          fromDueOn: dueOn,
          toDueOn: given.newDueOn ?? null,
          afterDueDate,
          overCap: overCap !== null,
          agreed: given.agreed,
          noticeGiven: given.noticeGiven,
          ombudsmanContactGiven: given.ombudsmanContactGiven,
          updatePlan: given.updatePlan ?? null,
        },
        { reason: given.reason, 'good-reason': given.goodReason },
      ),
    ];
  },
};

const respondClock = (state: ComplaintState, rules: Rules) =>
  clocksOf(state, rules).clocks.find((clock) => clock.kind === 'respond' && clock.n === state.current);

type Rule = NonNullable<Rejection['rule']>;

/** What each demand looks for in the body, and which field answers it. */
const DEMANDS: Record<ExtensionRules['requires'][number], { field: string; met: (given: Body) => boolean }> =
  {
    reason: { field: 'reason', met: (given) => given.reason !== undefined },
    'new-date': { field: 'newDueOn', met: (given) => given.newDueOn !== undefined },
    agreement: { field: 'agreed', met: (given) => given.agreed },
    notice: { field: 'noticeGiven', met: (given) => given.noticeGiven },
    'update-plan': { field: 'updatePlan', met: (given) => given.updatePlan !== undefined },
    'agreed-update-plan': { field: 'updatePlan', met: (given) => given.updatePlan?.agreed === true },
    'ombudsman-contact': { field: 'ombudsmanContactGiven', met: (given) => given.ombudsmanContactGiven },
  };

function missingFrom(given: Body, allowance: ExtensionRules, rule: Rule): Rejection | null {
  const missing = allowance.requires.filter((demand) => !DEMANDS[demand].met(given));
  if (missing.length === 0) return null;
  return refusedByPolicy({
    code: 'extension_incomplete',
    detail: `An extension has to come with ${missing.join(', ')}.`,
    facts: { missing },
    rule,
    allowed: { requires: allowance.requires },
    errors: missing.map((demand) => ({
      pointer: `/${DEMANDS[demand].field}`,
      detail: `${demand} is missing`,
    })),
  });
}

const tooLate = (moment: Moment, dueOn: LocalDate, rule: Rule): Rejection =>
  refusedByPolicy({
    code: 'extension_after_due_date',
    detail: `The response was due by ${longDate(dueOn)}; an extension has to be given by then.`,
    facts: { dueOn, givenOn: moment.on },
    rule,
    allowed: { latest: dueOn },
    errors: [{ pointer: '/occurredOn', detail: `must not be after ${dueOn}` }],
  });

const notLater = (newDueOn: LocalDate, dueOn: LocalDate): Rejection =>
  refusedAsInput({
    code: 'not_an_extension',
    detail: `The new date, ${newDueOn}, is not after the present one, ${dueOn}.`,
    facts: { newDueOn, dueOn },
    allowed: { after: dueOn },
    errors: [{ pointer: '/newDueOn', detail: `must be after ${dueOn}` }],
  });

interface Excess {
  readonly cap: Length;
  readonly of: 'each' | 'total';
  readonly latest: LocalDate;
}

/** The first cap the new date goes past: each extension from the date before it, all together from the original date. */
function beyondCap(
  newDueOn: LocalDate,
  dueOn: LocalDate,
  originalDueOn: LocalDate,
  allowance: ExtensionRules,
  rules: Rules,
): Excess | null {
  for (const [of, cap, from] of [
    ['each', allowance.each, dueOn],
    ['total', allowance.total, originalDueOn],
  ] as const) {
    if (!cap) continue;
    // A due date is a working day already counted, so the extension starts on the day after it under every convention.
    const counting = {
      calendar: rules.calendar,
      rules: { ...rules.policy.calendar, counting: 'day-after' as const },
    };
    const end = reckon({ ...cap, boundary: 'inclusive', roll: 'none' }, from, counting);
    if (!isOutside(end) && newDueOn > end.dueOn) return { cap, of, latest: end.dueOn };
  }
  return null;
}

function overCapRefusal(
  { cap, of, latest }: Excess,
  given: Body,
  allowance: ExtensionRules,
  rule: Rule,
): Rejection | null {
  const soft = allowance.overCap === 'with-good-reason';
  if (soft && given.goodReason !== undefined) return null;
  const length = lengthInWords(cap);
  return refusedByPolicy({
    code: soft ? 'extension_needs_good_reason' : 'extension_too_long',
    detail: `${of === 'each' ? 'An extension' : 'Extensions together'} may be at most ${length}${soft ? ' without a good reason' : ''}. The latest date allowed is ${latest}.`,
    facts: { newDueOn: given.newDueOn ?? null, cap, of },
    rule,
    allowed: soft ? { latest, or: 'goodReason' } : { latest },
    errors: [
      {
        pointer: soft ? '/goodReason' : '/newDueOn',
        detail: `the latest date allowed${soft ? ' without it' : ''} is ${latest}`,
      },
    ],
  });
}
