import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Instant } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { selfAssessments } from '../schema/self-assessments';

export type SelfAssessmentRow = Omit<typeof selfAssessments.$inferSelect, 'landlordId'>;
export type SelfAssessmentDetails = Omit<SelfAssessmentRow, 'year' | 'version' | 'createdAt' | 'updatedAt'>;

interface SelfAssessmentEntered {
  readonly details: SelfAssessmentDetails;
  readonly now: Instant;
}

const { landlordId: _, ...ROW } = getTableColumns(selfAssessments);

export async function findSelfAssessment(
  db: Session,
  landlordId: string,
  year: number,
): Promise<SelfAssessmentRow | null> {
  const [row] = await db
    .of(landlordId)
    .orm.select(ROW)
    .from(selfAssessments)
    .where(and(eq(selfAssessments.landlordId, landlordId), eq(selfAssessments.year, year)));
  return row ?? null;
}

/** Null where the year has one already. */
export async function insertSelfAssessment(
  db: Session,
  landlordId: string,
  year: number,
  { details, now }: SelfAssessmentEntered,
): Promise<SelfAssessmentRow | null> {
  const [row] = await db
    .of(landlordId)
    .orm.insert(selfAssessments)
    .values({ ...details, landlordId, year, createdAt: now, updatedAt: now })
    .onConflictDoNothing()
    .returning(ROW);
  return row ?? null;
}

/** Null where the year's assessment no longer stands at the expected version. */
export async function updateSelfAssessment(
  db: Session,
  landlordId: string,
  year: number,
  { expectedVersion, details, now }: SelfAssessmentEntered & { readonly expectedVersion: number },
): Promise<SelfAssessmentRow | null> {
  const [row] = await db
    .of(landlordId)
    .orm.update(selfAssessments)
    .set({ ...details, updatedAt: now, version: sql`${selfAssessments.version} + 1` })
    .where(
      and(
        eq(selfAssessments.landlordId, landlordId),
        eq(selfAssessments.year, year),
        eq(selfAssessments.version, expectedVersion),
      ),
    )
    .returning(ROW);
  return row ?? null;
}
