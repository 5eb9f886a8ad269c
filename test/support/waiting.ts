import { setTimeout as pause } from 'node:timers/promises';
import type { Owner } from './database';

/** Settles once this many statements of the database wait for locks. */
export async function backendsWaiting(owner: Owner, count: number): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const waiting = await owner.query({
      text: `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    });
    if (waiting.length >= count) return;
    await pause(10);
  }
  throw new Error(`Fewer than ${count} statements wait for a lock`);
}
