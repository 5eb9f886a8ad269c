import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

declare module 'fastify' {
  interface FastifyRequest {
    /** A hash of all that an answer depends on beside the version of what it shows: see `tagAnswers`. */
    answerTag: string;
  }
}

const TAG = /^(W\/)?"([\x21\x23-\x7e]*)"$/;

/** An empty entry counts as none (RFC 9110, 5.6.1). */
const entriesOf = (list: string): string[] =>
  list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

const areTags = (entries: readonly string[]): boolean =>
  entries.length > 0 && entries.every((entry) => TAG.test(entry));

/** A list of entity tags as a condition names them; `*` matches whatever is there. */
const tagsSchema = z
  .string()
  .max(1000)
  .refine(
    (text) => text.trim() === '*' || areTags(entriesOf(text)),
    'must be an ETag as this API gave it, such as "3.Yk0tQ2bL" with its quotes, several with commas between, or *',
  );

export const ifMatch = {
  'if-match': tagsSchema
    .optional()
    .describe('The ETag you read, or its version alone, such as "3": anything newer answers 412.'),
};
export const ifNoneMatch = {
  'if-none-match': tagsSchema
    .optional()
    .describe('The ETag you have: answers 304 with no body if it still stands.'),
};

/** The part of a request that its tags depend on. */
export type Asked = Pick<FastifyRequest, 'answerTag'>;
type Version = number | string;

/** Strong: two answers with the same tag are the same byte for byte, so it has more in it than the version. */
export const etagOf = ({ answerTag }: Asked, version: Version): string => `"${version}.${answerTag}"`;

/** The same of an answer that shows something more, which has no version of its own. */
export function etagWith({ answerTag }: Asked, version: Version, more: unknown): string {
  const all = createHash('sha256')
    .update(JSON.stringify([answerTag, more]))
    .digest('base64url');
  return etagOf({ answerTag: all.slice(0, answerTag.length) }, version);
}

/** As a message names what is there now; If-Match takes it as it stands. */
export const presentVersion = (version: Version): string => `The present version is "${version}".`;

/** Whether the caller says which version was read: `*` is met by any. */
export const saysWhich = (condition: string | undefined): condition is string =>
  condition !== undefined && condition.trim() !== '*';

/**
 * If-Match asks for the version alone: a change is of what is stored, and neither midnight nor a release changes that.
 * A weak tag is taken too (RFC 9110, 13.1.1, would not): nginx weakens the tag of each answer that it compresses.
 */
export function matches(condition: string, version: Version): boolean {
  if (condition.trim() === '*') return true;
  return tagsIn(condition).some((tag) => tag === `"${version}"` || tag.startsWith(`"${version}.`));
}

/** If-None-Match compares weakly: a proxy may have weakened our tag on its way (RFC 9110, 13.1.2). */
export function isCurrent({ headers }: Conditional, etag: string): boolean {
  const condition = headers['if-none-match'];
  return condition !== undefined && (condition.trim() === '*' || tagsIn(condition).includes(etag));
}

const tagsIn = (condition: string): string[] => entriesOf(condition).map((tag) => tag.replace(/^W\//, ''));

interface Conditional {
  readonly headers: { readonly 'if-none-match'?: string | undefined };
}

interface Reply {
  readonly request: Asked & Conditional;
  header(name: string, value: string): unknown;
}

/**
 * Sets the ETag of this version, and of what more the answer shows; true where the caller has just that already, so that
 * 304 is the answer.
 */
export function unchanged(reply: Reply, version: Version, more?: unknown): boolean {
  const etag = more === undefined ? etagOf(reply.request, version) : etagWith(reply.request, version, more);
  reply.header('etag', etag);
  return isCurrent(reply.request, etag);
}

/** The same where the whole costs more than its version: that is asked for first, and only by a caller with a tag. */
export async function known(reply: Reply, versionNow: () => Promise<Version | null>): Promise<boolean> {
  if (reply.request.headers['if-none-match'] === undefined) return false;
  const version = await versionNow();
  return version !== null && unchanged(reply, version);
}
