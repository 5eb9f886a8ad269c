import { z } from 'zod';
import { instantSchema } from '../dates/local-date';
import { type Rejection, refusedAsInput } from '../rules/rejection';
import { type ComplianceException, exceptionFields } from '../code/compliance-exception';

/** The words of an exception that can be put in other words; the rest of it is days. */
export const REDACTABLE = ['reason', 'why'] as const;

const { reason } = exceptionFields;

/** An exception says what happened, not to whom; where somebody is named all the same, the name has to go. */
export const newExceptionRedactionSchema = z
  .strictObject({
    version: z.int().min(1).describe('The version in whose record the words stand.'),
    reason: reason.optional().describe('What stands there instead of its reason.'),
    why: reason.optional().describe('What stands there instead of why it was changed.'),
  })
  .refine((given) => REDACTABLE.some((field) => given[field] !== undefined), {
    message: `needs at least one of ${REDACTABLE.join(', ')}`,
  })
  .meta({ id: 'NewComplianceExceptionRedaction' });
export type NewExceptionRedaction = z.output<typeof newExceptionRedactionSchema>;

/** What is kept of it: that words went, not which. */
export const exceptionRedactionSchema = z.strictObject({
  at: instantSchema,
  by: z.string(),
  fields: z.array(z.enum(REDACTABLE)).readonly(),
});
export type ExceptionRedaction = z.output<typeof exceptionRedactionSchema>;

type Words = Pick<ComplianceException, 'reason'> & { readonly version: number; readonly why: string | null };

/** Why there is nothing to take out; null where there is. */
export function redactionRefused(given: NewExceptionRedaction, versions: readonly Words[]): Rejection | null {
  const { version } = given;
  const there = versions.find((each) => each.version === version);
  if (!there) {
    return refusedAsInput({
      code: 'no_such_version',
      detail: `Nothing was recorded as version ${version} of it.`,
      facts: { version },
      errors: [{ pointer: '/version', detail: 'was not recorded' }],
      allowed: { versions: versions.map((each) => each.version) },
    });
  }
  if (given.why === undefined || there.why !== null) return null;
  return refusedAsInput({
    code: 'no_words_there',
    detail: `Version ${version} does not say why it was changed, so there is nothing to take out.`,
    facts: { version },
    errors: [{ pointer: '/why', detail: `version ${version} has none` }],
    allowed: { versions: versions.filter(({ why }) => why !== null).map((each) => each.version) },
  });
}
