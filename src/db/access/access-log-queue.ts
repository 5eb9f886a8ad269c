import type { Database } from '../connection/client';
import { type AccessEntry, appendAccess } from './access-log';

/** Entries that one statement writes: one for each request would cost as much as the request itself. */
const TOGETHER = 500;
/** What is kept while the database is away; some 20 MB. */
const MOST_WAITING = 50_000;

/**
 * Entries of the access log on their way to the table. While the database is away they wait; past the most that may, the
 * oldest of whoever has most give way, so that one busy landlord costs no other its own.
 */
export class AccessQueue {
  private readonly queues = new Map<string, AccessEntry[]>();
  private count = 0;
  private dropped = 0;
  private untold = 0;
  private failing = false;
  private running: Promise<void> | null = null;
  private next: Promise<void> | null = null;

  constructor(
    private readonly database: Database,
    private readonly onTrouble: (message: string, error: unknown) => void,
    private readonly most: number = MOST_WAITING,
  ) {}

  /** Noted and not written yet. */
  get waiting(): number {
    return this.count;
  }

  /** Given up since the process began. */
  get lost(): number {
    return this.dropped;
  }

  add(landlordId: string, entry: AccessEntry): void {
    this.queueOf(landlordId).push(entry);
    this.count += 1;
    if (this.count > this.most) this.giveUpOldest();
    // Where writing fails, requests do not try again: whoever keeps the time does.
    if (this.count >= TOGETHER && this.running === null && !this.failing) void this.flush();
  }

  /** Settles when all that was noted before is written, or has failed to be and waits on. */
  flush(): Promise<void> {
    if (this.running === null) return this.run();
    // Whoever asks while one is under way shares the one after it.
    this.next ??= this.running.then(() => {
      this.next = null;
      return this.run();
    });
    return this.next;
  }

  private run(): Promise<void> {
    this.running = this.write().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async write(): Promise<void> {
    for (const landlordId of [...this.queues.keys()]) {
      try {
        await this.writeThoseOf(landlordId);
        this.failing = false;
      } catch (error) {
        this.failing = true;
        this.tell(error);
        return;
      }
    }
  }

  private async writeThoseOf(landlordId: string): Promise<void> {
    const queue = this.queueOf(landlordId);
    for (let left = queue.length; left > 0; left -= TOGETHER) {
      const entries = queue.splice(0, Math.min(left, TOGETHER));
      try {
        await appendAccess(this.database, landlordId, entries);
        this.count -= entries.length;
      } catch (error) {
        queue.unshift(...entries);
        // To the end of the round: what is wrong may be with this landlord alone.
        this.queues.delete(landlordId);
        this.queues.set(landlordId, queue);
        throw error;
      }
    }
    if (queue.length === 0) this.queues.delete(landlordId);
  }

  private queueOf(landlordId: string): AccessEntry[] {
    const known = this.queues.get(landlordId);
    if (known) return known;
    const queue: AccessEntry[] = [];
    this.queues.set(landlordId, queue);
    return queue;
  }

  private giveUpOldest(): void {
    let longest: AccessEntry[] = [];
    for (const queue of this.queues.values()) if (queue.length > longest.length) longest = queue;
    longest.shift();
    this.count -= 1;
    this.dropped += 1;
    this.untold += 1;
  }

  private tell(error: unknown): void {
    const lost = this.untold;
    this.untold = 0;
    this.onTrouble(lost > 0 ? `${lost} entries of the access log are lost` : 'the access log waits', error);
  }
}
