import type { Division } from '../../policy/document/calendar';
import { buildCalendar, type Calendar, isFault } from '../../policy/calendar/calendar';
import { holidays } from '../../policy/calendar/bank-holidays';

const built = new Map<Division, Calendar>();

/** Monday to Friday less the bank holidays of the division, with nothing of any landlord's. Built once, when first asked. */
export function bankHolidayCalendar(division: Division): Calendar {
  const known = built.get(division);
  if (known) return known;
  const calendar = buildCalendar({ dataset: holidays(division) });
  if (isFault(calendar)) throw new Error(`The bundled bank holidays of ${division}: ${calendar.message}`);
  built.set(division, calendar);
  return calendar;
}
