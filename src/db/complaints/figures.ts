import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { OPEN_STATUSES } from '../../policy/complaint/state';
import type { Instant, LocalDate } from '../../policy/dates/local-date';
import { CLOCK_KINDS, type ClockKind, RESIDENT_CLOCKS } from '../../policy/document/clock-kinds';
import type { Session } from '../connection/client';
import { statement } from '../connection/statement';
import { idempotencyKeys } from '../schema/access';
import { clocks, RESIDENTS_KIND, RUNNING_CLOCK, UNDATED_CLOCK } from '../schema/clocks';
import { complaints } from '../schema/complaints';
import { complaintEvents } from '../schema/record';
import { c } from './rows';

/** The landlord's duties. A date of the resident's stands unmet for ever, more often than not, and says nothing. */
export const DUTIES: readonly ClockKind[] = CLOCK_KINDS.filter((kind) => !RESIDENT_CLOCKS.includes(kind));

/** How much there is of what somebody has to look after, of one landlord or of all together. */
export interface Figures {
  readonly complaintsOpen: number;
  readonly clocks: readonly {
    readonly kind: string;
    readonly running: number;
    readonly overdue: number;
    readonly undated: number;
  }[];
  readonly answersKept: number;
  /** When the oldest event was recorded that the feed still withholds; null where it withholds none. */
  readonly feedHeldSince: Instant | null;
  /** What has been kept for long enough and is kept by nothing else; of each landlord, as many as one run takes. */
  readonly retentionDue: { readonly complaints: number; readonly contacts: number };
}

/** The last is not the database's to tell. */
export type CountedFigures = Omit<Figures, 'retentionDue'>;

export const NO_FIGURES: Figures = {
  complaintsOpen: 0,
  clocks: DUTIES.map((kind) => ({ kind, running: 0, overdue: 0, undated: 0 })),
  answersKept: 0,
  feedHeldSince: null,
  retentionDue: { complaints: 0, contacts: 0 },
};

const k = alias(clocks, 'k');
const i = alias(idempotencyKeys, 'i');
const e = alias(complaintEvents, 'e');

// A single statement is one moment. Counted from the indexes that the worklist reads, which hold running clocks alone.
const FIGURES = statement(
  'figures',
  ['landlordId', 'today', 'statuses', 'now'],
  ($) => sql`
select
  (select count(*)::int from ${complaints} ${c}
    where ${c.landlordId} = ${$.landlordId} and ${c.status} = any(${$.statuses})) as "complaintsOpen",
  (select coalesce(jsonb_agg(f), '[]') from (
    select kind, sum(running)::int as running, sum(overdue)::int as overdue, sum(undated)::int as undated from (
      select ${k.kind} as kind, count(*) filter (where not ${k.projected} or ${k.judgedOn} < ${$.today}) as running,
        count(*) filter (where ${k.judgedOn} < ${$.today}) as overdue, 0 as undated
      from ${clocks} ${k}
      where ${k.landlordId} = ${$.landlordId} and ${RUNNING_CLOCK} and not ${RESIDENTS_KIND}
      group by ${k.kind}
      union all
      select ${k.kind} as kind, 0, 0, count(*) from ${clocks} ${k}
      where ${k.landlordId} = ${$.landlordId} and ${UNDATED_CLOCK}
      group by ${k.kind}) counted
    group by kind) f) as clocks,
  (select count(*)::int from ${idempotencyKeys} ${i}
    where ${i.landlordId} = ${$.landlordId} and ${i.expiresAt} > ${$.now}) as "answersKept",
  (select min(${e.recordedAt}) from ${complaintEvents} ${e}
    where ${e.landlordId} = ${$.landlordId} and ${e.epoch} = feed_epoch()
      and ${e.xact} >= pg_snapshot_xmin(pg_current_snapshot())) as "feedHeldSince"`,
);

export async function readFigures(
  db: Session,
  landlordId: string,
  { today, now }: { readonly today: LocalDate; readonly now: Instant },
): Promise<CountedFigures> {
  const [row] = await db
    .of(landlordId)
    .query<CountedFigures & Record<string, unknown>>(
      FIGURES({ landlordId, today, statuses: OPEN_STATUSES, now }),
    );
  if (!row) throw new Error('Figures came back without a row');
  return row;
}

/** Kinds of which there are none stay with a zero, so that a series does not end when the last such clock does. */
export function sumOf(a: Figures, b: Figures): Figures {
  const of = ({ clocks }: Figures, wanted: string) => clocks.find(({ kind }) => kind === wanted);
  return {
    complaintsOpen: a.complaintsOpen + b.complaintsOpen,
    clocks: DUTIES.map((kind) => ({
      kind,
      running: (of(a, kind)?.running ?? 0) + (of(b, kind)?.running ?? 0),
      overdue: (of(a, kind)?.overdue ?? 0) + (of(b, kind)?.overdue ?? 0),
      undated: (of(a, kind)?.undated ?? 0) + (of(b, kind)?.undated ?? 0),
    })),
    answersKept: a.answersKept + b.answersKept,
    feedHeldSince: earlier(a.feedHeldSince, b.feedHeldSince),
    retentionDue: {
      complaints: a.retentionDue.complaints + b.retentionDue.complaints,
      contacts: a.retentionDue.contacts + b.retentionDue.contacts,
    },
  };
}

const earlier = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || (b !== null && b < a) ? b : a;
