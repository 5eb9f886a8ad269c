import type { Session } from '../connection/client';
import type { PartyRow } from './rows';

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
  /** The entries among its people that fit. */
  readonly parties: readonly PartyRow[];
}

/** Without regard to capitals, and of a telephone number the digits alone. */
const FITS = (data: string) => `
  ($2::text is null or lower(btrim(${data} ->> 'name')) = lower(btrim($2)))
  and ($3::text is null or lower(btrim(${data} ->> 'email')) = lower(btrim($3)))
  and ($4::text is null or regexp_replace(${data} ->> 'phone', '\\D', '', 'g') = regexp_replace($4, '\\D', '', 'g'))
  and ($5::text is null or ${data} ->> 'reference' = $5)`;

const valuesOf = (
  landlordId: string,
  { name, email, phone, reference }: Particulars,
  { after, limit }: Part,
) => [landlordId, name, email, phone, reference, after, limit];

/** Every complaint in which the person appears, as complainant, in another part or as one of a group. */
export async function complaintsOfPerson(
  db: Session,
  landlordId: string,
  person: Particulars,
  part: Part,
): Promise<SubjectComplaint[]> {
  return db.of(landlordId).query<SubjectComplaint>({
    name: 'complaints-of-person',
    text: `
      select c.id, c.reference, jsonb_agg(jsonb_build_object('role', p.role, 'n', p.n, 'data', p.data)
        order by p.role, p.n) as parties
      from parties p join complaints c on c.landlord_id = p.landlord_id and c.id = p.complaint_id
      where p.landlord_id = $1 and ($6::uuid is null or c.id > $6) and (${FITS('p.data')}
        or exists (select from jsonb_array_elements(p.data -> 'members') as m where ${FITS('m')}))
      group by c.id, c.reference
      order by c.id
      limit $7`,
    values: valuesOf(landlordId, person, part),
  });
}

/** Every contact the person made, whether or not it became a complaint. */
export async function contactsOfPerson(
  db: Session,
  landlordId: string,
  person: Particulars,
  part: Part,
): Promise<string[]> {
  const rows = await db.of(landlordId).query<{ id: string }>({
    name: 'contacts-of-person',
    text: `
      select t.id from contacts t
      where t.landlord_id = $1 and ($6::uuid is null or t.id > $6)
        and t.person is not null and ${FITS('t.person')}
      order by t.id
      limit $7`,
    values: valuesOf(landlordId, person, part),
  });
  return rows.map(({ id }) => id);
}
