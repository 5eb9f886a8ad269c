import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface BuiltService {
  /** Laid out as the package is, so that what is looked up from the package root is found. */
  readonly directory: string;
  readonly dist: string;
  remove(): void;
}

/** The service as `npm start` runs it, compiled apart from `dist/`, which may be in use. */
export function buildService(): BuiltService {
  const root = join(__dirname, '../..');
  const directory = mkdtempSync(join(tmpdir(), 'redress built '));
  chmodSync(directory, 0o755);
  const dist = join(directory, 'dist');
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  // Types are checked by `npm run check`; here only the JavaScript is wanted, and soon.
  const options = ['-p', 'tsconfig.build.json', '--noCheck', '--declaration', 'false', '--outDir', dist];
  const run = spawnSync(process.execPath, [compiler, ...options], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`The service does not compile: ${run.stdout}${run.stderr}`);
  for (const name of ['package.json', 'migrations'])
    cpSync(join(root, name), join(directory, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  return { directory, dist, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
