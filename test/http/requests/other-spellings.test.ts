import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, LEAST, openDesk } from '../../support/landlord-desk';

/** Requests that are nearly right: each is taken, or told what is wrong with it, and none is read as something else. */

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
  await desk.log({ receivedOn: '2026-02-27' });
  await desk.log({ receivedOn: '2026-02-27' });
});
afterAll(() => service.stop());

test('an empty text where one is needed is not told to be left out', async () => {
  const complainant = { name: '', phone: '' };
  const given = { ...LEAST, receivedOn: '2026-02-27', complainant, summary: '' };
  const { status, body } = await desk.caller.post('/v1/complaints', given);
  const told = body.errors.map(({ pointer, detail }: Record<string, string>) => [pointer, detail]);
  expect([status, told]).toEqual([
    400,
    [
      ['/complainant/name', 'is empty: give a value'],
      ['/complainant/phone', 'is empty: leave it out or give a value'],
      ['/summary', 'is empty: give a value'],
    ],
  ]);
});

test.each(['order=latest&order=oldest', 'limit=1&limit=2', 'count=true&count=true', 'cursor=a&cursor=b'])(
  'a parameter that is there twice and takes one value is told so: %s',
  async (query) => {
    const { status, body } = await desk.caller.get(`/v1/complaints?${query}`);
    const pointer = `/${query.slice(0, query.indexOf('='))}`;
    expect([status, body.errors]).toEqual([
      400,
      [expect.objectContaining({ in: 'query', pointer, detail: 'is there more than once: give it once' })],
    ]);
  },
);

test.each(['0x1', '%201', '1e3', '1.0', '+1', '1_0'])('%s in a path is no number', async (n) => {
  const { status, body } = await desk.post(desk.path(`remedies/${n}/completions`), {});
  expect([status, body.errors?.[0]?.in, body.errors?.[0]?.pointer]).toEqual([400, 'path', '/n']);
});

test('/v1 answers as the root that names it, and sends a browser on to the page', async () => {
  const [root, api] = [await service.as().get('/'), await service.as().get('/v1')];
  expect([api.status, api.body]).toEqual([200, root.body]);
  for (const [path, page] of [
    ['/v1', '/docs'],
    ['/v1/', '/docs'],
  ] as const) {
    const { status, headers } = await service.as().get(path).set('Accept', 'text/html').redirects(0);
    expect([status, new URL(headers.location ?? '', `${service.url}${path}`).pathname]).toEqual([302, page]);
  }
});

test('a malformed Idempotency-Key is refused whatever changes something', async () => {
  const path = `/v1/landlords/${desk.landlordId}`;
  const details = { name: 'Westfield Housing Association', division: 'england-and-wales' };
  const { status, body } = await desk.caller.put(path, details).set('Idempotency-Key', 'two words');
  expect([status, body.errors?.[0]?.pointer]).toEqual([400, '/idempotency-key']);
  expect((await desk.caller.put(path, details).set('Idempotency-Key', 'word')).status).toBe(200);
});

test('a cursor with other characters in it is not the one that was given', async () => {
  const { body } = await desk.caller.get('/v1/complaints?limit=1');
  for (const [cursor, status] of [
    [body.next, 200],
    [`!%20${body.next}`, 400],
    [`${body.next}=`, 400],
  ])
    expect((await desk.caller.get(`/v1/complaints?limit=1&cursor=${cursor}`)).status).toBe(status);
});

test.each([
  { range: 'bytes=99999999-' },
  { 'if-match': '"x"' },
  { 'if-unmodified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' },
])('a file of the page is given whole, whatever is asked of it: %j', async (headers) => {
  const { status } = await service.as().get('/docs/static/swagger-ui.css').set(headers);
  expect(status).toBe(200);
});
