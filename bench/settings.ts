/** What a run measures, all of it bounded: a whole run at the defaults takes about three minutes. */
export interface Settings {
  readonly databaseUrl: string | null;
  readonly complaints: number;
  readonly rounds: number;
  readonly seconds: number;
  /** Measures once more at ten times the complaints. */
  readonly scale: boolean;
  readonly paths: readonly string[] | null;
  /** Where the service leaves a CPU profile; none is taken without it. */
  readonly profileDir: string | null;
}

export const LANDLORDS = 200;
export const CONNECTIONS = 32;

export function settingsFrom(env: Readonly<Record<string, string | undefined>>): Settings {
  return {
    databaseUrl: env.DATABASE_URL ?? null,
    complaints: atLeast('BENCH_COMPLAINTS', env.BENCH_COMPLAINTS, 10_000, 200_000),
    rounds: atLeast('BENCH_ROUNDS', env.BENCH_ROUNDS, 1, 3),
    seconds: atLeast('BENCH_SECONDS', env.BENCH_SECONDS, 1, 4),
    scale: env.BENCH_SCALE === '1',
    paths: env.BENCH_PATHS?.split(',') ?? null,
    profileDir: env.BENCH_PROFILE ?? null,
  };
}

function atLeast(name: string, given: string | undefined, least: number, otherwise: number): number {
  if (given === undefined) return otherwise;
  const value = Number(given);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new RangeError(`${name} is "${given}": it is a whole number from ${least} up.`);
}
