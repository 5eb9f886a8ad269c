import { randomBytes } from 'node:crypto';
import { openDatabase } from '../../../src/db/connection/client';
import { SERVICE_ROLE } from '../../../src/db/setup/isolation';
import { DatabaseUnusable } from '../../../src/db/setup/migrate';
import { assertUsable } from '../../../src/db/setup/startup-checks';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/** A start where row-level security would bind nobody: whoever made the role meant well and gave it too much. */

let base: TestDatabase;
const role = `exempt_${randomBytes(6).toString('hex')}`;
const statement = (text: string) => base.owner.query({ text });

beforeAll(async () => {
  base = await createTestDatabase();
});
beforeEach(() => statement(`create role ${role}`));
afterEach(() => statement(`drop role ${role}`));
afterAll(() => base.drop());

async function start(as: string): Promise<void> {
  const database = openDatabase({ url: base.url, poolSize: 1, role: as });
  await assertUsable(database).finally(() => database.close());
}

const owner = () => new URL(base.url).username;
const refusal = (through: string) =>
  new DatabaseUnusable(
    `Nothing would keep the landlords apart: the service works as ${role}, which can act as ${through}. ` +
      'Take that from it: it must be no superuser, not bypass row-level security, and be a member of no role that does or that owns the tables.',
  );

test('the role that migrations make is what it has to be', async () => {
  await expect(start(SERVICE_ROLE)).resolves.toBeUndefined();
  await expect(start(role)).resolves.toBeUndefined();
});

test.each([
  ['is a superuser', 'superuser'],
  ['bypasses row-level security', 'bypassrls'],
])('a role that %s is refused at the start, by name', async (_, attribute) => {
  await statement(`alter role ${role} ${attribute}`);
  await expect(start(role)).rejects.toEqual(refusal(role));
});

test('so is one that is a member of the owner of the tables, even where it does not inherit', async () => {
  await statement(`alter role ${role} noinherit`);
  await statement(`grant ${owner()} to ${role}`);
  await expect(start(role)).rejects.toEqual(refusal(owner()));
});

test.each(['pg_execute_server_program', 'pg_write_server_files', 'pg_read_server_files'])(
  'so is a member of %s, who could reach the files of the server',
  async (through) => {
    await statement(`grant ${through} to ${role}`);
    await expect(start(role)).rejects.toEqual(refusal(through));
  },
);
