import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { listenForChanges } from '../../src/db/access/changes';
import { openDatabase } from '../../src/db/connection/client';
import { SERVICE_ROLE } from '../../src/db/setup/isolation';
import { assertOwnSessions } from '../../src/db/setup/own-sessions';
import { query } from '../support/clone';
import { LEAST } from '../support/landlord-desk';
import { type Answer, landlordAt, send } from '../support/landlord-over-http';
import { pgbouncer, testWithPooler } from '../support/databases/pgbouncer';
import { serviceLogin } from '../support/service-login';
import { until } from '../support/wait-until';

/** The real service behind a real pgbouncer. */

const login = serviceLogin();
const direct = () => login.front.DATABASE_URL ?? '';
const pooled = (pool_mode: string) => pgbouncer([login.ownerUrl, direct()], { pool_mode });

const aComplaint = { body: { ...LEAST, receivedOn: '2026-03-02' } };

/** The names of what a client says of itself as it opens a connection, to which nobody answers. */
async function saidAtOpening(open: (url: string) => Promise<unknown>): Promise<string[]> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connected = once(server, 'connection') as Promise<[Socket]>;
  const opening = open(`postgres://someone@127.0.0.1:${port}/somewhere`).catch(() => undefined);
  const [socket] = await connected;
  const [packet]: Buffer[] = await once(socket, 'data');
  socket.destroy();
  await opening;
  server.close();
  // Length and version of the protocol, then names and values in turn.
  return (packet?.subarray(8).toString().split('\0') ?? []).filter((_, n) => n % 2 === 0).filter(Boolean);
}

test.each<[string, (url: string) => Promise<unknown>]>([
  ['the pool', (url) => openDatabase({ url, role: SERVICE_ROLE }).pool.query('select 1')],
  ['the pool of a command', (url) => openDatabase({ url, statementTimeoutMs: null }).pool.query('select 1')],
  ['the proof at a start', (url) => assertOwnSessions({ url, role: SERVICE_ROLE })],
  [
    'the listener',
    (url) =>
      listenForChanges(
        openDatabase({ url, role: SERVICE_ROLE }),
        () => undefined,
        () => undefined,
      ),
  ],
])('%s opens a connection with nothing that pgbouncer refuses there', async (_, open) => {
  const taken = ['user', 'database', 'client_encoding', 'application_name'];
  expect((await saidAtOpening(open)).filter((name) => !taken.includes(name))).toEqual([]);
});

testWithPooler(
  'in session mode, as it comes, the service migrates, starts, works and hears of changes, and leaves nothing behind',
  async () => {
    const { through } = await pooled('session');
    const env = {
      ...login.front,
      DATABASE_URL: through(direct()),
      REDRESS_MIGRATION_URL: through(login.ownerUrl),
    };
    const service = await login.start(env);
    const landlord = await landlordAt(service.url, login.ownerUrl);
    const log = () => send(landlord, 'POST', '/v1/complaints', aComplaint);
    const list = () => send(landlord, 'GET', '/v1/complaints?count=true');
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? log() : list())));
    expect(answers.filter(({ status }) => status >= 300)).toEqual([]);
    expect(JSON.parse((await list()).text).count).toBe(20);

    await query(login.ownerUrl, 'update api_keys set revoked_at = now()');
    await until('the service has heard that the key is revoked', async () => (await list()).status === 401);
    expect(await service.end('SIGTERM')).toBe(0);
    const left = `select current_user::text as role, current_setting('statement_timeout') as patience,
      (select count(*)::int from pg_prepared_statements) as prepared`;
    const { username } = new URL(direct());
    expect(await query(through(direct()), left)).toEqual([{ role: username, patience: '0', prepared: 0 }]);
    await landlord.database.close();
  },
);

testWithPooler(
  'in session mode, when the connections to the server break, callers get 503 and never 500, and it recovers by itself',
  async () => {
    const { through } = await pooled('session');
    login.migrate();
    const service = await login.start({ ...login.front, DATABASE_URL: through(direct()) });
    const landlord = await landlordAt(service.url, login.ownerUrl);
    const answers: Answer[] = [];
    let going = true;
    const worker = async () => {
      while (going) answers.push(await send(landlord, 'POST', '/v1/complaints', aComplaint));
    };
    const working = Promise.all(Array.from({ length: 8 }, worker));
    const done = () => answers.filter(({ status }) => status === 201).length;
    for (let round = 1; round <= 3; round += 1) {
      const before = done();
      await until('some is done', () => done() > before + 20);
      const { username } = new URL(direct());
      await query(
        login.ownerUrl,
        `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${username}' and datname = current_database()`,
      );
    }
    const before = done();
    await until('some is done again', () => done() > before + 20);
    going = false;
    await working;
    expect(answers.filter(({ status }) => ![201, 503].includes(status))).toEqual([]);
    expect(await service.end('SIGTERM')).toBe(0);
    await landlord.database.close();
  },
);

testWithPooler(
  'in transaction mode the service and its commands are refused, say why, and leave nothing done or set',
  async () => {
    const { through } = await pooled('transaction');
    const owner = through(login.ownerUrl);
    expect(login.server({ DATABASE_URL: owner, PORT: '0' })).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^Redress cannot start: .*pool_mode = session.*\n$/),
    });
    for (const command of ['migrate', 'verify'])
      expect(login.admin({ DATABASE_URL: owner }, command)).toEqual({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(/^The address .*pool_mode = session.*\n$/),
      });
    const left = `select current_user::text as role, to_regclass('complaints') as migrated,
      (select count(*)::int from pg_locks where locktype = 'advisory' and database =
        (select oid from pg_database where datname = current_database())) as locks`;
    const { username } = new URL(owner);
    expect(await query(owner, left)).toEqual([{ role: username, migrated: null, locks: 0 }]);

    login.migrate();
    const front = { ...login.front, DATABASE_URL: through(direct()) };
    expect(login.server(front).stderr).toMatch(/^Redress cannot start: .*pool_mode = session.*\n$/);
    const strangers = Array.from({ length: 4 }, () =>
      query(through(direct()), 'select current_user::text as role'),
    );
    expect(await Promise.all(strangers)).toEqual(strangers.map(() => [{ role: new URL(direct()).username }]));
  },
);
