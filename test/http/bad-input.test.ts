import { once } from 'node:events';
import { connect } from 'node:net';
import { type Caller, startTestApp, type TestApp } from '../support/app';

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

const postRaw = (body: string | Buffer, type = 'application/json') =>
  fetch(`${service.url}/v1/landlords`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': type },
    body,
  }).then(async (answer) => ({ status: answer.status, body: await answer.json() }));

const landlord = { name: 'settle', division: 'england-and-wales' };

test('an unknown field is refused with the fields that are known', async () => {
  const { status, body } = await platform.post('/v1/landlords', { ...landlord, devision: 'scotland' });
  expect(status).toBe(400);
  expect(body.errors).toEqual([
    {
      in: 'body',
      pointer: '/devision',
      detail: 'is not known here; known: name, division, zone, homes, ombudsmanContact',
      allowed: ['name', 'division', 'zone', 'homes', 'ombudsmanContact'],
    },
  ]);
});

test('an unknown field deep inside is named by its pointer', async () => {
  const { body } = await platform.post('/v1/landlords', {
    ...landlord,
    homes: [{ year: 2024, tenure: 'low-cost-rental', homes: 1, 'a/b~c': 1 }],
  });
  expect(body.errors).toEqual([
    {
      in: 'body',
      pointer: '/homes/0/a~1b~0c',
      detail: 'is not known here; known: year, tenure, homes',
      allowed: ['year', 'tenure', 'homes'],
    },
  ]);
});

test('every missing or malformed field is named at once', async () => {
  const { status, body } = await platform.post('/v1/landlords', {
    division: 'wales',
    zone: 'Europe/Atlantis',
    homes: [{ year: 1999, tenure: 'Shared Ownership', homes: '12' }],
  });
  expect(status).toBe(400);
  expect(body.errors).toEqual([
    { in: 'body', pointer: '/name', detail: 'is required' },
    {
      in: 'body',
      pointer: '/division',
      detail: 'must be one of england-and-wales, scotland, northern-ireland',
      allowed: ['england-and-wales', 'scotland', 'northern-ireland'],
    },
    { in: 'body', pointer: '/zone', detail: 'must be a time zone such as Europe/London' },
    { in: 'body', pointer: '/homes/0/year', detail: 'must be at least 2000' },
    {
      in: 'body',
      pointer: '/homes/0/tenure',
      detail: 'lower-case letters and digits joined by single hyphens, e.g. stage-1',
    },
    { in: 'body', pointer: '/homes/0/homes', detail: 'must be a number, not a string' },
  ]);
});

test('no body at all, null, a list and a text are each refused', async () => {
  const none = await platform.post('/v1/landlords');
  expect([none.status, none.body.errors]).toEqual([400, [{ in: 'body', pointer: '', detail: 'is required' }]]);
  for (const body of ['null', '[]', '"landlord"', '12']) {
    expect([(await postRaw(body)).status, body]).toEqual([400, body]);
  }
});

test('an unknown or repeated query parameter is refused', async () => {
  const unknown = await platform.get('/v1/landlords?limti=5');
  expect([unknown.status, unknown.body.errors]).toEqual([
    400,
    [
      {
        in: 'query',
        pointer: '/limti',
        detail: 'is not known here; known: limit, count, cursor',
        allowed: ['limit', 'count', 'cursor'],
      },
    ],
  ]);
  expect((await platform.get('/v1/landlords?limit=1&limit=2')).status).toBe(400);
  expect((await service.as().get('/health/live?x=1')).status).toBe(400);
});

test.each(['0', '201', '-1', '1.5', '1e2', '0x10', ' 5', '', 'ten', '99999999999999999999'])(
  'limit=%p is refused with the range',
  async (limit) => {
    const { status, body } = await platform.get(`/v1/landlords?limit=${encodeURIComponent(limit)}`);
    expect([status, body.errors[0].pointer]).toEqual([400, '/limit']);
  },
);

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
    [{ in: 'body', pointer: '/name', detail: 'contains the NUL character (U+0000)' }],
  ]);
  const query = await platform.get('/v1/landlords?cursor=a%00b');
  expect([query.status, query.body.errors[0]]).toEqual([
    400,
    { in: 'query', pointer: '/cursor', detail: 'contains the NUL character (U+0000)' },
  ]);
  const path = await platform.get('/v1/landlords/a%00b');
  expect([path.status, path.body.errors[0].in]).toEqual([400, 'path']);
  const name = await platform.post('/v1/landlords', { ...landlord, 'a\0b': 1 });
  expect([name.status, name.body.code]).toEqual([400, 'unsafe_text']);
});

test('half of a surrogate pair is refused, a whole one is stored as it came', async () => {
  const half = await postRaw('{"name":"set\\ud83dtle","division":"scotland"}');
  expect([half.status, half.body.code, half.body.errors[0].pointer]).toEqual([400, 'unsafe_text', '/name']);

  const other = await startTestApp();
  const made = await other.as(await other.platformKey()).post('/v1/landlords', { ...landlord, name: 'sett\u{1f3e0}le \u0007' });
  expect([made.status, made.body.name]).toEqual([201, 'sett\u{1f3e0}le \u0007']);
  await other.stop();
});

test('a body nested a hundred thousand deep is refused', async () => {
  const { status, body } = await postRaw(`{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
  expect([status, body.code]).toEqual([400, 'too_deep']);
});

test('a body of 2 MB is refused with the limit', async () => {
  const { status, body } = await platform.post('/v1/landlords', { ...landlord, name: 'x'.repeat(2 * 1024 * 1024) });
  expect([status, body.code]).toEqual([413, 'body_too_large']);
});

test('a body that is not sent as JSON is refused', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense']) {
    const { status, body } = await postRaw('name=settle', type);
    expect([status, body.code, type]).toEqual([415, 'unsupported_media_type', type]);
  }
});

test.each([300, 5_000])('an id of %i characters answers a problem that says what an id is', async (length) => {
  const { status, body } = await platform.get(`/v1/landlords/${'a'.repeat(length)}`);
  expect([status, body.errors]).toEqual([400, [{ in: 'path', pointer: '/id', detail: 'must be a UUID' }]]);
});

test('a path that cannot be decoded answers a problem', async () => {
  const { status, body, headers } = await platform.get('/v1/landlords/%zz');
  expect([status, body.code]).toEqual([400, 'invalid_url']);
  expect(headers['x-request-id']).toBe(body.requestId);
});

test('a tampered cursor is a fault of the request', async () => {
  for (const cursor of ['abc', Buffer.from('"nobody"').toString('base64url'), Buffer.from('{}').toString('base64url')]) {
    const { status, body } = await platform.get(`/v1/landlords?cursor=${cursor}`);
    expect([status, body.errors]).toEqual([
      400,
      [{ in: 'query', pointer: '/cursor', detail: 'is not a cursor this list gave; begin again without one' }],
    ]);
  }
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

test('what is no HTTP, and headers without end, are answered by problems too', async () => {
  const garbage = await sendRaw('complaint please\r\n\r\n');
  expect(garbage).toContain('HTTP/1.1 400 ');
  expect(garbage).toContain('"code":"invalid_request"');
  const long = await sendRaw(`GET /v1/landlords?text=${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`);
  expect(long).toContain('HTTP/1.1 431 ');
  expect(long).toContain('"code":"headers_too_large"');
});
