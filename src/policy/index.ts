/**
 * The policy as a package, `redress/policy`: for a form that shows a date before anything is posted, and for whoever
 * encodes a procedure. This is the one file that passes on what others export; what is not here may change without
 * notice. It has no Node built-in and runs in a browser.
 */

export type { Advice } from './conditions/advice';
export type { Calendar, Counting, DatedReason, OutsideCalendar } from './calendar/calendar';
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
} from './calendar/calendar';
export type { CalendarFault } from './calendar/parts';
export { holidays } from './calendar/bank-holidays/index';
export type { Clock } from './clocks/clock';
export type { ClockKind } from './document/clock-kinds';
export { clockSchema } from './clocks/clock';
export { checkAgainstCode } from './code/check';
export type { CodeCheck, Finding, Verdict } from './code/reading/findings';
export { codeCheckSchema } from './code/reading/findings';
export type { Command } from './commands/guards/command';
export type { Role } from './rules/roles';
export { COMMANDS } from './commands/index';
export type { NewComplaint } from './commands/intake/log';
export { logSchema } from './commands/intake/log';
export type { ComplaintState, ComplaintStatus, StageState } from './complaint/state';
export type { DatedClock } from './clocks/dated-clock';
export { clocksOf, datedClocks } from './clocks/deadlines';
export type { Decided } from './decide';
export type { OpenActs, Recordable } from './open-acts';
export { decide, decideLog } from './decide';
export { availableActions, openActs } from './open-acts';
export type { Division } from './document/calendar';
export type { PolicyDocument } from './document/document';
export { policyDocumentSchema } from './document/document';
export { adviceOn } from './conditions/eligibility';
export type { ComplaintEvent } from './events/events';
export type { RecordedEvent } from './events/recorded-event';
export { evolve, replay } from './complaint/evolve';
export type { HolidayDataset } from './calendar/bank-holidays/dataset';
export { holidayDatasetSchema } from './calendar/bank-holidays/dataset';
export type { KnownContent } from './conditions/intake-content';
export type { Instant, LocalDate } from './dates/local-date';
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
} from './dates/local-date';
export { calendarOf } from './calendar/of-policy';
export type { ProcedureName } from './procedures/index';
export { PROCEDURE_NAMES, shipped, shippedProcedures } from './procedures/index';
export type { RefusalCode } from './refusals/index';
export { REFUSALS } from './refusals/index';
export type { RefusalEntry, RefusalKind } from './refusals/refusal';
export type { FieldFault, Rejection, RuleReference } from './rules/rejection';
export { isRejection } from './rules/rejection';
export type { Rules } from './rules/rules';
export { presentAt } from './rules/rules';
export type { PlannedComplaint, RefusedStep, Step, Timeline } from './timeline';
export { commandOf, plannedComplaintSchema, timelineOf } from './timeline';
