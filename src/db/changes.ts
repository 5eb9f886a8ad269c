import { Client } from 'pg';
import type { Database } from './client';

/** Matches the triggers on keys, landlords and policies, which send the landlord's id. */
const CHANNEL = 'redress_changes';

export interface Listener {
  close(): Promise<void>;
}

/**
 * Hears whose keys, particulars or policies changed, as the transactions commit. It settles once it listens, and tells at most once that it no
 * longer does: from then on changes are missed, and whoever holds something in memory lets go of it and listens anew.
 */
export async function listenForChanges(
  database: Pick<Database, 'pool'>,
  onChange: (landlordId: string) => void,
  onLost: (error: Error | null) => void,
): Promise<Listener> {
  // A connection of its own, of the kind the pool makes: listening would take one of the few away from it for good.
  const client = new Client(database.pool.options);
  let state: 'opening' | 'open' | 'closed' = 'opening';
  const lose = (error: Error | null) => {
    if (state !== 'open') return;
    state = 'closed';
    onLost(error);
  };
  client.on('notification', ({ payload }) => {
    if (state !== 'closed' && payload) onChange(payload);
  });
  client.on('error', lose);
  client.on('end', () => lose(null));
  const close = async () => {
    state = 'closed';
    await client.end();
  };
  try {
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    state = 'open';
  } catch (error) {
    // Told by the rejection alone: what had not begun cannot be lost.
    await close();
    throw error;
  }
  return { close };
}
