/**
 * The policy as a package, `redress/policy`: for a form that shows a date before anything is posted, and for whoever
 * encodes a procedure. This is the one file that passes on what others export; what is not here may change without
 * notice. It has no Node built-in and runs in a browser.
 */

export type { Advice } from './advice';
export type { Calendar, Counting, DatedReason, Division, OutsideCalendar } from './calendar';
export {
  addWorkingDays,
  buildCalendar,
  excludedDays,
  isFault,
  isOutside,
  isWorkingDay,
  projectWorkingDays,
  rollBack,
  rollForward,
  subtractWorkingDays,
  workingDaysBetween,
} from './calendar';
export type { CalendarFault } from './calendar-parts';
export { holidays } from './calendars/index';
export type { Clock, ClockKind } from './clock';
export { clockSchema } from './clock';
export { checkAgainstCode } from './code/check';
export type { CodeCheck, Finding, Verdict } from './code/findings';
export { codeCheckSchema } from './code/findings';
export type { Command, Role } from './commands/command';
export { COMMANDS } from './commands/index';
export type { NewComplaint } from './commands/log';
export { logSchema } from './commands/log';
export type { ComplaintState, ComplaintStatus, StageState } from './complaint';
export type { DatedClock } from './dated-clock';
export { clocksOf, datedClocks } from './deadlines';
export type { Decided } from './decide';
export { availableActions, decide, decideLog } from './decide';
export type { PolicyDocument } from './document';
export { policyDocumentSchema } from './document';
export { adviceOn } from './eligibility';
export type { ComplaintEvent } from './events';
export type { RecordedEvent } from './recorded-event';
export { evolve, replay } from './evolve';
export type { HolidayDataset } from './holiday-dataset';
export { holidayDatasetSchema } from './holiday-dataset';
export type { KnownContent } from './intake-content';
export type { Instant, LocalDate } from './local-date';
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
export { calendarOf } from './policy-calendar';
export type { ProcedureName } from './procedures/index';
export { PROCEDURE_NAMES, shipped, shippedProcedures } from './procedures/index';
export type { FieldFault, Rejection, RuleReference } from './rejection';
export { isRejection } from './rejection';
export type { Rules } from './rules';
export type { PlannedComplaint, RefusedStep, Step, Timeline } from './timeline';
export { commandOf, plannedComplaintSchema, timelineOf } from './timeline';
