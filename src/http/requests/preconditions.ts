import { z } from 'zod';

const TAG = /^(W\/)?"([\x21\x23-\x7e]*)"$/;

/** A list of entity tags as a condition names them; `*` matches whatever is there. */
const tagsSchema = z
  .string()
  .max(1000)
  .refine(
    (text) => text.trim() === '*' || text.split(',').every((tag) => TAG.test(tag.trim())),
    'must be an ETag as this API gave it, such as "3" with its quotes, several with commas between, or *',
  );

export const ifMatch = {
  'if-match': tagsSchema.optional().describe('The ETag you read: anything newer answers 412.'),
};
export const ifNoneMatch = {
  'if-none-match': tagsSchema
    .optional()
    .describe('The ETag you have: answers 304 with no body if it still stands.'),
};

/** Strong: two answers with the same tag are the same byte for byte. */
export const etagOf = (version: number | string): string => `"${version}"`;

/** Whether the caller says which version was read: `*` is met by any. */
export const saysWhich = (condition: string | undefined): condition is string =>
  condition !== undefined && condition.trim() !== '*';

/** If-Match compares strongly, so a weak tag never matches (RFC 9110, 13.1.1). */
export function matches(condition: string, etag: string): boolean {
  return condition.trim() === '*' || condition.split(',').some((tag) => tag.trim() === etag);
}

/** If-None-Match compares weakly: a proxy may have weakened our tag on its way (RFC 9110, 13.1.2). */
export function isCurrent(condition: string | undefined, etag: string): boolean {
  if (condition === undefined) return false;
  return (
    condition.trim() === '*' || condition.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  );
}
