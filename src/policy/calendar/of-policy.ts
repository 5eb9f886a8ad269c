import type { Division } from '../document/calendar';
import { buildCalendar } from './calendar';
import { amended, BUNDLED, type CalendarEdition } from './edition';
import { holidays } from './bank-holidays/index';
import type { PolicyDocument } from '../document/document';

type Dated = PolicyDocument['calendar']['closures'][number];

/**
 * The calendar a policy counts by: its division's bank holidays as this edition of the landlord's working days has
 * them, with the closures and extra working days of both. On a day that both name, the edition is the later word. So no
 * edition that could be entered can leave a published version without a calendar.
 */
export function calendarOf(
  { calendar }: Pick<PolicyDocument, 'calendar'>,
  edition: CalendarEdition = BUNDLED,
): ReturnType<typeof buildCalendar> {
  const { division, weekdays, yearlyClosures } = calendar;
  const dataset = amended(holidays(division), edition);
  const { from, to } = dataset.coverage;
  const covered = ({ on }: Dated) => from <= on && on <= to;
  const named = new Set([...edition.closures, ...edition.extraWorkingDays].map(({ on }) => on));
  const together = (own: readonly Dated[], later: readonly Dated[]) => [
    ...own.filter(({ on }) => !named.has(on)),
    ...later.filter(covered),
  ];
  return buildCalendar({
    dataset,
    closures: together(calendar.closures, edition.closures),
    yearlyClosures,
    extraWorkingDays: together(calendar.extraWorkingDays, edition.extraWorkingDays),
    weekdays,
  });
}

/** The edition by itself, where the days that were entered have to make sense whatever procedure they come to stand beside. */
export const editionCalendar = (
  division: Division,
  { holidays: amendments, ...days }: CalendarEdition,
): ReturnType<typeof buildCalendar> =>
  buildCalendar({ dataset: amended(holidays(division), { ...BUNDLED, holidays: amendments }), ...days });
