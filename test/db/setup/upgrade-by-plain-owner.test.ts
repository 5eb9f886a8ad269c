import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { startTestAppOn, type TestApp } from '../../support/app';
import { createEarlierDatabase, createTestDatabase, migrateWith } from '../../support/database';
import {
  earlierRelease,
  enterRows,
  everyRow,
  MIGRATIONS,
  presentJournal,
} from '../../support/databases/migrations';
import { openDesk } from '../../support/landlord-desk';

/**
 * An owner that is no superuser sees no rows while isolation is forced on it, so that a migration which fills in values
 * fills in none. The databases of the other tests are a superuser's and cannot notice.
 */
const HONEST_DATES = '0026_honest_dates';

const ROLE = 'upgrade_plain_owner';
const TABLES = ['clocks', 'complaints'];

let filled: TestApp;
beforeAll(async () => {
  filled = await startTestAppOn(await createTestDatabase());
});
afterAll(() => filled.stop());

test('the dates that are judged are filled in by an ordinary owner too', async () => {
  const desk = await openDesk(filled, 'westfield');
  await desk.log({ receivedOn: '2024-09-05' });
  const { entries } = presentJournal();
  const since = entries.findIndex(({ tag }) => tag === HONEST_DATES);
  const before = earlierRelease(entries.length - since);
  const upgraded = await createEarlierDatabase(before.folder);
  await enterRows(await everyRow(filled.owner), upgraded.owner);
  // As the release before left it: with isolation forced.
  await migrateWith(upgraded.url, before.folder);
  const client = new Client({ connectionString: upgraded.url });
  await client.connect();
  try {
    await client.query(`create role ${ROLE}`);
    await client.query(`grant all on schema public to ${ROLE}`);
    for (const table of TABLES) await client.query(`alter table ${table} owner to ${ROLE}`);
    await client.query(`set role ${ROLE}`);
    const statements = readFileSync(join(MIGRATIONS, `${HONEST_DATES}.sql`), 'utf8');
    for (const statement of statements.split('--> statement-breakpoint')) await client.query(statement);
    await client.query('reset role');
    const clocks = await client.query(
      "select kind, due_on::text, judged_on::text from clocks where kind in ('acknowledge', 'respond') order by kind",
    );
    expect(clocks.rows).toEqual([
      { kind: 'acknowledge', due_on: '2024-09-12', judged_on: '2024-09-12' },
      { kind: 'respond', due_on: '2024-09-26', judged_on: null },
    ]);
    const complaints = await client.query('select next_judged_on::text from complaints');
    expect(complaints.rows).toEqual([{ next_judged_on: '2024-09-12' }]);
  } finally {
    await client.query('reset role');
    for (const table of TABLES) await client.query(`alter table ${table} owner to current_user`);
    await client.query(`drop owned by ${ROLE}`);
    await client.query(`drop role ${ROLE}`);
    await client.end();
    before.remove();
  }
});
