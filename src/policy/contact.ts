import { z } from 'zod';
import { personSchema } from './events';
import { slugSchema, words } from './document/vocabulary';
import { complainantSchema, logSchema } from './commands/log';
import { localDateSchema, type LocalDate } from './local-date';
import { isRejection, type Rejection, refusedByPolicy } from './rejection';
import type { Rules } from './rules';
import { inFuture } from './commands/occurrence';

/**
 * A contact before any complaint: a first attempt to put things right, feedback, a service request. It never becomes
 * a complaint by itself and never stands in the way of one (Code 1.3, 1.6, 5.2).
 */
export const newContactSchema = z
  .strictObject({
    receivedOn: localDateSchema,
    channel: slugSchema,
    kind: slugSchema
      .optional()
      .describe(
        'Left out: what the policy calls its first attempt, e.g. feedback. Else feedback, compliment, service-request, …',
      ),
    person: complainantSchema.optional(),
    summary: words(2000),
    agreed: z
      .boolean()
      .default(false)
      .describe('Whether the resident agreed to try this way first (WES-11).'),
    choiceOffered: z
      .boolean()
      .default(false)
      .describe('Whether the resident was offered to make it a complaint (Code 1.3).'),
    handledBy: personSchema.optional(),
  })
  .meta({ id: 'NewContact' });
export type NewContact = z.infer<typeof newContactSchema>;

/** The complaint a contact becomes; who and what are taken from the contact where they are left out. */
export const conversionSchema = logSchema
  .extend({ complainant: complainantSchema.optional(), summary: logSchema.shape.summary.optional() })
  .meta({ id: 'ContactBecomesComplaint' });

export interface ContactFacts {
  readonly agreed: boolean;
  readonly choiceOffered: boolean;
  readonly handledBy: string | null;
  readonly policyVersion: string;
}

/** The kind and the facts a contact is recorded with, or why not. */
export function receiveContact(
  given: NewContact,
  rules: Rules,
): { kind: string; receivedOn: LocalDate; facts: ContactFacts } | Rejection {
  const { preStage } = rules.policy;
  const future = inFuture(given.receivedOn, '/receivedOn', rules);
  if (isRejection(future)) return future;
  const kind = given.kind ?? preStage?.recordAs;
  if (kind === undefined) {
    return refusedByPolicy({
      code: 'no_pre_stage_in_policy',
      detail:
        'The policy has no step before a complaint; say what kind of contact this is, or log a complaint.',
      policyVersion: rules.policy.version,
      rule: { clause: '/preStage', ids: [] },
      allowed: { kind: 'e.g. feedback, compliment, service-request' },
      errors: [{ pointer: '/kind', detail: 'is missing' }],
    });
  }
  if (preStage?.requiresAgreement && kind === preStage.recordAs && !given.agreed) {
    return refusedByPolicy({
      code: 'agreement_missing',
      detail: `${preStage.name} is only used where the resident agreed to it; otherwise log a complaint.`,
      policyVersion: rules.policy.version,
      rule: { clause: '/preStage/requiresAgreement', ids: preStage.rules },
      allowed: { agreed: true },
      errors: [{ pointer: '/agreed', detail: 'must be true' }],
    });
  }
  const { agreed, choiceOffered, handledBy = null } = given;
  return {
    kind,
    receivedOn: given.receivedOn,
    facts: { agreed, choiceOffered, handledBy, policyVersion: rules.policy.version },
  };
}
