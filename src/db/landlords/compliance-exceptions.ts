import { and, asc, desc, eq, getTableColumns, gt, lt, lte } from 'drizzle-orm';
import type { Instant } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { complianceExceptions } from '../schema/compliance-exceptions';

export type ExceptionRow = Omit<typeof complianceExceptions.$inferSelect, 'landlordId'>;

const { landlordId: _, ...ROW } = getTableColumns(complianceExceptions);

/** The first version of one, or the next. */
export async function insertException(db: Session, landlordId: string, row: ExceptionRow): Promise<void> {
  await db
    .of(landlordId)
    .orm.insert(complianceExceptions)
    .values({ ...row, landlordId });
}

/**
 * Holds an exception for the rest of the transaction, and waits for whoever holds it; what is read after that is how it
 * stands. An advisory lock, since to lock a row one needs the right to update it, which the service has not.
 */
export async function claimException(db: Session, landlordId: string, id: string): Promise<void> {
  await db.of(landlordId).query({
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [JSON.stringify(['compliance-exception', landlordId, id.toLowerCase()])],
  });
}

/** All its versions, the first recorded first; none where there is no such exception. */
export async function exceptionVersions(
  db: Session,
  landlordId: string,
  id: string,
): Promise<ExceptionRow[]> {
  return db
    .of(landlordId)
    .orm.select(ROW)
    .from(complianceExceptions)
    .where(and(eq(complianceExceptions.landlordId, landlordId), eq(complianceExceptions.id, id)))
    .orderBy(asc(complianceExceptions.version));
}

/** Each as it stands now, the one recorded last first, unless told. */
export async function listExceptions(
  db: Session,
  landlordId: string,
  page: {
    readonly afterId: string | null;
    readonly limit: number;
    readonly order?: 'latest' | 'oldest';
    /** As they stood at this moment. */
    readonly knownAt?: Instant | undefined;
  },
): Promise<ExceptionRow[]> {
  const { afterId, limit, order = 'latest', knownAt } = page;
  const [beyond, way] = order === 'latest' ? ([lt, desc] as const) : ([gt, asc] as const);
  return db
    .of(landlordId)
    .orm.selectDistinctOn([complianceExceptions.id], ROW)
    .from(complianceExceptions)
    .where(
      and(
        eq(complianceExceptions.landlordId, landlordId),
        afterId === null ? undefined : beyond(complianceExceptions.id, afterId),
        knownAt === undefined ? undefined : lte(complianceExceptions.recordedAt, knownAt),
      ),
    )
    .orderBy(way(complianceExceptions.id), desc(complianceExceptions.version))
    .limit(limit);
}

export async function countExceptions(db: Session, landlordId: string): Promise<number> {
  return db
    .of(landlordId)
    .orm.$count(
      complianceExceptions,
      and(eq(complianceExceptions.landlordId, landlordId), eq(complianceExceptions.version, 1)),
    );
}
