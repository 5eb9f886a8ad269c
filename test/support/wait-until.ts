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

/**
 * Settles once the feed and the seals hold back none of what was written so far. They hold back what a running
 * transaction might still come before, whichever database of the server it is of, and other tests write to the same
 * server; what has been let through once stays so.
 */
export const everyWriterEnded = (owner: Owner): Promise<void> =>
  until('every writer has ended', async () => {
    const [row] = await owner.query<{ ended: boolean }>({
      text: `
        select coalesce(max(xact) < pg_snapshot_xmin(pg_current_snapshot()), true) as ended
        from (
          select xact from complaint_events where epoch = feed_epoch()
          union all
          select xact from contact_events where epoch = feed_epoch()
        ) written`,
    });
    return row?.ended === true;
  });
