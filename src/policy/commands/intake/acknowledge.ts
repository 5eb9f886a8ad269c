import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { recipientRefused } from '../../conditions/authority';
import { currentStage } from '../../complaint/state';
import { stageIndex, stageName, stageOf } from '../../document/document';
import { slugSchema, words } from '../../document/vocabulary';
import { recipientSchema } from '../../events/people';
import { refusedByPolicy, refusedByState } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { defined, definitionSchema, incidentRefused } from './definition';
import { requireStatus } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  method: slugSchema.optional().describe('How it was sent, e.g. email or letter.'),
  definition: definitionSchema.optional(),
  contains: z
    .array(slugSchema)
    .max(30)
    .default([])
    .describe('What else the acknowledgement says, by the keys the policy asks for.'),
  recipient: recipientSchema.describe(
    'Who had it. That the complaint arrived may be told to either; what it is understood to be is a detail of it.',
  ),
  message: words(10000).optional().describe('The text sent to the resident; kept apart from the event.'),
});

/** Tells the resident that the complaint arrived and how it is understood (Code 6.2, 6.11). */
export const acknowledge: Command<z.infer<typeof body>> = {
  act: 'acknowledgements',
  name: 'acknowledge',
  summary: 'Acknowledge the complaint',
  description:
    'Record that the resident was told the complaint arrived, with the complaint definition where the policy asks for one. Under many policies the time to respond starts here.',
  roles: STAFF,
  body,
  example: {
    method: 'email',
    definition: {
      issues: [{ text: 'Damp in the bedroom reported in March and not repaired' }],
      outcomesSought: 'The damp is repaired',
    },
  },
  guard(state, rules) {
    const wrong = requireStatus(state, ['open', 'escalation-requested'], 'acknowledged');
    if (wrong) return wrong;
    const { acknowledged, stage } = currentStage(state);
    if (!acknowledged) return null;
    return refusedByState({
      code: 'already_acknowledged',
      detail: `${stageName(rules.policy, stage)} was acknowledged on ${acknowledged.on}.`,
      facts: { stage, acknowledgedOn: acknowledged.on },
      allowed: { acts: ['definitions', 'contacts'] },
    });
  },
  decide(state, { definition, contains, recipient, message, method }, moment, rules) {
    const current = currentStage(state);
    const refusal =
      notBefore(moment, current.requested, 'the complaint was received at this stage') ??
      incidentRefused(definition?.incident, state, '/definition/incident') ??
      (definition
        ? recipientRefused(recipient, { gates: ['disclosure'], on: moment.on }, state, rules)
        : null);
    if (refusal) return refusal;
    const wording = stageOf(rules.policy, current.stage).acknowledgement;
    const said = [...contains, ...(definition || current.definition ? ['definition'] : [])];
    const missing = wording?.mustContain.filter((key) => !said.includes(key)) ?? [];
    if (wording && missing.length > 0) {
      return refusedByPolicy({
        code: 'acknowledgement_incomplete',
        detail: `The acknowledgement has to contain ${missing.join(', ')}.`,
        facts: { missing },
        rule: {
          clause: `/stages/${stageIndex(rules.policy, current.stage)}/acknowledgement/mustContain`,
          ids: wording.rules,
        },
        allowed: { mustContain: wording.mustContain },
        errors: missing.map((key) => ({
          pointer: key === 'definition' ? '/definition' : '/contains',
          detail: `${key} is missing`,
        })),
      });
    }
    const sent = happened(
      'acknowledged',
      moment,
      { stage: current.stage, method: method ?? null, contains: said, recipient },
      { message },
    );
    return definition ? [sent, defined(current.stage, moment, definition)] : [sent];
  },
};
