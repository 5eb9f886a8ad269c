import { type AdminCommand, HELP, parseAdminCommand, UsageFault } from './process/admin-arguments';
import { loadConfig } from './process/config';
import { lastSeal } from './db/integrity/chain';
import { type Database, inTransaction } from './db/connection/client';
import { EmbeddedUnusable } from './db/embedded/unusable';
import { findLandlord, listLandlords } from './db/landlords/landlords';
import { DatabaseUnusable } from './db/setup/migrate';
import { tellable } from './db/connection/loggable-error';
import { everyLandlord } from './process/maintenance';
import type { Instant } from './policy/dates/local-date';
import type { PolicyDocument } from './policy/document/document';
import {
  createLandlord,
  FIRST_KEY_ROLES,
  issueKey,
  issuePlatformKey,
  publishProcedure,
} from './process/provisioning';
import { openServiceDatabase, type ServiceDatabaseOptions } from './process/database';
import { systemNow } from './process/system-clock';
import { printVerification } from './process/verification';

const BY = 'admin command';
const PAGE = 200;
type DatabaseCommand = Exclude<AdminCommand, { readonly name: 'help' }>;

async function main(): Promise<void> {
  const now = systemNow();
  const command = parseAdminCommand(process.argv.slice(2), now);
  if (command.name === 'help') return console.log(HELP);
  const loaded = loadConfig(process.env);
  if ('faults' in loaded) throw new UsageFault(loaded.faults.join('\n'));

  const opened = await openServiceDatabase({
    config: loaded.config.database,
    poolSize: 1,
    whenInUse: 'share',
    migrating: MIGRATING[command.name],
    log: console.error,
    statementTimeoutMs: null,
    afterRestore: command.name === 'after-restore',
  });
  try {
    await carryOut(opened.database, command, now);
  } finally {
    await opened.close();
  }
}

/** Who makes the first landlord may be the first to come at all; who looks at the record changes nothing by looking. */
const MIGRATING = {
  help: 'never',
  migrate: 'always',
  'after-restore': 'always',
  'create-landlord': 'if-owner',
  'create-key': 'if-owner',
  'create-platform-key': 'if-owner',
  'list-landlords': 'never',
  'chain-head': 'never',
  verify: 'never',
} as const satisfies Record<DatabaseCommand['name'], ServiceDatabaseOptions['migrating']>;

async function carryOut(database: Database, command: DatabaseCommand, now: Instant): Promise<void> {
  switch (command.name) {
    case 'create-landlord':
      return printNewLandlord(database, command, now);
    case 'create-key':
      return printNewKey(database, command, now);
    case 'create-platform-key':
      return printKey(await issuePlatformKey(database, command.key, BY, now));
    case 'list-landlords':
      return printLandlords(database);
    case 'chain-head':
      return printChainHeads(database, command.landlordId);
    case 'verify':
      return verify(database, command);
    case 'migrate':
      return console.log('The database is up to date.');
    case 'after-restore':
      return console.log('The database is up to date, and the event feed goes on in a new epoch.');
  }
}

type Named<Name> = Extract<AdminCommand, { readonly name: Name }>;

async function printNewLandlord(
  database: Database,
  { landlord, division, procedure }: Named<'create-landlord'>,
  now: Instant,
): Promise<void> {
  const ombudsmanContact = procedure?.ombudsman ?? null;
  const details = { name: landlord, division, zone: 'Europe/London', homes: [], ombudsmanContact };
  const made = await inTransaction(database, async (session) => {
    const id = await createLandlord(session, details, now);
    if (procedure) await publishProcedure(session, id, procedure, { by: BY, now });
    const first = { name: 'first key', roles: FIRST_KEY_ROLES, expiresAt: null, by: BY };
    return { id, key: await issueKey(session, id, first, now) };
  });
  console.log(`Landlord ${made.id}`);
  if (procedure) printPolicy(procedure);
  printKey(made.key);
  if (!procedure)
    console.log(
      'It has no procedure yet, and no complaint can be logged before it has: PUT /v1/policies/{version} publishes one, GET /v1/procedures lists those to begin from.',
    );
}

function printPolicy({ name, version, effectiveFrom, effectiveTo }: PolicyDocument): void {
  console.log(
    `Policy   version ${version}, the procedure ${name}, for complaints received from ${effectiveFrom} on`,
  );
  if (effectiveTo !== null)
    console.log(
      `It ended on ${effectiveTo}: for complaints received since then PUT /v1/policies/{version} publishes the next.`,
    );
}

async function printNewKey(database: Database, command: Named<'create-key'>, now: Instant): Promise<void> {
  const { landlordId, key: name, roles, expiresAt } = command;
  if ((await findLandlord(database, landlordId)) === null) {
    throw noSuchLandlord(landlordId);
  }
  printKey(await issueKey(database, landlordId, { name, roles, expiresAt, by: BY }, now));
}

const noSuchLandlord = (landlordId: string): UsageFault =>
  new UsageFault(`There is no landlord ${landlordId}. \`list-landlords\` shows those there are.`);

/** The record was looked at and is not whole. */
class RecordFault extends Error {}

function printKey(key: string): void {
  console.log(`Key      ${key}`);
  console.log('It is shown this once: keep it now.');
}

async function printChainHeads(database: Database, landlordId: string | null): Promise<void> {
  for await (const id of chosenLandlords(database, landlordId)) {
    const seal = await lastSeal(database, id);
    console.log(JSON.stringify({ landlordId: id, ...seal }));
  }
}

async function verify(database: Database, { landlordId, seal }: Named<'verify'>): Promise<void> {
  let wrong = 0;
  for await (const id of chosenLandlords(database, landlordId))
    wrong += await printVerification(database, id, seal);
  if (wrong > 0) throw new RecordFault('The record is not as it was written.');
}

/** Every landlord, or the one that was named. */
async function* chosenLandlords(database: Database, landlordId: string | null): AsyncGenerator<string> {
  if (landlordId === null) {
    for await (const { id } of everyLandlord(database)) yield id;
    return;
  }
  if ((await findLandlord(database, landlordId)) === null) throw noSuchLandlord(landlordId);
  yield landlordId;
}

async function printLandlords(database: Database): Promise<void> {
  let afterId: string | null = null;
  do {
    const page = await listLandlords(database, { afterId, limit: PAGE });
    for (const { id, division, name } of page) console.log(`${id}  ${division.padEnd(17)}  ${name}`);
    afterId = page.length === PAGE ? (page.at(-1)?.id ?? null) : null;
  } while (afterId !== null);
}

main()
  .then(() => process.exit(0))
  .catch((error: unknown) => {
    if (error instanceof UsageFault)
      console.error(`${error.message}\nnpm run admin -- --help lists the commands.`);
    else if (error instanceof RecordFault) console.error(error.message);
    else if (error instanceof DatabaseUnusable || error instanceof EmbeddedUnusable)
      console.error(error.message);
    else console.error('The command has failed:', tellable(error));
    process.exit(1);
  });
