import type { ComplaintDeps } from '../../src/complaints/loading/deps';
import { Rulebook } from '../../src/complaints/loading/rulebook';
import { inTransaction, openDatabase } from '../../src/db/connection/client';
import { SERVICE_ROLE } from '../../src/db/setup/isolation';
import { TEST_NOW, type TestApp } from './app';
import { backendsWaiting } from './wait-until';

/**
 * What the service answers to a request that came while another process did this work and had not committed it yet. Unless
 * it is said that it answers meanwhile, the request has to wait for it.
 */
export async function meanwhile<T>(
  service: TestApp,
  work: (deps: ComplaintDeps) => Promise<unknown>,
  request: () => PromiseLike<T>,
  then: 'waits' | 'answers' = 'waits',
): Promise<T> {
  const database = openDatabase({ url: service.databaseUrl, poolSize: 1, role: SERVICE_ROLE });
  const now = () => TEST_NOW;
  // In an object: a promise alone would be waited for before the transaction ends, and waits for that itself.
  try {
    const { answer } = await inTransaction(database, async () => {
      await work({ database, rulebook: new Rulebook(database, now), now });
      const sent = Promise.resolve(request());
      await (then === 'answers' ? sent : backendsWaiting(service.owner, 1));
      return { answer: sent };
    });
    return await answer;
  } finally {
    await database.close();
  }
}
