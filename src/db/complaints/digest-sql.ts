import { type SQL, sql } from 'drizzle-orm';
import { bare, shape } from '../connection/shape';
import { parties, restrictedTexts } from '../schema/record';

/**
 * How what stands apart from an event is proved by it: by a salted digest in the event, while the salt stands with the
 * words and goes away with them. So what was erased leaves nothing to guess it by (`chain-faults.ts` reckons them anew).
 */

const PARTY = shape(parties, ['role', 'n', 'data']);

/** The people an act names, each with a salt of its own: one of them may be changed later and the others stay. */
export const givenParties = (
  json: SQL,
) => sql`select ${PARTY.names}, gen_random_uuid() as ${bare(parties.salt)}
  from jsonb_to_recordset(${json}) as p(${PARTY.record})`;

const { role, n, salt, data } = parties;

/** Never null: so an event of this release differs from one of a release that proved nobody. */
export const PARTY_DIGESTS = sql`coalesce((select jsonb_object_agg(${bare(role)} || '/' || ${bare(n)},
  encode(texts_digest(${bare(salt)}, ${bare(data)}), 'hex')) from party), '{}')`;

/** Words that only named roles may read, as they stand in JSON. */
export const RESTRICTED = shape(restrictedTexts, ['subject', 'n', 'kind', 'purpose', 'text']);

/** Of a row `r` of restricted words and a salt in the same scope. The names in it are part of the proof and never change. */
export const RESTRICTED_DIGEST = sql`case when r.text is not null then texts_digest(salt,
  jsonb_build_object('subject', r.subject, 'n', r.n, 'kind', r.kind, 'purpose', r.purpose, 'text', r.text)) end`;
