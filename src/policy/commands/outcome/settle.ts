import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { currentStage } from '../../complaint/state';
import { slugSchema, words } from '../../document/vocabulary';
import { personSchema } from '../../events/parts';
import { type Command, happened } from '../guards/command';
import { lastStep, requireStatus, requireUnanswered } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

/** The outcome by which Scottish procedures name a settlement since April 2021: no finding is made. */
const SETTLED = 'resolved';

const body = z.strictObject({
  ...occurrence,
  terms: words(20000).describe('What both sides agreed.'),
  agreedBy: z.enum(['resident', 'representative']).default('resident'),
  method: slugSchema.optional().describe('How it was agreed, e.g. phone.'),
  decidedBy: personSchema.optional().describe('Who agreed to it for the landlord.'),
});

/** Both sides agree how it ends before there is an answer (Code 5.2). What was agreed to be done is a remedy of its own. */
export const settle: Command<z.infer<typeof body>> = {
  act: 'settlements',
  name: 'settle',
  summary: 'Record a settlement both sides agreed',
  description:
    'Record that the complaint was settled before it was answered, on these terms and with the resident’s agreement. Where the policy has the outcome “resolved” that is its outcome, and its response date is met. Elsewhere it ends the wait for a response and counts as none. The resident can still take it to the next stage; things that were agreed are offered as remedies.',
  roles: STAFF,
  body,
  example: { terms: 'The wall is repainted by 31 October and the complaint ends there.', method: 'phone' },
  guard: (state, rules) => requireStatus(state, ['open'], 'settled') ?? requireUnanswered(state, rules),
  decide(state, { terms, agreedBy, method, decidedBy }, moment, { policy }) {
    const last = lastStep(state);
    const early = notBefore(moment, last.moment, last.what);
    if (early) return early;
    const outcome = policy.outcomes?.some(({ code }) => code === SETTLED) ? SETTLED : null;
    const { stage } = currentStage(state);
    const data = { stage, agreedBy, outcome, method: method ?? null, decidedBy: decidedBy ?? null };
    return [happened('settled', moment, data, { terms })];
  },
};
