import type { CalendarRules } from '../document/calendar';
import { type HolidayDataset, holidayReason } from './bank-holidays/dataset';
import { addDays, epochDay, type LocalDate, localDateSchema, weekday } from '../dates/local-date';

/** What a calendar is made of: published holidays, and what the landlord takes from or adds to the working week. */
export interface CalendarParts {
  readonly dataset: HolidayDataset;
  readonly closures: Readonly<CalendarRules['closures']>;
  readonly yearlyClosures: Readonly<CalendarRules['yearlyClosures']>;
  readonly extraWorkingDays: Readonly<CalendarRules['extraWorkingDays']>;
  /** Working weekdays, Monday is 1. */
  readonly weekdays: readonly number[];
}

/** Why no calendar can be made of these parts. */
export interface CalendarFault {
  readonly code:
    | 'no_working_weekday'
    | 'unknown_weekday'
    | 'outside_coverage'
    | 'duplicate_date'
    | 'contradiction'
    | 'closed_too_long';
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export function faultIn(parts: CalendarParts): CalendarFault | undefined {
  const { dataset, closures, extraWorkingDays } = parts;
  return (
    faultInWeekdays(parts.weekdays) ??
    faultInDates('bank holiday', dataset.holidays, dataset) ??
    faultInDates('closure', closures, dataset) ??
    faultInDates('extra working day', extraWorkingDays, dataset) ??
    contradictionBetween(closures, extraWorkingDays) ??
    faultInYearly(parts.yearlyClosures)
  );
}

function faultInWeekdays(weekdays: readonly number[]): CalendarFault | undefined {
  if (weekdays.length === 0) {
    const message =
      'The calendar has no working weekday, so no working day would ever come. Name at least one, 1 to 7.';
    return { code: 'no_working_weekday', message, facts: {} };
  }
  const weekday = weekdays.find((day) => !Number.isInteger(day) || day < 1 || day > 7);
  if (weekday === undefined) return undefined;
  const message = `${weekday} is not a weekday. Weekdays are 1 (Monday) to 7 (Sunday).`;
  return { code: 'unknown_weekday', message, facts: { weekday } };
}

type Dated = { readonly on: LocalDate };

function faultInDates(
  kind: string,
  list: readonly Dated[],
  dataset: HolidayDataset,
): CalendarFault | undefined {
  const { from: first, to: last } = dataset.coverage;
  const seen = new Set<LocalDate>();
  for (const { on } of list) {
    if (on < first || on > last) {
      const message = `The ${kind} on ${on} is outside the days this calendar covers, ${first} to ${last}.`;
      return { code: 'outside_coverage', message, facts: { kind, on, first, last } };
    }
    if (seen.has(on)) {
      return {
        code: 'duplicate_date',
        message: `The ${kind} on ${on} is listed twice.`,
        facts: { kind, on },
      };
    }
    seen.add(on);
  }
  return undefined;
}

function contradictionBetween(
  closures: readonly Dated[],
  extra: readonly Dated[],
): CalendarFault | undefined {
  const closed = new Set(closures.map(({ on }) => on));
  const both = extra.find(({ on }) => closed.has(on));
  if (both === undefined) return undefined;
  const message = `${both.on} is listed as a closure and as an extra working day. It can be only one of them.`;
  return { code: 'contradiction', message, facts: { on: both.on } };
}

/**
 * Two days the wrong way round close the rest of the year, and every date would lie years away. No landlord is closed
 * for half a year.
 */
function faultInYearly(yearly: CalendarParts['yearlyClosures']): CalendarFault | undefined {
  for (const { from, to } of yearly) {
    const days = dayOfLeapYear(to) - dayOfLeapYear(from) + 1 + (to < from ? DAYS_OF_LEAP_YEAR : 0);
    if (days <= HALF_A_YEAR) continue;
    const message = `The yearly closure from ${from} to ${to} closes ${days} days of a year. At most ${HALF_A_YEAR} are allowed: are its two days the wrong way round?`;
    return { code: 'closed_too_long', message, facts: { from, to, days } };
  }
  return undefined;
}

const DAYS_OF_LEAP_YEAR = 366;
const HALF_A_YEAR = 183;
const dayOfLeapYear = (day: string): number => epochDay(localDateSchema.parse(`2024-${day}`));

/**
 * Why each day is left out, by epoch day. Weekday reasons are not listed; a bank holiday goes before a closure, and a
 * closure of one date before a yearly one.
 */
export function reasonsIn({
  dataset,
  closures,
  yearlyClosures,
  weekdays,
}: CalendarParts): Map<number, string> {
  const reasons = new Map<number, string>();
  for (const { on, why } of closedYearly(yearlyClosures, dataset.coverage)) {
    if (weekdays.includes(weekday(on))) reasons.set(epochDay(on), why);
  }
  for (const { on, why } of closures) {
    if (weekdays.includes(weekday(on))) reasons.set(epochDay(on), why);
  }
  for (const holiday of dataset.holidays) reasons.set(epochDay(holiday.on), holidayReason(holiday));
  return reasons;
}

/** Each day covered that is closed in every year. By the day of the year alone, so that 29 February needs no rule of its own. */
function closedYearly(
  yearly: CalendarParts['yearlyClosures'],
  { from: first, to: last }: HolidayDataset['coverage'],
): Readonly<CalendarRules['closures']> {
  const days: CalendarRules['closures'] = [];
  if (yearly.length === 0) return days;
  for (let on = first; on <= last; on = addDays(on, 1)) {
    const day = on.slice('YYYY-'.length);
    const closed = yearly.find(({ from, to }) =>
      from <= to ? from <= day && day <= to : from <= day || day <= to,
    );
    if (closed) days.push({ on, why: closed.why });
  }
  return days;
}

/**
 * Names the parts, not the order they were listed in, so that the same calendar has the same version everywhere and
 * any correction has another. The landlord's reasons are part of it because they are quoted to residents.
 */
export function versionOf(parts: CalendarParts): string {
  const { dataset, closures, yearlyClosures, extraWorkingDays, weekdays } = parts;
  const dated = ({ on, why }: CalendarRules['closures'][number]) => [on, why];
  const content = [
    [dataset.coverage.from, dataset.coverage.to],
    dataset.holidays.map(({ on, title, notes }) => [on, title, notes]).sort(byDate),
    closures.map(dated).sort(byDate),
    extraWorkingDays.map(dated).sort(byDate),
    [...new Set(weekdays)].sort((a, b) => a - b),
    // In their order, since of two for one day the first gives the reason. Left out where there are none: calendars
    // named before there could be any keep their names.
    ...(yearlyClosures.length > 0 ? [yearlyClosures.map(({ from, to, why }) => [from, to, why])] : []),
  ];
  return `${dataset.division}.${dataset.version}.${fingerprint(JSON.stringify(content))}`;
}

/** Dates are unique within a list by now, so the order is complete. */
function byDate([a = '']: readonly string[], [b = '']: readonly string[]): number {
  return a < b ? -1 : 1;
}

/** Two FNV-1a lanes of 32 bits: it tells calendars apart and is not meant to resist forgery. */
function fingerprint(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + i), 0x01000193);
  }
  return [low, high].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}
