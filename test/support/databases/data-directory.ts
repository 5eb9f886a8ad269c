import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../wait-until';

/** Where the cluster of a data directory is: inside, or, where its account could not reach it there, elsewhere. */
export function clusterHome(dataDir: string): string {
  const pointer = join(dataDir, 'cluster.json');
  if (!existsSync(pointer)) return join(dataDir, 'postgres');
  const { directory }: { directory: string } = JSON.parse(readFileSync(pointer, 'utf8'));
  return directory;
}

export function removeDataDirectory(dataDir: string): void {
  rmSync(clusterHome(dataDir), { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}

/** Ends a server that nobody can stop in the ordinary way, since the start that began it failed before its end. */
export async function endServerOf(dataDir: string): Promise<void> {
  const file = join(clusterHome(dataDir), 'cluster/postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  process.kill(pid, 'SIGINT');
  await until('the server has ended', () => !isAlive(pid));
}

export const isAlive = (pid: number): boolean => spawnSync('kill', ['-0', String(pid)]).status === 0;
