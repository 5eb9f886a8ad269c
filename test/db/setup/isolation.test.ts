import { Client } from 'pg';
import { findKey, insertKey, PLATFORM } from '../../../src/db/access/api-keys';
import { type LandlordSession, openDatabase, type Session } from '../../../src/db/connection/client';
import { worklist } from '../../../src/db/complaints/clocks';
import { listComplaints } from '../../../src/db/complaints/lists';
import { insertLoggedComplaint } from '../../../src/db/complaints/write';
import { complaintStates, findComplaint } from '../../../src/db/complaints/read';
import { complaintEventsOf, eventFeed } from '../../../src/db/complaints/events';
import { isolateLandlords, SERVICE_ROLE } from '../../../src/db/setup/isolation';
import { findLandlord, insertLandlord, listLandlords } from '../../../src/db/landlords/landlords';
import { findPolicy, policiesOf } from '../../../src/db/landlords/policies';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { until } from '../../support/wait-until';
import {
  at,
  clock,
  complaint,
  event,
  HEXAGON,
  landlordWithPolicy,
  on,
  uuid,
  WESTFIELD,
} from '../row-builders';

let base: TestDatabase;
const hash = Buffer.alloc(32, 7);
beforeAll(async () => {
  base = await createTestDatabase();
  await landlordWithPolicy(base.database, HEXAGON);
  await landlordWithPolicy(base.database, WESTFIELD);
  const parties = [{ role: 'complainant', n: 0, data: { name: 'Ada Obi' } }] as const;
  const events = [event(1000, { texts: { summary: 'Damp' } })] as const;
  await insertLoggedComplaint(base.database, HEXAGON, complaint(1, { events, parties, clocks: [clock()] }));
  await insertKey(base.database, HEXAGON, {
    id: uuid(8),
    name: 'CRM',
    prefix: 'rdr_x',
    hash,
    roles: ['reader'],
    expiresAt: null,
    createdAt: at('2024-09-02T10:00:00.000Z'),
    createdBy: 'test',
  });
});
afterAll(() => base.drop());

describe('the schema', () => {
  test('forces row-level security on every table that holds a landlord’s rows, with one policy for reads and writes, and on those of single complaints a second that narrows it', async () => {
    const tables = await base.owner.query<{
      name: string;
      enabled: boolean;
      forced: boolean;
      policies: string;
    }>({
      text: `
        select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
          (select string_agg(p.cmd || ' ' || p.permissive, ', ' order by p.permissive, p.cmd) from pg_policies p where p.tablename = c.relname) as policies
        from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
    });
    expect(tables.length).toBeGreaterThan(10);
    expect(
      tables.filter(
        ({ enabled, forced, policies }) => !enabled || !forced || !policies.startsWith('ALL PERMISSIVE'),
      ),
    ).toEqual([]);
    const narrowed = tables.filter(({ policies }) => policies === 'ALL PERMISSIVE, ALL RESTRICTIVE');
    expect(narrowed.map(({ name }) => name)).toEqual([
      'clocks',
      'complaint_events',
      'complaint_external_references',
      'complaints',
      'contact_events',
      'contact_texts',
      'contacts',
      'external_reference_changes',
      'former_parties',
      'parties',
      'rehearsal_complaints',
      'rehearsals',
      'restricted_texts',
      'texts',
    ]);
  });

  test('a table that comes later is protected by the next start', async () => {
    await base.owner.query({ text: 'create table later (landlord_id uuid primary key)' });
    await base.owner.query({ text: 'insert into later values ($1), ($2)', values: [HEXAGON, WESTFIELD] });
    const owner = openDatabase({ url: base.url, poolSize: 1 });
    const client = await owner.pool.connect();
    await isolateLandlords(client, null);
    client.release();
    await owner.close();
    expect(await base.database.of(HEXAGON).query({ text: 'select landlord_id as of from later' })).toEqual([
      { of: HEXAGON },
    ]);
    await base.owner.query({ text: 'drop table later' });
  });

  test('the service’s role owns nothing, bypasses nothing and may not alter or remove an event', async () => {
    const [role] = await base.owner.query({
      text: `
        select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
          (select count(*)::int from pg_class where relowner = r.oid) as owns,
          has_table_privilege(r.oid, 'complaint_events', 'insert') as may_append,
          has_table_privilege(r.oid, 'complaint_events', 'update') as may_alter,
          has_table_privilege(r.oid, 'complaint_events', 'delete') as may_remove,
          has_table_privilege(r.oid, 'complaint_events', 'truncate') as may_empty,
          has_schema_privilege(r.oid, 'public', 'create') as may_create
        from pg_roles r where rolname = '${SERVICE_ROLE}'`,
    });
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      owns: 0,
      may_append: true,
      may_alter: false,
      may_remove: false,
      may_empty: false,
      may_create: false,
    });
  });
});

/** A session whose statements have lost the condition on the landlord, as a mistake in one would. */
function careless(session: Session): Session {
  const forgetful = ({ query, ...rest }: LandlordSession): LandlordSession => {
    return {
      orm: rest.orm,
      query: (statement) => {
        const text = statement.text.replace(
          /("?\w+"?\.)?"?\blandlord_id"? = \$1/g,
          () => '$1::uuid is not null',
        );
        expect(text).not.toBe(statement.text);
        const { name: _, ...unnamed } = statement;
        return query({ ...unnamed, text });
      },
    };
  };
  return {
    of: (landlordId) => forgetful(session.of(landlordId)),
    wholly: (landlordId) => forgetful(session.wholly(landlordId)),
  };
}

const anyPage = {
  due: null,
  today: on('2024-09-09'),
  weekEnd: on('2024-09-15'),
  kinds: null,
  handler: null,
  stages: null,
  after: null,
  limit: 50,
} as const;
const newest = { sort: 'receivedOn', order: 'latest', after: null, limit: 50 } as const;

const READS: Readonly<Record<string, (session: Session, landlordId: string) => Promise<unknown>>> = {
  'a complaint': (session, landlordId) => findComplaint(session, landlordId, uuid(1)),
  'its states': (session, landlordId) => complaintStates(session, landlordId, [uuid(1)]),
  'its events': (session, landlordId) => complaintEventsOf(session, landlordId, uuid(1)),
  'the feed': (session, landlordId) => eventFeed(session, landlordId, null, 50),
  'the worklist': (session, landlordId) => worklist(session, landlordId, anyPage),
  'the list of complaints': (session, landlordId) => listComplaints(session, landlordId, {}, newest),
  'a key': (session, landlordId) => findKey(session, landlordId, hash),
};

const isNothing = (found: unknown) => found === null || (Array.isArray(found) && found.length === 0);

describe('a statement without its condition on the landlord', () => {
  test.each(Object.entries(READS))('finds %s of its own landlord and of no other', async (what, read) => {
    // Of its own, because the tests' other connections refuse such a statement before it is sent.
    const service = openDatabase({ url: base.url, poolSize: 1, role: SERVICE_ROLE });
    // Other databases of the same server may hold the feed back for a moment.
    await until(`${what} is there`, async () => !isNothing(await read(careless(service), HEXAGON)));
    expect(isNothing(await read(careless(service), WESTFIELD))).toBe(true);
    await service.close();
  });

  test.each(Object.entries(READS))('would find %s of another but for the policies', async (what, read) => {
    const owner = openDatabase({ url: base.url, poolSize: 1 });
    await until(`${what} is there`, async () => !isNothing(await read(careless(owner), WESTFIELD)));
    await owner.close();
  });
});

describe('raw SQL as the service’s role', () => {
  const tables = async () =>
    base.owner.query<{ name: string }>({
      text: `select table_name as name from information_schema.columns
             where table_schema = 'public' and column_name = 'landlord_id' order by 1`,
    });

  test('sees rows of the landlord it works for and of no other, in every table', async () => {
    for (const { name } of await tables()) {
      const text = `select distinct landlord_id as of from ${name}`;
      const seen = await base.database.of(WESTFIELD).query<{ of: string }>({ text });
      expect([name, seen.filter(({ of }) => of !== WESTFIELD)]).toEqual([name, []]);
    }
    const [hexagons] = await base.database
      .of(HEXAGON)
      .query({ text: 'select count(*)::int as n from complaints' });
    expect(hexagons).toEqual({ n: 1 });
  });

  test('sees nothing at all where no landlord is set, before and after one was', async () => {
    const single = openDatabase({ url: base.url, poolSize: 1, role: SERVICE_ROLE });
    const count = async () => (await single.pool.query('select count(*)::int as n from complaints')).rows;
    expect(await count()).toEqual([{ n: 0 }]);
    expect(await findComplaint(single, HEXAGON, uuid(1))).not.toBeNull();
    expect(await count()).toEqual([{ n: 0 }]);
    await single.close();
  });

  test('cannot write a row of another landlord, nor move one there', async () => {
    const { database } = base;
    const insert = database.of(WESTFIELD).query({
      text: 'insert into complaint_counters (landlord_id, year, last) values ($1, 1999, 0)',
      values: [HEXAGON],
    });
    await expect(insert).rejects.toThrow('row-level security');
    const move = database
      .of(HEXAGON)
      .query({ text: 'update complaints set landlord_id = $1', values: [WESTFIELD] });
    await expect(move).rejects.toThrow('row-level security');
    const change = { text: `update complaints set status = 'closed' returning id` };
    expect(await database.of(WESTFIELD).query(change)).toEqual([]);
    expect(await database.of(WESTFIELD).query({ text: 'delete from clocks returning kind' })).toEqual([]);
  });

  test('cannot lift the isolation', async () => {
    const client = new Client({ connectionString: base.url });
    await client.connect();
    await client.query(`set role ${SERVICE_ROLE}`);
    for (const attempt of [
      'alter table complaints no force row level security',
      'alter table complaints disable row level security',
      'drop policy one_landlord on complaints',
      'alter table complaint_events disable trigger all',
      'delete from complaint_events',
      'truncate complaints cascade',
      `create table mine (landlord_id uuid)`,
    ]) {
      await expect(client.query(attempt)).rejects.toMatchObject({ code: '42501' });
    }
    await client.query('set row_security = off');
    await expect(client.query('select * from complaints')).rejects.toThrow('row-level security');
    await client.end();
  });
});

describe('the platform', () => {
  test('lists the landlords and sees nothing of theirs', async () => {
    const found = await listLandlords(base.database, { afterId: null, limit: 50 });
    expect(found.map(({ id }) => id)).toEqual([HEXAGON, WESTFIELD]);
    expect(await findComplaint(base.database, PLATFORM, uuid(1))).toBeNull();
    expect(await base.database.of(PLATFORM).query({ text: 'select id from complaints' })).toEqual([]);
  });

  test.each([
    ['a database of this release', async () => undefined],
    [
      'one of a release that let it write them',
      async () => {
        const text = `
          drop policy listed_by_platform on landlords;
          drop policy one_landlord on landlords;
          create policy one_landlord on landlords using (
            id = nullif(current_setting('redress.landlord', true), '')::uuid
            or current_setting('redress.landlord', true) = '${PLATFORM}')`;
        const owner = openDatabase({ url: base.url, poolSize: 1 });
        await owner.pool.query(text);
        const client = await owner.pool.connect();
        await isolateLandlords(client, null);
        client.release();
        await owner.close();
      },
    ],
  ])('adds, changes and removes no landlord, nor one with its own id, in %s', async (_, prepare) => {
    await prepare();
    const attempt = (text: string) => base.database.of(PLATFORM).query({ text });
    expect(await attempt('select id from landlords order by id')).toEqual([
      { id: HEXAGON },
      { id: WESTFIELD },
    ]);
    for (const text of [
      `update landlords set name = 'x' returning id`,
      'delete from landlords returning id',
      'select id from landlords for update',
    ])
      expect([text, await attempt(text)]).toEqual([text, []]);
    const details = {
      name: 'x',
      division: 'scotland',
      zone: 'Europe/London',
      homes: [],
      ombudsmanContact: null,
    } as const;
    await expect(
      insertLandlord(base.database, PLATFORM, details, at('2024-09-02T10:00:00.000Z')),
    ).rejects.toThrow();
    const moved = `insert into landlords select (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid()))).* from landlords l`;
    await expect(attempt(moved)).rejects.toThrow('row-level security');
  });
});

describe('a landlord', () => {
  test('sees itself and its policies alone', async () => {
    const { database } = base;
    expect(await findLandlord(database, HEXAGON)).toMatchObject({ id: HEXAGON });
    expect(await database.of(WESTFIELD).query({ text: 'select id from landlords' })).toEqual([
      { id: WESTFIELD },
    ]);
    expect(await policiesOf(database, WESTFIELD)).toHaveLength(1);
    expect(await findPolicy(database, WESTFIELD, '2024')).not.toBeNull();
  });
});
