import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { recipientRefused } from '../../conditions/authority';
import { type ComplaintState, currentStage, type StageState } from '../../complaint/state';
import { type LocalDate, localDateSchema } from '../../dates/local-date';
import type { Moment } from '../../dates/moment';
import type { PromisedDate } from '../../events/events';
import { type PolicyDocument, stageIndex, stageName, stageOf } from '../../document/document';
import type { Stage } from '../../document/stage';
import { slugSchema, words } from '../../document/vocabulary';
import { RECIPIENTS, recipientSchema } from '../../events/people';
import { type Rejection, refusedAsInput, refusedByPolicy, refusedByState } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { defined, definitionSchema, incidentRefused, withIncident } from './definition';
import { discretionFacts, discretionRefused, takenLateSchema } from './out-of-time';
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
  definitionRecipient: z
    .enum(RECIPIENTS)
    .optional()
    .describe(
      'Who had the definition, where the acknowledgement itself went to another: the representative is told that the complaint arrived, the resident how it is understood.',
    ),
  discretion: takenLateSchema
    .optional()
    .describe('For a complaint that came late and is taken all the same, where that was decided by now.'),
  message: words(10000).optional().describe('The text sent to the resident; kept apart from the event.'),
});

type Body = z.infer<typeof body>;

/** Tells the resident that the complaint arrived and how it is understood (Code 6.2, 6.11). */
export const acknowledge: Command<Body> = {
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
  *decide(state, given, moment, rules) {
    const { definition, recipient, discretion, message, method, promisedOn, revises } = given;
    const current = currentStage(state);
    const untold = definitionWithheld(given, moment.on, state, rules);
    yield notBefore(moment, current.requested, 'the complaint was received at this stage') ??
      (revises ? revisionRefused(current, moment, rules) : null) ??
      (promisedOn
        ? notBefore(
            { on: promisedOn, at: null },
            { on: moment.on, at: null },
            'the letter was sent',
            '/promisedOn',
          )
        : null) ??
      incidentRefused(definition?.incident, state, '/definition/incident');
    yield definition || given.contains.includes('definition') ? untold : null;
    yield discretionRefused(discretion, withIncident(state, definition?.incident), rules);
    // A definition that was set out before is told again with the acknowledgement, to whoever may be told it.
    const again = current.definition !== null && untold === null;
    const said = [...new Set([...given.contains, ...(definition || again ? ['definition'] : [])])];
    const wording = stageOf(rules.policy, current.stage).acknowledgement;
    const missing = wording?.mustContain.filter((key) => !said.includes(key)) ?? [];
    yield missing.includes('definition') && current.definition ? untold : null;
    yield wording && missing.length > 0 ? incomplete(missing, wording, current.stage, rules.policy) : null;
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
        definitionRecipient: given.definitionRecipient ?? null,
        discretion: discretionFacts(discretion),
      },
      { message, discretion: discretion?.reasons },
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

/** Why whoever is to have the definition may not be told it; null where they may. */
const definitionWithheld = (
  { definitionRecipient, recipient }: Body,
  on: LocalDate,
  state: ComplaintState,
  rules: Rules,
): Rejection | null =>
  recipientRefused(
    definitionRecipient ?? recipient,
    { gates: ['disclosure'], on, pointer: definitionRecipient ? '/definitionRecipient' : '/recipient' },
    state,
    rules,
  );

const incomplete = (
  missing: readonly string[],
  wording: NonNullable<Stage['acknowledgement']>,
  stage: string,
  policy: PolicyDocument,
): Rejection =>
  refusedByPolicy({
    code: 'acknowledgement_incomplete',
    detail: `The acknowledgement has to contain ${missing.join(', ')}.`,
    facts: { missing },
    rule: {
      clause: `/stages/${stageIndex(policy, stage)}/acknowledgement/mustContain`,
      ids: wording.rules,
    },
    allowed: { mustContain: wording.mustContain },
    errors: missing.map((key) => ({
      pointer: key === 'definition' ? '/definition' : '/contains',
      detail: `${key} is missing`,
    })),
  });
