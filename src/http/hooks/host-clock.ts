import { faultOfClock } from '../../policy/dates/host-clock';
import type { FastifyInstance } from 'fastify';
import type { Instant } from '../../policy/dates/local-date';
import { sendProblem } from '../problems/problem';

/** Answers every request of this scope with what is wrong, since each needs to know what day it is. */
export function refuseWhileClockIsWrong(scope: FastifyInstance, now: () => Instant): void {
  scope.addHook('onRequest', (_request, reply, done) => {
    const detail = faultOfClock(now());
    if (detail === null) return done();
    reply.header('retry-after', RETRY_AFTER_S);
    sendProblem(reply, 'unavailable', { detail });
  });
}

const RETRY_AFTER_S = '60';
