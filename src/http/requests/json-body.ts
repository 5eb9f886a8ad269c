import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The body is no JSON, or no UTF-8. */
export class InvalidJson extends Error {}

/** The body is sent in a form that is not taken, which the message names. */
export class UnsupportedBody extends Error {}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * JSON only, strictly UTF-8 (Fastify's own reader would silently replace what it cannot decode), and an empty body is
 * no body: many clients send a Content-Type with a DELETE that has none.
 */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const fault = unsupportedForm(request);
    if (fault === null) done(null, payload);
    else done(new UnsupportedBody(fault));
  });
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

/** RFC 8259 knows JSON in UTF-8 alone, and what is decompressed can be a thousand times what was sent. */
function unsupportedForm({ method, headers }: FastifyRequest): string | null {
  // Some clients send the same headers with every request, also where there is no body for them to describe.
  if (method === 'GET' || method === 'HEAD') return null;
  const encoding = headers['content-encoding']?.trim() ?? 'identity';
  if (!/^(identity)?$/i.test(encoding))
    return `The body is sent with Content-Encoding: ${shown(encoding)}. Send it as it is.`;
  const charsets = [...(headers['content-type'] ?? '').matchAll(/;\s*charset\s*=\s*"?([^";\s]*)/gi)];
  if (charsets.length > 1) return 'Content-Type names more than one charset. Send JSON in UTF-8.';
  const charset = charsets[0]?.[1] ?? 'utf-8';
  if (!/^(utf-?8|us-ascii)$/i.test(charset))
    return `The body is sent in the charset ${shown(charset)}. Send JSON in UTF-8.`;
  return null;
}

const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

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
