import { and, asc, eq, getTableColumns, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Session } from '../connection/client';
import { statement } from '../connection/statement';
import { complaints } from '../schema/complaints';
import { contacts } from '../schema/contacts';

export type ContactRow = Omit<typeof contacts.$inferSelect, 'landlordId' | 'salt'>;

const { landlordId: _, salt: __, ...ROW } = getTableColumns(contacts);

export async function findContact(db: Session, landlordId: string, id: string): Promise<ContactRow | null> {
  const [row] = await db
    .of(landlordId)
    .orm.select(ROW)
    .from(contacts)
    .where(and(eq(contacts.landlordId, landlordId), eq(contacts.id, id)));
  return row ?? null;
}

/** Its version alone, for a caller who may have the rest; null where it is not there or not to be seen. */
export async function contactVersion(db: Session, landlordId: string, id: string): Promise<number | null> {
  const [row] = await db
    .of(landlordId)
    .orm.select({ version: contacts.version })
    .from(contacts)
    .where(and(eq(contacts.landlordId, landlordId), eq(contacts.id, id)));
  return row?.version ?? null;
}

const t = alias(contacts, 't');
const c = alias(complaints, 'c');

const KEPT_COMPLAINTS = statement(
  'kept-complaints-of-contact',
  ['landlordId', 'id'],
  ($) => sql`
  select ${c.id} as id from ${contacts} ${t}
  join ${complaints} ${c} on ${c.landlordId} = ${t.landlordId} and ${c.id} in (${t.complaintId}, ${t.refusedComplaintId})
  where ${t.landlordId} = ${$.landlordId} and ${t.id} = ${$.id} and ${c.state} #>> '{privacy,erasedOn}' is null
  order by ${c.id}`,
);

/** Of the complaints a contact became or was made from, those that still have their people and words. */
export async function keptComplaintsOf(db: Session, landlordId: string, id: string): Promise<string[]> {
  const rows = await db.wholly(landlordId).query<{ id: string }>(KEPT_COMPLAINTS({ landlordId, id }));
  return rows.map((row) => row.id);
}

/** The contacts that became a complaint or were made from it when it was refused. */
export async function contactsOfComplaint(
  db: Session,
  landlordId: string,
  complaintId: string,
): Promise<ContactRow[]> {
  return db
    .wholly(landlordId)
    .orm.select(ROW)
    .from(contacts)
    .where(
      and(
        eq(contacts.landlordId, landlordId),
        or(eq(contacts.complaintId, complaintId), eq(contacts.refusedComplaintId, complaintId)),
      ),
    )
    .orderBy(asc(contacts.id));
}
