/**
 * Every problem the HTTP layer itself answers with. Those of the policy stand in `policy/refusals/`; `codes.ts` joins the
 * two. A new problem is one entry here and `npm run codes`; what no handler answers but a hook needs its line in
 * `operations/codes.ts` too. One list, however long: it is read by status.
 */
export const PROBLEMS = {
  invalid_request: {
    status: 400,
    title: 'The request does not have the right form',
    meaning: 'A field, parameter or header is missing, unknown or malformed. `errors` names each one.',
    cure: 'Mend each part that `errors` names. `allowed` there says what would do.',
  },
  invalid_json: {
    status: 400,
    title: 'The body is not valid JSON',
    meaning: 'The body could not be read as JSON in UTF-8.',
    cure: 'Send JSON in UTF-8. `detail` says where reading it stopped.',
  },
  unsafe_text: {
    status: 400,
    title: 'The request contains text that cannot be stored',
    meaning:
      'A text contains a control character other than a tab or the end of a line, or half of a surrogate pair. `errors` says where.',
    cure: 'Take the character out of the text that `errors` names.',
  },
  too_deep: {
    status: 400,
    title: 'The body is nested too deeply',
    meaning: 'Objects and lists stand inside each other more than 60 deep.',
    cure: 'Send a flatter body.',
  },
  not_acceptable: {
    status: 406,
    title: 'This is not to be had in that form',
    meaning:
      'None of the media types that Accept names is one of this operation. `allowed` lists those that are.',
    cure: 'Ask for one of those, or leave Accept out.',
  },
  too_many_values: {
    status: 400,
    title: 'The body holds too many values',
    meaning: 'Objects and lists may hold 20,000 values in all, each name and each entry counted.',
    cure: 'Send less at a time.',
  },
  invalid_url: {
    status: 400,
    title: 'The address cannot be read',
    meaning: 'The path contains a percent sign that does not begin a valid escape.',
    cure: 'Escape a percent sign in the path as %25.',
  },
  unauthenticated: {
    status: 401,
    title: 'A valid API key or access token is needed',
    meaning: 'There is no key or access token, or it is malformed, unknown, expired or revoked.',
    cure: 'Send `Authorization: Bearer` with a key or an access token that is valid, or a key in `X-API-Key`. `detail` says what is wrong.',
  },
  forbidden: {
    status: 403,
    title: 'This caller may not do that',
    meaning:
      'None of the roles of the key or access token may call this operation. `allowed` lists the roles that may.',
    cure: 'Use a key or an access token with one of the roles in `allowed`.',
  },
  departure_is_the_officers: {
    status: 403,
    title: 'This caller may not record a departure',
    meaning:
      'The act is sent with `departures`, and none of the roles of the key or access token is complaints-officer.',
    cure: 'Have the complaints officer record the act, or leave `departures` out.',
  },
  beyond_key: {
    status: 403,
    title: 'This key was not made for that',
    meaning: 'The key is limited to some of what its roles may do. `allowed` says to what.',
    cure: 'Use a key that is not limited so.',
  },
  handler_without_person: {
    status: 403,
    title: 'This key does not say whose complaints it may see',
    meaning: 'The landlord lets a handler see only the complaints assigned to them.',
    cure: 'Have a key made with `person`, as assignments name them.',
  },
  not_found: {
    status: 404,
    title: 'There is no such thing',
    meaning:
      "It does not exist, is another landlord's, or is not assigned to a handler who is limited to that: the three are not told apart.",
    cure: 'Check the id or the reference, and that this caller may see it.',
  },
  no_such_path: {
    status: 404,
    title: 'There is no such address',
    meaning: 'The path is not part of this API.',
    cure: 'See /docs for the addresses there are.',
  },
  method_not_allowed: {
    status: 405,
    title: 'This address does not take that method',
    meaning: 'The Allow header and `allowed` list the methods it takes.',
    cure: 'Use a method that `allowed` lists.',
  },
  request_timeout: {
    status: 408,
    title: 'The request took too long to arrive',
    meaning:
      'Its headers have to arrive within ten seconds and the whole request within thirty, unless this service was told otherwise.',
    cure: 'Send the request again, in one piece.',
  },
  already_a_complaint: {
    status: 409,
    title: 'The contact has already become a complaint',
    meaning: 'A contact becomes a complaint once. `facts` names the complaint.',
    cure: 'Go on with the complaint that `facts` names.',
  },
  already_logged: {
    status: 409,
    title: 'The case has been logged before',
    meaning:
      'No two complaints of a landlord have the same `caseId`. `facts` names the first, and Location leads to it, where the caller may see it.',
    cure: 'Go on with the first complaint. A further complaint of the same person needs a number of its own.',
  },
  version_taken: {
    status: 409,
    title: 'This version is already published with other content',
    meaning: 'A published version never changes.',
    cure: 'Publish the change under a new version.',
  },
  effective_from_taken: {
    status: 409,
    title: 'Another version already takes effect on that day',
    meaning: 'Two versions cannot both be in force from the same day.',
    cure: 'Publish it with another day in `effectiveFrom`.',
  },
  world_moved_on: {
    status: 409,
    title: 'Things are not as they were rehearsed',
    meaning: 'A complaint was acted on, one came in, or the working days changed since. `facts` says which.',
    cure: 'Rehearse again and apply that. Nothing was written.',
  },
  already_applied: {
    status: 409,
    title: 'The rehearsal was applied before',
    meaning: 'A change is made once. `facts` says when it was.',
    cure: 'Nothing is left to do. Hold a new rehearsal for a further change.',
  },
  zone_in_use: {
    status: 409,
    title: 'Complaints were received by the clock of another time zone',
    meaning:
      'Which day a complaint counts as received on rests on the time zone, so it is fixed from the first complaint on.',
    cure: 'Leave the time zone as it is.',
  },
  conflicting_change: {
    status: 409,
    title: 'Somebody else changed it at the same moment',
    meaning: 'It was tried several times and each time somebody else was quicker.',
    cure: 'Read it again and repeat the change.',
  },
  request_in_progress: {
    status: 409,
    title: 'The same request is being done at this moment',
    meaning: 'Another request with this Idempotency-Key has not ended yet.',
    cure: 'Send it again in a second to get its answer.',
  },
  answer_not_repeated: {
    status: 409,
    title: 'It was done, and its answer is not given twice',
    meaning:
      'The first answer to this Idempotency-Key held what is kept nowhere: a secret, or the words of something that was anonymised since.',
    cure: 'If the answer held a secret that is lost, revoke what was made and make another.',
  },
  key_not_active: {
    status: 409,
    title: 'The key is no longer active',
    meaning: 'A revoked or expired key cannot be rotated.',
    cure: 'Create a new key.',
  },
  key_replaced: {
    status: 409,
    title: 'Another key has taken its place already',
    meaning: 'A key is rotated once. `facts` names the key that took its place.',
    cure: 'Rotate that one, or revoke it if it is lost.',
  },
  stale_version: {
    status: 412,
    title: 'It has changed since you read it',
    meaning: 'If-Match names another version than the present one.',
    cure: 'Read it again and repeat the change.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is too large',
    meaning: 'A body may have 1 MiB (1,048,576 bytes).',
    cure: 'Send less at a time.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The body has a type this address does not take',
    meaning: 'Send JSON with Content-Type: application/json.',
    cure: 'Send JSON with Content-Type: application/json.',
  },
  key_reused: {
    status: 422,
    title: 'The Idempotency-Key belongs to another request',
    meaning: 'The key was sent before with another body.',
    cure: 'Use a new key for each request of its own.',
  },
  contradictory_request: {
    status: 422,
    title: 'The facts given contradict each other',
    meaning: 'Each field is well formed, but they cannot all be true. `errors` says which.',
    cure: 'Change one of the facts that `errors` names.',
  },
  condition_required: {
    status: 428,
    title: 'Say which version you read',
    meaning: 'Words were taken out of it, and a change by somebody who read it before would bring them back.',
    cure: 'Read it and send its ETag as If-Match.',
  },
  too_many_failures: {
    status: 429,
    title: 'Too many wrong credentials came from this address',
    meaning:
      'Until the seconds in Retry-After are over, wrong credentials from this address are told nothing else. A key or token that is right is let in all the same.',
    cure: 'Wait for the seconds in Retry-After. Check the credentials before the next try.',
  },
  quota_exceeded: {
    status: 429,
    title: 'Too many requests in a short time',
    meaning:
      'This caller has sent as many requests as one may within a minute. `RateLimit` says when there is room again.',
    cure: 'Wait for the seconds in Retry-After, and send fewer requests at a time.',
  },
  headers_too_large: {
    status: 431,
    title: 'The address or the headers are too long',
    meaning: 'The request line and headers together may have 16 KiB, and the headers a thousand lines.',
    cure: 'Shorten the address or the headers.',
  },
  internal_error: {
    status: 500,
    title: 'The service failed',
    meaning: 'A fault of the service, which it has recorded.',
    cure: 'Quote the `requestId` when reporting it. The same request may succeed later.',
  },
  unavailable: {
    status: 503,
    title: 'The service is not available just now',
    meaning:
      'The database or the identity provider cannot do it just now, the service has more to do than it can, it is shutting down, or a later release that is being started recorded what this process cannot read yet.',
    cure: 'Wait for the seconds in Retry-After and send it again.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export interface CatalogueEntry {
  readonly status: number;
  /** The problem in a sentence, the same each time. */
  readonly title: string;
  /** When it is answered, where the title does not say all. */
  readonly meaning: string;
  /** The next step of the caller, in plain words. */
  readonly cure: string;
}

export type ProblemCode = keyof typeof PROBLEMS;
