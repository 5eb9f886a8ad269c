import { types } from 'pg';
import { toInstant } from '../../../src/db/connection/columns';
import { inTransaction, openDatabase } from '../../../src/db/connection/client';
import { SERVICE_ROLE } from '../../../src/db/setup/isolation';
import { createTestDatabase, ownerOf, type TestDatabase } from '../../support/database';
import { until } from '../../support/wait-until';

const LANDLORD = '0191a000-0000-7000-8000-000000000001';

let scratch: TestDatabase;
beforeAll(async () => {
  scratch = await createTestDatabase();
});
afterAll(() => scratch.drop());

const answer = async (expression: string) => {
  const [row] = await scratch.owner.query<{ answer: unknown }>({ text: `select ${expression} as answer` });
  return row?.answer;
};

describe('what PostgreSQL answers', () => {
  test.each([
    ['a day as its text, T17', "date '2024-09-02'", '2024-09-02'],
    ['days as their texts', "array[date '2024-09-02']", ['2024-09-02']],
    ['a moment in UTC', "timestamptz '2026-08-01 00:30:00+01'", '2026-07-31T23:30:00.000Z'],
    ['no moment', 'null::timestamptz', null],
    ['a count as a number', '9007199254740991::bigint', 9007199254740991],
    ['a whole number too large for that as its text', '9007199254740993::bigint', '9007199254740993'],
    ['JSON as what it says', `'{"on": "2024-09-02"}'::jsonb`, { on: '2024-09-02' }],
  ])('%s', async (_, expression, expected) => {
    expect(await answer(expression)).toEqual(expected);
  });

  test('is the same whatever the zone of the session', async () => {
    const session = new URL(scratch.url);
    session.searchParams.set('options', '-c TimeZone=Asia/Kathmandu');
    const database = openDatabase({ url: session.href, poolSize: 1 });
    const text = `select timestamptz '2026-07-31T23:30:00Z' as moment, date '2026-07-31' as day,
      current_setting('TimeZone') as zone`;
    expect(await ownerOf(database).query({ text })).toEqual([
      { moment: '2026-07-31T23:30:00.000Z', day: '2026-07-31', zone: 'Asia/Kathmandu' },
    ]);
    await database.close();
  });

  test.each([
    ['2024-09-02 10:00:00+00', '2024-09-02T10:00:00.000Z'],
    ['2024-09-02 10:00:00.12+05:45', '2024-09-02T04:15:00.120Z'],
    ['1900-01-01 00:00:00-02', '1900-01-01T02:00:00.000Z'],
    ['2024-09-02T10:00:00.12+00:00', '2024-09-02T10:00:00.120Z'],
    ['2024-09-02T10:00:00+05:45', '2024-09-02T04:15:00.000Z'],
  ])('reads %s as %s', (text, expected) => {
    expect(toInstant(text)).toBe(expected);
  });

  test('is read so by our pool alone', () => {
    expect(types.getTypeParser(types.builtins.DATE)('2024-09-02')).toBeInstanceOf(Date);
  });
});

describe('the pool', () => {
  test('gives up a statement after ten seconds', async () => {
    expect(await scratch.owner.query({ text: 'show statement_timeout' })).toEqual([
      { statement_timeout: '10s' },
    ]);
  });

  test('tells of a lost idle connection and goes on with another', async () => {
    const lost: string[] = [];
    const database = openDatabase({
      url: scratch.url,
      poolSize: 1,
      onConnectionLost: ({ message }) => lost.push(message),
    });
    const [mine] = await ownerOf(database).query<{ pid: number }>({ text: 'select pg_backend_pid() as pid' });
    await scratch.owner.query({ text: 'select pg_terminate_backend($1)', values: [mine?.pid] });
    await until('the loss is told', () => lost.length > 0);
    expect(lost[0]).toContain('terminating connection');
    expect(await ownerOf(database).query({ text: 'select 1 as one' })).toEqual([{ one: 1 }]);
    await database.close();
  });
});

describe('a transaction', () => {
  beforeAll(() =>
    scratch.owner
      .query({ text: 'create table marks (mark text)' })
      .then(() => scratch.owner.query({ text: `grant select, insert on marks to ${SERVICE_ROLE}` })),
  );
  const marks = () => scratch.owner.query({ text: 'select mark from marks order by mark' });

  test('commits what its work did and answers with the result', async () => {
    const result = await inTransaction(scratch.database, async (session) => {
      await session.of(LANDLORD).query({ text: "insert into marks values ('kept')" });
      return 'done';
    });
    expect(result).toBe('done');
    expect(await marks()).toEqual([{ mark: 'kept' }]);
  });

  test('rolls back when its work throws, a failed statement included, and gives the connection back', async () => {
    for (let tries = 0; tries < 6; tries += 1) {
      const failing = inTransaction(scratch.database, async (session) => {
        await session.of(LANDLORD).query({ text: "insert into marks values ('lost')" });
        await session.of(LANDLORD).query({ text: 'select 1 / 0' });
      });
      await expect(failing).rejects.toThrow('division by zero');
    }
    expect(await marks()).toEqual([{ mark: 'kept' }]);
  });

  test('survives the loss of its connection', async () => {
    const failing = inTransaction(scratch.database, async (session) => {
      const [mine] = await session
        .of(LANDLORD)
        .query<{ pid: number }>({ text: 'select pg_backend_pid() as pid' });
      await scratch.owner.query({ text: 'select pg_terminate_backend($1)', values: [mine?.pid] });
      await session.of(LANDLORD).query({ text: 'select 1' });
    });
    // Which of the two comes first is a race: PostgreSQL's word on the wire, or the driver's on its next use.
    await expect(failing).rejects.toThrow(/terminating connection|Connection terminated|not queryable/);
    expect(await marks()).toEqual([{ mark: 'kept' }]);
  });
});
