import type { FastifyInstance } from 'fastify';

/** The body is no JSON, or no UTF-8. */
export class InvalidJson extends Error {}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * JSON only, strictly UTF-8 (Fastify's own reader would silently replace what it cannot decode), and an empty body is
 * no body: many clients send a Content-Type with a DELETE that has none.
 */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  // `error`: a __proto__ key is refused instead of dropped, so that nothing is stored other than what was sent.
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    const text = decoded(body);
    if (text === undefined) return done(new InvalidJson('The body is not valid UTF-8.'));
    return parse(request, text, (error, value) => {
      if (error) done(new InvalidJson(`The body cannot be read as JSON: ${whyNot(text)}.`));
      else done(null, value);
    });
  });
}

/** The reader says only that it failed; reading once more says where, or that the JSON is sound but not its keys. */
function whyNot(text: string): string {
  try {
    JSON.parse(text);
    return 'it has a key named __proto__ or constructor.prototype, which is not taken';
  } catch (error) {
    return String(error).replace(/^SyntaxError: /, '');
  }
}

function decoded(body: string | Buffer): string | undefined {
  if (typeof body === 'string') return body;
  try {
    return utf8.decode(body);
  } catch {
    return undefined;
  }
}
