import { addWorkingDays, type Calendar, type OutsideCalendar, rollForward } from '../../calendar/calendar';
import type { PolicyDocument } from '../../document/document';
import { addDays, type LocalDate } from '../../dates/local-date';

export type DeemedReceiptRule = NonNullable<PolicyDocument['deemedReceipt']>;

/**
 * The day a posted letter counts as received (domain.md §5.2.6). The two first-class rules part over a weekend:
 *
 *   posted       first-class-second-day   second-working-day   fourth-working-day
 *   Monday       Wednesday                Wednesday            Friday
 *   Thursday     Monday                   Monday               Wednesday
 *   Friday       Monday                   Tuesday              Thursday
 *
 * first-class-second-day is CPR 6.26: the second day after posting, or the next working day if that is none.
 * second-working-day and fourth-working-day are the 1985 Practice Direction for first and second class.
 */
export function deemedReceipt(
  calendar: Calendar,
  sentOn: LocalDate,
  rule: DeemedReceiptRule,
): LocalDate | OutsideCalendar {
  switch (rule) {
    case 'same-day':
      return sentOn;
    case 'first-class-second-day':
      return rollForward(calendar, addDays(sentOn, 2));
    case 'second-working-day':
      return addWorkingDays(calendar, sentOn, 2, 'day-after');
    case 'fourth-working-day':
      return addWorkingDays(calendar, sentOn, 4, 'day-after');
  }
}
