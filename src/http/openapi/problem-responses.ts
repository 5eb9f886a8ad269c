import { type Code, entryOf } from '../problems/codes';

export interface SharedProblem {
  readonly name: string;
  /** Exactly these codes: an operation with others of the status has a response of its own. */
  readonly codes: readonly Code[];
}

/** Responses that many operations have alike. Each stands in the document once, and is referred to. */
export const SHARED: readonly SharedProblem[] = [
  { name: 'BadRequest', codes: ['invalid_request', 'unsafe_text'] },
  {
    name: 'BadBody',
    codes: ['invalid_request', 'unsafe_text', 'invalid_json', 'too_deep', 'too_many_values'],
  },
  { name: 'Unauthenticated', codes: ['unauthenticated'] },
  { name: 'Forbidden', codes: ['forbidden', 'beyond_key'] },
  { name: 'ForbiddenComplaint', codes: ['forbidden', 'beyond_key', 'handler_without_person'] },
  { name: 'NotFound', codes: ['not_found'] },
  { name: 'NotAcceptable', codes: ['not_acceptable'] },
  { name: 'Repeated', codes: ['request_in_progress', 'answer_not_repeated'] },
  { name: 'Stale', codes: ['stale_version'] },
  { name: 'TooLarge', codes: ['body_too_large'] },
  { name: 'NotJson', codes: ['unsupported_media_type'] },
  { name: 'KeyReused', codes: ['key_reused'] },
  { name: 'Unconditional', codes: ['condition_required'] },
  { name: 'HeadersTooLarge', codes: ['headers_too_large'] },
  { name: 'TooMany', codes: ['too_many_failures', 'quota_exceeded'] },
  { name: 'Failed', codes: ['internal_error'] },
  { name: 'Unavailable', codes: ['unavailable'] },
];

/** Headers that come with every problem of a status. */
export const HEADERS_OF: Readonly<Record<number, readonly string[]>> = {
  401: ['WWW-Authenticate'],
  429: ['RateLimit', 'RateLimit-Policy', 'Retry-After'],
  503: ['Retry-After'],
};

/** The codes in words, one a line: what a reader of the document needs to tell them apart. */
export const inWords = (codes: readonly Code[]): string =>
  codes.map((code) => `* \`${code}\`: ${entryOf(code).title}.`).join('\n');

/** The shared response with just these codes, if there is one. */
export const sharedBy = (codes: readonly Code[]): SharedProblem | undefined =>
  SHARED.find(
    (shared) => shared.codes.length === codes.length && shared.codes.every((code) => codes.includes(code)),
  );
