import type { Division } from '../../../src/policy/document/calendar';
import {
  addWorkingDays,
  buildCalendar,
  type Calendar,
  type Counting,
  type DatedReason,
  isFault,
  isOutside,
} from '../../../src/policy/calendar/calendar';

import { holidays } from '../../../src/policy/calendar/bank-holidays';
import {
  type HolidayDataset,
  holidayDatasetSchema,
} from '../../../src/policy/calendar/bank-holidays/dataset';
import {
  type Instant,
  instantSchema,
  type LocalDate,
  localDateSchema,
} from '../../../src/policy/dates/local-date';

export const date = (text: string): LocalDate => localDateSchema.parse(text);
export const moment = (text: string): Instant => instantSchema.parse(text);
export const days = (why: string, ...on: string[]): DatedReason[] =>
  on.map((text) => ({ on: date(text), why }));

type Changes = Omit<Parameters<typeof buildCalendar>[0], 'dataset'>;

export function calendarFrom(dataset: HolidayDataset, changes: Changes = {}): Calendar {
  const built = buildCalendar({ dataset, ...changes });
  if (isFault(built)) throw new Error(built.message);
  return built;
}

export const calendarOf = (division: Division, changes: Changes = {}): Calendar =>
  calendarFrom(holidays(division), changes);

export function datasetOf(from: string, to: string, ...on: string[]): HolidayDataset {
  return holidayDatasetSchema.parse({
    division: 'england-and-wales',
    version: 'test',
    coverage: { from, to },
    provenance: { source: 'test', licence: 'test', years: [] },
    holidays: on.map((day) => ({ on: day, title: 'Holiday', notes: '' })),
  });
}

/** Freedom of information counts with the holidays of all four nations together; landlords never do. */
export function ukUnion(): Calendar {
  const divisions: Division[] = ['england-and-wales', 'scotland', 'northern-ireland'];
  const all = new Set(divisions.flatMap((division) => holidays(division).holidays.map(({ on }) => on)));
  return calendarFrom(datasetOf('2012-01-01', '2028-12-31', ...all));
}

/** The plain answer, for examples that must have one. */
export function due(
  calendar: Calendar,
  from: string,
  count: number,
  counting: Counting = 'day-after',
): string {
  return certain(addWorkingDays(calendar, date(from), count, counting));
}

export function certain<T>(found: T): Exclude<T, { code: 'outside_calendar' }> {
  if (isOutside(found)) throw new Error(`outside the calendar: ${found.asked}`);
  // The only other member of the union was excluded on the line above.
  return found as Exclude<T, { code: 'outside_calendar' }>;
}
