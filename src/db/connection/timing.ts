import type { Pool, PoolClient, QueryConfig } from 'pg';

/** Has each step towards the database done, and may note by its name how long it took. Values are never told. */
export type Timing = <T>(what: string, work: () => Promise<T>) => Promise<T>;

export const untimed: Timing = (_what, work) => work();

/** Of a statement without a name of its own, what it does to what. */
export function nameOf({ name, text }: QueryConfig): string {
  if (name !== undefined) return name;
  const verb = /^\W*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? 'statement';
  const table = /\b(?:from|into|update)\s+"?(\w+)/i.exec(text)?.[1];
  return table === undefined ? verb : `${verb} ${table}`;
}

/** One that has to be waited for, or opened first, is a step of its own: it is how a pool that is too small shows. */
export function connectionOf(pool: Pool, timed: Timing): Promise<PoolClient> {
  return pool.idleCount > 0 ? pool.connect() : timed('wait for a connection', () => pool.connect());
}
