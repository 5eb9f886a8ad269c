import { appendAccess, forgetAccess, listAccess } from '../../../src/db/access/access-log';
import { PLATFORM } from '../../../src/db/access/api-keys';
import { SERVICE_ROLE } from '../../../src/db/setup/isolation';
import { MaintenanceMetrics } from '../../../src/process/maintenance-metrics';
import { type Keeping, MaintenanceRound } from '../../../src/process/maintenance';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { accessEntry, at, HEXAGON, landlordWithPolicy, WESTFIELD } from '../row-builders';

/** How long it stays on record who read what, and that nobody alters it. */

const NOW = at('2026-03-02T10:00:00.000Z');
/** Less than a year old on whatever day this is run, by the clock of the database. */
const RECENT = '2126-03-02T10:00:00.000Z';

let base: TestDatabase;

/** A round of maintenance, as the service makes one every hour. */
const maintain = (now = NOW, keeping?: Keeping) =>
  new MaintenanceRound({
    database: base.database,
    now: () => now,
    metrics: new MaintenanceMetrics(),
    ...(keeping && { keeping }),
    onFailure: (error) => {
      throw error;
    },
  }).run();

beforeAll(async () => {
  base = await createTestDatabase();
  await landlordWithPolicy(base.database, HEXAGON);
  await landlordWithPolicy(base.database, WESTFIELD);
});
beforeEach(async () => {
  await base.owner.query({
    text: `alter table access_log disable trigger user; delete from access_log;
      alter table access_log enable trigger user`,
  });
});
afterAll(() => base.drop());

const note = (landlordId: string, ...moments: readonly string[]) =>
  appendAccess(
    base.database,
    landlordId,
    moments.map((moment, n) => accessEntry(n + 1, moment)),
  );

const EVERYTHING = { subjects: null, principal: null, from: null, to: null, afterId: null, limit: 10 };
const keptOf = async (landlordId: string) =>
  (await listAccess(base.database, landlordId, EVERYTHING)).map((kept) => kept.at).reverse();

test('a round of maintenance removes what is older than six years, to the moment, of every landlord and the platform', async () => {
  for (const landlordId of [HEXAGON, WESTFIELD, PLATFORM])
    await note(landlordId, '2019-06-01T00:00:00.000Z', '2020-03-02T09:59:59.999Z', NOW, RECENT);
  await maintain();
  for (const landlordId of [HEXAGON, WESTFIELD, PLATFORM])
    expect(await keptOf(landlordId)).toEqual([NOW, RECENT]);
});

test('what is exactly as old as that is kept', async () => {
  await note(HEXAGON, '2020-03-02T10:00:00.000Z');
  await maintain();
  expect(await keptOf(HEXAGON)).toEqual(['2020-03-02T10:00:00.000Z']);
});

test('a service that was told to keep a year, or ten, does', async () => {
  await note(
    HEXAGON,
    '2015-06-01T00:00:00.000Z',
    '2019-06-01T00:00:00.000Z',
    '2025-03-02T09:59:59.999Z',
    RECENT,
  );
  await maintain(NOW, { accessLogYears: 10 });
  expect(await keptOf(HEXAGON)).toHaveLength(3);
  await maintain(NOW, { accessLogYears: 1 });
  expect(await keptOf(HEXAGON)).toEqual([RECENT]);
});

test('a round under a clock that cannot be right breaks off and removes nothing', async () => {
  await note(HEXAGON, '2019-06-01T00:00:00.000Z');
  await expect(maintain(at('2200-01-01T00:00:00.000Z'))).rejects.toThrow(
    'The clock of this machine says 2200-01-01',
  );
  expect(await keptOf(HEXAGON)).toHaveLength(1);
});

test('a log of more entries than one statement removes is gone through whole', async () => {
  await base.owner.query({
    text: `insert into access_log select $1, gen_random_uuid(), '2018-01-01', 'key', 'CRM', '127.0.0.1', 'r', 'o', null, 200
      from generate_series(1, 12001)`,
    values: [HEXAGON],
  });
  expect(await forgetAccess(base.database, HEXAGON, NOW)).toBe(5000);
  await maintain();
  expect(await keptOf(HEXAGON)).toEqual([]);
});

test('whatever moment is asked for, what is less than a year old stays', async () => {
  await note(HEXAGON, '2019-06-01T00:00:00.000Z', RECENT);
  expect(await forgetAccess(base.database, HEXAGON, at('2190-01-01T00:00:00.000Z'))).toBe(1);
  expect(await keptOf(HEXAGON)).toEqual([RECENT]);
});

test('only the entries of the landlord it is asked for are removed, and none where no landlord is', async () => {
  await note(HEXAGON, '2019-06-01T00:00:00.000Z');
  await note(WESTFIELD, '2019-06-01T00:00:00.000Z');
  const { rows } = await base.database.pool.query('select forget_access($1) as removed', [NOW]);
  expect(rows).toEqual([{ removed: 0 }]);
  expect(await forgetAccess(base.database, HEXAGON, NOW)).toBe(1);
  expect([await keptOf(HEXAGON), await keptOf(WESTFIELD)]).toEqual([[], ['2019-06-01T00:00:00.000Z']]);
});

test.each([
  ['delete', 'delete from access_log'],
  ['alter', "update access_log set name = 'nobody'"],
  ['empty', 'truncate access_log'],
])('the service may not %s entries itself, old or not', async (_, text) => {
  await note(HEXAGON, '2019-06-01T00:00:00.000Z');
  await expect(base.database.of(HEXAGON).query({ text })).rejects.toThrow('permission denied');
});

test('the owner is refused too: to alter an entry, or to remove one of the last year', async () => {
  await note(HEXAGON, '2019-06-01T00:00:00.000Z', RECENT);
  const asOwner = (text: string) => base.owner.query({ text });
  await expect(asOwner("update access_log set name = 'nobody'")).rejects.toThrow(
    'the access log is append-only',
  );
  await expect(asOwner('truncate access_log')).rejects.toThrow('the access log is append-only');
  await expect(asOwner('delete from access_log')).rejects.toThrow('an entry is kept for a year at least');
  expect(await keptOf(HEXAGON)).toHaveLength(2);
});

test('a function with the owner’s rights is for the service alone, and trusts nobody’s search path', async () => {
  const rows = await base.owner.query({
    text: `
      select p.proname as name, p.proconfig as settings,
        array(select distinct a.grantee::regrole::text from aclexplode(p.proacl) a
          where a.grantee <> p.proowner order by 1) as callers
      from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1`,
  });
  const safely = { settings: ['search_path=pg_catalog, pg_temp'], callers: [SERVICE_ROLE] };
  expect(rows).toEqual([
    { name: 'forget_access', ...safely },
    { name: 'keep_feed_in_order', ...safely },
    { name: 'redact_compliance_exception', ...safely },
    { name: 'redact_edition_why', ...safely },
    { name: 'redact_feedback_review', ...safely },
  ]);
});
