import { z } from 'zod';
import { type ComplianceException, exceptionFields } from './code/compliance-exception';
import { newReviewSchema } from './contacts/review';
import { instantSchema } from './dates/local-date';
import { words } from './document/vocabulary';
import { type Rejection, refusedAsInput } from './rules/rejection';

/**
 * Some records of a landlord are never altered and name nobody. Where one names somebody all the same, the name has to
 * go: other words are put in the place of the old ones, which are then kept nowhere. What is kept is that words went.
 */
export const redactionSchema = z.strictObject({ at: instantSchema, by: z.string() });
export type Redaction = z.output<typeof redactionSchema>;

type Fields = readonly [string, ...string[]];

const redactionOfFields = <const F extends Fields>(fields: F) =>
  redactionSchema.extend({ fields: z.array(z.enum(fields)).readonly() });

const needsOneOf = <const F extends Fields>(fields: F) =>
  [
    (given: Partial<Record<F[number], unknown>>) =>
      fields.some((field: F[number]) => given[field] !== undefined),
    { message: `needs at least one of ${fields.join(', ')}` },
  ] as const;

/** The words of a review of feedback; the rest of it is figures and days. */
const WORDS_OF_REVIEW = ['findings', 'problems', 'learning'] as const;
const { findings, problems, learning } = newReviewSchema.shape;

export const newReviewRedactionSchema = z
  .strictObject({
    findings: findings.optional(),
    problems: problems.unwrap().optional().describe('All of them, as they are to read.'),
    learning,
  })
  .refine(...needsOneOf(WORDS_OF_REVIEW))
  .meta({ id: 'NewRedaction' });
export type NewReviewRedaction = z.output<typeof newReviewRedactionSchema>;

export const reviewRedactionSchema = redactionOfFields(WORDS_OF_REVIEW);
export type ReviewRedaction = z.output<typeof reviewRedactionSchema>;

export const fieldsOfReview = (given: NewReviewRedaction): ReviewRedaction['fields'] =>
  WORDS_OF_REVIEW.filter((field) => given[field] !== undefined);

/** The words of a compliance exception; the rest of it is days. */
const WORDS_OF_EXCEPTION = ['reason', 'why'] as const;
const { reason } = exceptionFields;

export const newExceptionRedactionSchema = z
  .strictObject({
    version: z.int().min(1).describe('The version in whose record the words stand.'),
    reason: reason.optional().describe('What stands there instead of its reason.'),
    why: reason.optional().describe('What stands there instead of why it was changed.'),
  })
  .refine(...needsOneOf(WORDS_OF_EXCEPTION))
  .meta({ id: 'NewComplianceExceptionRedaction' });
export type NewExceptionRedaction = z.output<typeof newExceptionRedactionSchema>;

export const exceptionRedactionSchema = redactionOfFields(WORDS_OF_EXCEPTION);
export type ExceptionRedaction = z.output<typeof exceptionRedactionSchema>;

/** An edition of the working days says in words only what it was for. */
export const editionWhySchema = words(500);

export const newEditionRedactionSchema = z
  .strictObject({ why: editionWhySchema.describe('What stands there instead.') })
  .meta({ id: 'NewClosuresRedaction' });

type Version = Pick<ComplianceException, 'reason'> & {
  readonly version: number;
  readonly why: string | null;
};

/** Refuses where the version of an exception is not there, or does not say why. */
export function noWordsInException(
  { version, why }: NewExceptionRedaction,
  versions: readonly Version[],
): Rejection | null {
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
  if (why === undefined || there.why !== null) return null;
  const explained = versions.filter((each) => each.why !== null).map((each) => each.version);
  return { ...noWhy('version', version, 'changed'), allowed: { versions: explained } };
}

/** Refuses where an edition does not say why it was entered. */
export const noWordsInEdition = (edition: number, why: string | null): Rejection | null =>
  why === null ? noWhy('edition', edition, 'entered') : null;

function noWhy(of: 'version' | 'edition', number: number, happened: string): Rejection {
  const named = of === 'version' ? 'Version' : 'Edition';
  return refusedAsInput({
    code: 'no_words_there',
    detail: `${named} ${number} does not say why it was ${happened}, so there is nothing to take out.`,
    facts: { [of]: number },
    errors: [{ pointer: '/why', detail: `${of} ${number} has none` }],
  });
}
