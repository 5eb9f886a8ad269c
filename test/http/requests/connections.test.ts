import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { problemSchema } from '../../../src/http/problems/problem';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, LEAST, openDesk } from '../../support/landlord-desk';

/** Bytes as they come, and answers as they go out, where a client or a proxy counts wrongly or stops half way. */

let service: TestApp;
let desk: Desk;
let key: string;
beforeAll(async () => {
  service = await startTestApp(undefined, { http: { requestTimeoutMs: 1_500 } });
  desk = await openDesk(service, 'westfield');
  key = await service.key(desk.landlordId, ['complaints-officer']);
});
afterAll(() => service.stop());

const BODY = { ...LEAST, receivedOn: '2026-02-27' };

interface Answer {
  readonly status: number;
  readonly headers: string;
  readonly body: Record<string, unknown>;
}

function open(): Socket {
  const { hostname, port } = new URL(service.url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  socket.on('error', () => undefined);
  return socket;
}

/** Every answer on this connection until the service ends it. */
async function answersOn(socket: Socket): Promise<Answer[]> {
  const bytes: Buffer[] = [];
  socket.on('data', (chunk) => bytes.push(chunk));
  await once(socket, 'end');
  socket.end();
  const answers: Answer[] = [];
  for (let rest = Buffer.concat(bytes).toString('latin1'); rest !== ''; ) {
    const headers = rest.slice(0, rest.indexOf('\r\n\r\n'));
    const from = headers.length + 4;
    const to = from + Number(/^content-length: (\d+)$/im.exec(headers)?.[1]);
    answers.push({ status: Number(headers.slice(9, 12)), headers, body: JSON.parse(rest.slice(from, to)) });
    rest = rest.slice(to);
  }
  return answers;
}

async function answersTo(...parts: readonly string[]): Promise<Answer[]> {
  const socket = open();
  for (const part of parts) socket.write(part);
  return answersOn(socket);
}

const statusesOf = (answers: readonly Answer[]) => answers.map(({ status }) => status);

function post(body: object, { length, headers = [] }: { length?: number; headers?: string[] } = {}): string {
  const text = JSON.stringify(body);
  const lines = [
    'POST /v1/complaints HTTP/1.1',
    'Host: x',
    `Authorization: Bearer ${key}`,
    'Content-Type: application/json',
    `Content-Length: ${length ?? Buffer.byteLength(text)}`,
    ...headers,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${text}`;
}

const logged = async () => (await desk.caller.get('/v1/complaints?limit=200')).body.items.length;

describe('what follows a whole request cannot be read', () => {
  test.each([
    ['a byte beyond Content-Length', '!', 400, 'invalid_request'],
    [
      'a second request with a bad Content-Length',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n',
      400,
      'invalid_request',
    ],
    [
      'a second request with a header of 20 kB',
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    ['CONNECT', 'CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n', 405, 'method_not_allowed'],
  ])('%s: the answer to the first goes out, then the refusal', async (_, after, status, code) => {
    const before = await logged();
    const answers = await answersTo(post(BODY) + after);
    expect(statusesOf(answers)).toEqual([201, status]);
    expect(answers[1]?.body).toMatchObject({ code, detail: expect.any(String) });
    expect(await logged()).toBe(before + 1);
  });

  test('two whole requests are both answered, in their order', async () => {
    const answers = await answersTo(`${post(BODY)}GET /v1 HTTP/1.1\r\nHost: x\r\n\r\n!!`);
    expect(answers.map(({ status }) => status)).toHaveLength(3);
    expect([answers[0]?.status, answers[2]?.status]).toEqual([201, 400]);
  });
});

describe('a caller ends its side and waits', () => {
  test('for the answer to a change', async () => {
    const socket = open();
    socket.end(post(BODY));
    expect(statusesOf(await answersOn(socket))).toEqual([201]);
  });

  test('for the answers to two requests', async () => {
    const socket = open();
    socket.end(post(BODY) + post(BODY));
    expect(statusesOf(await answersOn(socket))).toEqual([201, 201]);
  });

  test('in the middle of a body: the request broke off', async () => {
    const before = await logged();
    const socket = open();
    socket.end(post(BODY, { length: 5000 }));
    const [answer, ...more] = await answersOn(socket);
    expect([answer?.status, answer?.body.detail, more]).toEqual([400, 'The request broke off.', []]);
    expect(await logged()).toBe(before);
  });
});

describe('nothing is met with silence', () => {
  test('CONNECT is refused, with a header Allow that lists nothing', async () => {
    const [answer] = await answersTo('CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n');
    expect(answer).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
    expect(answer?.headers).toMatch(/^Allow:$/m);
  });

  test('HTTP/1.1 without Host is refused as a problem, and HTTP/1.0 need not name one', async () => {
    const [answer] = await answersTo('GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n');
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ in: 'header', pointer: '/host', detail: 'is missing' }] },
    });
    expect(statusesOf(await answersTo('GET /health/live HTTP/1.0\r\n\r\n'))).toEqual([200]);
  });

  test.each([
    ['a method there is none of', 'FROB / HTTP/1.1\r\nHost: x\r\n\r\n', ''],
    ['a header that is too long', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, ''],
    [
      'a body that never ends',
      'POST /v1/complaints HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer KEY\r\nX-Request-Id: never-ending\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
      '/v1/complaints',
    ],
    ['CONNECT', 'CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n', 'x:443'],
  ])('%s gets a whole problem document that says why', async (_, request, instance) => {
    const [answer] = await answersTo(request.replace('KEY', key));
    const problem = problemSchema.parse(answer?.body);
    expect(problem).toMatchObject({ instance, detail: expect.any(String) });
    expect(answer?.headers).toContain(`X-Request-Id: ${problem.requestId}`);
    if (instance === '/v1/complaints') expect(problem.requestId).toBe('never-ending');
    expect(service.log).toContainEqual(expect.objectContaining({ requestId: problem.requestId }));
  });

  test.each([
    ['without a key', 'POST /v1/complaints', 401],
    ['to nowhere', 'POST /nowhere', 404],
  ])('%s, a body that never ends gets the one answer and no second', async (_, line, status) => {
    const answers = await answersTo(
      `${line} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    );
    expect(statusesOf(answers)).toEqual([status]);
  });
});

test('when everything is cut off, who was still sending a body is told so', async () => {
  const stopped = await startTestApp();
  const owned = await stopped.key(await stopped.landlord(), ['complaints-officer']);
  const socket = connect(Number(new URL(stopped.url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  const seen = once(stopped.app.server, 'request');
  socket.write(
    `POST /v1/complaints HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${owned}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{`,
  );
  await seen;
  const closed = once(socket, 'close');
  await stopped.app.cutOff();
  await closed;
  expect(text).toMatch(/^HTTP\/1\.1 503 [\s\S]*Retry-After: 5[\s\S]*"code":"unavailable"/);
  expect(text).toContain('nothing of it was done');
  await stopped.stop();
});
