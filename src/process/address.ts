import { createServer } from 'node:net';
import type { Config } from './config';

/** The service cannot listen where it was told to; the message says where and what to change. */
export class AddressUnusable extends Error {
  override readonly name = 'AddressUnusable';
}

type Address = Pick<Config, 'host' | 'port'>;

/** Asked before anything else starts: a taken port should not cost the making of a database first. */
export function assertFree(address: Address): Promise<void> {
  return new Promise((free, taken) => {
    const probe = createServer();
    probe.once('error', (error) => taken(explainListenError(address, error)));
    probe.listen({ host: address.host, port: address.port, exclusive: true }, () =>
      probe.close(() => free()),
    );
  });
}

export function explainListenError({ host, port }: Address, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  const advice: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} on ${host} is already in use. Stop the program that uses it, or choose another port, for example PORT=${other(port)} npm start.`,
    EACCES: `port ${port} on ${host} may only be used by root. Choose a port above 1023, for example PORT=3000 npm start.`,
    EADDRNOTAVAIL: `HOST is ${host}, which is not an address of this machine. Use 127.0.0.1 for this machine alone or 0.0.0.0 for all of its addresses.`,
    ENOTFOUND: `HOST is ${host}, which no name server knows. Use 127.0.0.1 for this machine alone or 0.0.0.0 for all of its addresses.`,
  };
  const message = advice[String(error.code)];
  return message === undefined ? error : new AddressUnusable(message, { cause: error });
}

function other(port: number): number {
  return port < 65_535 ? port + 1 : port - 1;
}
