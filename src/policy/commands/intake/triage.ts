import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { type Command, happened } from '../guards/command';
import { requireStatus, requireUnanswered } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  canBeAnsweredEarly: z.boolean().describe('Whether the answer can be given at once.'),
  complex: z.boolean().describe('Whether the matter is complex.'),
  vulnerabilityConsidered: z
    .boolean()
    .describe(
      'Whether it was considered if the resident is vulnerable or at risk. What was found is recorded as an adjustment, which fewer may read.',
    ),
  note: words(4000).optional(),
});

/**
 * Records what was considered when the complaint came to the stage: what can be answered early, how complex it is, whether
 * anybody is at risk (Code 6.1). What was found about the person is special-category data and does not stand here.
 */
export const triage: Command<z.infer<typeof body>> = {
  act: 'triages',
  name: 'triage',
  summary: 'Record what was considered on receipt',
  description:
    'Record whether the complaint can be answered early, whether it is complex, and that vulnerability and risk were considered. It can be considered again until the stage is answered; the latest shows, the record keeps all.',
  roles: STAFF,
  body,
  example: { canBeAnsweredEarly: false, complex: true, vulnerabilityConsidered: true },
  guard: (state, rules) =>
    requireStatus(state, ['open', 'escalation-requested'], 'triaged') ?? requireUnanswered(state, rules),
  decide(state, { canBeAnsweredEarly, complex, vulnerabilityConsidered, note }, moment) {
    const { stage, requested } = currentStage(state);
    const early = notBefore(moment, requested, 'the complaint was received at this stage');
    const data = { stage, canBeAnsweredEarly, complex, vulnerabilityConsidered };
    return early ?? [happened('triaged', moment, data, { note })];
  },
};
