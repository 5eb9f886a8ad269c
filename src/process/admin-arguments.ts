import { parseArgs } from 'node:util';
import { type Role, ROLES } from '../policy/rules/roles';
import { type Division, divisionSchema } from '../policy/document/calendar';
import type { PolicyDocument } from '../policy/document/document';
import { type Instant, instantSchema, isLocalDate } from '../policy/dates/local-date';
import { PROCEDURE_NAMES, shipped } from '../policy/procedures';

export const HELP = `Usage: npm run admin -- <command> [options]

  create-landlord --name "Mill Lane Homes" [--procedure code-2024] [--division england-and-wales|scotland|northern-ireland]
      A landlord and its first key (roles complaints-officer and landlord-admin). With --procedure one that comes with
      the service is published for it, so that complaints can be logged: ${PROCEDURE_NAMES.join(', ')}.
      Without, it publishes its own before its first complaint: PUT /v1/policies/{version}.
  create-key --landlord <id> --name "CRM" --roles handler,reader [--expires 2027-01-01]
      A further key for a landlord. It stops working when the day of --expires begins (UTC).
  create-platform-key --name "operations"
      A key that may create landlords and keys over HTTP.
  list-landlords
  verify [--landlord <id>] [--seal <n>=<hash>]
      Proves that no event, text or complaint was altered, removed or slipped in since it was written, and that states,
      lists and clocks are what the events come to. With --seal it also holds the record against a seal that was kept
      elsewhere. Ends with 1 where something is wrong.
  chain-head [--landlord <id>]
      The last seal of each landlord, to keep where nobody who runs this database can reach it.
  migrate
      Brings the database up to this release, as the owner: REDRESS_MIGRATION_URL, or DATABASE_URL where it is the owner's.
  after-restore
      Once, when the database was set back to an earlier moment, before the service is started on it: readers of the
      event feed go on where they were and miss nothing that happens from now on. It does no harm done twice.

A key is shown once and cannot be read again. The database is the one the service uses: DATABASE_URL, or else the
embedded one in REDRESS_DATA_DIR, whether the service is running or not.`;

export type AdminCommand =
  | { readonly name: 'help' | 'list-landlords' | 'migrate' | 'after-restore' }
  | {
      readonly name: 'create-landlord';
      readonly landlord: string;
      /** Unless told, that of the procedure. */
      readonly division: Division;
      readonly procedure: PolicyDocument | null;
    }
  | {
      readonly name: 'create-key';
      readonly landlordId: string;
      readonly key: string;
      readonly roles: readonly Role[];
      readonly expiresAt: Instant | null;
    }
  | { readonly name: 'create-platform-key'; readonly key: string }
  | { readonly name: 'chain-head'; readonly landlordId: string | null }
  | {
      readonly name: 'verify';
      readonly landlordId: string | null;
      readonly seal: { readonly n: number; readonly hash: string } | null;
    };

/** The command line cannot be carried out; the message says why. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}

const LANDLORD_ROLES = ROLES.filter((role) => role !== 'platform-admin');
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LONGEST_NAME = 200;

type Options = Readonly<Record<string, string | boolean | undefined>>;

const OPTIONS_OF: Readonly<Record<string, readonly string[]>> = {
  'create-landlord': ['name', 'division', 'procedure'],
  'create-key': ['landlord', 'name', 'roles', 'expires'],
  'create-platform-key': ['name'],
  'list-landlords': [],
  verify: ['landlord', 'seal'],
  'chain-head': ['landlord'],
  migrate: [],
  'after-restore': [],
};

/** Everything is judged before a database is opened. */
export function parseAdminCommand(args: string[], now: Instant): AdminCommand {
  const { values, positionals } = split(args);
  const [name, ...extra] = positionals;
  if (values.help === true || name === undefined || name === 'help') return { name: 'help' };
  const accepted = OPTIONS_OF[name];
  if (accepted === undefined) throw new UsageFault(`There is no command "${name}".`);
  if (extra.length > 0)
    throw new UsageFault(`"${extra.join(' ')}" is one word too many; put quotes around a name with spaces.`);
  for (const option of Object.keys(values)) {
    if (!accepted.includes(option)) throw new UsageFault(`${name} has no option --${option}.`);
  }
  return commandOf(name, values, now);
}

function split(args: string[]) {
  const parsed = parsedFrom(args);
  const given = parsed.tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  const twice = given.find((name, index) => given.indexOf(name) !== index);
  if (twice !== undefined) throw new UsageFault(`--${twice} is there twice; give it once.`);
  return parsed;
}

function parsedFrom(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      tokens: true,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        name: text,
        division: text,
        procedure: text,
        landlord: text,
        roles: text,
        expires: text,
        seal: text,
      },
    });
  } catch (error) {
    throw new UsageFault(error instanceof Error ? error.message : String(error));
  }
}

function commandOf(name: string, values: Options, now: Instant): AdminCommand {
  switch (name) {
    case 'create-landlord': {
      const procedure = procedureOf(values.procedure);
      const division = divisionOf(values.division ?? procedure?.calendar.division);
      return { name, landlord: named(name, values), division, procedure };
    }
    case 'create-key':
      return {
        name,
        landlordId: landlordOf(needed(name, values, 'landlord')),
        key: named(name, values),
        roles: rolesOf(needed(name, values, 'roles')),
        expiresAt: expiryOf(values.expires, now),
      };
    case 'create-platform-key':
      return { name, key: named(name, values) };
    case 'chain-head':
      return { name, landlordId: someLandlordOf(values) };
    case 'verify':
      return { name, landlordId: someLandlordOf(values), seal: sealOf(values) };
    case 'list-landlords':
    case 'migrate':
    case 'after-restore':
      return { name };
  }
  throw new Error(`The command ${name} is listed but not read`);
}

function needed(command: string, values: Options, option: string): string {
  const value = values[option];
  if (typeof value !== 'string' || value.trim() === '') throw new UsageFault(`${command} needs --${option}.`);
  return value.trim();
}

function named(command: string, values: Options): string {
  const name = needed(command, values, 'name');
  if (name.length > LONGEST_NAME)
    throw new UsageFault(`--name has ${name.length} characters: at most ${LONGEST_NAME} are allowed.`);
  return name;
}

function divisionOf(value: string | boolean | undefined): Division {
  const parsed = divisionSchema.safeParse(value ?? 'england-and-wales');
  if (!parsed.success)
    throw new UsageFault(`--division is "${value}": it is one of ${divisionSchema.options.join(', ')}.`);
  return parsed.data;
}

function procedureOf(value: string | boolean | undefined): PolicyDocument | null {
  if (typeof value !== 'string') return null;
  const procedure = shipped(value);
  if (procedure === undefined)
    throw new UsageFault(`--procedure is "${value}": with the service come ${PROCEDURE_NAMES.join(', ')}.`);
  return procedure;
}

function landlordOf(value: string): string {
  if (!UUID.test(value)) throw new UsageFault(`--landlord is "${value}", which is not the id of a landlord.`);
  return value.toLowerCase();
}

const someLandlordOf = ({ landlord }: Options): string | null =>
  typeof landlord === 'string' ? landlordOf(landlord) : null;

function sealOf({ seal, landlord }: Options): { n: number; hash: string } | null {
  if (typeof seal !== 'string') return null;
  const [, n, hash] = /^(\d{1,9})=([0-9a-f]{64})$/i.exec(seal) ?? [];
  if (n === undefined || hash === undefined)
    throw new UsageFault(`--seal is "${seal}": it is a number and a hash as chain-head prints them, 12=9f….`);
  if (typeof landlord !== 'string')
    throw new UsageFault('--seal belongs to one landlord: name it with --landlord.');
  return { n: Number(n), hash: hash.toLowerCase() };
}

function rolesOf(value: string): Role[] {
  return value.split(',').map((text) => {
    const role = LANDLORD_ROLES.find((known) => known === text.trim());
    if (role === undefined)
      throw new UsageFault(
        `--roles has "${text.trim()}": a landlord's key has ${LANDLORD_ROLES.join(', ')}.`,
      );
    return role;
  });
}

function expiryOf(value: string | boolean | undefined, now: Instant): Instant | null {
  if (typeof value !== 'string') return null;
  if (!isLocalDate(value)) throw new UsageFault(`--expires is "${value}": it is a day such as 2027-01-01.`);
  const expiresAt = instantSchema.parse(`${value}T00:00:00Z`);
  if (expiresAt <= now) throw new UsageFault(`--expires is ${value}, which is not after today.`);
  return expiresAt;
}
