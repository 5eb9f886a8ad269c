import { z } from 'zod';
import { faultOfClock } from '../../../policy/dates/host-clock';
import type { Database } from '../../../db/connection/client';
import type { Instant } from '../../../policy/dates/local-date';
import type { Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { problem } from '../../problems/problem';

const statusSchema = (status: 'live' | 'ready') => z.strictObject({ status: z.literal(status) });

const live = declare({
  id: 'checkLive',
  tag: 'Service',
  summary: 'Is the process running?',
  description: 'Answers as long as the process can answer at all. If it does not, restart the process.',
  may: null,
  answers: { 200: { description: 'It runs.', schema: statusSchema('live'), example: { status: 'live' } } },
});

const ready = declare({
  id: 'checkReady',
  tag: 'Service',
  summary: 'Can it do its work?',
  description:
    'Asks the database, and looks at the clock of the machine. While this answers 503, send the service no requests; restarting it will not help.',
  may: null,
  answers: { 200: { description: 'It works.', schema: statusSchema('ready'), example: { status: 'ready' } } },
});

export interface HealthDeps {
  readonly database: Database;
  readonly now: () => Instant;
}

export function healthRoutes(app: Scope, { database, now }: HealthDeps): void {
  app.get('/health/live', live, async () => ({ status: 'live' as const }));

  app.get('/health/ready', ready, async (request, reply) => {
    const misled = faultOfClock(now());
    if (misled !== null) return problem(reply, 'unavailable', { detail: misled });
    try {
      await database.pool.query('select 1');
      return { status: 'ready' as const };
    } catch (error) {
      request.log.warn({ err: error }, 'the database does not answer');
      return problem(reply, 'unavailable', { detail: 'The database does not answer.' });
    }
  });
}
