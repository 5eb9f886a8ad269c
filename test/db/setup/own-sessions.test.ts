import { openDatabase } from '../../../src/db/connection/client';
import { SERVICE_ROLE } from '../../../src/db/setup/isolation';
import { DatabaseUnusable } from '../../../src/db/setup/migrate';
import { assertOwnSessions } from '../../../src/db/setup/own-sessions';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { PGBOUNCER, type PoolerSettings, pgbouncer, testWithPooler } from '../../support/databases/pgbouncer';

/** Whom a start reaches at the address it was given: the server, a pooler that will do, or one that will not. */

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
});
afterAll(() => base.drop());

type Change = (url: URL) => unknown;

/** The sentence with which an address is refused; null where it is not. */
async function refusalOf(address: string, change: Change = () => undefined): Promise<string | null> {
  const url = new URL(address);
  change(url);
  try {
    await assertOwnSessions({ url: url.href, role: SERVICE_ROLE });
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(DatabaseUnusable);
    return (error as Error).message;
  }
}

/** The address of the database by way of a pooler. */
const behind = async (settings: PoolerSettings): Promise<string> =>
  (await pgbouncer([base.url], settings)).through(base.url);

const MISTYPED: Change = (url) => {
  url.password = 'mistyped';
};
const ABSENT: Change = (url) => {
  url.pathname = '/absent';
};

test('an address that leads to the server itself is good', async () => {
  expect(await refusalOf(base.url)).toBe(null);
});

test.each<[string, Change, RegExp]>([
  [
    'a login that is not let in',
    MISTYPED,
    /^The database refuses the login: password authentication failed for user "\w+"\.$/,
  ],
  [
    'a database that is not there',
    ABSENT,
    /^The server is there, and the database that the address names is not: database "absent" does not exist\.$/,
  ],
  [
    'a server that is not there',
    (url) => {
      url.port = '1';
    },
    /^The database cannot be reached: connect ECONNREFUSED 127\.0\.0\.1:1\.$/,
  ],
])('%s has a sentence of its own', async (_, change, sentence) => {
  expect(await refusalOf(base.url, change)).toMatch(sentence);
});

testWithPooler('a pooler in session mode will do, as it comes', async () => {
  expect(await refusalOf(await behind({ pool_mode: 'session' }))).toBe(null);
});

const POOLED =
  'The address of the database leads through a pooler that gives each transaction whichever connection is free ' +
  '(pgbouncer: pool_mode = transaction or statement, also where it tracks prepared statements). ' +
  'Redress sets its role and its limits on a connection and listens on one, so they would be lost or reach strangers. ' +
  'Set pool_mode = session for this database, or give the address of the server itself.';

/** In which order connections are given out, from how many, and from how many that stand ready. */
const POOLS: readonly PoolerSettings[] = [
  { default_pool_size: 1 },
  { default_pool_size: 20 },
  { default_pool_size: 20, min_pool_size: 5 },
  { default_pool_size: 20, min_pool_size: 5, server_round_robin: 1 },
  { default_pool_size: 2, server_round_robin: 1 },
];
/** Since 1.21 it can keep prepared statements apart, and then only the role and the settings are lost. */
const TRACKING: readonly PoolerSettings[] =
  (PGBOUNCER ?? 0) >= 121 ? [{ max_prepared_statements: 100 }, { max_prepared_statements: 0 }] : [{}];

for (const pool_mode of ['transaction', 'statement'])
  for (const tracking of TRACKING)
    for (const pool of POOLS) {
      const settings = { pool_mode, ...tracking, ...pool };
      testWithPooler(
        `${JSON.stringify(settings)} is refused, in a quiet pool and in a busy one`,
        async () => {
          const url = await behind(settings);
          expect(await refusalOf(url)).toBe(POOLED);
          const others = openDatabase({ url, poolSize: 6 });
          let going = true;
          const other = async () => {
            // Where statements are not kept apart, the others fail over that now and then.
            while (going) await others.pool.query('select pg_sleep(0.001)').catch(() => undefined);
          };
          const busy = Array.from({ length: 6 }, other);
          for (let n = 0; n < 5; n += 1) expect(await refusalOf(url)).toBe(POOLED);
          going = false;
          await Promise.all(busy);
          await others.close();
        },
      );
    }

testWithPooler('what a pooler refuses has a sentence for each cause', async () => {
  const url = await behind({ pool_mode: 'session' });
  expect(await refusalOf(url, ({ searchParams }) => searchParams.set('lock_timeout', '5000'))).toBe(
    'The pooler in front of the database does not pass on "lock_timeout", which the address asks for. ' +
      'Leave it out of the address, or name it in ignore_startup_parameters of pgbouncer.',
  );
  expect(await refusalOf(url, MISTYPED)).toMatch(/^The database refuses the login: .*authentication failed/);
  expect(await refusalOf(url, ABSENT)).toMatch(/: .*"absent"/);
});

testWithPooler('a pool with one connection to give is told apart from a database that is away', async () => {
  expect(await refusalOf(await behind({ pool_mode: 'session', default_pool_size: 1 }))).toBe(
    'The database took the connection and then answered nothing. Either it is silent, or a pooler in front of it has ' +
      'no connection left to give: each process of Redress needs REDRESS_POOL_SIZE and one more (pgbouncer: default_pool_size).',
  );
});

testWithPooler('a pooler that hands a connection on as its last client left it is refused', async () => {
  expect(await refusalOf(await behind({ pool_mode: 'session', server_reset_query: '' }))).toBe(
    'The pooler in front of the database hands a connection on with what its last client left there. ' +
      'Let it clear each first; for pgbouncer: server_reset_query = DISCARD ALL.',
  );
});
