import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { BuiltService } from '../test/support/built-service';

export interface Service {
  readonly host: string;
  readonly port: number;
  readonly url: string;
  /** Resident memory in megabytes and processor time in seconds, as the service itself reports them. */
  figures(): Promise<{ readonly memory: number; readonly processor: number }>;
  stop(): Promise<void>;
}

const PATIENCE_MS = 30_000;

/** The built service in its own process, everything on; its log goes to a file, since reading it would cost time. */
export async function startService(
  { directory, dist }: BuiltService,
  databaseUrl: string,
  profileDir: string | null,
): Promise<Service> {
  const written = join(directory, 'service.log');
  const log = openSync(written, 'w');
  const profile = profileDir === null ? [] : ['--cpu-prof', '--cpu-prof-dir', profileDir];
  const child = spawn(process.execPath, [...profile, join(dist, 'server.js')], {
    env: {
      PATH: process.env.PATH ?? '',
      // One key sends more in a minute than any caller of a landlord; counting it is part of what is measured.
      REDRESS_REQUESTS_PER_MINUTE: '10000000',
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      HOST: '127.0.0.1',
      PORT: '0',
    },
    stdio: ['ignore', log, log],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await announced(written, () => child.exitCode);
  return {
    host: '127.0.0.1',
    port: Number(new URL(url).port),
    url,
    async figures() {
      const text = await (await fetch(`${url}/metrics`)).text();
      const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
      const memory = figure('process_resident_memory_bytes') / 1024 / 1024;
      return { memory, processor: figure('process_cpu_seconds_total') };
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function announced(file: string, exitCode: () => number | null): Promise<string> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline && exitCode() === null) {
    const url = /Swagger UI: (http:\/\/\S+)\/docs/.exec(readFileSync(file, 'utf8'))?.[1];
    if (url !== undefined) return url;
    await pause(50);
  }
  throw new Error(`The service did not start:\n${readFileSync(file, 'utf8')}`);
}
