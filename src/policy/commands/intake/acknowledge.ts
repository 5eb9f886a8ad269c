import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { recipientRefused } from '../../conditions/authority';
import { currentStage, type StageState } from '../../complaint/state';
import { localDateSchema } from '../../dates/local-date';
import type { Moment } from '../../dates/moment';
import type { PromisedDate } from '../../events/events';
import { stageIndex, stageName, stageOf } from '../../document/document';
import { slugSchema, words } from '../../document/vocabulary';
import { recipientSchema } from '../../events/people';
import { type Rejection, refusedAsInput, refusedByPolicy, refusedByState } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';
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
  promisedOn: localDateSchema
    .optional()
    .describe('The date for the response that the letter names, where it names one of its own.'),
  revises: z
    .boolean()
    .default(false)
    .describe(
      'true: a second acknowledgement of the same stage. The first meets the date; what both promised stays on record.',
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
  guard(state, rules, given) {
    const wrong = requireStatus(state, ['open', 'escalation-requested'], 'acknowledged');
    if (wrong) return wrong;
    const { acknowledged, stage } = currentStage(state);
    if (!acknowledged || given?.revises) return null;
    return refusedByState({
      code: 'already_acknowledged',
      detail: `${stageName(rules.policy, stage)} was acknowledged on ${acknowledged.on}.`,
      facts: { stage, acknowledgedOn: acknowledged.on },
      allowed: { acts: ['definitions', 'contacts'], or: { revises: true } },
    });
  },
  decide(state, { definition, contains, recipient, message, method, promisedOn, revises }, moment, rules) {
    const current = currentStage(state);
    const refusal =
      notBefore(moment, current.requested, 'the complaint was received at this stage') ??
      (revises ? revisionRefused(current, moment, rules) : null) ??
      (promisedOn
        ? notBefore(
            { on: promisedOn, at: null },
            { on: moment.on, at: null },
            'the letter was sent',
            '/promisedOn',
          )
        : null) ??
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
    const letter = happened(
      'acknowledged',
      moment,
      {
        stage: current.stage,
        method: method ?? null,
        contains: said,
        recipient,
        promisedOn: promisedOn ?? null,
        revises,
      },
      { message },
    );
    const told: PromisedDate[] = promisedOn
      ? [{ stage: current.stage, kind: 'respond', n: state.current, dueOn: promisedOn }]
      : [];
    const sent = { ...letter, event: { ...letter.event, promised: told } };
    return definition ? [sent, defined(current.stage, moment, definition)] : [sent];
  },
};

/** Refuses to revise an acknowledgement that was not sent, or to revise it before it was. */
function revisionRefused(current: StageState, moment: Moment, rules: Rules): Rejection | null {
  if (current.acknowledged)
    return notBefore(moment, current.acknowledged, 'the first acknowledgement was sent');
  return refusedAsInput({
    code: 'nothing_to_revise',
    detail: `${stageName(rules.policy, current.stage)} has not been acknowledged, so there is nothing to revise.`,
    facts: { stage: current.stage },
    allowed: { revises: false },
    errors: [{ pointer: '/revises', detail: 'must be false or left out' }],
  });
}
