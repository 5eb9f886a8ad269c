import type { FastifyInstance } from 'fastify';
import { type Listener, listenForChanges } from '../../db/access/changes';
import type { Database } from '../../db/connection/client';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** Keeps answers of the database for as long as it hears of changes. */
interface Cache {
  forget(landlordId: string): void;
  startListening(): void;
  stopListening(): void;
}

/**
 * Tells every cache of changes for as long as the app is up. While the connection for that is away, the service asks
 * the database each time.
 */
export function invalidateCaches(app: FastifyInstance, database: Database, caches: readonly Cache[]): void {
  let listener: Listener | null = null;
  let retry: NodeJS.Timeout | null = null;
  let closing = false;
  const forget = (landlordId: string) => {
    for (const cache of caches) cache.forget(landlordId);
  };
  const stop = () => {
    for (const cache of caches) cache.stopListening();
  };

  const listen = async (wait: number): Promise<void> => {
    if (closing) return;
    try {
      const opened = await listenForChanges(database, forget, lost);
      if (closing) return opened.close();
      listener = opened;
      for (const cache of caches) cache.startListening();
    } catch (error) {
      app.log.warn({ err: error }, 'cannot listen for changes; each request asks the database anew');
      again(wait);
    }
  };
  const lost = (error: Error | null) => {
    listener = null;
    stop();
    if (closing) return;
    app.log.warn({ err: error }, 'no longer told of changes; listening anew');
    again(FIRST_WAIT_MS);
  };
  const again = (wait: number) => {
    retry = setTimeout(() => void listen(Math.min(wait * 2, LONGEST_WAIT_MS)), wait);
    retry.unref();
  };

  app.addHook('onReady', () => listen(FIRST_WAIT_MS));
  app.addHook('onClose', async () => {
    closing = true;
    if (retry) clearTimeout(retry);
    stop();
    await listener?.close();
  });
}
