import { and, desc, eq, getTableColumns, max } from 'drizzle-orm';
import type { Session } from '../connection/client';
import { calendarEditions } from '../schema/landlords';

/** The content is as it was entered: read it through its own schema. */
export type CalendarEditionRow = Omit<typeof calendarEditions.$inferSelect, 'landlordId'>;

const { landlordId: _, ...ROW } = getTableColumns(calendarEditions);

/** The number of the landlord's edition in force; 0 where it never changed anything. */
export async function latestEditionNumber(db: Session, landlordId: string): Promise<number> {
  const [row] = await db
    .of(landlordId)
    .orm.select({ number: max(calendarEditions.number) })
    .from(calendarEditions)
    .where(eq(calendarEditions.landlordId, landlordId));
  return row?.number ?? 0;
}

export async function latestEdition(db: Session, landlordId: string): Promise<CalendarEditionRow | null> {
  const [row] = await db
    .of(landlordId)
    .orm.select(ROW)
    .from(calendarEditions)
    .where(eq(calendarEditions.landlordId, landlordId))
    .orderBy(desc(calendarEditions.number))
    .limit(1);
  return row ?? null;
}

export async function findEdition(
  db: Session,
  landlordId: string,
  number: number,
): Promise<CalendarEditionRow | null> {
  const [row] = await db
    .of(landlordId)
    .orm.select(ROW)
    .from(calendarEditions)
    .where(and(eq(calendarEditions.landlordId, landlordId), eq(calendarEditions.number, number)));
  return row ?? null;
}

/** Whether it was entered: it was not where somebody else entered one of the same number first. */
export async function insertEdition(
  db: Session,
  landlordId: string,
  edition: CalendarEditionRow,
): Promise<boolean> {
  const rows = await db
    .of(landlordId)
    .orm.insert(calendarEditions)
    .values({ landlordId, ...edition })
    .onConflictDoNothing()
    .returning({ number: calendarEditions.number });
  return rows.length === 1;
}
