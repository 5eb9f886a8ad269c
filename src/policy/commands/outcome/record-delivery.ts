import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { type ComplaintState, currentStage, type StageState } from '../../complaint/state';
import { type PolicyDocument, stageName } from '../../document/document';
import { slugSchema, words } from '../../document/vocabulary';
import { longDate } from '../../dates/local-date';
import { RECIPIENTS, type Recipient } from '../../events/people';
import { isRejection, type Rejection, refusedAsInput, refusedByState } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  stage: slugSchema
    .optional()
    .describe('The stage whose response it was. Left out: the last that was answered.'),
  method: slugSchema.optional().describe('How it was delivered, e.g. recorded-delivery or by-hand.'),
  recipient: z
    .enum(RECIPIENTS)
    .optional()
    .describe('Whom it reached, of those it was given to. Left out: all of them.'),
  evidence: words(4000).optional().describe('How the day is known.'),
});

/** Records the day a response reached the resident, which a window or a wait may count from (HEX-16, ARC-21). */
export const recordDelivery: Command<z.infer<typeof body>> = {
  act: 'deliveries',
  name: 'recordDelivery',
  summary: 'Record when the response reached the resident',
  description:
    'occurredOn is the day the response was received. It takes the place of the day it was sent or deemed to be received, and every date that counts from receipt moves with it. It is recorded at the stage whose response it was, also after the resident asked for the next stage.',
  roles: STAFF,
  body,
  example: { method: 'recorded-delivery', evidence: 'Signed for by the resident.' },
  guard(state, { policy }) {
    if (undelivered(state).length > 0) return null;
    const last = answered(state).at(-1);
    if (!last) {
      const { stage } = currentStage(state);
      return refusedByState({
        code: 'no_response_sent',
        detail: `${stageName(policy, stage)} has no response that could have been delivered.`,
        facts: { stage },
      });
    }
    return alreadyDelivered(last, policy);
  },
  decide(state, { stage: named, method, recipient, evidence }, moment, { policy }) {
    const stage = stageOfLetter(named, state, policy);
    if (isRejection(stage)) return stage;
    const { response } = stage;
    const early = notBefore(moment, { on: response.sentOn, at: null }, 'the response was sent');
    if (early) return early;
    const given = response.recipient;
    if (recipient && given !== 'both' && recipient !== given) return notGivenTo(recipient, given);
    const data = {
      stage: stage.stage,
      formerlyOn: response.receivedOn,
      method: method ?? null,
      recipient: recipient ?? given,
    };
    return [happened('delivered', moment, data, { evidence })];
  },
};

type Answered = StageState & { readonly response: NonNullable<StageState['response']> };

const isAnswered = (stage: StageState): stage is Answered => stage.response !== null;

/** Of a stage that was entered again, the response of the last time; the one before is past. */
const answered = ({ stages }: ComplaintState): Answered[] =>
  stages
    .filter(isAnswered)
    .filter(({ stage }, index, all) => all.findLastIndex((other) => other.stage === stage) === index);

const undelivered = (state: ComplaintState): Answered[] =>
  answered(state).filter(({ delivery }) => delivery === null);

/** The stage whose response arrived: the one named, else the last, and never an earlier one that nobody meant. */
function stageOfLetter(
  named: string | undefined,
  state: ComplaintState,
  policy: PolicyDocument,
): Answered | Rejection {
  const letters = answered(state);
  const found = named === undefined ? letters.at(-1) : letters.find(({ stage }) => stage === named);
  if (found && !found.delivery) return found;
  const open = undelivered(state).map(({ stage }) => stage);
  const instead = {
    allowed: { stage: open },
    errors: [{ pointer: '/stage', detail: `must be ${open.join(' or ')}` }],
  };
  if (found) return { ...alreadyDelivered(found, policy), ...instead };
  return refusedByState({
    code: 'no_response_sent',
    detail: `No response at ${policy.stages.find(({ key }) => key === named)?.name ?? named} is on record.`,
    facts: { stage: named ?? null },
    ...instead,
  });
}

const alreadyDelivered = ({ stage, delivery }: Answered, policy: PolicyDocument): Rejection =>
  refusedByState({
    code: 'already_delivered',
    detail: `The response at ${stageName(policy, stage)} was recorded as received${delivery ? ` on ${longDate(delivery.on)}` : ''}.`,
    facts: { stage, deliveredOn: delivery?.on ?? null },
  });

/** A window counts from the day its answer arrived, so it has to have arrived where it was sent. */
const notGivenTo = (recipient: Recipient, given: Recipient): Rejection =>
  refusedAsInput({
    code: 'not_given_to_them',
    detail: `The response was given to the ${given}, so ${recipient === 'both' ? 'it reached nobody else' : `it cannot have reached the ${recipient}`} by this delivery.`,
    facts: { recipient, givenTo: given },
    allowed: { recipient: [given] },
    errors: [{ pointer: '/recipient', detail: `must be ${given} or left out` }],
  });
