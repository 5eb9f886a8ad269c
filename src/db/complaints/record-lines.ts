import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Instant } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { shape } from '../connection/shape';
import { statement } from '../connection/statement';
import { complaintEvents, texts } from '../schema/record';
import type { EventOfComplaint } from './events';

/** An event with what a correction has to know of it beside its facts. */
export interface RecordedLine extends EventOfComplaint {
  readonly recordedAt: Instant;
  /** The fields of the words that stand beside it. */
  readonly words: readonly string[];
}

const e = alias(complaintEvents, 'e');
const t = alias(texts, 't');

const RECORD_LINES = statement(
  'record-lines',
  ['landlordId', 'complaintId', 'version'],
  ($) => sql`
  select ${shape(complaintEvents, ['complaintId', 'sequence', 'type', 'data', 'promised', 'occurredOn', 'occurredAt', 'recordedAt']).selectedFrom('e')},
    coalesce(w.words, '[]') as words
  from ${complaintEvents} ${e}
  left join (
    select ${t.sequence} as sequence, jsonb_agg(${t.field}) as words
    from ${texts} ${t} where ${t.landlordId} = ${$.landlordId} and ${t.complaintId} = ${$.complaintId}
    group by ${t.sequence}
  ) w on w.sequence = ${e.sequence}
  where ${e.landlordId} = ${$.landlordId} and ${e.complaintId} = ${$.complaintId} and ${e.sequence} <= ${$.version}
  order by ${e.sequence}`,
);

/** The record of a complaint up to the version that was read, oldest first. */
export const recordLines = async (
  db: Session,
  landlordId: string,
  complaintId: string,
  version: number,
): Promise<RecordedLine[]> =>
  db.of(landlordId).query<RecordedLine>(RECORD_LINES({ landlordId, complaintId, version }));
