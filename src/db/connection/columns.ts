import { type AnyPgColumn, customType, foreignKey, uuid } from 'drizzle-orm/pg-core';
import type { Instant, LocalDate } from '../../policy/dates/local-date';

/**
 * Column types that carry the policy's own types in and out, so that no `Date` is ever made: a `date` is a day and
 * crosses as written, an instant crosses as RFC 3339 in UTC. Both are cast and not parsed, because the column can
 * hold nothing else and every writer of it has passed the schema at the edge.
 */

/** Whole milliseconds: what the process's own clock gives, so that a list's cursor compares equal to its column. */
const INSTANT_TYPE = 'timestamp(3) with time zone';

const IN_UTC = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?\+00(?::00)?$/;

/** PostgreSQL's `2024-09-02 10:00:00+01`, or `2024-09-02T10:00:00+01:00` of its JSON, as `2024-09-02T09:00:00.000Z`. In UTC, as it mostly comes, it is only rewritten. */
export function toInstant(text: string): Instant {
  const [, day, time, fraction = ''] = IN_UTC.exec(text) ?? [];
  if (day !== undefined) return `${day}T${time}.${fraction.padEnd(3, '0')}Z` as Instant;
  return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString() as Instant;
}

export const instant = customType<{ data: Instant; driverData: string }>({
  dataType: () => INSTANT_TYPE,
  // RFC 3339 knows offsets up to 23:59, PostgreSQL only to 15:59; the moment is the same in UTC.
  toDriver: (at) => new Date(at).toISOString(),
  fromDriver: toInstant,
});

export const day = customType<{ data: LocalDate; driverData: string }>({
  dataType: () => 'date',
  fromDriver: (text) => text as LocalDate,
});

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** A transaction id that never wraps. It exceeds what a number holds, so it stays text. */
export const transactionId = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });

/** `landlord_id` leads every key and index, so that the schema shards by landlord on a distributed PostgreSQL without change. */
export const landlordId = () => uuid('landlord_id').notNull();
export const complaintId = () => uuid('complaint_id').notNull();

type OwnedColumns = [landlordId: AnyPgColumn, thing: AnyPgColumn];

/** A foreign key to a thing of the same landlord, so that no row can hang on another landlord's; what it hangs on stays. */
export const ofSameLandlord = (name: string, columns: OwnedColumns, foreignColumns: OwnedColumns) =>
  foreignKey({ name, columns, foreignColumns }).onDelete('restrict');
