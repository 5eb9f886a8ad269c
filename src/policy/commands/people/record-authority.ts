import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { nextNumber } from '../../complaint/numbers';
import { currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { localDateSchema } from '../../dates/local-date';
import { representativeNow } from '../../complaint/people';
import { AUTHORITY_FORMS, AUTHORITY_SCOPES } from '../../events/people';
import { type Rejection, refusedAsInput, refusedByState } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { requireRedressable } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const MOST_AUTHORITIES = 100;

const body = z.strictObject({
  ...occurrence,
  form: z
    .enum(AUTHORITY_FORMS)
    .describe(
      'How the resident gave it. by-law: the law put them in the resident’s place, by a grant of probate, a power of attorney, or as deputy or litigation friend. Nothing is asked of the resident then, and `evidence` says what was seen.',
    ),
  evidence: words(1000).optional().describe('What was seen that shows it, e.g. a signed form of 3 May.'),
  scope: z
    .array(z.enum(AUTHORITY_SCOPES))
    .min(1)
    .default([...AUTHORITY_SCOPES])
    .describe('For what: to bring and carry on the complaint, to hear its details, or both.'),
  from: localDateSchema.optional().describe('The first day it covers. Left out, the day it was given.'),
  until: localDateSchema.optional().describe('The last day it covers. Left out, until it is revoked.'),
});

/** Records the resident’s permission for whoever represents them: its form, its scope and its days (Code 3.6, HHS-06, WES-08). */
export const recordAuthority: Command<z.infer<typeof body>> = {
  act: 'authorities',
  name: 'recordAuthority',
  summary: 'Record a permission to represent',
  description:
    'Record what permission the resident gave their representative, what of it was seen, for what and for which days. Where the policy lets something wait for it, that can go on from its first day.',
  roles: STAFF,
  body,
  example: { form: 'written', evidence: 'A signed form of 5 September 2024.', scope: ['disclosure'] },
  *guard(state) {
    yield requireRedressable(state, 'given a permission');
    const { authorities } = state.people;
    if (!representativeNow(state.people)) {
      return refusedByState({
        code: 'no_representative',
        detail: 'Nobody represents the resident now, so there is nobody to permit anything to.',
        facts: { authorities: authorities.length },
        allowed: { act: 'representatives' },
      });
    }
    if (authorities.length < MOST_AUTHORITIES) return null;
    return refusedAsInput({
      code: 'too_many_authorities',
      detail: `The complaint has ${authorities.length} permissions, and ${MOST_AUTHORITIES} are the most it can have.`,
      facts: { authorities: authorities.length },
      allowed: { most: MOST_AUTHORITIES },
    });
  },
  decide(state, { form, evidence, scope, from, until }, moment) {
    const named = representativeNow(state.people);
    if (!named) throw new RangeError('The guard lets no permission pass without a representative');
    const first = from ?? moment.on;
    if (until && until < first) {
      return refusedAsInput({
        code: 'until_before_from',
        detail: `A permission from ${first} cannot end on ${until}.`,
        facts: { from: first, until },
        errors: [{ pointer: '/until', detail: `must not be before ${first}` }],
        allowed: { earliest: first },
      });
    }
    if (form === 'by-law' && evidence === undefined) return evidenceMissing();
    const early = notBefore(moment, { on: named.namedOn, at: null }, 'the representative was named');
    const data = {
      stage: currentStage(state).stage,
      n: nextNumber('authorities', state.people.authorities, state),
      representative: named.n,
      form,
      evidence: evidence !== undefined,
      // The law leaves out nothing of what the resident could do themselves.
      scope: form === 'by-law' ? [...AUTHORITY_SCOPES] : [...new Set(scope)],
      from: first,
      until: until ?? null,
    };
    return early ?? [happened('authority-recorded', moment, data, { evidence })];
  },
};

/** A resident can confirm what they allowed; of what the law does there is the paper alone. */
const evidenceMissing = (): Rejection =>
  refusedAsInput({
    code: 'evidence_missing',
    detail: 'A permission by law needs what shows it, such as the grant of probate.',
    errors: [{ pointer: '/evidence', detail: 'is missing' }],
  });
