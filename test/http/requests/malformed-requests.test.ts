import { type Caller, startTestApp, type TestApp } from '../../support/app';

let service: TestApp;
let platform: Caller;
beforeAll(async () => {
  service = await startTestApp();
  platform = service.as(await service.platformKey());
});
afterAll(() => service.stop());

afterEach(async () => {
  // Bad input is never a failure of ours, and never leaves anything behind.
  expect(service.log.filter((line) => line.level === 50)).toEqual([]);
  expect((await platform.get('/v1/landlords')).body.items).toEqual([]);
});

const landlord = { name: 'settle', division: 'england-and-wales' };

test('an unknown field is refused with the fields that are known', async () => {
  const { status, body } = await platform.post('/v1/landlords', { ...landlord, devision: 'scotland' });
  expect(status).toBe(400);
  expect(body.errors).toEqual([
    {
      in: 'body',
      pointer: '/devision',
      detail:
        'is not known here; did you mean division? Known: name, division, zone, homes, ombudsmanContact, handlersSee',
      allowed: ['name', 'division', 'zone', 'homes', 'ombudsmanContact', 'handlersSee'],
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
  expect([none.status, none.body.errors]).toEqual([
    400,
    [{ in: 'body', pointer: '', detail: 'is required' }],
  ]);
  for (const body of ['null', '[]', '"landlord"', '12']) {
    const { status } = await platform.post('/v1/landlords').type('application/json').send(body);
    expect([status, body]).toEqual([400, body]);
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
        detail: 'is not known here; did you mean limit? Known: limit, count, cursor',
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

test.each([300, 5_000])(
  'an id of %i characters answers a problem that says what an id is',
  async (length) => {
    const { status, body } = await platform.get(`/v1/landlords/${'a'.repeat(length)}`);
    expect([status, body.errors]).toEqual([400, [{ in: 'path', pointer: '/id', detail: 'must be a UUID' }]]);
  },
);

test('a path that cannot be decoded answers a problem', async () => {
  const { status, body, headers } = await platform.get('/v1/landlords/%zz');
  expect([status, body.code]).toEqual([400, 'invalid_url']);
  expect(headers['x-request-id']).toBe(body.requestId);
});

test('a body sent where nothing is, or where nothing takes it, is not read', async () => {
  const send = (path: string) => service.as().post(path).type('application/json').send('{"half":');
  const nowhere = await send('/v1/nothing');
  expect([nowhere.status, nowhere.body.code]).toEqual([404, 'no_such_path']);
  const elsewhere = await send('/health/live');
  expect([elsewhere.status, elsewhere.body.code, elsewhere.headers.allow]).toEqual([
    405,
    'method_not_allowed',
    'GET, HEAD',
  ]);
  expect(elsewhere.headers['x-request-id']).toBe(elsewhere.body.requestId);
});

test('a tampered cursor is a fault of the request', async () => {
  for (const cursor of [
    'abc',
    Buffer.from('"nobody"').toString('base64url'),
    Buffer.from('{}').toString('base64url'),
  ]) {
    const { status, body } = await platform.get(`/v1/landlords?cursor=${cursor}`);
    expect([status, body.errors]).toEqual([
      400,
      [
        {
          in: 'query',
          pointer: '/cursor',
          detail: 'is not a cursor this list gave; begin again without one',
        },
      ],
    ]);
  }
});
