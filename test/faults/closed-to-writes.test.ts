import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestApp, type TestApp } from '../support/app';
import { type Desk, openDesk } from '../support/landlord-desk';
import { countRows, expectStoredEqualsReplay } from '../support/whole-record';
import { until } from '../support/wait-until';

/** A database that answers questions and takes nothing: after a failover to a standby, or with its disk full. */

let service: TestApp;
let desk: Desk;
beforeEach(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
  await desk.log({ receivedOn: '2026-02-23' });
});
afterEach(async () => {
  await expectStoredEqualsReplay(service.database, desk.landlordId);
  await service.stop();
});

const nameOf = ({ databaseUrl }: TestApp) => new URL(databaseUrl).pathname.slice(1);

/** A setting of a database holds for connections made after it. */
async function alterDatabase(change: string): Promise<void> {
  const { pool } = service.database;
  let left = pool.totalCount;
  const noticed = () => {
    left -= 1;
  };
  pool.on('remove', noticed);
  await service.owner.query({ text: `alter database ${nameOf(service)} ${change}` });
  await service.owner.query({
    text: `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`,
  });
  // The pool learns of the loss of its idle connections one by one, as the messages come in.
  await until('it has noticed them all', () => left <= 0);
  pool.off('remove', noticed);
}

test('read-only, it is read from as ever, and each write is answered 503 in plain words, until it takes writes again', async () => {
  const before = await countRows(service.owner);
  await alterDatabase('set default_transaction_read_only = on');
  for (const path of ['/v1/complaints', '/v1/clocks', '/v1/events', desk.path('clocks')])
    expect([path, (await desk.caller.get(path)).status]).toEqual([path, 200]);
  for (const headers of [{}, { 'Idempotency-Key': 'read-only' }]) {
    const {
      status,
      body,
      headers: answered,
    } = await desk.caller.post(desk.path('acknowledgements'), { occurredOn: '2026-02-24' }).set(headers);
    expect([status, body.code, answered['retry-after']]).toEqual([503, 'unavailable', '5']);
    expect(body.detail).toBe('The database takes no writes at present: nothing was written.');
  }
  await alterDatabase('reset default_transaction_read_only');
  expect(await countRows(service.owner)).toEqual(before);
  await desk.act('acknowledgements', { occurredOn: '2026-02-24' });
});

/** A file system of two megabytes takes root to mount, and not every container lets even root. */
function smallDisk(): { path: string; remove(): void } | null {
  const path = mkdtempSync(join(tmpdir(), 'redress-disk-'));
  const remove = () => {
    execFileSync('umount', [path], { stdio: 'ignore' });
    rmSync(path, { recursive: true });
  };
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', path], { stdio: 'ignore' });
    return { path, remove };
  } catch {
    rmSync(path, { recursive: true });
    return null;
  }
}

const disk = process.platform === 'linux' && process.getuid?.() === 0 ? smallDisk() : null;
afterAll(() => disk?.remove());

// Where it cannot be mounted the test is not declared, rather than skipped.
if (disk) {
  test('with its disk full, a write is answered 503 in plain words and leaves nothing, and reads go on', async () => {
    const directory = join(disk.path, 'space');
    mkdirSync(directory);
    // Under root the server has an account of its own, which has to own what it writes to.
    chmodSync(disk.path, 0o755);
    const [server] = await service.owner.query<{ pid: number }>({ text: 'select pg_backend_pid() as pid' });
    const owner = execFileSync('stat', ['-c', '%u:%g', `/proc/${server?.pid}`], { encoding: 'utf8' }).trim();
    execFileSync('chown', [owner, directory]);
    const space = `small_${nameOf(service)}`;
    await service.owner.query({ text: `create tablespace ${space} location '${directory}'` });
    for (const table of ['complaints', 'complaint_events', 'texts'])
      await service.owner.query({ text: `alter table ${table} set tablespace ${space}` });

    const words = 'damp in every room of the house '.repeat(120);
    let answer = await desk.post('/v1/complaints', aComplaint(words));
    for (let n = 0; n < 1000 && answer.status === 201; n += 1)
      answer = await desk.post('/v1/complaints', aComplaint(`${n} ${scrambled(words, n)}`));
    expect([answer.status, answer.body.code]).toEqual([503, 'unavailable']);
    expect(answer.body.detail).toBe('The database has no space left: nothing was written.');
    expect(answer.headers['retry-after']).toBe('5');
    expect((await desk.caller.get(desk.path('clocks'))).status).toBe(200);

    await service.owner.query({ text: `alter table texts set tablespace pg_default` });
    expect((await desk.post('/v1/complaints', aComplaint(words))).status).toBe(201);
    for (const table of ['complaints', 'complaint_events'])
      await service.owner.query({ text: `alter table ${table} set tablespace pg_default` });
    await service.owner.query({ text: `drop tablespace ${space}` });
  });
}

const aComplaint = (description: string) => ({
  receivedOn: '2026-02-23',
  channel: 'email',
  complainant: { name: 'Mrs Nakamura' },
  summary: 'Damp in the bedroom since March',
  description,
});

/** So that PostgreSQL, which compresses long texts, finds nothing that repeats. */
function scrambled(text: string, seed: number): string {
  let state = seed + 1;
  return [...text]
    .map(() => {
      state = (state * 48_271) % 2_147_483_647;
      return String.fromCharCode(97 + (state % 26));
    })
    .join('');
}
