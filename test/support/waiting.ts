import { setTimeout as pause } from 'node:timers/promises';
import type { Owner } from './database';

/** Shorter than the time Jest gives a test, so that a wait in vain says what it waited for. */
const PATIENCE_MS = 45_000;

/** Settles once it holds. No test is about how long that takes: a busy machine takes its time. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited in vain until ${what}`);
    await pause(10);
  }
}

/** Settles once this many statements of the database wait for locks. */
export const backendsWaiting = (owner: Owner, count: number): Promise<void> =>
  until(`${count} statements wait for a lock`, async () => {
    const waiting = await owner.query({
      text: `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    });
    return waiting.length >= count;
  });
