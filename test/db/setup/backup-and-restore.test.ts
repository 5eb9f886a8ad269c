import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startTestAppOn } from '../../support/app';
import { connect, migrateWith } from '../../support/database';
import { openDesk } from '../../support/landlord-desk';
import { installedPostgres, startCluster } from '../../support/databases/installed-postgres';
import { everyRow, MIGRATIONS } from '../../support/databases/migrations';
import { expectStoredEqualsReplay } from '../../support/whole-record';
import { everyWriterEnded, until } from '../../support/wait-until';
import { WALKED, walkWholeComplaint } from '../../support/whole-westfield-complaint';

const bin = installedPostgres();

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function create(url: string, name: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name}`).finally(() => client.end());
}

async function useUp(url: string, transactions: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    `do $$ begin for i in 1..${transactions} loop perform pg_current_xact_id(); commit; end loop; end $$`,
  );
  await client.end();
}

// Declared only where the machine has the programs, in place of being skipped where it has not.
if (bin !== null) {
  test('a dump restored on a new server by the steps of docs/operations.md holds everything and goes on', async () => {
    const old = startCluster(bin, await freePort());
    const fresh = startCluster(bin, await freePort());
    const folder = mkdtempSync(join(tmpdir(), 'redress-backup-'));
    const dump = join(folder, 'redress.dump');
    await create(old.urlOf('postgres'), 'redress');
    await useUp(old.urlOf('redress'), 2000);
    await migrateWith(old.urlOf('redress'), MIGRATIONS);
    const before = await startTestAppOn(connect(old.urlOf('redress'), async () => undefined));
    const desk = await openDesk(before, 'westfield');
    await walkWholeComplaint(desk);
    await everyWriterEnded(before.owner);
    const halfway = (await desk.caller.get('/v1/events?limit=3')).body;
    expect(halfway.items).toHaveLength(3);

    // Reads are on record within a second; what is compared below has to be there when the dump is taken.
    const noted = { text: `select from access_log where operation = 'readEventFeed'` };
    await until('the read is on record', async () => (await before.owner.query(noted)).length > 0);
    execFileSync(join(bin, 'pg_dump'), ['--format=custom', `--file=${dump}`, old.urlOf('redress')]);
    const held = await everyRow(before.owner);
    await create(fresh.urlOf('postgres'), 'redress');
    const onto = fresh.urlOf('redress');
    execFileSync(join(bin, 'pg_restore'), [
      '--exit-on-error',
      '--no-owner',
      '--no-privileges',
      `--dbname=${onto}`,
      dump,
    ]);
    await migrateWith(onto, MIGRATIONS);

    const after = await startTestAppOn(connect(onto, async () => undefined));
    expect(await everyRow(after.owner)).toEqual(held);
    await expectStoredEqualsReplay(after.database, desk.landlordId);
    const caller = after.as(await after.key(desk.landlordId, ['complaints-officer']));
    await everyWriterEnded(after.owner);
    const rest = (await caller.get(`/v1/events?after=${halfway.next}`)).body;
    expect(rest.items.map(({ type }: { type: string }) => type.split('.')[2])).toEqual(WALKED.slice(3));
    const logged = await caller.post('/v1/complaints', {
      receivedOn: '2026-02-27',
      channel: 'email',
      complainant: { name: 'Mrs Nakamura' },
      summary: 'The lift is out again',
    });
    expect([logged.status, logged.body.reference]).toEqual([201, 'C-2026-000001']);
    await everyWriterEnded(after.owner);
    const latest = (await caller.get(`/v1/events?after=${rest.next}`)).body;
    expect(latest.items.map(({ subject }: { subject: string }) => subject)).toEqual([logged.body.id]);
    await expect(after.owner.query({ text: 'delete from complaint_events' })).rejects.toThrow('is refused');

    await before.stop();
    await after.stop();
    old.stop();
    fresh.stop();
    rmSync(folder, { recursive: true, force: true });
  });
}

test('a PostgreSQL that has lost one of the programs is not taken for one that can be tried', () => {
  const root = mkdtempSync(join(tmpdir(), 'redress-postgres-'));
  const directory = join(root, '17/bin');
  mkdirSync(directory, { recursive: true });
  for (const name of ['initdb', 'pg_ctl', 'pg_dump']) writeFileSync(join(directory, name), '');
  expect(installedPostgres(root)).toBeNull();
  writeFileSync(join(directory, 'pg_restore'), '');
  expect(installedPostgres(root)).toBe(directory);
  expect(installedPostgres(join(root, 'nowhere'))).toBeNull();
  rmSync(root, { recursive: true, force: true });
});
