import { refusedByPolicy, refusedByState } from '../../policy/rules/rejection';
import type { OwnRefusal } from '../operations/operation';
import { catalogued } from '../problems/problem';
import type { ProblemCode } from '../problems/catalogue';
import { problemOfRejection } from '../problems/from-rejection';
import type { JsonObject } from './json-schema';

export interface SharedProblem {
  readonly name: string;
  readonly description: string;
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly headers?: readonly string[];
}

/** How each status reads wherever an operation has nothing of its own to say about it. */
export const SHARED: Readonly<Record<number, SharedProblem>> = {
  400: {
    name: 'BadRequest',
    description:
      'The request does not have the right form. `errors` names each field, parameter or header at fault.',
    code: 'invalid_request',
  },
  401: {
    name: 'Unauthenticated',
    description: 'The API key or access token is missing, malformed, unknown, expired or revoked.',
    code: 'unauthenticated',
    detail: 'Send an API key: Authorization: Bearer rdr_…',
    headers: ['WWW-Authenticate'],
  },
  403: {
    name: 'Forbidden',
    description:
      'None of the roles of this caller may do that, or its key was not made for it. `allowed` lists what is.',
    code: 'forbidden',
    detail: 'This needs one of the roles complaints-officer; the key has reader.',
  },
  404: {
    name: 'NotFound',
    description: "It does not exist, or it is another landlord's: the two are not told apart.",
    code: 'not_found',
    detail: 'Nothing with this id or reference is visible to this key.',
  },
  406: {
    name: 'NotAcceptable',
    description:
      'None of the media types that Accept names is to be had here. `allowed` lists those that are.',
    code: 'not_acceptable',
    detail: 'This is to be had as application/json, and not as text/csv.',
  },
  409: {
    name: 'Conflict',
    description: 'It cannot happen at this point, or the same request is being done at this moment.',
    code: 'request_in_progress',
  },
  412: {
    name: 'Stale',
    description: 'It has changed since the version that If-Match names.',
    code: 'stale_version',
    detail: 'The present version is "4".',
  },
  413: { name: 'TooLarge', description: 'The body is larger than 1 MiB.', code: 'body_too_large' },
  415: {
    name: 'NotJson',
    description:
      'The body is not sent as application/json, or is compressed, or in another charset than UTF-8.',
    code: 'unsupported_media_type',
  },
  422: {
    name: 'Refused',
    description: 'Well formed, but the facts contradict each other or the policy does not allow it.',
    code: 'contradictory_request',
  },
  428: {
    name: 'Unconditional',
    description: 'It has to be said with If-Match which version was read.',
    code: 'condition_required',
    detail: 'The present version is "4-1".',
  },
  429: {
    name: 'TooMany',
    description:
      'Too many requests of this caller, or too many wrong credentials from this address, within a minute.',
    code: 'quota_exceeded',
    detail: 'At most 60000 requests a minute are taken from one caller.',
    headers: ['RateLimit', 'RateLimit-Policy', 'Retry-After'],
  },
  500: { name: 'Failed', description: 'The service failed, and has recorded why.', code: 'internal_error' },
  503: {
    name: 'Unavailable',
    description: 'The database or the identity provider cannot be reached, or the service is shutting down.',
    code: 'unavailable',
    headers: ['Retry-After'],
  },
};

/** What most acts are refused with: by the state of the complaint, or by the landlord's procedure. */
export const REFUSED_BY_POLICY: Readonly<Record<OwnRefusal, JsonObject>> = {
  409: problemOfRejection(
    refusedByState({
      code: 'already_acknowledged',
      detail: 'Stage 1 was acknowledged on 2024-09-05.',
      facts: { stage: 'stage-1', acknowledgedOn: '2024-09-05' },
    }),
  ),
  412: catalogued('stale_version'),
  422: problemOfRejection(
    refusedByPolicy({
      code: 'acknowledgement_incomplete',
      detail: 'The acknowledgement has to contain definition.',
      facts: { missing: ['definition'] },
      rule: { clause: '/stages/0/acknowledgement/mustContain', ids: ['Code 6.2'] },
      policyVersion: '2024',
      allowed: { mustContain: ['definition'] },
      errors: [{ pointer: '/definition', detail: 'definition is missing' }],
    }),
  ),
  428: catalogued('condition_required'),
};
