import { Rulebook } from '../../src/complaints/rulebook';
import type { ComplaintDeps } from '../../src/complaints/deps';
import { inTransaction, openDatabase } from '../../src/db/client';
import { SERVICE_ROLE } from '../../src/db/isolation';
import { TEST_NOW, type TestApp } from './app';
import { backendsWaiting } from './waiting';

/**
 * What the service answers to a request that came while another process did this work and had not committed it yet. The
 * request has to wait for it.
 */
export async function meanwhile<T>(
  service: TestApp,
  work: (deps: ComplaintDeps) => Promise<unknown>,
  request: () => PromiseLike<T>,
): Promise<T> {
  const database = openDatabase({ url: service.databaseUrl, poolSize: 1, role: SERVICE_ROLE });
  const now = () => TEST_NOW;
  // In an object: a promise alone would be waited for before the transaction ends, and waits for that itself.
  const sent = await inTransaction(database, async () => {
    await work({ database, rulebook: new Rulebook(database, now), now });
    const answer = Promise.resolve(request());
    await backendsWaiting(service.owner, 1);
    return { answer };
  });
  await database.close();
  return sent.answer;
}
