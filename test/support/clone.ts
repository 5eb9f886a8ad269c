import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { removeDataDirectory } from './databases/data-directory';

/** A directory of its own for each test, as a clone is one for whoever starts the service in it. */
export function cloneOfEachTest(): () => string {
  let parent: string;
  let cwd: string;

  beforeAll(() => {
    parent = mkdtempSync(join(tmpdir(), 'redress start '));
    chmodSync(parent, 0o755);
  });

  afterAll(() => {
    for (const clone of readdirSync(parent)) {
      for (const name of ['data', 'elsewhere']) removeDataDirectory(join(parent, clone, name));
    }
    rmSync(parent, { recursive: true, force: true });
  });

  beforeEach(() => {
    cwd = mkdtempSync(join(parent, 'a clone '));
    chmodSync(cwd, 0o755);
  });

  return () => cwd;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export async function get(url: string, key?: string): Promise<Answer> {
  const headers = new Headers(key === undefined ? [] : [['authorization', `Bearer ${key}`]]);
  const answer = await fetch(url, { headers });
  return { status: answer.status, body: await answer.text() };
}

export async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return rows;
}
