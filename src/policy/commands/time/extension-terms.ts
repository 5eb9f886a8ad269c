import type { Moment } from '../../dates/moment';
import { isOutside } from '../../calendar/calendar';
import { lengthInWords } from '../../clocks/count-in-words';
import type { Length } from '../../document/limit';
import type { ExtensionRules } from '../../document/extension';
import type { EventOf } from '../../events/events';
import { type LocalDate, longDate } from '../../dates/local-date';
import { reckon } from '../../clocks/counting/reckon';
import type { RefusalCodeOf } from '../../refusals/index';
import { type Rejection, type RuleReference, refusedAsInput, refusedByPolicy } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';

/** What an extension comes with, as far as a procedure can ask for it. */
export interface Terms {
  readonly newDueOn?: LocalDate | undefined;
  readonly reason?: string | undefined;
  readonly goodReason?: string | undefined;
  readonly agreed: boolean;
  readonly noticeGiven: boolean;
  readonly ombudsmanContactGiven: boolean;
  readonly updatePlan?: NonNullable<EventOf<'extended'>['data']['updatePlan']> | undefined;
}

/** What each demand looks for in the body, and which field answers it. */
const DEMANDS: Record<ExtensionRules['requires'][number], { field: string; met: (given: Terms) => boolean }> =
  {
    reason: { field: 'reason', met: (given) => given.reason !== undefined },
    'new-date': { field: 'newDueOn', met: (given) => given.newDueOn !== undefined },
    agreement: { field: 'agreed', met: (given) => given.agreed },
    notice: { field: 'noticeGiven', met: (given) => given.noticeGiven },
    'update-plan': { field: 'updatePlan', met: (given) => given.updatePlan !== undefined },
    'agreed-update-plan': { field: 'updatePlan', met: (given) => given.updatePlan?.agreed === true },
    'ombudsman-contact': { field: 'ombudsmanContactGiven', met: (given) => given.ombudsmanContactGiven },
  };

/** A cap can only be kept by a date, so it asks for one even where the procedure does not list it among its demands. */
function demandsOf({ requires, each, total }: ExtensionRules): ExtensionRules['requires'] {
  const capped = each !== null || total !== null;
  return capped && !requires.includes('new-date') ? [...requires, 'new-date'] : requires;
}

/** Refuses an extension without what the procedure demands of it (Code 6.4, 6.5; WES-20, HHS-17, HHS-23). */
export function demandsUnmet(given: Terms, allowance: ExtensionRules, rule: RuleReference): Rejection | null {
  const demands = demandsOf(allowance);
  const missing = demands.filter((demand) => !DEMANDS[demand].met(given));
  if (missing.length === 0) return null;
  return refusedByPolicy({
    code: 'extension_incomplete',
    detail: `An extension has to come with ${missing.join(', ')}.`,
    facts: { missing },
    rule,
    allowed: { requires: demands },
    errors: missing.map((demand) => ({
      pointer: `/${DEMANDS[demand].field}`,
      detail: `${demand} is missing`,
    })),
  });
}

/** Refuses an extension given after the date it should have moved. */
export const givenTooLate = (moment: Moment, dueOn: LocalDate, rule: RuleReference): Rejection =>
  refusedByPolicy({
    code: 'extension_after_due_date',
    detail: `The response was due by ${longDate(dueOn)}; an extension has to be given by then.`,
    facts: { dueOn, givenOn: moment.on },
    rule,
    allowed: { latest: dueOn },
    errors: [{ pointer: '/occurredOn', detail: `must not be after ${dueOn}` }],
  });

/** Refuses a new date that gives no more time. */
export const notLater = (newDueOn: LocalDate, dueOn: LocalDate): Rejection =>
  refusedAsInput({
    code: 'not_an_extension',
    detail: `The new date, ${newDueOn}, is not after the present one, ${dueOn}.`,
    facts: { newDueOn, dueOn },
    allowed: { after: dueOn },
    errors: [{ pointer: '/newDueOn', detail: `must be after ${dueOn}` }],
  });

/** A cap the new date goes past, and the latest date it leaves. */
export interface Excess {
  readonly cap: Length;
  readonly of: 'each' | 'total';
  readonly latest: LocalDate;
}

/** The date that stands before an extension, and the one before any. */
export interface StandingDates {
  readonly dueOn: LocalDate;
  readonly originalDueOn: LocalDate;
}

/** Where each cap ends: of each extension from the date before it, of all together from the original date. */
function capsFrom(
  { dueOn, originalDueOn }: StandingDates,
  { each, total }: ExtensionRules,
  rules: Rules,
): Excess[] {
  const caps = [
    ['each', each, dueOn],
    ['total', total, originalDueOn],
  ] as const;
  return caps.flatMap(([of, cap, from]) => {
    if (!cap) return [];
    // A due date is a working day already counted, so the extension starts on the day after it under every convention.
    const span = { ...cap, boundary: 'inclusive', roll: 'none', counting: 'day-after' } as const;
    const end = reckon(span, from, rules);
    return isOutside(end) ? [] : [{ cap, of, latest: end.dueOn }];
  });
}

/** The first cap that the new date goes past. */
export const beyondCap = (
  newDueOn: LocalDate,
  dates: StandingDates,
  allowance: ExtensionRules,
  rules: Rules,
): Excess | null => capsFrom(dates, allowance, rules).find(({ latest }) => newDueOn > latest) ?? null;

/** The last day that all caps allow; null where there is none. */
export const lastDayOf = (allowance: ExtensionRules, dates: StandingDates, rules: Rules): LocalDate | null =>
  capsFrom(dates, allowance, rules)
    .map(({ latest }) => latest)
    .reduce<LocalDate | null>((first, latest) => (first && first < latest ? first : latest), null);

type BeyondCap = Extract<RefusalCodeOf<'policy'>, `extension_needs_${string}`>;
type OverCap = ExtensionRules['overCap'];

/** What lets an extension go past its cap: the field that says so, and the words for it. */
const BEYOND: Record<
  Exclude<OverCap, 'refused'>,
  { code: BeyondCap; field: string; unless: string; met: (given: Terms) => boolean }
> = {
  'with-good-reason': {
    code: 'extension_needs_good_reason',
    field: 'goodReason',
    unless: ' without a good reason',
    met: (given) => given.goodReason !== undefined,
  },
  'with-agreement': {
    code: 'extension_needs_agreement',
    field: 'agreed',
    unless: ' unless the resident agrees',
    met: (given) => given.agreed,
  },
};

/** Refuses the excess, or asks for what allows it (Code 6.4: no more "without good reason"). */
export function overCapRefusal(
  { cap, of, latest }: Excess,
  given: Terms,
  { overCap }: ExtensionRules,
  rule: RuleReference,
): Rejection | null {
  const beyond = overCap === 'refused' ? null : BEYOND[overCap];
  if (beyond?.met(given)) return null;
  const length = lengthInWords(cap);
  return refusedByPolicy({
    code: beyond?.code ?? 'extension_too_long',
    detail: `${of === 'each' ? 'An extension' : 'Extensions together'} may be at most ${length}${beyond?.unless ?? ''}. The latest date allowed is ${latest}.`,
    facts: { newDueOn: given.newDueOn ?? null, cap, of },
    rule,
    allowed: beyond ? { latest, or: beyond.field } : { latest },
    errors: [
      {
        pointer: beyond ? `/${beyond.field}` : '/newDueOn',
        detail: `the latest date allowed${beyond ? ' without it' : ''} is ${latest}`,
      },
    ],
  });
}
