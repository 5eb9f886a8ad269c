import { Client } from 'pg';
import { openDatabase } from '../../../src/db/connection/client';
import { migrate } from '../../../src/db/setup/migrate';
import { startTestAppOn, TEST_NOW } from '../../support/app';
import {
  createDatabaseWith,
  createEarlierDatabase,
  createTestDatabase,
  migrateWith,
} from '../../support/database';
import { openDesk } from '../../support/landlord-desk';
import {
  earlierRelease,
  enterRows,
  everyRow,
  laterRelease,
  MIGRATIONS,
  presentJournal,
} from '../../support/databases/migrations';
import { expectStoredEqualsReplay, expectWholeRecord } from '../../support/whole-record';
import { WALKED, walkWholeComplaint } from '../../support/whole-westfield-complaint';
import { oneRound } from '../../support/maintenance-round';
import { backendsWaiting } from '../../support/wait-until';

/** What the rules in docs/migrations.md let a release do while the one before it is still running. */
const EXPANSION = `
alter table complaints add column heating text;
--> statement-breakpoint
alter table complaint_events add column channel text not null default 'unknown';
--> statement-breakpoint
create table visits (
  landlord_id uuid not null, id uuid not null, complaint_id uuid not null, visited_on date not null,
  primary key (landlord_id, id),
  constraint visits_complaint_fk foreign key (landlord_id, complaint_id) references complaints (landlord_id, id)
);
--> statement-breakpoint
create index visits_by_complaint on visits (landlord_id, complaint_id);
--> statement-breakpoint
create index clocks_by_handler on clocks (landlord_id, handler, due_on);
--> statement-breakpoint
alter table contacts add constraint contacts_summary_short check (length(summary) < 100000) not valid;
`;

test('this release runs a whole complaint on the schema of a later one that has only added to it', async () => {
  const later = laterRelease(EXPANSION);
  const service = await startTestAppOn(await createDatabaseWith(later.folder));
  const desk = await openDesk(service, 'westfield');
  await walkWholeComplaint(desk);
  expect(await desk.events).toEqual(WALKED);
  expect((await desk.caller.get('/v1/clocks?due=overdue')).status).toBe(200);
  expect((await desk.caller.get('/v1/complaints?text=Damp')).body.items).toHaveLength(1);
  await expectWholeRecord(service, desk);
  await service.stop();
  later.remove();
});

test('a complaint that is under way while a later release migrates goes on as if nothing had happened', async () => {
  const service = await startTestAppOn(await createTestDatabase());
  const desk = await openDesk(service, 'westfield');
  await desk.log({ receivedOn: '2024-09-02' });
  const later = laterRelease(EXPANSION);
  await migrateWith(service.databaseUrl, later.folder);
  await desk.act('acknowledgements', { occurredOn: '2024-09-04' });
  expect(desk.due('respond', 'stage-1')).toBe('2024-09-18');
  expect((await service.as().get('/health/ready')).status).toBe(200);
  await expectWholeRecord(service, desk);
  await service.stop();
  later.remove();
});

test('the last migration takes a database with complaints in it whole to this release', async () => {
  const filled = await startTestAppOn(await createTestDatabase());
  const desk = await openDesk(filled, 'westfield');
  await walkWholeComplaint(desk);
  await desk.log({ receivedOn: '2024-09-05' });
  // Until it is closed it writes who looked at what, a second after they did.
  await filled.app.close();

  const before = earlierRelease(1);
  const upgraded = await createEarlierDatabase(before.folder);
  await enterRows(await everyRow(filled.owner), upgraded.owner);
  // The release before left its own format, by which the round knows what has to be made anew.
  await upgraded.owner.query({ text: 'update complaints set state_format = state_format - 1' });
  await migrateWith(upgraded.url, MIGRATIONS);
  expect(await upgraded.owner.query({ text: 'select 1 from drizzle.__drizzle_migrations' })).toHaveLength(
    presentJournal().entries.length,
  );
  const [held, now] = [await everyRow(filled.owner), await everyRow(upgraded.owner)];
  for (const [table, rows] of Object.entries(held))
    expect([table, now[table]?.length]).toEqual([table, rows.length]);
  await oneRound(upgraded.database, TEST_NOW);
  await expectStoredEqualsReplay(upgraded.database, desk.landlordId);

  await upgraded.drop();
  await filled.stop();
  before.remove();
});

describe('while somebody keeps a table locked', () => {
  test('a migration gives way, so that readers are not held up behind it, and is done once the table is free', async () => {
    const scratch = await createTestDatabase();
    const reading = new Client({ connectionString: scratch.url });
    await reading.connect();
    await reading.query('begin');
    await reading.query('select count(*) from complaints');

    const later = laterRelease('alter table complaints add column heating text;');
    const owner = openDatabase({ url: scratch.url, poolSize: 1 });
    const migrated = migrate(owner, { migrationsFolder: later.folder });
    await backendsWaiting(scratch.owner, 1);
    // Queued behind the ALTER, which is queued behind the reader: served as soon as the ALTER gives way.
    const rows = await scratch.owner.query({ text: 'select count(*)::int as n from complaints' });
    expect(rows).toEqual([{ n: 0 }]);
    await reading.query('commit');
    await reading.end();
    await migrated;
    expect(await scratch.owner.query({ text: 'select heating from complaints' })).toEqual([]);

    await owner.close();
    await scratch.drop();
    later.remove();
  });
});
