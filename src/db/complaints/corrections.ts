import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Instant, LocalDate } from '../../policy/dates/local-date';
import type { CorrectionFacts } from '../../policy/events/corrected';
import type { Session } from '../connection/client';
import { type Places, statement } from '../connection/statement';
import { complaints } from '../schema/complaints';
import { complaintEvents, CORRECTION, texts } from '../schema/record';
import { CASE_ID, c, type ExternalReference } from './rows';

/** A correction with what counts otherwise since. */
export interface CorrectionRow {
  readonly complaintId: string;
  readonly reference: string;
  readonly caseId: ExternalReference | null;
  readonly sequence: number;
  readonly recordedAt: Instant;
  readonly actor: string;
  /** null: erased. */
  readonly why: string | null;
  readonly voidedAs: CorrectionFacts['voidedAs'];
  readonly touched: CorrectionFacts['touched'];
}

export type CorrectionCursor = Pick<CorrectionRow, 'recordedAt' | 'complaintId' | 'sequence'>;

export interface CorrectionsQuery {
  /** The period whose figures were published. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Its last moment: what was recorded by then was in the figures. */
  readonly since: Instant;
}

const ASKED = ['landlordId', 'from', 'to', 'since'] as const;
type AskedPlaces = Places<(typeof ASKED)[number]>;

const e = alias(complaintEvents, 'e');
const t = alias(texts, 't');

// A correction of an earlier release does not tell its days: whoever asks has to look at it themselves.
const asked = ($: AskedPlaces): SQL => sql`
  ${e.landlordId} = ${$.landlordId} and ${sql.raw('e')}.${CORRECTION} and ${e.recordedAt} > ${$.since}
  and (jsonb_typeof(${e.data} -> 'touched') is distinct from 'object'
    or exists (
      select from jsonb_array_elements_text(${e.data} #> '{touched,days}') as touched(on_day)
      where touched.on_day::date between ${$.from} and ${$.to}))`;

const CORRECTIONS = statement(
  'list-corrections',
  [...ASKED, 'afterAt', 'afterComplaint', 'afterSequence', 'limit'],
  ($) => sql`
  select k.*, ${c.reference} as reference, ${CASE_ID}, ${t.text} as why
  from (
    select ${e.complaintId} as "complaintId", ${e.sequence} as sequence, ${e.recordedAt} as "recordedAt",
      ${e.actor} as actor, ${e.data} ->> 'voidedAs' as "voidedAs", ${e.data} -> 'touched' as touched
    from ${complaintEvents} ${e}
    where ${asked($)}
      and (${e.recordedAt}, ${e.complaintId}, ${e.sequence}) < (${$.afterAt}, ${$.afterComplaint}, ${$.afterSequence})
    order by ${e.recordedAt} desc, ${e.complaintId} desc, ${e.sequence} desc
    limit ${$.limit}
  ) k
  join ${complaints} ${c} on ${c.landlordId} = ${$.landlordId} and ${c.id} = k."complaintId"
  left join ${texts} ${t} on ${t.landlordId} = ${$.landlordId} and ${t.complaintId} = k."complaintId"
    and ${t.sequence} = k.sequence and ${t.field} = 'why'
  order by k."recordedAt" desc, k."complaintId" desc, k.sequence desc`,
);

/** Sorts behind every row, so that the first page and the others are one statement with one plan. */
const START = {
  recordedAt: 'infinity',
  complaintId: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  sequence: 2 ** 31 - 1,
} as const;

/** The corrections recorded after a period that touch a day of it, the latest first. */
export async function listCorrections(
  db: Session,
  landlordId: string,
  query: CorrectionsQuery,
  { after, limit }: { readonly after: CorrectionCursor | null; readonly limit: number },
): Promise<CorrectionRow[]> {
  const from = after ?? START;
  return db.of(landlordId).query<CorrectionRow>(
    CORRECTIONS({
      ...query,
      landlordId,
      afterAt: from.recordedAt,
      afterComplaint: from.complaintId,
      afterSequence: from.sequence,
      limit,
    }),
  );
}

const COUNT = statement(
  'count-corrections',
  ASKED,
  ($) => sql`select count(*)::int as count from ${complaintEvents} ${e} where ${asked($)}`,
);

export async function countCorrections(
  db: Session,
  landlordId: string,
  query: CorrectionsQuery,
): Promise<number> {
  const [row] = await db.of(landlordId).query<{ count: number }>(COUNT({ ...query, landlordId }));
  if (!row) throw new Error('A count came back without a row');
  return row.count;
}
