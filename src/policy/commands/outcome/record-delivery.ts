import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { currentStage } from '../../complaint/state';
import { stageName } from '../../document/document';
import { slugSchema, words } from '../../document/vocabulary';
import { RECIPIENTS, type Recipient } from '../../events/people';
import { type Rejection, refusedAsInput, refusedByState } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { requireStatus } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
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
    'occurredOn is the day the response was received. It takes the place of the day it was sent or deemed to be received, and every date that counts from receipt moves with it. Once the resident has asked for the next stage it changes nothing any more and is refused.',
  roles: STAFF,
  body,
  example: { method: 'recorded-delivery', evidence: 'Signed for by the resident.' },
  guard(state, { policy }) {
    const wrong = requireStatus(state, ['responded', 'closed'], 'recorded as answered and delivered');
    if (wrong) return wrong;
    const { stage, response, delivery, escalation } = currentStage(state);
    if (!response) {
      return refusedByState({
        code: 'not_answered_yet',
        detail: `${stageName(policy, stage)} has no response that could have been delivered.`,
        facts: { stage },
      });
    }
    if (escalation) {
      return refusedByState({
        code: 'already_escalated',
        detail: `The resident asked for the next stage on ${escalation.on}, so they had the response by then.`,
        facts: { stage, escalatedOn: escalation.on, receivedOn: response.receivedOn },
      });
    }
    if (!delivery) return null;
    return refusedByState({
      code: 'already_delivered',
      detail: `The response at ${stageName(policy, stage)} was recorded as received on ${delivery.on}.`,
      facts: { stage, deliveredOn: delivery.on },
    });
  },
  decide(state, { method, recipient, evidence }, moment) {
    const { stage, response } = currentStage(state);
    if (!response) throw new RangeError('The guard lets no delivery without a response pass');
    const early = notBefore(moment, { on: response.sentOn, at: null }, 'the response was sent');
    if (early) return early;
    const given = response.recipient;
    if (recipient && given !== 'both' && recipient !== given) return notGivenTo(recipient, given);
    const data = {
      stage,
      formerlyOn: response.receivedOn,
      method: method ?? null,
      recipient: recipient ?? given,
    };
    return [happened('delivered', moment, data, { evidence })];
  },
};

/** A window counts from the day its answer arrived, so it has to have arrived where it was sent. */
const notGivenTo = (recipient: Recipient, given: Recipient): Rejection =>
  refusedAsInput({
    code: 'not_given_to_them',
    detail: `The response was given to the ${given}, so ${recipient === 'both' ? 'it reached nobody else' : `it cannot have reached the ${recipient}`} by this delivery.`,
    facts: { recipient, givenTo: given },
    allowed: { recipient: [given] },
    errors: [{ pointer: '/recipient', detail: `must be ${given} or left out` }],
  });
