import { and, asc, desc, eq, getTableColumns, lt } from 'drizzle-orm';
import type { Session } from './client';
import { complianceExceptions } from './schema/compliance-exceptions';

export type ExceptionRow = Omit<typeof complianceExceptions.$inferSelect, 'landlordId'>;

const { landlordId: _, ...ROW } = getTableColumns(complianceExceptions);

/** The first version of one, or the next. False where that version is there already. */
export async function insertException(db: Session, landlordId: string, row: ExceptionRow): Promise<boolean> {
  const written = await db
    .of(landlordId)
    .orm.insert(complianceExceptions)
    .values({ ...row, landlordId })
    .onConflictDoNothing()
    .returning({ version: complianceExceptions.version });
  return written.length === 1;
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

/** Each as it stands now, the one recorded last first. */
export async function listExceptions(
  db: Session,
  landlordId: string,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<ExceptionRow[]> {
  const { afterId, limit } = page;
  return db
    .of(landlordId)
    .orm.selectDistinctOn([complianceExceptions.id], ROW)
    .from(complianceExceptions)
    .where(
      and(
        eq(complianceExceptions.landlordId, landlordId),
        afterId === null ? undefined : lt(complianceExceptions.id, afterId),
      ),
    )
    .orderBy(desc(complianceExceptions.id), desc(complianceExceptions.version))
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
