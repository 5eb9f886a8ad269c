import type { FastifyInstance } from 'fastify';
import Negotiator from 'negotiator';
import { mediaTypesOf } from '../operations/operation';
import { sendProblem } from '../problems/problem';

/** `application/json; charset=utf-8` asks for JSON; our types have no parameters to compare. */
const PARAMETERS = /;(?!\s*q\s*=)[^,;]*/gi;
const MEDIA_RANGE = /[^\s,;]\/[^\s,;]/;

/**
 * Tells a caller who asks for CSV alone that there is none here, in place of handing out JSON (RFC 9110, 12.5.1, leaves
 * the choice to the service). A header without a single media range says nothing and is passed over.
 */
export function refuseUnacceptable(app: FastifyInstance): void {
  app.addHook('onRequest', ({ headers, routeOptions }, reply, done) => {
    const { operation } = routeOptions.config;
    const { accept } = headers;
    if (!operation || accept === undefined || !MEDIA_RANGE.test(accept)) return done();
    const offered = mediaTypesOf(operation);
    // A redirect is for those who cannot read the answer itself.
    if (offered.length === 0 || 302 in operation.answers || preferred(accept, offered) !== null)
      return done();
    sendProblem(reply, 'not_acceptable', {
      detail: `This is to be had as ${offered.join(' or ')}, and not as ${accept.slice(0, 200)}.`,
      allowed: { mediaTypes: offered },
    });
  });
}

/** The one of these types that the caller would rather have; null where none will do. */
export function preferred(accept: string, offered: readonly string[]): string | null {
  const asked = new Negotiator({ headers: { accept: accept.replace(PARAMETERS, '') } });
  return asked.mediaType([...offered]) ?? null;
}
