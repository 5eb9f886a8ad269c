import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Session } from '../connection/client';
import { type Places, statement } from '../connection/statement';
import { complaints } from '../schema/complaints';
import { contacts } from '../schema/contacts';
import { formerParties, parties } from '../schema/record';
import { c, type PartyRow } from './rows';

/** By what a person is known; whatever is given has to fit. */
export interface Particulars {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly reference: string | null;
}

/** Where to go on from, by id; null from the beginning. */
interface Part {
  readonly after: string | null;
  readonly limit: number;
}

export interface SubjectComplaint {
  readonly id: string;
  readonly reference: string;
  /** The entries among its people that fit, with all that was recorded of each. */
  readonly parties: readonly (PartyRow & { readonly former: boolean })[];
}

const WITH = ['landlordId', 'name', 'email', 'phone', 'reference', 'after', 'limit'] as const;
type WithPlaces = Places<(typeof WITH)[number]>;

/** Without regard to capitals, and of a telephone number the digits alone. */
const fits = ($: WithPlaces, data: SQLWrapper): SQL => sql`
  (${$.name}::text is null or lower(btrim(${data} ->> 'name')) = lower(btrim(${$.name})))
  and (${$.email}::text is null or lower(btrim(${data} ->> 'email')) = lower(btrim(${$.email})))
  and (${$.phone}::text is null
    or regexp_replace(${data} ->> 'phone', '\\D', '', 'g') = regexp_replace(${$.phone}, '\\D', '', 'g'))
  and (${$.reference}::text is null or ${data} ->> 'reference' = ${$.reference})`;

const p = alias(parties, 'p');
const f = alias(formerParties, 'f');
const q = alias(parties, 'q');
const g = alias(formerParties, 'g');
const t = alias(contacts, 't');

/** The parts of complaints in which the person appears, be it as they are recorded now or as they were before. */
const fitting = ($: WithPlaces, of: typeof p | typeof f): SQL => sql`
  select ${of.complaintId} as id, ${of.role}, ${of.n} from ${of === p ? parties : formerParties} ${of}
  where ${of.landlordId} = ${$.landlordId} and (${$.after}::uuid is null or ${of.complaintId} > ${$.after})
    and (${fits($, of.data)}
      or exists (select from jsonb_array_elements(${of.data} -> 'members') as m where ${fits($, sql`m`)}))`;

/** A part as it is recorded in either of the two. */
const recorded = (of: typeof q | typeof g, former: SQL): SQL => sql`
  select ${of.role} as role, ${of.n} as n, ${of.data} as data, ${of.sequence} as sequence, ${former} as former
  from ${of === q ? parties : formerParties} ${of}
  where ${of.landlordId} = ${c.landlordId} and ${of.complaintId} = ${c.id} and ${of.role} = w.role and ${of.n} = w.n
    and not ${of.data} ? 'removed'`;

const COMPLAINTS = statement(
  'complaints-of-person',
  WITH,
  ($) => sql`
  select ${c.id} as id, ${c.reference} as reference,
    jsonb_agg(jsonb_build_object('role', v.role, 'n', v.n, 'data', v.data, 'former', v.former)
      order by v.role, v.n, v.former, v.sequence) as parties
  from (${fitting($, p)} union ${fitting($, f)}) w
  join ${complaints} ${c} on ${c.landlordId} = ${$.landlordId} and ${c.id} = w.id
  cross join lateral (${recorded(q, sql`false`)} union all ${recorded(g, sql`true`)}) v
  group by ${c.id}, ${c.reference}
  order by ${c.id}
  limit ${$.limit}`,
);

/** Every complaint in which the person appears, as complainant, in another part or as one of a group. */
export async function complaintsOfPerson(
  db: Session,
  landlordId: string,
  person: Particulars,
  part: Part,
): Promise<SubjectComplaint[]> {
  return db.of(landlordId).query<SubjectComplaint>(COMPLAINTS({ ...person, ...part, landlordId }));
}

const CONTACTS = statement(
  'contacts-of-person',
  WITH,
  ($) => sql`
  select ${t.id} as id from ${contacts} ${t}
  where ${t.landlordId} = ${$.landlordId} and (${$.after}::uuid is null or ${t.id} > ${$.after})
    and ${t.person} is not null and ${fits($, t.person)}
  order by ${t.id}
  limit ${$.limit}`,
);

/** Every contact the person made, whether or not it became a complaint. */
export async function contactsOfPerson(
  db: Session,
  landlordId: string,
  person: Particulars,
  part: Part,
): Promise<string[]> {
  const rows = await db.of(landlordId).query<{ id: string }>(CONTACTS({ ...person, ...part, landlordId }));
  return rows.map(({ id }) => id);
}
