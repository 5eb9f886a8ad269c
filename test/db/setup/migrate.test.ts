import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { getTableConfig } from 'drizzle-orm/pg-core';
import { type Database, openDatabase } from '../../../src/db/connection/client';
import { checkServer, DatabaseUnusable, migrate } from '../../../src/db/setup/migrate';
import { createEmptyDatabase, createTestDatabase, ownerOf, type TestDatabase } from '../../support/database';
import { declaredTables } from '../declared-tables';

const root = join(__dirname, '../../..');

test('a role that owns nothing is told to leave the migrating to the owner', async () => {
  const { url, drop } = await createTestDatabase();
  const name = `app_${randomBytes(6).toString('hex')}`;
  const owner = openDatabase({ url, poolSize: 1 });
  await owner.pool.query(`create role ${name} login password 'x'; grant redress_service to ${name}`);
  const address = new URL(url);
  address.username = name;
  address.password = 'x';
  const service = openDatabase({ url: address.href, poolSize: 1 });
  await expect(migrate(service)).rejects.toEqual(
    new DatabaseUnusable(
      'The role of this database address does not own the tables and cannot bring them up to this release. Give the address of their owner in REDRESS_MIGRATION_URL.',
    ),
  );
  await service.close();
  await owner.pool.query(`drop role ${name}`);
  await owner.close();
  await drop();
});

describe('a migrated database', () => {
  let scratch: TestDatabase;
  beforeAll(async () => {
    scratch = await createTestDatabase();
  });
  afterAll(() => scratch.drop());

  test('has the columns that the schema declares, with their types and nullability, and no others', async () => {
    const found = await scratch.owner.query<{ column: string }>({
      text: `
        select format('%s.%s %s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                      case when a.attnotnull then ' not null' else '' end) as "column"
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
    });
    const declared = declaredTables.flatMap((table) => {
      const { name, columns, primaryKeys } = getTableConfig(table);
      return columns.map((column) => {
        const inKey =
          column.primary ||
          primaryKeys.some((key) => key.columns.some(({ name: keyed }) => keyed === column.name));
        return `${name}.${column.name} ${column.getSQLType()}${column.notNull || inKey ? ' not null' : ''}`;
      });
    });
    expect(found.map(({ column }) => column).sort()).toEqual(declared.sort());
  });

  test('leads every primary key, unique key and index with landlord_id, the landlords table with its own id', async () => {
    const indexes = await scratch.owner.query<{ table: string; index: string; leading: string }>({
      text: `
        select t.relname as "table", x.relname as "index", a.attname as leading
        from pg_index i
        join pg_class t on t.oid = i.indrelid
        join pg_class x on x.oid = i.indexrelid
        left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
        where t.relnamespace = 'public'::regnamespace`,
    });
    expect(indexes.length).toBeGreaterThanOrEqual(22);
    expect(
      indexes.filter(({ table, leading }) => leading !== (table === 'landlords' ? 'id' : 'landlord_id')),
    ).toEqual([]);
  });

  test('gives every table a primary key', async () => {
    const without = await scratch.owner.query<{ table: string }>({
      text: `
        select relname as "table" from pg_class t
        where relnamespace = 'public'::regnamespace and relkind = 'r'
          and not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)`,
    });
    expect(without).toEqual([]);
  });

  test('leads every foreign key with landlord_id on both sides', async () => {
    const keys = await scratch.owner.query<{ name: string; from: string; to: string; target: string }>({
      text: `
        select k.conname as name, a.attname as "from", b.attname as "to", k.confrelid::regclass::text as target
        from pg_constraint k
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
        join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
        where k.contype = 'f' and k.connamespace = 'public'::regnamespace`,
    });
    expect(keys.length).toBeGreaterThanOrEqual(10);
    const astray = keys.filter(
      ({ from, to, target }) =>
        from !== 'landlord_id' || to !== (target === 'landlords' ? 'id' : 'landlord_id'),
    );
    expect(astray).toEqual([]);
  });

  test('has no enum and no domain of its own', async () => {
    const types = await scratch.owner.query({
      text: `select typname from pg_type where typnamespace = 'public'::regnamespace and typtype in ('e', 'd')`,
    });
    expect(types).toEqual([]);
  });
});

describe('the migrations', () => {
  test('are what the schema generates: generating again would write nothing', () => {
    const copy = mkdtempSync(join(tmpdir(), 'redress-migrations-'));
    try {
      const folder = join(copy, 'migrations');
      cpSync(join(root, 'migrations'), folder, { recursive: true });
      const before = readdirSync(folder);
      const command = ['generate', '--dialect', 'postgresql', '--schema', './src/db/schema/*.ts'];
      const said = execFileSync(
        process.execPath,
        [join(root, 'node_modules/drizzle-kit/bin.cjs'), ...command, '--out', relative(root, folder)],
        { cwd: root, encoding: 'utf8' },
      );
      expect(readdirSync(folder)).toEqual(before);
      expect(said).toContain('No schema changes');
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});

describe('migrating', () => {
  let empty: { url: string; drop(): Promise<void> };
  const open: Database[] = [];
  const connect = (): Database => {
    const database = openDatabase({ url: empty.url, poolSize: 2 });
    open.push(database);
    return database;
  };
  beforeEach(async () => {
    empty = await createEmptyDatabase();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((database) => database.close()));
    await empty.drop();
  });

  test('may be done by several processes at once, and again, and is done once', async () => {
    await Promise.all([migrate(connect()), migrate(connect()), migrate(connect())]);
    await migrate(connect());
    const applied = await ownerOf(connect()).query({
      text: 'select created_at from drizzle.__drizzle_migrations',
    });
    const files = readdirSync(join(root, 'migrations')).filter((name) => name.endsWith('.sql'));
    expect(applied).toHaveLength(files.length);
  });

  test('refuses a database that a newer release has migrated, and changes nothing', async () => {
    const database = connect();
    await migrate(database);
    await ownerOf(database).query({
      text: `insert into drizzle.__drizzle_migrations (hash, created_at) values ('of a later release', 4102444800000)`,
    });
    await expect(migrate(database)).rejects.toThrow(
      new DatabaseUnusable(
        'The database has 1 migration(s) that this release does not know: a newer release has used it. ' +
          'Start that release or a later one.',
      ),
    );
  });

  test('gives back every connection it took, so that the pool can go on', async () => {
    const database = connect();
    await migrate(database);
    await migrate(database);
    await migrate(database);
    expect(await ownerOf(database).query({ text: 'show statement_timeout' })).toEqual([
      { statement_timeout: '10s' },
    ]);
  });
});

describe('checking the server', () => {
  test('answers with the major version of a server that will do', async () => {
    const scratch = await createTestDatabase();
    expect(await checkServer(scratch.database)).toBeGreaterThanOrEqual(15);
    await scratch.drop();
  });

  test('says in one line that nothing listens at the address', async () => {
    const database = openDatabase({ url: 'postgresql://nobody:secret@127.0.0.1:1/none' });
    const failure = await checkServer(database).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(DatabaseUnusable);
    expect(failure).toMatchObject({
      message: 'The database cannot be reached: connect ECONNREFUSED 127.0.0.1:1.',
    });
    await database.close();
  });
});
