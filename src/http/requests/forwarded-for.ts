import { isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';

const HEADER = 'x-forwarded-for';

/** `192.0.2.1:40000`, `[2001:db8::1]:40000` and `[2001:db8::1]`: some proxies write the port, which changes with each connection. */
const WITH_PORT = /^(?:([\d.]+):\d{1,5}|\[([^\]]+)\](?::\d{1,5})?)$/;

/**
 * Leaves in X-Forwarded-For only addresses, and no ports: one caller would otherwise count as many, and any text be
 * stored as an address. Before what is none nobody can be told, so the nearest address after it stands for the caller.
 */
export function readForwardedFor(app: FastifyInstance): void {
  app.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    const given = headers[HEADER];
    if (given !== undefined) headers[HEADER] = addressesIn(String(given)).join(', ');
    done();
  });
}

function addressesIn(given: string): string[] {
  const entries = given.split(',').map(addressOf);
  return entries.slice(entries.lastIndexOf('') + 1);
}

/** Empty where it is no address. */
function addressOf(entry: string): string {
  const text = entry.trim();
  const [, four, six] = WITH_PORT.exec(text) ?? [];
  const address = four ?? six ?? text;
  return isIP(address) === 0 ? '' : address;
}
