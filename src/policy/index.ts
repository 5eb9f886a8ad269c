/**
 * The policy as a package, `redress/policy`: for a form that shows a date before anything is posted, and for whoever
 * encodes a procedure. This is the one file that passes on what others export; what is not here may change without
 * notice. It has no Node built-in and runs in a browser.
 */

export { buildCalendar, isFault, isOutside } from './calendar';
export type { Calendar, Counting, DatedReason, Division, OutsideCalendar } from './calendar';
export type { CalendarFault } from './calendar-parts';
export {
  addWorkingDays,
  excludedDays,
  isWorkingDay,
  projectWorkingDays,
  rollBack,
  rollForward,
  subtractWorkingDays,
  workingDaysBetween,
} from './calendar';
export { holidays } from './calendars/index';
export { clockSchema } from './clock';
export type { Clock, ClockKind } from './clock';
export type { Command, Role } from './commands/command';
export { COMMANDS } from './commands/index';
export { logSchema } from './commands/log';
export type { NewComplaint } from './commands/log';
export { evolve, replay } from './complaint';
export type { ComplaintState, ComplaintStatus, StageState } from './complaint';
export { clocksOf } from './deadlines';
export { availableActions, decide, decideLog } from './decide';
export type { Decided } from './decide';
export { policyDocumentSchema } from './document';
export type { PolicyDocument } from './document';
export { adviceOn } from './eligibility';
export type { Advice } from './eligibility';
export type { ComplaintEvent, RecordedEvent } from './events';
export { holidayDatasetSchema } from './holiday-dataset';
export type { HolidayDataset } from './holiday-dataset';
export {
  addDays,
  addMonths,
  addYears,
  daysBetween,
  endOfDay,
  instantSchema,
  isInstant,
  isLocalDate,
  localDateIn,
  localDateSchema,
  localTimeIn,
  longDate,
  weekday,
} from './local-date';
export type { Instant, LocalDate } from './local-date';
export { calendarOf } from './policy-calendar';
export { PROCEDURE_NAMES, shipped, shippedProcedures } from './procedures/index';
export type { ProcedureName } from './procedures/index';
export { isRejection } from './rejection';
export type { FieldFault, Rejection, RuleReference } from './rejection';
export type { Rules } from './rules';
export { commandOf, plannedComplaintSchema, timelineOf } from './timeline';
export type { PlannedComplaint, RefusedStep, Step, Timeline } from './timeline';
