import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { authorityRefused } from '../../conditions/authority';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { slugSchema, words } from '../../document/vocabulary';
import { type Rejection, refusedByState } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { lastStep, requireStatus } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  by: z.enum(['resident', 'representative']).default('resident'),
  method: slugSchema.optional(),
  investigationContinues: z
    .boolean()
    .default(false)
    .describe(
      'True where the landlord goes into the matter all the same: it may still answer and put things right.',
    ),
  reason: words(4000).optional(),
});

/** Records that the resident no longer wants the complaint pursued: every clock stops that day. */
export const withdraw: Command<z.infer<typeof body>> = {
  act: 'withdrawals',
  name: 'withdraw',
  summary: 'Record that the resident withdrew',
  description:
    'Record that the resident, or their representative, withdrew the complaint. All dates owed to the resident end on that day. The landlord may go on with the investigation of its own accord; the complaint stays a withdrawn one.',
  roles: STAFF,
  body,
  example: { by: 'resident', reason: 'The repair was done.' },
  guard: (state) => requireStatus(state, ['open', 'escalation-requested', 'responded'], 'withdrawn'),
  *decide(state, { by, investigationContinues, reason }, moment, rules) {
    const current = currentStage(state);
    const last = lastStep(state);
    yield notBefore(moment, last.moment, last.what);
    yield by === 'representative'
      ? authorityRefused({ gates: ['acceptance'], on: moment.on, pointer: '/by' }, state, rules)
      : null;
    if (investigationContinues && state.status !== 'open') return nothingToGoOnWith(state);
    return [happened('withdrawn', moment, { stage: current.stage, by, investigationContinues }, { reason })];
  },
};

/** What is answered, or only asked for, is not being investigated. */
const nothingToGoOnWith = (state: ComplaintState): Rejection =>
  refusedByState({
    code: 'nothing_to_investigate',
    detail: `The complaint is ${state.status.replace('-', ' ')}, so there is no investigation to go on with.`,
    facts: { status: state.status, stage: currentStage(state).stage },
    allowed: { investigationContinues: false },
    errors: [{ pointer: '/investigationContinues', detail: 'must be false' }],
  });
