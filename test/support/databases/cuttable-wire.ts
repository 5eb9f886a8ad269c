import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Wire {
  /** The address given, by way of the wire. */
  readonly url: string;
  /** From now on nothing passes and nobody is told: a cable pulled, a host frozen. */
  cut(): void;
  /** New connections pass again; those of before stay silent. */
  mend(): void;
  /** New connections lead to another server, as when a cluster's address moves; those of before stay where they are. */
  moveTo(address: string): void;
  stop(): void;
}

/** A wire to a server that can be cut without either end noticing. */
export async function wireTo(address: string): Promise<Wire> {
  let target = new URL(address);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    sockets.add(near);
    near.on('error', () => undefined);
    if (isCut) return;
    const far = connect(Number(target.port), target.hostname);
    sockets.add(far);
    // Nobody is there, or no longer: the near end hears of it, as it would without the wire.
    far.on('error', () => near.destroy());
    near.pipe(far);
    far.pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(address);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cut() {
      isCut = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    mend() {
      isCut = false;
    },
    moveTo(next) {
      target = new URL(next);
    },
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
