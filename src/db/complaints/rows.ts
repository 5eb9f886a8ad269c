import type { ComplaintState, ComplaintStatus } from '../../policy/complaint/state';
import type { PromisedDate } from '../../policy/events/events';
import type { RestrictedText } from '../../policy/events/recorded-event';
import type { Instant, LocalDate } from '../../policy/dates/local-date';
import { STATE_FORMAT } from '../../policy/complaint/state-format';

/** What every act may change, given whole each time: a summary of the state for lists, beside the state itself. */
export interface ComplaintColumns {
  readonly policyVersion: string;
  readonly calendarVersion: string;
  readonly status: ComplaintStatus;
  readonly stage: string;
  readonly outcome: string | null;
  readonly handler: string | null;
  readonly channel: string;
  readonly categories: readonly string[];
  readonly tenure: string | null;
  readonly receivedOn: LocalDate;
  readonly nextDueOn: LocalDate | null;
  readonly nextDueKind: string | null;
  readonly nextDueStage: string | null;
  readonly state: ComplaintState;
}

export interface ComplaintRow extends ComplaintColumns {
  readonly id: string;
  readonly reference: string;
  /** The sequence of its last event. */
  readonly version: number;
  readonly loggedAt: Instant;
  readonly updatedAt: Instant;
}

/** A row as it was read: with the state as some release wrote it. `complaints/present-states.ts` makes this one's of it. */
export type Stored<Row extends { readonly state: ComplaintState }> = Omit<Row, 'state'> & StoredState;

export interface StoredState {
  readonly id: string;
  readonly version: number;
  readonly state: unknown;
  /** Whether it is what this release makes of the events up to that version. */
  readonly present: boolean;
}

/** As a list shows it: without the state, which is the bulk of a row. */
export type ListedComplaint = Omit<ComplaintRow, 'state'>;

/** A complaint with the people and the words it came with, which are kept apart from it. */
export interface ComplaintDetail extends ComplaintRow {
  readonly parties: readonly PartyRow[];
  /** The free text of the first event: what the resident complained of. */
  readonly texts: Readonly<Record<string, string>>;
  readonly externalReferences: readonly ExternalReference[];
}

export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly promised?: readonly PromisedDate[];
  readonly actor: string;
  readonly occurredOn: LocalDate;
  readonly occurredAt: Instant | null;
  readonly recordedAt: Instant;
  /** Free text by field, stored apart from the event. */
  readonly texts: Readonly<Record<string, string>>;
  /** Words that only named roles may read, stored apart even from those. */
  readonly restricted?: RestrictedText | undefined;
}

export interface ClockRow {
  readonly stage: string;
  readonly kind: string;
  readonly n: number;
  readonly anchorOn: LocalDate | null;
  readonly dueOn: LocalDate | null;
  readonly originalDueOn: LocalDate | null;
  readonly projected: boolean;
  readonly metOn: LocalDate | null;
  readonly stoppedOn: LocalDate | null;
  readonly handler: string | null;
}

export type PartyRole = 'complainant' | 'representative' | 'group' | 'companion';

export interface PartyRow {
  readonly role: PartyRole;
  readonly n: number;
  readonly data: unknown;
}

export interface ExternalReference {
  readonly system: string;
  readonly id: string;
}

/** What the events of a complaint come to at a version. */
export interface StateAtVersion {
  readonly id: string;
  readonly version: number;
  readonly columns: ComplaintColumns;
  readonly clocks: readonly ClockRow[];
}

/** What an act writes, the first as every other. */
export interface Write extends ComplaintColumns {
  readonly events: readonly [NewEvent, ...NewEvent[]];
  readonly clocks: readonly ClockRow[];
  readonly parties: readonly PartyRow[];
}

export interface NewComplaint extends Write {
  readonly id: string;
  /** The landlord's, in which its days were worked out. */
  readonly zone: string;
  readonly loggedAt: Instant;
  readonly externalReferences: readonly ExternalReference[];
}

export interface ComplaintChange extends Write {
  readonly updatedAt: Instant;
  /** Takes the people and the words away with the act: what they were is nowhere any more. */
  readonly erases?: boolean;
}

/** Whether the state of `complaints c` is what this release would write. */
export const PRESENT = `(c.state_format = ${STATE_FORMAT} and c.state_version = c.version)`;

/** A StoredState, for `select … from complaints c`. */
export const STORED_STATE = `c.id, c.version, c.state, ${PRESENT} as present`;

/** The columns of a ComplaintRow but its state, for `select … from complaints c`. */
export const COMPLAINT_ROW = `
  c.id, c.reference, c.version, c.policy_version as "policyVersion", c.calendar_version as "calendarVersion",
  c.status, c.stage, c.outcome, c.handler, c.channel, c.categories, c.tenure, c.received_on as "receivedOn",
  c.next_due_on as "nextDueOn", c.next_due_kind as "nextDueKind", c.next_due_stage as "nextDueStage",
  c.logged_at as "loggedAt", c.updated_at as "updatedAt"`;

/** ComplaintColumns, NewEvent and ClockRow as they stand in JSON, for `jsonb_to_record(set)`. */
export const WRITTEN_JSON = `
  "policyVersion" text, "calendarVersion" text, status text, stage text, outcome text, handler text, channel text,
  categories text[], tenure text, "receivedOn" date, "nextDueOn" date, "nextDueKind" text, "nextDueStage" text,
  state jsonb`;

/** All of them taken over from such a record `w`, for `update complaints`. */
export const SET_COLUMNS = `
  policy_version = w."policyVersion", calendar_version = w."calendarVersion", status = w.status, stage = w.stage,
  outcome = w.outcome, handler = w.handler, channel = w.channel, categories = w.categories, tenure = w.tenure,
  received_on = w."receivedOn", next_due_on = w."nextDueOn", next_due_kind = w."nextDueKind",
  next_due_stage = w."nextDueStage", state = w.state, state_format = ${STATE_FORMAT}`;

export const EVENT_JSON = `
  id uuid, type text, data jsonb, promised jsonb, actor text, "occurredOn" date, "occurredAt" timestamptz,
  "recordedAt" timestamptz, texts jsonb, restricted jsonb`;

export const CLOCK_JSON = `
  stage text, kind text, n int, "anchorOn" date, "dueOn" date, "originalDueOn" date, projected boolean, "metOn" date,
  "stoppedOn" date, handler text`;
