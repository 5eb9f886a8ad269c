import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

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
