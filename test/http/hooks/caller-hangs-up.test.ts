import { once } from 'node:events';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { Client } from 'pg';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, openDesk } from '../../support/landlord-desk';
import { backendsWaiting } from '../../support/wait-until';

/** Callers who are gone before their answer is ready. What they asked for is done, so it has to be told of. */

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
  await desk.log({ receivedOn: '2026-02-27' });
});
afterAll(() => service.stop());

interface Sent {
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

/** Sends a whole request, hangs up while the service waits for the table, and only then lets go of it. */
async function hangUpWhile(table: string, { key, method, path, body }: Sent): Promise<void> {
  const holder = new Client(service.databaseUrl);
  await holder.connect();
  await holder.query(`begin; lock table ${table} in access exclusive mode`);
  const connected = once(service.app.server, 'connection');
  const sent = request(`${service.url}${path}`, {
    method,
    agent: false,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  });
  sent.on('error', () => undefined);
  sent.end(body && JSON.stringify(body));
  const [socket]: Socket[] = await connected;
  const gone = new Promise((resolve) => socket!.once('close', resolve));
  await backendsWaiting(service.owner, 1);
  // Only a reset says that nobody is there: who ends its side alone may still wait for its answer.
  sent.socket?.resetAndDestroy();
  await gone;
  await holder.query('rollback');
  await holder.end();
}

/** The entries of whoever has this name, once there are any. */
async function entriesOf(name: string): Promise<unknown[]> {
  for (;;) {
    const { body } = await desk.caller.get('/v1/access-log?limit=200');
    const found = body.items.filter((entry: { name: string }) => entry.name === name);
    if (found.length > 0)
      return found.map(({ operation, subject, status }: Record<string, unknown>) => [
        operation,
        subject,
        status,
      ]);
  }
}
const linesOf = (route: string) =>
  service.log.filter((line) => line.route === route && line.hungUp === true).map(({ status }) => status);

test('a read that its caller did not wait for is on record, in the log and in the figures', async () => {
  const { id } = desk.complaint;
  const key = await service.key(desk.landlordId, ['reader'], { name: 'impatient reader' });
  await hangUpWhile('complaints', { key, method: 'GET', path: `/v1/complaints/${id}` });
  expect(await entriesOf('impatient reader')).toEqual([['readComplaint', id, 200]]);
  expect(linesOf('/v1/complaints/:id')).toEqual([200]);
  const { text } = await service.as().get('/metrics');
  expect(text).toContain(
    'redress_http_request_duration_seconds_count{method="GET",route="/v1/complaints/:id",status="200"} 1',
  );
});

test('a change that its caller did not wait for is done, and on record with who made it', async () => {
  const { id } = desk.complaint;
  const key = await service.key(desk.landlordId, ['complaints-officer'], { name: 'impatient officer' });
  const path = `/v1/complaints/${id}/notes`;
  await hangUpWhile('complaints', { key, method: 'POST', path, body: { note: 'Rang back' } });
  expect(await entriesOf('impatient officer')).toEqual([['addNote', id, 201]]);
  const { body } = await desk.caller.get(`/v1/complaints/${id}/events`);
  expect(body.items.at(-1)).toMatchObject({ type: 'noted', texts: { note: 'Rang back' } });
});

test('of a caller who is gone before its key is looked up nothing is done, and the attempt is on record', async () => {
  const { id } = desk.complaint;
  const key = await service.key(desk.landlordId, ['complaints-officer'], { name: 'gone at once' });
  const before = (await desk.caller.get(`/v1/complaints/${id}`)).body.version;
  const path = `/v1/complaints/${id}/notes`;
  await hangUpWhile('api_keys', { key, method: 'POST', path, body: { note: 'Rang back' } });
  expect(await entriesOf('gone at once')).toEqual([['addNote', id, 400]]);
  expect((await desk.caller.get(`/v1/complaints/${id}`)).body.version).toBe(before);
});

test('who hangs up in the middle of a body has tried, and that is on record', async () => {
  const key = await service.key(desk.landlordId, ['complaints-officer'], { name: 'broken line' });
  const connected = once(service.app.server, 'connection');
  const sent = request(`${service.url}/v1/complaints`, {
    method: 'POST',
    agent: false,
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'content-length': '1000',
    },
  });
  sent.on('error', () => undefined);
  sent.write('{"channel":');
  const [socket]: Socket[] = await connected;
  const gone = once(socket!, 'close');
  await service.as(key).get('/v1/procedures');
  sent.destroy();
  await gone;
  expect(await entriesOf('broken line')).toEqual([['logComplaint', null, 400]]);
  expect(service.log.filter(({ level }) => level === 50)).toEqual([]);
});
