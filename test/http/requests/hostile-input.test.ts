import { once } from 'node:events';
import { connect } from 'node:net';
import type { Problem } from '../../../src/http/problems/problem';
import { type Caller, startTestApp, type TestApp } from '../../support/app';

let service: TestApp;
let platform: Caller;
let key: string;
beforeAll(async () => {
  service = await startTestApp();
  key = await service.platformKey();
  platform = service.as(key);
});
afterAll(() => service.stop());

afterEach(async () => {
  // Bad input is never a failure of ours, and never leaves anything behind.
  expect(service.log.filter((line) => line.level === 50)).toEqual([]);
  expect((await platform.get('/v1/landlords')).body.items).toEqual([]);
});

/** As bytes, where an HTTP library would tidy up what it is given. */
async function postRaw(body: string | Buffer, type = 'application/json') {
  const headers = { authorization: `Bearer ${key}`, 'content-type': type };
  const answer = await fetch(`${service.url}/v1/landlords`, { method: 'POST', headers, body });
  return { status: answer.status, body: (await answer.json()) as Problem };
}

const landlord = { name: 'settle', division: 'england-and-wales' };

test('what is no JSON, no UTF-8 or would poison a prototype is refused as such', async () => {
  for (const body of ['{"name":', '{name:1}', "{'a':1}", 'undefined', Buffer.from([0x22, 0xff, 0x22])]) {
    const answer = await postRaw(body);
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_json']);
  }
  const poisoned = await postRaw('{"name":"x","division":"scotland","__proto__":{"admin":true}}');
  expect([poisoned.status, poisoned.body.code]).toEqual([400, 'invalid_json']);
});

test('a NUL character is refused wherever it stands', async () => {
  const body = await platform.post('/v1/landlords', { ...landlord, name: 'sett\0le' });
  expect([body.status, body.body.code, body.body.errors]).toEqual([
    400,
    'unsafe_text',
    [{ in: 'body', pointer: '/name', detail: 'contains the control character U+0000' }],
  ]);
  const query = await platform.get('/v1/landlords?cursor=a%00b');
  expect([query.status, query.body.errors[0]]).toEqual([
    400,
    { in: 'query', pointer: '/cursor', detail: 'contains the control character U+0000' },
  ]);
  const path = await platform.get('/v1/landlords/a%00b');
  expect([path.status, path.body.errors[0].in]).toEqual([400, 'path']);
  const name = await platform.post('/v1/landlords', { ...landlord, 'a\0b': 1 });
  expect([name.status, name.body.code]).toEqual([400, 'unsafe_text']);
});

test('half of a surrogate pair is refused, a whole one is stored as it came', async () => {
  const half = await postRaw('{"name":"set\\ud83dtle","division":"scotland"}');
  expect([half.status, half.body.code, half.body.errors?.[0]?.pointer]).toEqual([
    400,
    'unsafe_text',
    '/name',
  ]);

  const other = await startTestApp();
  const made = await other
    .as(await other.platformKey())
    .post('/v1/landlords', { ...landlord, name: 'sett\u{1f3e0}le \u00e9' });
  expect([made.status, made.body.name]).toEqual([201, 'sett\u{1f3e0}le \u00e9']);
  await other.stop();
});

test('a body nested a hundred thousand deep is refused', async () => {
  const { status, body } = await postRaw(`{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
  expect([status, body.code]).toEqual([400, 'too_deep']);
});

test('a body of 2 MB is refused with the limit', async () => {
  const { status, body } = await platform.post('/v1/landlords', {
    ...landlord,
    name: 'x'.repeat(2 * 1024 * 1024),
  });
  expect([status, body.code]).toEqual([413, 'body_too_large']);
});

test('a body that is not sent as JSON is refused', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense']) {
    const { status, body } = await postRaw('name=settle', type);
    expect([status, body.code, type]).toEqual([415, 'unsupported_media_type', type]);
  }
});

test('a body that nobody asked for, in a type that nobody takes, is a problem like any other', async () => {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'text/plain' };
  const path = '/v1/api-keys/0b6f7e34-9f0e-4a52-8d3f-1c2f0e7a9b11';
  const answer = await fetch(service.url + path, { method: 'DELETE', headers, body: 'please' });
  const { code } = (await answer.json()) as Problem;
  expect([answer.status, code]).toEqual([415, 'unsupported_media_type']);
});

async function sendRaw(text: string): Promise<string> {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

test('an Expect that nobody knows is passed over', async () => {
  const answer = await sendRaw(
    'GET /v1/landlords HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nConnection: close\r\n\r\n',
  );
  expect(answer).toContain('HTTP/1.1 401 ');
  expect(answer).toContain('"code":"unauthenticated"');
});

test('what is no HTTP, and headers without end, are answered by problems too', async () => {
  const garbage = await sendRaw('complaint please\r\n\r\n');
  expect(garbage).toContain('HTTP/1.1 400 ');
  expect(garbage).toContain('"code":"invalid_request"');
  const long = await sendRaw(`GET /v1/landlords?text=${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`);
  expect(long).toContain('HTTP/1.1 431 ');
  expect(long).toContain('"code":"headers_too_large"');
});
