import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import type { HttpSettings } from './settings';

type Thresholds = Pick<HttpSettings, 'maxEventLoopDelayMs' | 'maxHeapBytes'>;

/** The process is behind with its work; `answerErrors` says so to the caller. */
export class Overloaded extends Error {}

const RETRY_AFTER_S = 5;

/**
 * Sends requests of this scope away while the process is behind with its work, before it collapses under it. Whether
 * the service is well, and its figures, stand outside the scope: they are asked for most when it is not.
 */
export async function shedLoad(
  scope: FastifyInstance,
  { maxEventLoopDelayMs, maxHeapBytes }: Thresholds,
): Promise<void> {
  await scope.register(underPressure, {
    maxEventLoopDelay: maxEventLoopDelayMs,
    maxHeapUsedBytes: maxHeapBytes,
    customError: Overloaded,
    retryAfter: RETRY_AFTER_S,
  });
}
