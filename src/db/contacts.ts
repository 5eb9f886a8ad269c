import { and, desc, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import type { LocalDate } from '../policy/local-date';
import type { Session } from './client';
import { contacts } from './schema';

export type ContactRow = Omit<typeof contacts.$inferSelect, 'landlordId'>;
export type NewContact = Omit<ContactRow, 'complaintId' | 'version'>;

const { landlordId: _, ...ROW } = getTableColumns(contacts);

export async function insertContact(
  db: Session,
  landlordId: string,
  contact: NewContact,
): Promise<ContactRow> {
  const [row] = await db
    .of(landlordId)
    .orm.insert(contacts)
    .values({ ...contact, landlordId })
    .returning(ROW);
  if (!row) throw new Error(`Contact ${contact.id} was inserted without an answer`);
  return row;
}

export async function findContact(db: Session, landlordId: string, id: string): Promise<ContactRow | null> {
  const [row] = await db.of(landlordId).orm.select(ROW).from(contacts).where(isContact(landlordId, id));
  return row ?? null;
}

export interface ContactPage {
  readonly kind: string | null;
  readonly after: { readonly receivedOn: LocalDate; readonly id: string } | null;
  readonly limit: number;
}

/** The latest received first. */
export async function listContacts(
  db: Session,
  landlordId: string,
  { kind, after, limit }: ContactPage,
): Promise<ContactRow[]> {
  const before = after && sql`(${contacts.receivedOn}, ${contacts.id}) < (${after.receivedOn}, ${after.id})`;
  return db
    .of(landlordId)
    .orm.select(ROW)
    .from(contacts)
    .where(
      and(
        eq(contacts.landlordId, landlordId),
        kind === null ? undefined : eq(contacts.kind, kind),
        before ?? undefined,
      ),
    )
    .orderBy(desc(contacts.receivedOn), desc(contacts.id))
    .limit(limit);
}

export async function countContacts(db: Session, landlordId: string, kind: string | null): Promise<number> {
  const wanted = kind === null ? undefined : eq(contacts.kind, kind);
  return db.of(landlordId).orm.$count(contacts, and(eq(contacts.landlordId, landlordId), wanted));
}

/** Notes which complaint a contact became, once. False when it already became one, or moved on from that version. */
export async function linkContactToComplaint(
  db: Session,
  landlordId: string,
  id: string,
  expectedVersion: number,
  complaintId: string,
): Promise<boolean> {
  const linked = await db
    .of(landlordId)
    .orm.update(contacts)
    .set({ complaintId, version: sql`${contacts.version} + 1` })
    .where(
      and(isContact(landlordId, id), eq(contacts.version, expectedVersion), isNull(contacts.complaintId)),
    )
    .returning({ id: contacts.id });
  return linked.length === 1;
}

function isContact(landlordId: string, id: string) {
  return and(eq(contacts.landlordId, landlordId), eq(contacts.id, id));
}
