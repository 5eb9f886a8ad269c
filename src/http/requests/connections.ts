import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { uuidv7 } from 'uuidv7';
import type { ProblemCode } from '../problems/catalogue';
import { catalogued, PROBLEM_MEDIA_TYPE, type ProblemFacts, pathOf } from '../problems/problem';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Ends every connection; whose request has not arrived whole is told so. */
    cutOff(): Promise<void>;
  }
}

/** For the last words to be on their way; a connection that is destroyed at once may take them along. */
const LAST_WORDS_MS = 100;
/** A caller that goes on sending after its connection was ended is listened to for this long. */
const LINGER_MS = 1_000;

const RAW: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

const COUNTED_SHORT = 'Content-Length may count characters where the body before it has more bytes.';
const DETAILS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'The request line and headers together have more than 16 KiB.',
  ERR_HTTP_REQUEST_TIMEOUT: 'The request did not arrive whole in the time there is for one.',
  HPE_INVALID_METHOD: `No request begins here. ${COUNTED_SHORT}`,
  HPE_CLOSED_CONNECTION: `More came after a request that said Connection: close. ${COUNTED_SHORT}`,
  HPE_INVALID_CONTENT_LENGTH: 'Content-Length is no whole number.',
  HPE_UNEXPECTED_CONTENT_LENGTH: 'Content-Length is there twice, or beside Transfer-Encoding.',
  HPE_INVALID_TRANSFER_ENCODING: 'Transfer-Encoding is not chunked.',
  HPE_INVALID_CHUNK_SIZE: 'The size of a chunk of the body is no hexadecimal number.',
  HPE_INVALID_HEADER_TOKEN: 'A header has a character that none may have.',
  HPE_INVALID_URL: 'The address has a character that none may have.',
  HPE_INVALID_VERSION: 'The request is of another version than HTTP/1.0 and HTTP/1.1.',
  HPE_INVALID_EOF_STATE: 'The request broke off.',
};
const NO_REQUEST = 'It cannot be read as a request of HTTP/1.1.';
const NO_PROXY = 'This service is no proxy: it takes no CONNECT.';
const CUT_OFF =
  'The service is shutting down. The request had not arrived whole, and nothing of it was done.';

/**
 * The connections beneath Fastify, for what never reaches it: bytes that are no request, a request that never ends.
 * Requests that came before on such a connection may be done already, so their answers go out first.
 */
export class Connections {
  private readonly open = new Map<Duplex, Set<Exchange>>();
  private readonly last = new WeakMap<Duplex, Exchange>();
  private readonly ids = new WeakMap<IncomingMessage, string>();
  private readonly ending = new WeakSet<Duplex>();

  constructor(private readonly logger: FastifyBaseLogger) {}

  watch(app: FastifyInstance): void {
    const { server } = app;
    // A caller may end its side when it has said all it has to say, and still wait for the answer.
    Object.assign(server, { httpAllowHalfOpen: true });
    server.prependListener('request', (request, response) => this.begin({ request, response }));
    server.on('connect', (request: IncomingMessage, socket: Duplex) => this.refuseConnect(request, socket));
    app.addHook('onRequest', (request, _reply, done) => {
      this.ids.set(request.raw, request.id);
      done();
    });
    app.decorate('cutOff', async () => {
      for (const [socket, { size }] of [...this.open]) {
        const arriving = this.arriving(socket);
        // Behind others that are not answered yet it would be taken for an answer to them.
        if (arriving && size === 1 && !arriving.response.headersSent && !this.ending.has(socket))
          this.answer(socket, arriving.request, 'unavailable', { detail: CUT_OFF });
      }
      await new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS));
      server.closeAllConnections();
    });
  }

  /** A request that Node cannot read, or waited for in vain, never reaches Fastify and is answered on the socket. */
  answerUnreadable(error: Error & { code?: string }, socket: Duplex): void {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const code = error.code ?? '';
    const facts = { detail: DETAILS[code] ?? NO_REQUEST };
    this.endWith(socket, (request) => this.answer(socket, request, RAW[code] ?? 'invalid_request', facts));
  }

  private begin(exchange: Exchange): void {
    const { socket } = exchange.request;
    const exchanges = this.open.get(socket) ?? new Set();
    this.open.set(socket, exchanges.add(exchange));
    this.last.set(socket, exchange);
    exchange.response.once('close', () => {
      exchanges.delete(exchange);
      if (exchanges.size === 0) this.open.delete(socket);
    });
  }

  /** The request of which more is still to come. */
  private arriving(socket: Duplex): Exchange | null {
    const last = this.last.get(socket);
    return last && !last.request.complete ? last : null;
  }

  /** Once, and after the answers to all requests that arrived whole. */
  private endWith(socket: Duplex, lastWords: (request: IncomingMessage | null) => void): void {
    if (this.ending.has(socket)) return;
    this.ending.add(socket);
    const arriving = this.arriving(socket);
    const waitedFor = [...(this.open.get(socket) ?? [])].filter((each) => each !== arriving);
    const end = (): void => {
      if (!socket.writable) socket.destroy();
      // Answered before it had arrived whole: a second answer would be taken for that of the next request.
      else if (arriving?.response.headersSent) endSoftly(socket);
      else lastWords(arriving?.request ?? null);
    };
    let left = waitedFor.length;
    if (left === 0) end();
    for (const { response } of waitedFor)
      response.once('close', () => {
        left -= 1;
        if (left === 0) end();
      });
  }

  private refuseConnect(request: IncomingMessage, socket: Duplex): void {
    // Node has let go of the socket, so nobody else would hear of its failure or its end.
    socket.on('error', () => socket.destroy());
    socket.resume();
    this.endWith(socket, () =>
      this.answer(socket, request, 'method_not_allowed', { detail: NO_PROXY, allowed: { methods: [] } }),
    );
  }

  private answer(
    socket: Duplex,
    request: IncomingMessage | null,
    code: ProblemCode,
    facts: ProblemFacts,
  ): void {
    const requestId = (request && this.ids.get(request)) ?? uuidv7();
    const { status, ...rest } = catalogued(code, facts);
    const instance = request ? pathOf(request.url ?? '') : '';
    const body = JSON.stringify({ ...rest, status, instance, requestId });
    this.logger.info({ requestId, status, code }, 'a connection was ended');
    const lines = [
      `HTTP/1.1 ${status} ${rest.title}`,
      `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${requestId}`,
      'Cache-Control: no-store',
      ...(code === 'method_not_allowed' ? ['Allow:'] : []),
      ...(code === 'unavailable' ? ['Retry-After: 5'] : []),
      'Connection: close',
    ];
    endSoftly(socket, `${lines.join('\r\n')}\r\n\r\n${body}`);
  }
}

/** Not destroyed at once: what a caller still sends would have the connection reset and the answer lost on its way. */
function endSoftly(socket: Duplex, lastWords?: string): void {
  socket.end(lastWords);
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
