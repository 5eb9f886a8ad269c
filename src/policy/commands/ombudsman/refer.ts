import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { COURT_GROUNDS, DESIGNATED_PERSONS, slugSchema, words } from '../../document/vocabulary';
import { referralSchema } from '../../document/outcome';
import { type Command, happened } from '../guards/command';
import { notBefore, occurrence } from '../../rules/occurrence';
import { referralFacts } from './referral-facts';

const body = z.strictObject({
  ...occurrence,
  to: slugSchema.describe('e.g. housing-ombudsman or designated-person.'),
  purpose: referralSchema.shape.purpose,
  via: slugSchema.optional().describe('Who passed it on, e.g. designated-person.'),
  who: z
    .enum(DESIGNATED_PERSONS)
    .optional()
    .describe('Who acted in that part. Whom this list does not name is other.'),
  ground: z
    .enum(COURT_GROUNDS)
    .optional()
    .describe('On what a claim at court rests. Left out: not known, or no claim.'),
  note: words(4000).optional(),
});

/**
 * Records that the case went to someone outside: the ombudsman for advice or for investigation, a designated person
 * (domain.md §4). That is for the resident to decide and a fact once it is done, so nothing in the landlord's own text
 * refuses it. A wait in that text is shown and never blocks: since 1 October 2022 it binds nobody.
 */
export const refer: Command<z.infer<typeof body>> = {
  act: 'referrals',
  name: 'refer',
  summary: 'Record a referral outside the landlord',
  description:
    'Record that the resident took the case to the ombudsman, for advice or for investigation, to a designated person or to a court. It is taken at any point, whoever it went to. The answer shows the earliest day by the landlord’s text and by the scheme, and marks a referral that came before the last response, before the landlord’s own wait, or in a way that the policy does not name. One that came before the last response ends no clock.',
  roles: STAFF,
  body,
  example: { to: 'housing-ombudsman', purpose: 'advice' },
  guard: () => null,
  decide(state, { to, purpose, via, who, ground, note }, moment, rules) {
    const early = notBefore(moment, state.received, 'the complaint was received');
    if (early) return early;
    const made = {
      to,
      purpose,
      via: via ?? null,
      who: who ?? null,
      ground: ground ?? null,
      known: 'recorded' as const,
    };
    return [happened('referred', moment, referralFacts(made, moment, state, rules), { note })];
  },
};
