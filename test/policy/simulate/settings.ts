import { parseArgs } from 'node:util';
import { PROCEDURES } from './history';

export interface Settings {
  readonly years: number;
  readonly seed: number;
  /** null: each landlord has the next of the procedures. */
  readonly procedure: string | null;
  /** How many processes share the years among them. */
  readonly processes: number;
}

const MOST = 1_000_000_000;
const HOW = 'npm run simulate -- [--years N] [--seed N] [--procedure NAME] [--processes N]';

/** Reads the options of a run, or says which would be taken. */
export function settingsFrom(given: readonly string[], chosen: number): Settings {
  const { years, seed, procedure, processes } = optionsIn(given);
  const names = PROCEDURES.map(({ name }) => name);
  if (procedure !== undefined && !names.includes(procedure))
    throw new RangeError(`--procedure is "${procedure}": it is one of ${names.join(', ')}.`);
  return {
    years: numberOf('years', years, 20, 1),
    seed: numberOf('seed', seed, chosen % MOST, 0),
    procedure: procedure ?? null,
    processes: numberOf('processes', processes, 1, 1),
  };
}

function optionsIn(given: readonly string[]) {
  const option = { type: 'string' } as const;
  try {
    const options = { years: option, seed: option, procedure: option, processes: option };
    return parseArgs({ args: [...given], options }).values;
  } catch (error) {
    const [said] = String(error instanceof Error ? error.message : error).split('\n');
    throw new RangeError(`${said} Allowed is ${HOW}.`);
  }
}

function numberOf(name: string, given: string | undefined, otherwise: number, least: number): number {
  if (given === undefined) return otherwise;
  const value = /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN;
  if (value >= least && value <= MOST) return value;
  throw new RangeError(`--${name} is "${given}": it is a whole number from ${least} to ${MOST}.`);
}
