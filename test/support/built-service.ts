import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface BuiltService {
  /** Laid out as the package is, so that what is looked up from the package root is found. */
  readonly directory: string;
  readonly dist: string;
}

const BUILD_MS = 300_000;

/**
 * The service as `npm start` runs it, compiled apart from `dist/`, which may be in use. Ten files want it, so that
 * whoever asks first builds it for the whole run, and the others wait for that.
 */
export function builtService(): BuiltService {
  const directory = process.env.REDRESS_TEST_BUILD;
  if (directory === undefined)
    throw new Error('REDRESS_TEST_BUILD is not set: Jest’s global setup has not run');
  const outcome = join(directory, 'outcome');
  if (isFirst(directory)) {
    const failure = failureOf(() => buildService(directory));
    // Under its name only once it is whole, for those who look.
    writeFileSync(`${outcome}.new`, failure);
    renameSync(`${outcome}.new`, outcome);
  }
  const end = Date.now() + BUILD_MS;
  while (!existsSync(outcome)) {
    if (Date.now() > end) throw new Error('Waited in vain until another test file has built the service');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
  const failure = readFileSync(outcome, 'utf8');
  if (failure !== '') throw new Error(failure);
  return { directory, dist: join(directory, 'dist') };
}

function isFirst(directory: string): boolean {
  try {
    mkdirSync(join(directory, 'dist'));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function failureOf(work: () => void): string {
  try {
    work();
    return '';
  } catch (error) {
    return String(error);
  }
}

/** Into an empty directory. */
export function buildService(directory: string): BuiltService {
  const root = join(__dirname, '../..');
  const dist = join(directory, 'dist');
  const builder = join(root, 'scripts/build.mjs');
  const run = spawnSync(process.execPath, [builder, '--into', dist], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`The service does not compile: ${run.stdout}${run.stderr}`);
  for (const name of ['package.json', 'migrations'])
    cpSync(join(root, name), join(directory, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  return { directory, dist };
}
