import { and, asc, desc, eq, getTableColumns, gt, lt } from 'drizzle-orm';
import { DatabaseError } from 'pg';
import type { LocalDate } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { policies } from '../schema/landlords';

/** The document is as it was published: read it through the document's schema, which knows later additions. */
export type PolicyRow = Omit<typeof policies.$inferSelect, 'landlordId'>;
export type PolicySummary = Omit<PolicyRow, 'document'>;

const { landlordId: _, ...ROW } = getTableColumns(policies);
const { document: __, ...SUMMARY } = ROW;

const TAKEN = {
  policies_landlord_id_version_pk: 'version_taken',
  policies_effective_from_unique: 'effective_from_taken',
} as const;

/**
 * Publishes a version. It is never overwritten: where the version is taken, the caller compares the document that
 * stands there with its own, so that the same publication sent twice is no error.
 */
export async function insertPolicy(
  db: Session,
  landlordId: string,
  policy: PolicyRow,
): Promise<'inserted' | (typeof TAKEN)[keyof typeof TAKEN]> {
  try {
    await db
      .of(landlordId)
      .orm.insert(policies)
      .values({ ...policy, landlordId });
    return 'inserted';
  } catch (error) {
    // Asked of the index that refused, since a look beforehand or `on conflict` cannot see a concurrent publication.
    // The query builder wraps what PostgreSQL said.
    if (error instanceof Error && error.cause instanceof DatabaseError) {
      for (const [constraint, taken] of Object.entries(TAKEN))
        if (error.cause.constraint === constraint) return taken;
    }
    throw error;
  }
}

export async function findPolicy(
  db: Session,
  landlordId: string,
  version: string,
): Promise<PolicyRow | null> {
  const [row] = await db
    .of(landlordId)
    .orm.select(ROW)
    .from(policies)
    .where(and(eq(policies.landlordId, landlordId), eq(policies.version, version)));
  return row ?? null;
}

/** The versions without their documents, the latest to take effect first. */
export async function listPolicies(
  db: Session,
  landlordId: string,
  page: {
    readonly afterEffectiveFrom: LocalDate | null;
    readonly limit: number;
    readonly order?: 'latest' | 'oldest';
  },
): Promise<PolicySummary[]> {
  const { afterEffectiveFrom: after, limit, order = 'latest' } = page;
  const [beyond, way] = order === 'latest' ? ([lt, desc] as const) : ([gt, asc] as const);
  return db
    .of(landlordId)
    .orm.select(SUMMARY)
    .from(policies)
    .where(
      and(
        eq(policies.landlordId, landlordId),
        after === null ? undefined : beyond(policies.effectiveFrom, after),
      ),
    )
    .orderBy(way(policies.effectiveFrom))
    .limit(limit);
}

/** Every version, the latest to take effect first: a landlord has a handful, and the one in force is among them. */
export async function policiesOf(db: Session, landlordId: string): Promise<PolicySummary[]> {
  return db
    .of(landlordId)
    .orm.select(SUMMARY)
    .from(policies)
    .where(eq(policies.landlordId, landlordId))
    .orderBy(desc(policies.effectiveFrom));
}

export async function countPolicies(db: Session, landlordId: string): Promise<number> {
  return db.of(landlordId).orm.$count(policies, eq(policies.landlordId, landlordId));
}
