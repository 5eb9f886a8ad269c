import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import type { BuiltService } from './built-service';

export interface RunningService {
  /** `http://127.0.0.1:<port>`, as the service announced it. */
  readonly url: string;
  /** Everything it has written so far. */
  readonly output: () => string;
  /** Sends the signal and answers with the exit code, or with null where the signal itself ended the process. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Nothing of the environment of the tests but the path reaches the service. */
export type Environment = Readonly<Record<string, string>>;
const given = (env: Environment) => ({ PATH: process.env.PATH ?? '', ...env });

const running = new Set<ChildProcess>();
/** A test that failed before it ended its service leaves nothing behind. */
afterAll(() => Promise.all(Array.from(running, (child) => ended(child, 'SIGTERM'))));

/** Starts the real service on a free port and waits until it says that it is ready. */
export async function startService(
  { dist }: BuiltService,
  cwd: string,
  env: Environment,
): Promise<RunningService> {
  const child = spawn(process.execPath, [`${dist}/server.js`], { cwd, env: given({ PORT: '0', ...env }) });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let written = '';
  const ready = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      written += chunk.toString();
      const address = /Swagger UI: (http:\/\/\S+)\/docs/.exec(written)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`The service ended with ${code}:\n${written}`)));
  });
  const url = await ready;
  return { url, output: () => written, end: (signal) => ended(child, signal) };
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.removeAllListeners('exit').once('exit', (code) => resolve(code));
    child.kill(signal);
  });
}

/** Runs one of the entry points to its end. */
export function run(
  { dist }: BuiltService,
  cwd: string,
  env: Environment,
  ...command: [script: string, ...args: string[]]
): Ended {
  const [script, ...args] = command;
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${dist}/${script}`, ...args], {
    cwd,
    env: given(env),
    encoding: 'utf8',
    timeout: 90_000,
  });
  return { code: status, stdout, stderr };
}
