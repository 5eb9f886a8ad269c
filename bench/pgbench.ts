import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addedComplaintIdInSql, complaintIdInSql, inHandInPgbench, landlordIdInSql } from './numbering';
import { CONNECTIONS, LANDLORDS } from './settings';
import type { Statement, Varying } from './statements';

export interface BaselineRun {
  readonly url: string;
  readonly statement: Statement;
  readonly seconds: number;
  /** Where this run begins to count, so that no two log the same complaint. */
  readonly start: number;
  /**
   * The complaints in hand that are this run's own to act on: the first and how many, as numbers among those in hand.
   * Should they not suffice, they are gone through again a version further: the statement still does all its work.
   */
  readonly inHand: { readonly first: number; readonly count: number };
  readonly versionInHand: number;
}

const DEBIAN = '/usr/lib/postgresql';

export function findPgbench(): string | null {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((v) => join(DEBIAN, v, 'bin', 'pgbench')) : [];
  const candidates = ['pgbench', ...debian.filter((path) => existsSync(path))];
  return candidates.find((path) => spawnSync(path, ['--version']).status === 0) ?? null;
}

/** Transactions per second of one statement, prepared, from as many clients as the load generator has connections. */
export async function runPgbench(pgbench: string, run: BaselineRun): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'redress-pgbench-'));
  try {
    const script = join(directory, 'statement.sql');
    writeFileSync(script, scriptOf(run));
    const clients = ['-c', String(CONNECTIONS), '-j', '2', '-T', String(run.seconds)];
    const variables = Object.entries(variablesOf(run)).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
    const output = await outputOf(pgbench, [
      '-n',
      '-M',
      'prepared',
      ...clients,
      '-f',
      script,
      ...variables,
      run.url,
    ]);
    const rate = /^tps = ([\d.]+)/m.exec(output)?.[1];
    if (rate === undefined) throw new Error(`pgbench gave no rate:\n${output}`);
    return Number(rate);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const VARIED: Readonly<Record<Varying, string>> = {
  landlord: landlordIdInSql(':landlord'),
  'new-complaint': addedComplaintIdInSql(':n'),
  'complaint-in-hand': complaintIdInSql(':complaint'),
  'version-in-hand': ':version',
};

function scriptOf({ statement, inHand, versionInHand }: BaselineRun): string {
  const { vary, text } = statement;
  const acts = Object.values(vary).includes('complaint-in-hand');
  const each = Math.floor(inHand.count / CONNECTIONS);
  return [
    // Each client counts for itself and skips over the numbers of the others.
    '\\set turn :turn + 1',
    `\\set n :start + :turn * ${CONNECTIONS} + :client_id`,
    ...(acts
      ? [
          `\\set j ${inHand.first} + :turn % ${each} * ${CONNECTIONS} + :client_id`,
          `\\set version ${versionInHand} + :turn / ${each}`,
          `\\set complaint ${inHandInPgbench(':j')}`,
          `\\set landlord :complaint % ${LANDLORDS}`,
        ]
      : [`\\set landlord random(0, ${LANDLORDS - 1})`]),
    `${text.replaceAll(/\$(\d+)/g, (_, number) => parameter(Number(number), statement))};`,
    '',
  ].join('\n');
}

/** A value that pgbench can carry as it is; it has no null, so a mark stands for it that no value equals. */
const NULL = '-';

function parameter(number: number, { vary, values }: Statement): string {
  const varying = vary[number];
  if (varying) return VARIED[varying];
  const value = values[number - 1];
  if (value === '') return "''";
  return value === null ? `nullif(:p${number}, '${NULL}')` : `:p${number}`;
}

function variablesOf({ statement, start }: BaselineRun): Record<string, unknown> {
  const fixed = statement.values.flatMap((value, index) =>
    value === '' || statement.vary[index + 1] ? [] : [[`p${index + 1}`, value ?? NULL]],
  );
  return { turn: -1, start, ...Object.fromEntries(fixed) };
}

function outputOf(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`pgbench ended with ${code}: ${errors}`)),
    );
  });
}
