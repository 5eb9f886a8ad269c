import { createServer } from 'node:net';

export const LOCAL = '127.0.0.1';

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, LOCAL, () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('A TCP socket without a port'));
        else resolve(address.port);
      });
    });
  });
}
