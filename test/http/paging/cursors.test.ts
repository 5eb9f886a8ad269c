import { createHmac } from 'node:crypto';
import { cursorSecret } from '../../../src/db/access/service-secrets';
import { exampleNewContact } from '../../../src/http/schemas/contact-examples';
import { type Caller, serve, startTestApp, type TestApp } from '../../support/app';
import { type Desk, openDesk } from '../../support/landlord-desk';
import { everyWriterEnded } from '../../support/wait-until';

const SEAL_BYTES = 16;

let service: TestApp;
let desk: Desk;
let other: Desk;
let caller: Caller;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
  other = await openDesk(service, 'westfield');
  caller = desk.caller;
  for (const each of [desk, other]) {
    for (const receivedOn of ['2026-02-03', '2026-02-04']) {
      await each.log({ receivedOn });
      await each.act('corrections', { receivedOn: '2026-02-02', why: 'The postmark.' });
    }
    for (const receivedOn of ['2026-02-02', '2026-02-03'])
      expect((await each.caller.post('/v1/contacts', { ...exampleNewContact, receivedOn })).status).toBe(201);
  }
  await everyWriterEnded(service.owner);
});
afterAll(() => service.stop());

const LISTS: [path: string, parameter: string][] = [
  ['/v1/complaints', 'cursor'],
  ['/v1/complaints?sort=dueOn', 'cursor'],
  ['/v1/clocks', 'cursor'],
  ['/v1/contacts', 'cursor'],
  ['/v1/events', 'after'],
  ['/v1/reports/corrections?from=2026-02-01&to=2026-02-28', 'cursor'],
];

const at = (path: string, rest: string) => `${path}${path.includes('?') ? '&' : '?'}${rest}`;
const first = async (path: string): Promise<string> => {
  const { body } = await caller.get(at(path, 'limit=1'));
  expect([path, body.items.length, typeof body.next]).toEqual([path, 1, 'string']);
  return body.next;
};

const refusedAt = (parameter: string) => [
  400,
  [
    {
      in: 'query',
      pointer: `/${parameter}`,
      detail: 'is not a cursor this list gave; begin again without one',
    },
  ],
];

test.each(LISTS)('%s: a cursor with any one bit changed is refused by name', async (path, parameter) => {
  const bytes = Buffer.from(await first(path), 'base64url');
  for (let place = 0; place < bytes.length; place += 1) {
    const changed = Buffer.from(bytes);
    changed[place] = (changed[place] ?? 0) ^ (1 << (place % 8));
    const { status, body } = await caller.get(at(path, `${parameter}=${changed.toString('base64url')}`));
    expect([status, body.errors]).toEqual(refusedAt(parameter));
  }
});

test.each(LISTS)('%s: a cursor of another landlord’s same list is refused', async (path, parameter) => {
  const cursor = await first(path);
  const { status, body } = await other.caller.get(at(path, `${parameter}=${cursor}`));
  expect([status, body.errors]).toEqual(refusedAt(parameter));
});

test('a cursor of one list is refused by every other', async () => {
  for (const [from] of LISTS) {
    for (const [to, parameter] of LISTS) {
      if (from.split('?')[0] === to.split('?')[0]) continue;
      const { status } = await caller.get(at(to, `${parameter}=${await first(from)}`));
      expect([from, to, status]).toEqual([from, to, 400]);
    }
  }
});

test('every list refuses a cursor that it never gave, whoever asks and however many there are', async () => {
  interface Get {
    readonly parameters?: readonly Parameter[];
  }
  interface Parameter {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
    readonly example?: string;
  }
  const needed = (parameters: readonly Parameter[]) =>
    parameters
      .flatMap((one) => (one.in === 'query' && one.required ? [`${one.name}=${one.example}`] : []))
      .join('&');
  const { paths } = (await service.as().get('/openapi.json')).body;
  const lists = Object.entries(paths as Record<string, { readonly get?: Get }>).flatMap(([path, { get }]) =>
    (get?.parameters ?? [])
      .filter((given) => given.in === 'query' && ['cursor', 'after'].includes(given.name))
      .map(({ name }): [string, string] => [at(path, needed(get?.parameters ?? [])), name]),
  );
  expect(lists.length).toBeGreaterThan(8);
  const callers = [caller, service.as(await service.platformKey())];
  for (const [path, parameter] of lists) {
    const named = path.replace(/\{\w+\}/g, desk.complaint.id);
    for (const each of callers) {
      const { status, body } = await each.get(at(named, `${parameter}=bm90IG91cnM`));
      if (status === 403) continue;
      expect([path, status, body.errors]).toEqual([path, ...refusedAt(parameter)]);
    }
  }
});

test('a cursor holds in every process of the service and after a restart of each', async () => {
  const second = await serve(service.database);
  const reader = second.as(await service.key(desk.landlordId, ['reader']));
  for (const [path, parameter] of LISTS) {
    const { status, body } = await reader.get(at(path, `limit=1&${parameter}=${await first(path)}`));
    expect([path, status, body.items.length]).toEqual([path, 200, 1]);
  }
  await second.stop();
});

test('a place in the feed that an earlier release sealed, without any filters, is still one', async () => {
  const secret = await cursorSecret(service.database);
  const { next } = (await caller.get('/v1/events?limit=1')).body;
  const [, place] = JSON.parse(Buffer.from(next, 'base64url').subarray(SEAL_BYTES).toString());
  const text = JSON.stringify(place);
  const seal = createHmac('sha256', secret)
    .update(JSON.stringify([desk.landlordId, 'readEventFeed', text]))
    .digest()
    .subarray(0, SEAL_BYTES);
  const old = Buffer.concat([seal, Buffer.from(text)]).toString('base64url');
  const [by, past] = await Promise.all([next, old].map((after) => caller.get(`/v1/events?after=${after}`)));
  expect([past?.status, past?.body]).toEqual([200, by?.body]);
  expect(past?.body.items.length).toBeGreaterThan(1);
});

test('several values of a filter are the same filter in any order', async () => {
  const { body } = await caller.get('/v1/complaints?status=open,closed&limit=1');
  const { status } = await caller.get(`/v1/complaints?status=closed&status=open&limit=1&cursor=${body.next}`);
  expect(status).toBe(200);
});

test('the service may not change the secret, and no landlord can see it', async () => {
  const nil = '00000000-0000-0000-0000-000000000000';
  const attempt = (text: string) => service.database.of(nil).query({ text });
  await expect(attempt("update service_secrets set secret = 'x'")).rejects.toThrow('permission denied');
  await expect(attempt('delete from service_secrets')).rejects.toThrow('permission denied');
  expect(
    await service.database.of(desk.landlordId).query({ text: 'select name from service_secrets' }),
  ).toEqual([]);
  const [row] = await service.owner.query<{ bytes: number }>({
    text: 'select length(secret)::int as bytes from service_secrets',
  });
  expect(row).toEqual({ bytes: 64 });
});
