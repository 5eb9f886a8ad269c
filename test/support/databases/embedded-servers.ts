import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedOptions } from '../../../src/db/embedded/server';
import { removeDataDirectory } from './data-directory';

/** A folder for the data directories of embedded servers, new for each test and removed after it. */
export interface ServersFolder {
  readonly path: string;
  /** Said by the servers since the test began. */
  readonly lines: string[];
  options(dataDir: string): EmbeddedOptions;
  /** Undone after the test, the latest first. */
  afterwards(undo: () => void): void;
}

export function serversFolder(): ServersFolder {
  const lines: string[] = [];
  const cleanUp: (() => void)[] = [];
  let path: string;
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'redress embedded '));
    chmodSync(path, 0o755);
    cleanUp.push(() => {
      const made = readdirSync(path).filter((name) => name.startsWith('data'));
      for (const name of made) removeDataDirectory(join(path, name));
      rmSync(path, { recursive: true, force: true });
    });
    lines.length = 0;
  });
  afterEach(() => {
    for (const undo of cleanUp.splice(0).reverse()) undo();
  });
  return {
    get path() {
      return path;
    },
    lines,
    options: (dataDir) => ({ dataDir, log: (line) => lines.push(line), settings: { fsync: 'off' } }),
    afterwards: (undo) => cleanUp.push(undo),
  };
}

export function postmasterPid(directory: string): number {
  return Number(readFileSync(join(directory, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
}
