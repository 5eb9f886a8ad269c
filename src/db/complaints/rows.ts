import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { ComplaintState } from '../../policy/complaint/state';
import { STATE_FORMAT } from '../../policy/complaint/state-format';
import type { Instant, LocalDate } from '../../policy/dates/local-date';
import type { PromisedDate } from '../../policy/events/events';
import type { RestrictedText } from '../../policy/events/recorded-event';
import { bare, shape } from '../connection/shape';
import { clocks } from '../schema/clocks';
import { complaints } from '../schema/complaints';
import { complaintEvents } from '../schema/record';

/** The table as the statements of this room name it. */
export const c = alias(complaints, 'c');

/** Lists show and sort by these. */
export const SUMMARY = [
  'policyVersion',
  'calendarVersion',
  'status',
  'stage',
  'outcome',
  'handler',
  'channel',
  'categories',
  'tenure',
  'receivedOn',
  'nextDueOn',
  'nextJudgedOn',
  'nextDueKind',
  'nextDueStage',
  'departures',
  'beyondTheCode',
] as const;
export const CHANGED = [...SUMMARY, 'state'] as const;

/** What every act may change, given whole each time: a summary of the state for lists, beside the state itself. */
export type ComplaintColumns = Readonly<Pick<typeof complaints.$inferSelect, (typeof CHANGED)[number]>>;

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
export interface ListedComplaint extends Omit<ComplaintRow, 'state'> {
  readonly caseId: ExternalReference | null;
}

/** A complaint with the people and the words it came with, which are kept apart from it. */
export interface ComplaintDetail extends ComplaintRow {
  readonly parties: readonly PartyRow[];
  readonly formerParties: readonly FormerParty[];
  /** The free text of the first event: what the resident complained of. */
  readonly texts: Readonly<Record<string, string>>;
  /** Its number in the system that logged it. */
  readonly caseId: ExternalReference | null;
  readonly externalReferences: readonly KnownReference[];
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

/** All of a clock but its key. */
export const CLOCK_DATE_COLUMNS = [
  'anchorOn',
  'dueOn',
  'judgedOn',
  'originalDueOn',
  'projected',
  'metOn',
  'stoppedOn',
  'lateStart',
  'leftUnanswered',
  'waitsSince',
  'incomplete',
  'withheld',
  'force',
  'handler',
] as const;
export const CLOCK_COLUMNS = ['stage', 'kind', 'n', ...CLOCK_DATE_COLUMNS] as const;

export type ClockRow = Readonly<Pick<typeof clocks.$inferSelect, (typeof CLOCK_COLUMNS)[number]>>;

export type PartyRole = 'complainant' | 'representative' | 'group' | 'companion';

export interface PartyRow {
  readonly role: PartyRole;
  readonly n: number;
  readonly data: unknown;
}

/** Somebody as an act names them, with whether what was known of them before is kept beside it. */
export interface NewParty extends PartyRow {
  readonly keep?: boolean | undefined;
}

/** Somebody as they were recorded before. */
export interface FormerParty extends PartyRow {
  /** The event that said so; null: it was recorded before events proved people. */
  readonly event: number | null;
}

export interface ExternalReference {
  readonly system: string;
  readonly id: string;
}

/** With the other complaints that have the same one: a few of them, as far as the caller sees them. */
export interface KnownReference extends ExternalReference {
  readonly elsewhere: readonly string[];
}

/** In a filter by handler: whatever nobody has. */
export const NOBODY = 'none';

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
  readonly parties: readonly NewParty[];
}

export interface NewComplaint extends Write {
  readonly id: string;
  /** The landlord's, in which its days were worked out. */
  readonly zone: string;
  readonly loggedAt: Instant;
  readonly caseId?: ExternalReference | null;
  readonly externalReferences: readonly ExternalReference[];
}

export interface ComplaintChange extends Write {
  readonly updatedAt: Instant;
  /** Takes the people and the words away with the act: what they were is nowhere any more. */
  readonly erases?: boolean;
  /** Takes away what was known of the people it names, where that is not kept: no kept answer may tell of it either. */
  readonly forgets?: boolean;
  /** Takes the words of these events away, and those that stand under fields that begin so. */
  readonly erasesWords?: { readonly erased: readonly number[]; readonly prefixes: readonly string[] };
}

/** An act on a complaint, which holds only at the version that was read. */
export interface Append {
  readonly id: string;
  readonly version: number;
  readonly change: ComplaintChange;
}

/** True where the state of `c` is the one that this release would write. */
export const PRESENT = sql`(${c.stateFormat} = ${STATE_FORMAT} and ${c.stateVersion} = ${c.version})`;

/** A StoredState, for `select … from complaints c`. */
export const STORED_STATE = sql`${shape(complaints, ['id', 'version', 'state']).selectedFrom('c')}, ${PRESENT} as present`;

/** The columns of a ComplaintRow but its state, for `select … from complaints c`. */
export const COMPLAINT_ROW = shape(complaints, [
  'id',
  'reference',
  'version',
  ...SUMMARY,
  'loggedAt',
  'updatedAt',
]).selectedFrom('c');

/** The caller's own number of `c`; null where it has none. */
export const CASE_ID = sql`case when ${c.caseNumber} is not null
  then json_build_object('system', ${c.caseSystem}, 'id', ${c.caseNumber}) end as "caseId"`;

/** The shape of ComplaintColumns. */
export const COMPLAINT = shape(complaints, CHANGED);

/** All of them taken over from a record `w`, for `update complaints`. */
export const SET_COLUMNS = sql`${COMPLAINT.setFrom('w')}, ${bare(complaints.stateFormat)} = ${STATE_FORMAT}`;

/** The shape of a ClockRow, and of what of it can change. */
export const CLOCK = shape(clocks, CLOCK_COLUMNS);
export const CLOCK_DATES = shape(clocks, CLOCK_DATE_COLUMNS);

/** The facts of a NewEvent, as its table has them. */
export const FACTS = [
  'id',
  'type',
  'data',
  'promised',
  'actor',
  'occurredOn',
  'occurredAt',
  'recordedAt',
] as const;
export const EVENT = shape(complaintEvents, FACTS);

/** A NewEvent as it stands in JSON, for `jsonb_to_record(set)`. */
export const EVENT_JSON = sql`${EVENT.record}, texts jsonb, restricted jsonb`;
