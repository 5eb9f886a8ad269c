import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { currentStage } from '../../complaint/state';
import type { Command } from '../guards/command';
import { defined, definitionSchema, incidentRefused } from './definition';
import { requireStatus, requireUnanswered } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({ ...occurrence, ...definitionSchema.shape });

/** Sets out, or sets out again, what the complaint is and what the resident wants (Code 5.6, HHS-12). */
export const define: Command<z.infer<typeof body>> = {
  act: 'definitions',
  name: 'define',
  summary: 'Set out what the complaint is',
  description:
    'Record the issues as understood and the outcomes the resident wants. A later definition replaces the earlier one; the record keeps both.',
  roles: STAFF,
  body,
  example: {
    issues: [{ text: 'Two missed appointments for the boiler' }],
    outcomesSought: 'An apology and a new appointment',
  },
  guard: (state, rules) =>
    requireStatus(state, ['open', 'escalation-requested'], 'defined') ?? requireUnanswered(state, rules),
  decide(state, { issues, outcomesSought, incident }, moment) {
    const current = currentStage(state);
    const refusal =
      notBefore(moment, current.requested, 'the complaint was received at this stage') ??
      incidentRefused(incident, state, '/incident');
    return refusal ?? [defined(current.stage, moment, { issues, outcomesSought, incident })];
  },
};
