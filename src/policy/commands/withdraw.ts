import { z } from 'zod';
import { currentStage } from '../complaint';
import { slugSchema, words } from '../document/vocabulary';
import { isRejection } from '../rejection';
import { type Command, happened, STAFF } from './command';
import { lastStep, requireStatus } from './guards';
import { momentOf, notBefore, occurrence } from './occurrence';

const body = z.strictObject({
  ...occurrence,
  by: z.enum(['resident', 'representative']).default('resident'),
  method: slugSchema.optional(),
  reason: words(4000).optional(),
});

/** Records that the resident no longer wants the complaint pursued: every clock stops that day. */
export const withdraw: Command<z.infer<typeof body>> = {
  act: 'withdrawals',
  name: 'withdraw',
  summary: 'Record that the resident withdrew',
  description:
    'Record that the resident, or their representative, withdrew the complaint. All clocks stop on that day.',
  roles: STAFF,
  body,
  example: { by: 'resident', reason: 'The repair was done.' },
  guard: (state) => requireStatus(state, ['open', 'escalation-requested', 'responded'], 'withdrawn'),
  decide(state, { by, reason, ...when }, rules) {
    const moment = momentOf(when, rules);
    if (isRejection(moment)) return moment;
    const current = currentStage(state);
    const last = lastStep(state);
    const early = notBefore(moment, last.moment, last.what);
    return early ?? [happened('withdrawn', moment, { stage: current.stage, by }, { reason })];
  },
};
