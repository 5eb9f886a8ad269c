import { and, asc, desc, eq, getTableColumns, gte, inArray, lte, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { ContactEventType } from '../../policy/contacts/events';
import type { ChoiceStatus, ContactState } from '../../policy/contacts/state';
import type { Instant, LocalDate } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { shape } from '../connection/shape';
import { statement } from '../connection/statement';
import { contactEvents, contacts, contactTexts } from '../schema/contacts';
import type { ContactRow } from './contacts';

const { landlordId: _, salt: __, ...ROW } = getTableColumns(contacts);

/** Null where any will do. */
export interface ContactFilter {
  readonly kinds: readonly string[] | null;
  readonly statuses: readonly ContactState['status'][] | null;
  readonly choice: ChoiceStatus | null;
  readonly receivedFrom: LocalDate | null;
  readonly receivedTo: LocalDate | null;
  /** The complaint it became, or the refused one it was made from. */
  readonly complaint: string | null;
}

export interface ContactPage {
  readonly filter: ContactFilter;
  readonly order: 'latest' | 'oldest';
  readonly after: { readonly receivedOn: LocalDate; readonly id: string } | null;
  readonly limit: number;
}

/** By the day received. */
export async function listContacts(
  db: Session,
  landlordId: string,
  { filter, order, after, limit }: ContactPage,
): Promise<ContactRow[]> {
  const direction = order === 'latest' ? desc : asc;
  const beyond = sql.raw(order === 'latest' ? '<' : '>');
  const next =
    after && sql`(${contacts.receivedOn}, ${contacts.id}) ${beyond} (${after.receivedOn}, ${after.id})`;
  return db
    .of(landlordId)
    .orm.select(ROW)
    .from(contacts)
    .where(and(...wanted(landlordId, filter), next ?? undefined))
    .orderBy(direction(contacts.receivedOn), direction(contacts.id))
    .limit(limit);
}

export async function countContacts(db: Session, landlordId: string, filter: ContactFilter): Promise<number> {
  return db.of(landlordId).orm.$count(contacts, and(...wanted(landlordId, filter)));
}

function wanted(landlordId: string, filter: ContactFilter): (SQL | undefined)[] {
  const { kinds, statuses, choice, receivedFrom, receivedTo, complaint } = filter;
  return [
    eq(contacts.landlordId, landlordId),
    kinds === null ? undefined : inArray(contacts.kind, [...kinds]),
    statuses === null ? undefined : inArray(contacts.status, [...statuses]),
    choice === null ? undefined : eq(contacts.choice, choice),
    receivedFrom === null ? undefined : gte(contacts.receivedOn, receivedFrom),
    receivedTo === null ? undefined : lte(contacts.receivedOn, receivedTo),
    complaint === null
      ? undefined
      : or(eq(contacts.complaintId, complaint), eq(contacts.refusedComplaintId, complaint)),
  ];
}

export interface ContactEventRow {
  readonly sequence: number;
  readonly type: ContactEventType;
  readonly data: unknown;
  readonly actor: string;
  readonly occurredOn: LocalDate;
  readonly recordedAt: Instant;
  readonly texts: Readonly<Record<string, string>>;
}

const e = alias(contactEvents, 'e');
const t = alias(contactTexts, 't');

const EVENTS = statement(
  'contact-events',
  ['landlordId', 'contactId'],
  ($) => sql`
  select ${shape(contactEvents, ['sequence', 'type', 'data', 'actor', 'occurredOn', 'recordedAt']).selectedFrom('e')},
    coalesce((select jsonb_object_agg(${t.field}, ${t.text}) from ${contactTexts} ${t}
      where ${t.landlordId} = ${$.landlordId} and ${t.contactId} = ${$.contactId} and ${t.sequence} = ${e.sequence}
    ), '{}') as texts
  from ${contactEvents} ${e}
  where ${e.landlordId} = ${$.landlordId} and ${e.contactId} = ${$.contactId}
  order by ${e.sequence}`,
);

/** The history of a contact in order, with the words of each event. */
export async function contactEventsOf(
  db: Session,
  landlordId: string,
  contactId: string,
): Promise<ContactEventRow[]> {
  return db.of(landlordId).query<ContactEventRow>(EVENTS({ landlordId, contactId }));
}
