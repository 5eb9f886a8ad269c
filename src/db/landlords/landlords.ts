import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Instant } from '../../policy/dates/local-date';
import { PLATFORM } from '../access/api-keys';
import type { Session } from '../connection/client';
import { landlords } from '../schema/landlords';

export type LandlordRow = typeof landlords.$inferSelect;
/** What is entered of a landlord. The ombudsman's contact may be null: a policy version usually prints it. */
export type LandlordDetails = Pick<LandlordRow, 'name' | 'division' | 'zone' | 'homes' | 'ombudsmanContact'> &
  Partial<Pick<LandlordRow, 'handlersSee'>>;

export async function insertLandlord(
  db: Session,
  landlordId: string,
  details: LandlordDetails,
  now: Instant,
): Promise<LandlordRow> {
  const [row] = await db
    .of(landlordId)
    .orm.insert(landlords)
    .values({ ...details, id: landlordId, createdAt: now, updatedAt: now })
    .returning();
  if (!row) throw new Error(`Landlord ${landlordId} was inserted without an answer`);
  return row;
}

export async function findLandlord(db: Session, landlordId: string): Promise<LandlordRow | null> {
  const [row] = await db.of(landlordId).orm.select().from(landlords).where(eq(landlords.id, landlordId));
  return row ?? null;
}

/** The landlord as it stands, which nobody else changes for the rest of the transaction. Whatever refers to it may come. */
export async function claimLandlord(db: Session, landlordId: string): Promise<LandlordRow | null> {
  const [row] = await db
    .of(landlordId)
    .orm.select()
    .from(landlords)
    .where(eq(landlords.id, landlordId))
    .for('no key update');
  return row ?? null;
}

/**
 * Waits for every complaint that is being logged, and those that come wait for the end of this transaction: they hold the
 * row as whatever refers to it does, which no weaker lock than this keeps off.
 */
export async function keepComplaintsOff(db: Session, landlordId: string): Promise<void> {
  await db
    .of(landlordId)
    .orm.select({ id: landlords.id })
    .from(landlords)
    .where(eq(landlords.id, landlordId))
    .for('update');
}

/** Null when the landlord no longer stands at the expected version, or does not exist. */
export async function updateLandlord(
  db: Session,
  landlordId: string,
  expectedVersion: number,
  { details, now }: { readonly details: LandlordDetails; readonly now: Instant },
): Promise<LandlordRow | null> {
  const [row] = await db
    .of(landlordId)
    .orm.update(landlords)
    .set({ ...details, updatedAt: now, version: sql`${landlords.version} + 1` })
    .where(and(eq(landlords.id, landlordId), eq(landlords.version, expectedVersion)))
    .returning();
  return row ?? null;
}

/** Every landlord, for the platform's own administration: the one list that crosses landlords. */
export async function listLandlords(
  db: Session,
  { afterId, limit }: { readonly afterId: string | null; readonly limit: number },
): Promise<LandlordRow[]> {
  return db
    .of(PLATFORM)
    .orm.select()
    .from(landlords)
    .where(afterId === null ? undefined : gt(landlords.id, afterId))
    .orderBy(asc(landlords.id))
    .limit(limit);
}

/** The id of every landlord there is. */
export async function landlordIds(db: Session): Promise<string[]> {
  const rows = await db.of(PLATFORM).orm.select({ id: landlords.id }).from(landlords);
  return rows.map(({ id }) => id);
}

export async function countLandlords(db: Session): Promise<number> {
  return db.of(PLATFORM).orm.$count(landlords);
}
