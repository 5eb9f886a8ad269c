import type { Moment } from '../dates/moment';
import {
  addYears,
  type Instant,
  instantSchema,
  type LocalDate,
  localDateIn,
  localDateSchema,
  longDate,
} from '../dates/local-date';
import { type Departures, departuresSchema } from './departures';
import { type Rejection, refusedAsInput } from './rejection';
import { type Present, type Rules, todayOf } from './rules';

/** Staff enter yesterday's call today: every act may say when it happened. Left out, it happened now. */
export const occurrence = {
  occurredAt: instantSchema.optional().describe('The moment it happened, if known. Not in the future.'),
  occurredOn: localDateSchema
    .optional()
    .describe("The day it happened, in the landlord's zone. Not in the future."),
  departures: departuresSchema,
};

export interface Occurred {
  readonly occurredAt?: Moment['at'] | undefined;
  readonly occurredOn?: LocalDate | undefined;
  readonly departures?: Departures;
}

/** When the act happened, or a refusal: the two forms disagree, or it lies in the future. */
export function momentOf(body: Occurred, rules: Present): Moment | Rejection {
  return resolve(body.occurredOn, body.occurredAt ?? undefined, ['/occurredOn', '/occurredAt'], rules);
}

/** A day and a moment that name the same event; the moment decides where only it is given. */
export function resolve(
  on: LocalDate | undefined,
  at: Moment['at'] | undefined,
  [onPointer, atPointer]: readonly [string, string],
  rules: Present,
): Moment | Rejection {
  if (!at)
    return on ? (inFuture(on, onPointer, rules) ?? { on, at: null }) : { on: todayOf(rules), at: rules.now };
  if (Date.parse(at) > Date.parse(rules.now)) return future(at, atPointer, rules.now);
  const day = localDateIn(at, rules.zone);
  if (on && on !== day) {
    return refusedAsInput({
      code: 'dates_disagree',
      detail: `${at} falls on ${day} in ${rules.zone}, not on ${on}.`,
      facts: { on, at, zone: rules.zone },
      errors: [{ pointer: onPointer, detail: `must be ${day}, or be left out` }],
      allowed: { on: day },
    });
  }
  return { on: day, at: asRecorded(at) };
}

/** The same moment in UTC and whole milliseconds, as the record keeps it: the state must equal what its events replay to. */
const asRecorded = (at: Instant): Instant => instantSchema.parse(new Date(Date.parse(at)).toISOString());

/** Refuses a day after today. */
export function inFuture(on: LocalDate, pointer: string, rules: Present): Rejection | null {
  const today = todayOf(rules);
  return on > today ? future(on, pointer, today) : null;
}

const future = (given: string, pointer: string, latest: string): Rejection =>
  refusedAsInput({
    code: 'in_the_future',
    detail: `${given} has not come yet. The latest allowed is ${latest}.`,
    facts: { given, latest },
    errors: [{ pointer, detail: `must not be after ${latest}` }],
    allowed: { latest },
  });

/** Refuses an act that is dated before the act it follows; moments decide where both are known, else days. */
export function notBefore(
  moment: Moment,
  earlier: Moment | null,
  what: string,
  pointer = '/occurredOn',
): Rejection | null {
  if (!earlier) return null;
  const byMoment = moment.at && earlier.at && moment.on === earlier.on;
  const before = byMoment
    ? Date.parse(moment.at ?? '') < Date.parse(earlier.at ?? '')
    : moment.on < earlier.on;
  if (!before) return null;
  const earliest = byMoment ? earlier.at : earlier.on;
  return refusedAsInput({
    code: 'before_the_act_it_follows',
    detail: `This cannot have happened before ${what}, on ${longDate(earlier.on)}.`,
    facts: { given: byMoment ? moment.at : moment.on, follows: what, earliest },
    errors: [{ pointer, detail: `must not be before ${earliest}` }],
    allowed: { earliest },
  });
}

/**
 * Refuses a date promised to the resident that lies past what the calendar can answer for, so that no placeholder
 * such as 2199-12-31 ever stands for "no date". Where the policy takes provisional dates, one more year is open.
 */
export function beyondCalendar(
  on: LocalDate,
  pointer: string,
  { calendar, policy }: Pick<Rules, 'calendar' | 'policy'>,
): Rejection | null {
  const latest =
    policy.calendar.beyondCoverage === 'provisional' ? addYears(calendar.last, 1) : calendar.last;
  if (on <= latest) return null;
  return refusedAsInput({
    code: 'outside_calendar',
    detail: `${on} cannot be promised: working days are known up to ${calendar.last}.`,
    facts: { asked: on, calendarVersion: calendar.version },
    errors: [{ pointer, detail: `must not be after ${latest}` }],
    allowed: { latest },
  });
}
