import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../../db/connection/client';
import type { OnRequestEnd } from './request-end';

/** Fine around the 25 ms that a request may take at half load, coarse beyond. */
const SECONDS = [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Something that has figures of its own to show, such as the rounds of maintenance. */
export interface MetricsSource {
  measure(registry: Registry): void;
}

/** A registry of its own for each app, so that two in one process do not add up. */
export function measure(
  onRequestEnd: OnRequestEnd,
  { pool }: Database,
  sources: readonly MetricsSource[],
): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const source of sources) source.measure(registry);
  new Gauge({
    name: 'redress_database_connections',
    help: 'Connections of the pool by what they are doing; waiting are requests with no connection yet',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
  const requests = new Histogram({
    name: 'redress_http_request_duration_seconds',
    help: 'Requests by method, route as declared, and status',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  onRequestEnd(({ request, reply }) => {
    const labels = {
      method: request.method,
      // Never the path as written: each complaint would become a series of its own.
      route: request.routeOptions.url ?? 'none',
      status: String(reply.statusCode),
    };
    requests.observe(labels, reply.elapsedTime / 1000);
  });
  return registry;
}
