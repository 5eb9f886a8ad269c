import { openDatabase } from '../../../src/db/connection/client';
import { SERVICE_ROLE } from '../../../src/db/setup/isolation';
import type { Instant } from '../../../src/policy/dates/local-date';
import { type Served, serve, startTestApp, TEST_NOW, type TestApp } from '../../support/app';
import { type Desk, LEAST, openDesk } from '../../support/landlord-desk';
import { countRows, expectWholeRecord } from '../../support/whole-record';
import { oneRound } from '../../support/maintenance-round';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const complaint = { ...LEAST, receivedOn: '2026-02-27' };
const send = (key: string, body: object = complaint, path = '/v1/complaints') =>
  desk.post(path, body as Record<string, unknown>).set('Idempotency-Key', key);
const complaints = async () => (await countRows(service.owner)).complaints;

test('sent again, a request is answered as the first time, byte for byte, and is not done again', async () => {
  const before = await complaints();
  const first = await send('again-1');
  const second = await send('again-1');
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.text).toBe(first.text);
  for (const header of ['etag', 'location', 'content-type'])
    expect(second.headers[header]).toBe(first.headers[header]);
  expect(first.headers['idempotency-replayed']).toBeUndefined();
  expect(second.headers['idempotency-replayed']).toBe('true');
  expect(second.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
  expect(await complaints()).toBe((before ?? 0) + 1);
});

test('two hundred at the same moment make one complaint and get the same answer', async () => {
  const before = await complaints();
  const answers = await Promise.all(Array.from({ length: 200 }, () => send('two-hundred')));
  const statuses = new Set(answers.map(({ status }) => status));
  const made = answers.filter(({ status }) => status === 201);
  expect(new Set(made.map(({ text }) => text)).size).toBe(1);
  // Whoever would have to wait longer than a second is told to ask again, and is then answered the same.
  expect([...statuses].every((status) => status === 201 || status === 409)).toBe(true);
  for (const { body } of answers.filter(({ status }) => status === 409))
    expect(body.code).toBe('request_in_progress');
  expect((await send('two-hundred')).text).toBe(made[0]!.text);
  expect(await complaints()).toBe((before ?? 0) + 1);
});

test('the same key with another body is refused, and names what is wrong', async () => {
  await send('reused');
  const other = await send('reused', { ...complaint, channel: 'phone' });
  expect([other.status, other.body.code]).toEqual([422, 'key_reused']);
});

test('the order of the fields does not make it another body', async () => {
  const first = await send('order');
  const turned = Object.fromEntries(Object.entries(complaint).reverse());
  expect((await send('order', turned)).text).toBe(first.text);
});

test('another address, another client and another landlord have keys of their own', async () => {
  const first = await send('shared');
  const key = await service.key(desk.landlordId, ['landlord-admin'], { name: 'admin' });
  const checked = await service
    .as(key)
    .post('/v1/policy-checks', { version: '2024' })
    .set('Idempotency-Key', 'shared');
  expect(checked.headers['idempotency-replayed']).toBeUndefined();
  const colleague = service.as(
    await service.key(desk.landlordId, ['complaints-officer'], { name: 'colleague' }),
  );
  const second = await colleague.post('/v1/complaints', complaint).set('Idempotency-Key', 'shared');
  const elsewhere = await openDesk(service, 'hexagon');
  const third = await elsewhere.post('/v1/complaints', complaint).set('Idempotency-Key', 'shared');
  expect(new Set([first.body.id, second.body.id, third.body.id]).size).toBe(3);
  await expectWholeRecord(service, elsewhere);
});

test('an act is done once, though its version has moved on since', async () => {
  await desk.log({ receivedOn: '2026-02-27' });
  const act = () =>
    send('note-1', { note: 'Rang twice, no answer' }, desk.path('notes')).set('If-Match', '"1"');
  const first = await act();
  expect(first.status).toBe(201);
  const second = await act();
  expect([second.status, second.headers.etag]).toEqual([201, first.headers.etag]);
  expect(await desk.events).toEqual(['logged', 'noted']);
});

test('a refusal by the policy is given again; one that passes is tried anew', async () => {
  await desk.log({ receivedOn: '2026-02-27' });
  const stale = () => send('stale', { note: 'Rang' }, desk.path('notes')).set('If-Match', '"7"');
  expect((await stale()).status).toBe(412);
  expect((await stale()).headers['idempotency-replayed']).toBeUndefined();
  const future = () => send('future', { ...complaint, receivedOn: '2026-03-03' });
  const first = await future();
  expect([first.status, first.body.code]).toEqual([422, 'in_the_future']);
  const second = await future();
  expect([second.status, second.text]).toEqual([422, first.text]);
  expect(second.headers['content-type']).toContain('application/problem+json');
});

test.each(['a b', 'clé', 'x'.repeat(256)])('a key such as %j is refused with its pointer', async (key) => {
  const answer = await send(key);
  expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, '/idempotency-key']);
});

test('a request without the right form uses up no key', async () => {
  expect((await send('form', { channel: 'email' })).status).toBe(400);
  expect((await send('form')).status).toBe(201);
});

test('a secret is shown once: its request sent again is told that it was done', async () => {
  const admin = service.as(await service.key(desk.landlordId, ['landlord-admin']));
  const make = () =>
    admin.post('/v1/api-keys', { name: 'CRM', roles: ['reader'] }).set('Idempotency-Key', 'secret-1');
  const first = await make();
  expect(first.status).toBe(201);
  const second = await make();
  expect([second.status, second.body.code]).toEqual([409, 'answer_not_repeated']);
  const kept = await service.owner.query<{ body: string | null }>({
    text: `select body from idempotency_keys where key = 'secret-1'`,
  });
  expect(kept).toEqual([{ body: null }]);
});

test('a second process, and one started later, answer the same', async () => {
  const key = await service.key(desk.landlordId, ['complaints-officer'], { name: 'two processes' });
  const post = (to: Served) => to.as(key).post('/v1/complaints', complaint).set('Idempotency-Key', 'restart');
  const first = await post(service);
  const database = openDatabase({ url: service.databaseUrl, poolSize: 2, role: SERVICE_ROLE });
  const other = await serve(database);
  expect((await post(other)).text).toBe(first.text);
  await other.stop();
  await database.close();
});

test('an answer is kept for a day; then the maintenance removes it and the key is free', async () => {
  const first = await send('a-day');
  service.setNow('2026-03-03T09:59:59.000Z');
  expect((await send('a-day')).text).toBe(first.text);
  const dayLater = '2026-03-03T10:00:00.000Z' as Instant;
  service.setNow(dayLater);
  const count = async () => {
    const [row] = await service.owner.query<{ n: number }>({
      text: 'select count(*)::int as n from idempotency_keys',
    });
    return row!.n;
  };
  expect(await count()).toBeGreaterThan(0);
  await oneRound(service.database, dayLater);
  expect(await count()).toBe(0);
  const second = await send('a-day');
  expect(second.body.id).not.toBe(first.body.id);
  service.setNow(TEST_NOW);
});
