import { type Connection, type PoolClient, Query } from 'pg';
import { type Database, openDatabase } from '../../../src/db/connection/client';
import { runAs, SET_LANDLORD } from '../../../src/db/connection/query-as-landlord';
import { SERVICE_ROLE } from '../../../src/db/setup/isolation';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { HEXAGON, WESTFIELD } from '../row-builders';

/**
 * `src/db/connection/query-as-landlord.ts` goes between the steps of the driver's own query, which no version of `pg`
 * promises to keep. So each of them is named here: an upgrade that changes one fails in this file first. The titles say
 * what would break.
 */

let base: TestDatabase;
let single: Database;
let client: PoolClient;
beforeAll(async () => {
  base = await createTestDatabase();
  single = openDatabase({ url: base.url, poolSize: 1, role: SERVICE_ROLE });
});
beforeEach(async () => {
  client = await single.pool.connect();
});
afterEach(() => client.release());
afterAll(async () => {
  await single.close();
  await base.drop();
});

const asHexagon = { landlordId: HEXAGON, handler: '' };
const asWestfield = { landlordId: WESTFIELD, handler: 'person:t.hughes' };

/** The published types tell neither of the connection of a client nor of the steps of a query. */
const connectionOf = (of: PoolClient) => (of as unknown as { connection: Connection }).connection;
const stepsOf = (query: Query) => query as unknown as { requiresPreparation(): boolean };
type Step = keyof Connection & ('bind' | 'execute' | 'parse' | 'describe' | 'sync' | 'query');

/** The messages of a statement in the order in which they go out and come in, as long as the work lasts. */
async function messagesOf(work: () => Promise<unknown>): Promise<{ sent: string[]; received: string[] }> {
  const connection = connectionOf(client);
  const sent: string[] = [];
  const steps: Step[] = ['parse', 'bind', 'describe', 'execute', 'sync', 'query'];
  const spies = steps.map((step) => {
    const send = connection[step].bind(connection) as (...given: unknown[]) => void;
    return jest.spyOn(connection, step).mockImplementation((...given: unknown[]) => {
      const [message] = given as [{ statement?: string; name?: string }?];
      const name = message?.statement ?? message?.name;
      sent.push(name ? `${step} ${name}` : step);
      send(...given);
    });
  });
  const corks = jest.spyOn(connection.stream, 'cork').mockImplementation(() => void sent.push('cork'));
  const uncorks = jest.spyOn(connection.stream, 'uncork').mockImplementation(() => void sent.push('uncork'));
  const received: string[] = [];
  const note = ({ name }: { name: string }) => void received.push(name);
  connection.on('message', note);
  try {
    await work();
  } finally {
    connection.off('message', note);
    for (const spy of [...spies, corks, uncorks]) spy.mockRestore();
  }
  return { sent, received };
}

describe('the driver', () => {
  test.each([
    ['prepare', 1, 'the landlord would not be set ahead of a statement, which would find nothing'],
    ['handleDataRow', 1, 'the row that the setting answers with would stand among those of the statement'],
    ['handleCommandComplete', 2, 'the end of the setting would be taken for that of the statement'],
  ] as const)('calls Query.%s with so many values as now (%i), or %s', (step, values, _) => {
    expect(Query.prototype[step]).toBeInstanceOf(Function);
    expect(Query.prototype[step]).toHaveLength(values);
  });

  test.each([
    ['bind', 'a value for the setting could not be sent'],
    ['execute', 'the setting would be bound and not run'],
  ] as const)('has Connection.%s, which takes its message first, or %s', (step, _) => {
    expect(connectionOf(client)[step]).toBeInstanceOf(Function);
    expect(connectionOf(client)[step].length).toBeGreaterThanOrEqual(1);
  });

  test('prepares a statement without values where it is told to, or it would go out without the setting', () => {
    const text = 'select 1';
    const extended = { text, queryMode: 'extended' };
    expect(stepsOf(new Query(extended)).requiresPreparation()).toBe(true);
    expect(stepsOf(new Query({ text })).requiresPreparation()).toBe(false);
  });

  test('has prepared the setting on each new connection, or binding it would fail', async () => {
    const { rows } = await client.query('select statement from pg_prepared_statements where name = $1', [
      SET_LANDLORD.name,
    ]);
    expect(rows).toEqual([{ statement: SET_LANDLORD.text }]);
  });

  test('sends setting and statement in one piece with a single sync, or they were two transactions', async () => {
    const { sent } = await messagesOf(() => runAs(client, asHexagon, { text: 'select 1 as n' }));
    expect(sent).toEqual([
      'cork',
      'bind set-landlord',
      'execute',
      'parse',
      'bind',
      'describe',
      'execute',
      'sync',
      'uncork',
    ]);
  });

  test('parses a named statement once a connection, the setting before it or not', async () => {
    const named = { name: 'canary', text: 'select $1::int as n', values: [1] };
    const first = await messagesOf(() => runAs(client, asHexagon, named));
    expect(first.sent).toContain('parse canary');
    const second = await messagesOf(() => runAs(client, asHexagon, named));
    expect(second.sent).toEqual([
      'cork',
      'bind set-landlord',
      'execute',
      'bind canary',
      'describe',
      'execute',
      'sync',
      'uncork',
    ]);
  });

  test('is answered for the setting first, by one row and one end that are told apart by their order', async () => {
    const text = 'select n from generate_series(1, 2) as n';
    const { received } = await messagesOf(() => runAs(client, asHexagon, { text }));
    expect(received).toEqual([
      'bindComplete',
      'dataRow',
      'commandComplete',
      'parseComplete',
      'bindComplete',
      'rowDescription',
      'dataRow',
      'dataRow',
      'commandComplete',
      'readyForQuery',
    ]);
  });

  test('takes each row and each end to the query, which passes on those of the statement alone', async () => {
    const row = jest.spyOn(Query.prototype, 'handleDataRow');
    const end = jest.spyOn(Query.prototype, 'handleCommandComplete');
    const text = 'select n from generate_series(1, 2) as n';
    const { rows, rowCount, command } = await runAs(client, asHexagon, { text });
    expect({ rows, rowCount, command }).toEqual({
      rows: [{ n: 1 }, { n: 2 }],
      rowCount: 2,
      command: 'SELECT',
    });
    expect(row).toHaveBeenCalledTimes(2);
    expect(end).toHaveBeenCalledTimes(1);
    row.mockRestore();
    end.mockRestore();
  });
});

const SETTINGS = `select current_setting('redress.landlord', true) as landlord,
  current_setting('redress.handler', true) as handler`;
const NOBODY = { landlord: '', handler: '' };

async function settings(): Promise<unknown> {
  const { rows } = await client.query(SETTINGS);
  return rows[0];
}

async function settingsAs(seenBy: typeof asHexagon): Promise<unknown> {
  const { rows } = await runAs(client, seenBy, { text: SETTINGS });
  return rows[0];
}

describe('the setting', () => {
  test('holds for its statement and is gone after it', async () => {
    expect(await settingsAs(asWestfield)).toEqual({ landlord: WESTFIELD, handler: 'person:t.hughes' });
    expect(await settings()).toEqual(NOBODY);
    expect(await settingsAs(asHexagon)).toEqual({ landlord: HEXAGON, handler: '' });
    expect(await settings()).toEqual(NOBODY);
  });

  test('is made anew by each statement of a transaction, and ends with it', async () => {
    await client.query('begin');
    expect(await settingsAs(asWestfield)).toEqual({ landlord: WESTFIELD, handler: 'person:t.hughes' });
    expect(await settingsAs(asHexagon)).toEqual({ landlord: HEXAGON, handler: '' });
    await client.query('commit');
    expect(await settings()).toEqual(NOBODY);
  });
});

describe('a statement that fails', () => {
  test.each([
    ['when it is parsed', { text: 'selec 1' }, '42601'],
    ['when its values are bound', { text: 'select $1::int', values: ['one'] }, '22P02'],
    ['after some of its rows', { text: 'select 1 / (3 - n) from generate_series(1, 5) as n' }, '22012'],
    ['by its name', { name: 'failing', text: 'select 1 / $1::int', values: [0] }, '22012'],
  ])('%s leaves the connection usable and nothing of its landlord', async (_, statement, code) => {
    await expect(runAs(client, asWestfield, statement)).rejects.toMatchObject({ code });
    expect(await settings()).toEqual(NOBODY);
    expect(await settingsAs(asHexagon)).toEqual({ landlord: HEXAGON, handler: '' });
  });

  test('because its landlord is none sends nothing else', async () => {
    const nobody = { landlordId: 'nobody', handler: '' };
    await expect(runAs(client, nobody, { text: 'select id from complaints' })).rejects.toMatchObject({
      code: '22P02',
    });
    expect(await settings()).toEqual(NOBODY);
  });
});
