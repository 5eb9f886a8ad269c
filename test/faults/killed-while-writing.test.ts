import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtService } from '../support/built-service';
import { createEmptyDatabase } from '../support/database';
import { LEAST } from '../support/landlord-desk';
import { type Answer, landlordAt, send } from '../support/landlord-over-http';
import { startService } from '../support/running-service';
import { until } from '../support/wait-until';
import { expectStoredEqualsReplay } from '../support/whole-record';

// At once and not in a hook: on a busy machine the compiler may take longer than a hook may.
const built = builtService();
let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'redress killed '));
});
afterAll(() => {
  rmSync(cwd, { recursive: true, force: true });
});

const WRITERS = 20;
const WRITES = 1000;

/** One thing to be done, under a key of its own, and what was answered to it; null while nothing was. */
interface Write {
  readonly key: string;
  readonly path: string;
  readonly body: unknown;
  answer: Answer | null;
}

test('kill -9 in the middle of a thousand writes loses nothing that was answered and leaves nothing half done', async () => {
  const { url: databaseUrl, drop } = await createEmptyDatabase();
  const env = { DATABASE_URL: databaseUrl, HOST: '127.0.0.1', LOG_LEVEL: 'silent' };
  const first = await startService(built, cwd, env);
  const { landlordId, key, database } = await landlordAt(first.url, databaseUrl);

  const writes: Write[] = [];
  let serviceUrl = first.url;
  const attempt = async (write: Write): Promise<boolean> => {
    const headers = { 'Idempotency-Key': write.key };
    write.answer = await send({ url: serviceUrl, key }, 'POST', write.path, {
      body: write.body,
      headers,
    }).catch(() => null);
    return write.answer !== null;
  };
  const newWrite = (path: string, body: unknown): Write => {
    const write = { key: `write-${writes.length}`, path, body, answer: null };
    writes.push(write);
    return write;
  };
  /** Logs a complaint, acknowledges it, adds a note to it, and begins anew; until nobody answers any more. */
  const writer = async (): Promise<void> => {
    while (writes.length < WRITES) {
      const logged = newWrite('/v1/complaints', { ...LEAST, receivedOn: '2026-03-02' });
      if (!(await attempt(logged))) return;
      const { id }: { id: string } = JSON.parse(logged.answer?.text ?? '');
      for (const [act, body] of [
        ['acknowledgements', { occurredOn: '2026-03-02' }],
        ['notes', { note: 'Rang the resident' }],
      ] as const) {
        if (!(await attempt(newWrite(`/v1/complaints/${id}/${act}`, body)))) return;
      }
    }
  };
  const answered = () => writes.filter(({ answer }) => answer !== null).length;
  const writing = Promise.all(Array.from({ length: WRITERS }, writer));
  await until('half of them are answered', () => answered() >= WRITES / 2);
  expect(await first.end('SIGKILL')).toBe(null);
  await writing;

  const cutOff = writes.filter(({ answer }) => answer === null);
  expect(cutOff.length).toBeGreaterThan(0);
  expect(answered()).toBeGreaterThanOrEqual(WRITES / 2);
  expect(writes.filter(({ answer }) => answer && answer.status !== 201)).toEqual([]);

  const second = await startService(built, cwd, env);
  serviceUrl = second.url;
  const seen = await database.of(landlordId).query<{ id: string; types: string[] }>({
    text: `select complaint_id as id, array_agg(type order by sequence) as types
      from complaint_events where landlord_id = $1 group by complaint_id`,
    values: [landlordId],
  });
  const typesOf = new Map(seen.map(({ id, types }) => [id, types]));
  for (const { path, answer } of writes) {
    if (!answer) continue;
    const { id, version }: { id: string; version: number } = JSON.parse(answer.text);
    // The answer told of a version; each event up to it has to be there.
    expect([path, (typesOf.get(id) ?? []).length >= version]).toEqual([path, true]);
  }
  await expectStoredEqualsReplay(database, landlordId);

  // Whether what was cut off had been done nobody can know; sent again under the same key it is done once.
  for (const write of [...cutOff, ...cutOff]) {
    await attempt(write);
    expect(write.answer?.status).toBe(201);
  }
  const [stored] = await database.of(landlordId).query<{ complaints: number; notes: number }>({
    text: `select (select count(*)::int from complaints where landlord_id = $1) as complaints,
      (select count(*)::int from complaint_events where landlord_id = $1 and type = 'noted') as notes`,
    values: [landlordId],
  });
  expect(stored).toEqual({
    complaints: writes.filter(({ path }) => path === '/v1/complaints').length,
    notes: writes.filter(({ path }) => path.endsWith('/notes')).length,
  });
  expect(await second.end('SIGTERM')).toBe(0);
  await database.close();
  await drop();
});
