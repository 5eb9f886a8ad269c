import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from './connection';
import { complaintId, inHand, landlordOf } from './numbering';
import { CONNECTIONS, LANDLORDS } from './settings';
import { NEW_COMPLAINT, OUTCOME } from './templates';
import { answerJobs } from './worker';

export type Path = 'read' | 'worklist' | 'log' | 'act' | 'echo';

export interface LoadJob {
  readonly host: string;
  readonly port: number;
  readonly path: Path;
  readonly keys: readonly string[];
  readonly complaints: number;
  readonly receivedOn: string;
  /** The complaints in hand to act on, as numbers among those in hand: from the first, up to but not the second. */
  readonly inHand: readonly [number, number];
  readonly seconds: number;
  /** Requests per second in all; null for as many as there can be. */
  readonly rate: number | null;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly requests: number;
  readonly failures: Readonly<Record<string, number>>;
}

async function load(job: LoadJob): Promise<LoadResult> {
  const connections = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => Connection.open(job.host, job.port)),
  );
  const next = requestsOf(job);
  const taken: number[] = [];
  const failures: Record<string, number> = {};
  const began = performance.now();
  const end = began + job.seconds * 1000;
  const gap = job.rate === null ? 0 : (CONNECTIONS * 1000) / job.rate;
  await Promise.all(
    connections.map(async (connection, number) => {
      // Measured from when a request was due and not from when it went out, so that a stall counts for all it delays.
      let due = began + (gap * number) / CONNECTIONS;
      for (;;) {
        if (gap > 0) {
          const wait = due - performance.now();
          if (wait > 0) await pause(wait);
        } else due = performance.now();
        if (due >= end) return;
        const request = next();
        if (request === undefined) return;
        const status = await connection.ask(request);
        taken.push(performance.now() - due);
        if (status >= 300) failures[status] = (failures[status] ?? 0) + 1;
        due += gap;
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  for (const connection of connections) connection.close();
  taken.sort((a, b) => a - b);
  const at = (share: number) =>
    taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? Number.NaN;
  return { perSecond: taken.length / seconds, p50: at(0.5), p99: at(0.99), requests: taken.length, failures };
}

/** The next request each time, written out; undefined once there is nothing left to act on. */
function requestsOf({
  path,
  keys,
  complaints,
  receivedOn,
  inHand: [from, to],
}: LoadJob): () => string | undefined {
  const heads = keys.map((key) => `Host: bench\r\nAuthorization: Bearer ${key}\r\n`);
  const get = (target: string, landlord: number) => `GET ${target} HTTP/1.1\r\n${heads[landlord] ?? ''}\r\n`;
  const post = (target: string, landlord: number, body: string) =>
    `POST ${target} HTTP/1.1\r\n${heads[landlord]}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  const any = (below: number) => Math.floor(Math.random() * below);
  switch (path) {
    case 'echo':
      return () => 'GET / HTTP/1.1\r\nHost: bench\r\n\r\n';
    case 'read':
      return () => {
        const n = any(complaints);
        return get(`/v1/complaints/${complaintId(n)}`, landlordOf(n));
      };
    case 'worklist':
      return () => get('/v1/clocks?limit=50', any(LANDLORDS));
    case 'log': {
      const body = JSON.stringify({ ...NEW_COMPLAINT, receivedOn });
      return () => post('/v1/complaints', any(LANDLORDS), body);
    }
    case 'act': {
      const body = JSON.stringify(OUTCOME);
      let j = from;
      return () => {
        if (j >= to) return undefined;
        const n = inHand(j);
        j += 1;
        return post(`/v1/complaints/${complaintId(n)}/outcomes`, landlordOf(n), body);
      };
    }
  }
}

answerJobs(load);
