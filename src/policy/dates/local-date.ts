import { DateTime } from 'luxon';
import { z } from 'zod';
import { type Civil, FIRST_YEAR, LAST_YEAR, lastDayOf, readCivil } from './civil-date';

/**
 * Dates are strings in the proleptic Gregorian calendar and arithmetic on them is whole-number arithmetic on days
 * since 1970-01-01, so no machine's time zone can move one. Luxon is used for one thing only: reading what the
 * clock on the wall of a given zone showed at an instant. It has settings that any caller may change for the whole
 * process, which is why no other file of the policy may import it.
 */

/** A day on the landlord's calendar, such as 2024-09-02. */
export type LocalDate = string & z.$brand<'LocalDate'>;
/** A moment, written with its offset (RFC 3339). */
export type Instant = string & z.$brand<'Instant'>;

const INSTANT_SHAPE =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

const DAYS_IN_FOUR_CENTURIES = 146097;
/** From 1 March of the year 0, where the leap day is the last of its year, to 1 January 1970. */
const DAYS_TO_1970 = 719468;

export function isLocalDate(text: string): text is LocalDate {
  return readCivil(text) !== undefined;
}

/** Two days short at both ends, so that no offset and no zone can carry an accepted instant out of the range of dates. */
export function isInstant(text: string): text is Instant {
  const written = INSTANT_SHAPE.exec(text)?.[1];
  if (written === undefined || !isLocalDate(written)) return false;
  return written > `${FIRST_YEAR}-01-02` && written < `${LAST_YEAR}-12-30`;
}

/** What `format` leaves open, for whoever writes a date by the API document: of which years. */
export const WITHIN_YEARS = '^(19|20|21)[0-9]{2}-';

export const localDateSchema = z
  .string()
  .refine(
    isLocalDate,
    `must be a real date written YYYY-MM-DD, from ${FIRST_YEAR}-01-01 to ${LAST_YEAR}-12-31`,
  )
  .meta({ format: 'date', pattern: WITHIN_YEARS })
  .brand<'LocalDate'>();

export const instantSchema = z
  .string()
  .refine(
    isInstant,
    'must be a date and time with its offset, such as 2024-09-02T14:30:00Z or 2024-09-02T15:30:00+01:00',
  )
  .meta({ format: 'date-time', pattern: WITHIN_YEARS })
  .brand<'Instant'>();

function civilOf(on: LocalDate): Civil {
  const civil = readCivil(on);
  if (civil === undefined) throw new RangeError(`${on} is not a date between ${FIRST_YEAR} and ${LAST_YEAR}`);
  return civil;
}

function whole(n: number, what: string): number {
  if (!Number.isSafeInteger(n)) throw new RangeError(`${what} must be a whole number, not ${n}`);
  return n;
}

function write(year: number, month: number, day: number): LocalDate {
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    throw new RangeError(`the year ${year} is outside ${FIRST_YEAR} to ${LAST_YEAR}`);
  }
  const text = `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
  // The brand is earned: the year was checked here, and both callers derive month and day by calendar arithmetic.
  return text as LocalDate;
}

/** Days since 1970-01-01, which is 0. Years are taken to begin in March so that a leap day ends its year. */
export function epochDay(on: LocalDate): number {
  const { year, month, day } = civilOf(on);
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = (month + 9) % 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * marchMonth + 2) / 5) + day - 1 - DAYS_TO_1970;
}

export function fromEpochDay(n: number): LocalDate {
  const days = whole(n, 'a day number') + DAYS_TO_1970;
  const era = Math.floor(days / DAYS_IN_FOUR_CENTURIES);
  const dayOfEra = days - era * DAYS_IN_FOUR_CENTURIES;
  // Takes out the leap days passed so far, so that what is left divides into years of 365.
  const leapDays =
    Math.floor(dayOfEra / 1460) -
    Math.floor(dayOfEra / 36524) +
    Math.floor(dayOfEra / (DAYS_IN_FOUR_CENTURIES - 1));
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return write(era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day);
}

export function addDays(on: LocalDate, n: number): LocalDate {
  return fromEpochDay(epochDay(on) + whole(n, 'a number of days'));
}

/** Negative when `to` is the earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return epochDay(to) - epochDay(from);
}

/** The same day of the month; where that month has no such day, its last: 31 January plus 1 month is 28 February. */
export function addMonths(on: LocalDate, n: number): LocalDate {
  const { year, month, day } = civilOf(on);
  const months = year * 12 + month - 1 + whole(n, 'a number of months');
  const newYear = Math.floor(months / 12);
  const newMonth = months - newYear * 12 + 1;
  return write(newYear, newMonth, Math.min(day, lastDayOf(newYear, newMonth)));
}

export function addYears(on: LocalDate, n: number): LocalDate {
  return addMonths(on, whole(n, 'a number of years') * 12);
}

/** 1 is Monday, 7 is Sunday. */
export function weekday(on: LocalDate): number {
  return weekdayOfEpochDay(epochDay(on));
}

/** Day 0, 1 January 1970, was a Thursday. */
export function weekdayOfEpochDay(n: number): number {
  return ((((n + 3) % 7) + 7) % 7) + 1;
}

export function earlierOf(a: LocalDate, b: LocalDate): LocalDate {
  return a < b ? a : b;
}

export function laterOf(a: LocalDate, b: LocalDate): LocalDate {
  return a > b ? a : b;
}

/** As a letter writes it: Monday 2 September 2024. */
export function longDate(on: LocalDate): string {
  const { year, month, day } = civilOf(on);
  return `${weekdayName(weekday(on))} ${day} ${MONTHS[month - 1]} ${year}`;
}

/** The same beside a date of the same year, which need not be said twice: Monday 2 September. */
export const longDateNear = (on: LocalDate, near: LocalDate): string =>
  sameYear(on, near) ? longDate(on).slice(0, -5) : longDate(on);

/** Where the weekday does not matter: 2 September 2024. */
export const shortDate = (on: LocalDate): string => longDate(on).replace(/^\w+ /, '');

/** A second time in one sentence, where its weekday was told or does not matter: 2 September. */
export const shortDateNear = (on: LocalDate, near: LocalDate): string =>
  longDateNear(on, near).replace(/^\w+ /, '');

const sameYear = (a: LocalDate, b: LocalDate): boolean => civilOf(a).year === civilOf(b).year;

export function weekdayName(day: number): string {
  const name = WEEKDAYS[day - 1];
  if (name === undefined) throw new RangeError(`${day} is not a weekday from 1 to 7`);
  return name;
}

function wallClock(instant: Instant, zone: string): DateTime {
  const shown = DateTime.fromISO(instant, { zone });
  if (!shown.isValid)
    throw new RangeError(`${instant} in ${zone}: ${shown.invalidExplanation ?? shown.invalidReason}`);
  return shown;
}

/** The one crossing from moments to dates: 23:30Z on 30 June is 1 July in London. */
export function localDateIn(instant: Instant, zone: string): LocalDate {
  const shown = wallClock(instant, zone);
  return write(shown.year, shown.month, shown.day);
}

/** HH:mm on the wall clock of the zone; seconds are dropped, not rounded. */
export function localTimeIn(instant: Instant, zone: string): string {
  return wallClock(instant, zone).toFormat('HH:mm');
}

/** The last moment of a day on the wall clock of the zone, so that whatever happened that day has happened. */
export function endOfDay(on: LocalDate, zone: string): Instant {
  const noon = DateTime.fromISO(`${on}T12:00:00`, { zone });
  // The ends of the first and the last days lie past the range of moments that are taken from outside.
  return noon.endOf('day').toISO() as Instant;
}
