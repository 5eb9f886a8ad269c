import { Socket } from 'node:net';
import { Client } from 'pg';
import type { Database } from '../connection/client';

/** Matches the triggers on keys, landlords and policies, which send the landlord's id. */
const CHANNEL = 'redress_changes';

/**
 * Nothing is sent to a listener for hours, and a gateway that forgets a connection meanwhile tells neither end: a key
 * that was revoked would go on being good. So the listener asks, and is never deaf for longer than these two together.
 */
const BETWEEN_BEATS_MS = 3_000;
const ANSWERED_WITHIN_MS = 5_000;
/** A server that does not take leave of us by then is not there any more. */
const FAREWELL_MS = 1_000;

export interface Listener {
  close(): Promise<void>;
}

/**
 * Hears whose keys, particulars or policies changed, as the transactions commit. It settles once it listens, and tells
 * at most once that it no longer does: from then on changes are missed, and whoever holds something in memory lets go
 * of it and listens anew.
 */
export async function listenForChanges(
  database: Pick<Database, 'pool'>,
  onChange: (landlordId: string) => void,
  onLost: (error: Error | null) => void,
): Promise<Listener> {
  // A connection of its own, of the kind the pool makes: listening would take one of the few away from it for good.
  const socket = new Socket();
  const options = {
    ...database.pool.options,
    application_name: 'redress-changes',
    query_timeout: ANSWERED_WITHIN_MS,
    stream: () => socket,
  };
  const client = new Client(options);
  let nextBeat: NodeJS.Timeout | undefined;
  let state: 'opening' | 'open' | 'closed' = 'opening';
  const lose = (error: Error | null) => {
    if (state !== 'open') return;
    state = 'closed';
    clearTimeout(nextBeat);
    onLost(error);
  };
  const beat = async () => {
    try {
      await client.query('select 1');
      nextBeat = setTimeout(beat, BETWEEN_BEATS_MS).unref();
      if (state !== 'open') clearTimeout(nextBeat);
    } catch (error) {
      lose(error instanceof Error ? error : null);
      socket.destroy();
    }
  };
  client.on('notification', ({ payload }) => {
    if (state !== 'closed' && payload) onChange(payload);
  });
  client.on('error', lose);
  client.on('end', () => lose(null));
  const close = async () => {
    state = 'closed';
    clearTimeout(nextBeat);
    const impatience = setTimeout(() => socket.destroy(), FAREWELL_MS);
    await client.end();
    clearTimeout(impatience);
  };
  try {
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    state = 'open';
    nextBeat = setTimeout(beat, BETWEEN_BEATS_MS).unref();
  } catch (error) {
    // Told by the rejection alone: what had not begun cannot be lost.
    await close();
    throw error;
  }
  return { close };
}
