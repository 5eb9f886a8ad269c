import { errorCode, reasonOf } from '../connection/errors';
import { isSilence } from '../connection/pool';
import { SERVICE_ROLE } from './isolation';

const BY_ITS_OWNER =
  "Let its owner bring it up to this release: npm run admin -- migrate, with the owner's address in REDRESS_MIGRATION_URL where DATABASE_URL is another.";
const AS_SERVICE = `The role of DATABASE_URL may not work as ${SERVICE_ROLE}. Let the owner run: grant ${SERVICE_ROLE} to that role.`;
export const NOT_AT_THIS_RELEASE = `The database is not at this release. ${BY_ITS_OWNER}`;
export const STANDBY =
  'The server at this address is a standby and takes no writes. Give the address of the primary, or promote it.';
export const NOT_CLEARED =
  'The pooler in front of the database hands a connection on with what its last client left there. Let it clear each first; for pgbouncer: server_reset_query = DISCARD ALL.';
const NONE_LEFT =
  'The database took the connection and then answered nothing. Either it is silent, or a pooler in front of it has no connection left to give: each process of Redress needs REDRESS_POOL_SIZE and one more (pgbouncer: default_pool_size).';

/** The words of PostgreSQL or a pooler, by code, and the operator's way out of each. */
const SENTENCES: Readonly<Record<string, (reason: string) => string>> = {
  '08P01': refusedByPooler,
  '25006': () => STANDBY,
  '26000': () => NOT_CLEARED,
  '42P05': () => NOT_CLEARED,
  // The role of the service is taken on with each connection.
  '42501': () => AS_SERVICE,
  '22023': () => `The database has no role ${SERVICE_ROLE} yet. ${BY_ITS_OWNER}`,
  // The owner's start makes the function that each connection of the service asks.
  '42883': () => NOT_AT_THIS_RELEASE,
  '28000': refusedLogin,
  '28P01': refusedLogin,
  '3D000': (reason) => `The server is there, and the database that the address names is not: ${reason}.`,
  '53300': (reason) => `The server has no connection left to give: ${reason}.`,
  '57P03': (reason) => `The database is starting or stopping: ${reason}.`,
};

/** Why a database cannot be used, from the error with which it was first asked: the sentence a start is refused with. */
export function whyUnusable(error: unknown): string {
  if (isSilence(error)) return NONE_LEFT;
  const reason = reasonOf(error);
  return SENTENCES[errorCode(error) ?? '']?.(reason) ?? `The database cannot be reached: ${reason}.`;
}

function refusedLogin(reason: string): string {
  return `The database refuses the login: ${reason}.`;
}

/** PostgreSQL itself hardly ever says this code, and pgbouncer has it for most of what it refuses, by its words alone. */
function refusedByPooler(reason: string): string {
  if (/authentication failed/.test(reason)) return refusedLogin(reason);
  const setting = /unsupported startup parameter(?: in options)?: (\w+)/.exec(reason)?.[1];
  if (setting === undefined) return `The pooler in front of the database refuses: ${reason}.`;
  return `The pooler in front of the database does not pass on "${setting}", which the address asks for. Leave it out of the address, or name it in ignore_startup_parameters of pgbouncer.`;
}
