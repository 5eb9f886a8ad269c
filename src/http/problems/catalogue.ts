/**
 * Every problem the HTTP layer itself answers with. Refusals by the policy or the state of a complaint carry codes of
 * their own, listed with the acts; their type URI is made the same way. One list, however long: it is read by status.
 */
export const PROBLEMS = {
  invalid_request: {
    status: 400,
    title: 'The request does not have the right form',
    meaning: 'A field, parameter or header is missing, unknown or malformed. `errors` names each one.',
  },
  invalid_json: {
    status: 400,
    title: 'The body is not valid JSON',
    meaning: 'The body could not be read as JSON in UTF-8.',
  },
  unsafe_text: {
    status: 400,
    title: 'The request contains text that cannot be stored',
    meaning: 'A text contains a NUL character or half of a surrogate pair. `errors` says where.',
  },
  too_deep: {
    status: 400,
    title: 'The body is nested too deeply',
    meaning: 'Objects and lists stand inside each other more than 60 deep.',
  },
  too_many_values: {
    status: 400,
    title: 'The body holds too many values',
    meaning: 'Objects and lists may hold 20,000 values in all, each name and each entry counted.',
  },
  invalid_url: {
    status: 400,
    title: 'The address cannot be read',
    meaning: 'The path contains a percent sign that does not begin a valid escape.',
  },
  unauthenticated: {
    status: 401,
    title: 'A valid API key or access token is needed',
    meaning:
      'The Authorization header is missing, or its key or access token is malformed, unknown, expired or revoked.',
  },
  forbidden: {
    status: 403,
    title: 'This caller may not do that',
    meaning:
      'None of the roles of the key or access token may call this operation. `allowed` lists the roles that may.',
  },
  beyond_key: {
    status: 403,
    title: 'This key was not made for that',
    meaning: 'The key is limited to some of what its roles may do. `allowed` says to what.',
  },
  handler_without_person: {
    status: 403,
    title: 'This key does not say whose complaints it may see',
    meaning:
      'The landlord lets a handler see only the complaints assigned to them. Have a key made with `person`, as assignments name them.',
  },
  not_found: {
    status: 404,
    title: 'There is no such thing',
    meaning:
      "It does not exist, is another landlord's, or is not assigned to a handler who is limited to that: the three are not told apart.",
  },
  no_such_path: {
    status: 404,
    title: 'There is no such address',
    meaning: 'The path is not part of this API. See /docs for those that are.',
  },
  method_not_allowed: {
    status: 405,
    title: 'This address does not take that method',
    meaning: 'The Allow header and `allowed` list the methods it takes.',
  },
  request_timeout: {
    status: 408,
    title: 'The request took too long to arrive',
    meaning:
      'Its headers have to arrive within ten seconds and the whole request within thirty, unless this service was told otherwise.',
  },
  already_a_complaint: {
    status: 409,
    title: 'The contact has already become a complaint',
    meaning: 'A contact becomes a complaint once. `facts` names the complaint.',
  },
  version_taken: {
    status: 409,
    title: 'This version is already published with other content',
    meaning: 'A published version never changes. Publish the change under a new version.',
  },
  effective_from_taken: {
    status: 409,
    title: 'Another version already takes effect on that day',
    meaning: 'Two versions cannot both be in force from the same day.',
  },
  world_moved_on: {
    status: 409,
    title: 'Things are not as they were rehearsed',
    meaning:
      'A complaint was acted on, one came in, or the working days changed since. `facts` says which. Rehearse again; nothing was written.',
  },
  already_applied: {
    status: 409,
    title: 'The rehearsal was applied before',
    meaning: 'A change is made once. `facts` says when it was.',
  },
  zone_in_use: {
    status: 409,
    title: 'Complaints were received by the clock of another time zone',
    meaning:
      'Which day a complaint counts as received on rests on the time zone, so it is fixed from the first complaint on.',
  },
  conflicting_change: {
    status: 409,
    title: 'Somebody else changed it at the same moment',
    meaning:
      'It was tried twice and each time somebody else was quicker. Read it again and repeat the change.',
  },
  request_in_progress: {
    status: 409,
    title: 'The same request is being done at this moment',
    meaning:
      'Another request with this Idempotency-Key has not ended yet. Send it again in a second and you get its answer.',
  },
  answer_not_repeated: {
    status: 409,
    title: 'It was done, and its answer is not given twice',
    meaning:
      'The first answer to this Idempotency-Key held what is kept nowhere: a secret, or the words of something that was anonymised since. If it was a secret and is lost, revoke what was made and make another.',
  },
  key_not_active: {
    status: 409,
    title: 'The key is no longer active',
    meaning: 'A revoked or expired key cannot be rotated. Create a new one.',
  },
  stale_version: {
    status: 412,
    title: 'It has changed since you read it',
    meaning: 'If-Match names another version than the present one. Read it again and repeat the change.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is too large',
    meaning: 'A body may have 1 MiB (1,048,576 bytes).',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The body has a type this address does not take',
    meaning: 'Send JSON with Content-Type: application/json.',
  },
  outside_calendar: {
    status: 422,
    title: 'The dates lie outside the calendar',
    meaning: 'Bank holidays are only known between two days; no date is guessed beyond them.',
  },
  key_reused: {
    status: 422,
    title: 'The Idempotency-Key belongs to another request',
    meaning: 'The key was sent before with another body. Use a new one for each request of its own.',
  },
  contradictory_request: {
    status: 422,
    title: 'The facts given contradict each other',
    meaning: 'Each field is well formed, but they cannot all be true. `errors` says which.',
  },
  condition_required: {
    status: 428,
    title: 'Say which version you read',
    meaning:
      'Words were taken out of it, and a change by somebody who read it before would bring them back. Read it and send its ETag as If-Match.',
  },
  too_many_failures: {
    status: 429,
    title: 'Too many wrong credentials came from this address',
    meaning:
      'Until the seconds in Retry-After are over, credentials from this address are not tried. A key in use goes on.',
  },
  quota_exceeded: {
    status: 429,
    title: 'Too many requests in a short time',
    meaning: 'This caller has used up its requests for now. Try again after the seconds in Retry-After.',
  },
  headers_too_large: {
    status: 431,
    title: 'The address or the headers are too long',
    meaning: 'The request line and headers together may have 16 KiB.',
  },
  internal_error: {
    status: 500,
    title: 'The service failed',
    meaning: 'A fault of the service, which it has recorded. Quote the requestId when reporting it.',
  },
  unavailable: {
    status: 503,
    title: 'The service is not available just now',
    meaning:
      'The database or the identity provider cannot do it just now, the service has more to do than it can, it is shutting down, or a later release that is being started recorded what this process cannot read yet. Try again after the seconds that Retry-After names.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export interface CatalogueEntry {
  readonly status: number;
  readonly title: string;
  readonly meaning: string;
}

export type ProblemCode = keyof typeof PROBLEMS;

/** A name and not an address: it stays the same wherever the service runs. */
export const problemType = (code: string): string => `urn:redress:problem:${code.replaceAll('_', '-')}`;
