import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

/** Any fixed number will do: the lock lives in a cluster that is Redress's alone. */
const OCCUPIED = 7_305_001;

export interface Occupancy {
  release(): Promise<void>;
}

/**
 * One service per data directory: a session lock on a connection of its own, which the server drops by itself
 * when the holder dies. With patience, a holder that is just leaving, or was just killed, gets time to be gone.
 */
export async function occupy(url: string, patienceMs: number, lost: () => void): Promise<Occupancy | null> {
  const client = new Client({
    connectionString: url,
    application_name: 'redress-occupancy',
    keepAlive: true,
  });
  let releasing = false;
  let broken = false;
  client.on('error', () => {
    if (!releasing && !broken) lost();
    broken = true;
  });
  await client.connect();
  const deadline = Date.now() + patienceMs;
  while (!(await tryLock(client))) {
    if (Date.now() > deadline) {
      releasing = true;
      await client.end();
      return null;
    }
    await pause(100);
  }
  return {
    async release() {
      releasing = true;
      if (!broken) await client.end();
    },
  };
}

async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
    OCCUPIED,
  ]);
  return rows[0]?.locked === true;
}
