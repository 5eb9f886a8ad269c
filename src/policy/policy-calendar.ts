import { buildCalendar } from './calendar';
import { holidays } from './calendars/index';
import type { PolicyDocument } from './document';

/** The calendar a policy counts by: its division's bank holidays with its own closures and extra working days. */
export function calendarOf({ calendar }: PolicyDocument): ReturnType<typeof buildCalendar> {
  const { division, closures, extraWorkingDays, weekdays } = calendar;
  return buildCalendar({ dataset: holidays(division), closures, extraWorkingDays, weekdays });
}
