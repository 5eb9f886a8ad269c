/**
 * How what stands apart from an event is proved by it: by a salted digest in the event, while the salt stands with the
 * words and goes away with them. So what was erased leaves nothing to guess it by (`chain-faults.ts` reckons them anew).
 */

/** The people an act names, each with a salt of its own: one of them may be changed later and the others stay. */
export const GIVEN_PARTIES = `select role, n, data, gen_random_uuid() as salt
  from jsonb_to_recordset($8::jsonb) as p(role text, n int, data jsonb)`;

/** Never null: so an event of this release differs from one of a release that proved nobody. */
export const PARTY_DIGESTS = `coalesce((select jsonb_object_agg(role || '/' || n, encode(texts_digest(salt, data), 'hex'))
  from party), '{}')`;

export const RESTRICTED_JSON = 'subject text, n int, kind text, purpose text, text text';

/** Of a row `r` of restricted words and a salt in the same scope. */
export const RESTRICTED_DIGEST = `case when r.text is not null then texts_digest(salt,
  jsonb_build_object('subject', r.subject, 'n', r.n, 'kind', r.kind, 'purpose', r.purpose, 'text', r.text)) end`;
