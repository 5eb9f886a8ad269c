import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { shape } from '../connection/shape';
import { parties, restrictedTexts } from '../schema/record';

/**
 * How what stands apart from an event is proved by it: by a salted digest in the event, while the salt stands with the
 * words and goes away with them. So what was erased leaves nothing to guess it by (`chain-faults.ts` reckons them anew).
 */

/** The people an act names, as they stand in JSON. */
export const PARTY = shape(parties, ['role', 'n', 'data']);

/** The people an act names, each with a salt of its own: one of them may be changed later and the others stay. */
export const givenParties = (
  json: SQL,
) => sql`select ${PARTY.fieldsOf('p')}, coalesce(p.keep, false) as keep, gen_random_uuid() as salt
  from jsonb_to_recordset(${json}) as p(${PARTY.record}, keep boolean)`;

/** Never null: so an event of this release differs from one of a release that proved nobody. */
export const PARTY_DIGESTS = sql`coalesce((select jsonb_object_agg(role || '/' || n,
  encode(texts_digest(salt, data), 'hex')) from party), '{}')`;

/** Words that only named roles may read, as they stand in JSON. */
export const RESTRICTED = shape(restrictedTexts, ['subject', 'n', 'kind', 'purpose', 'text']);

type RestrictedFields = Readonly<Record<'subject' | 'n' | 'kind' | 'purpose' | 'text', SQLWrapper>>;

/** Of restricted words, in a table or in JSON, and their salt. The names in quotes are part of the proof and never change. */
export const restrictedDigest = (
  r: RestrictedFields,
  salt: SQLWrapper,
) => sql`case when ${r.text} is not null then
  texts_digest(${salt}, jsonb_build_object('subject', ${r.subject}, 'n', ${r.n}, 'kind', ${r.kind},
    'purpose', ${r.purpose}, 'text', ${r.text})) end`;

/** The fields of `r`, a record that RESTRICTED describes. */
export const GIVEN_RESTRICTED: RestrictedFields = {
  subject: sql`r.subject`,
  n: sql`r.n`,
  kind: sql`r.kind`,
  purpose: sql`r.purpose`,
  text: sql`r.text`,
};
