import { getHeapStatistics } from 'node:v8';

/** What whoever deploys the service may decide about its HTTP side. */
export interface HttpSettings {
  /** Origins whose pages may call the service from a browser, each exactly as a browser writes it. */
  readonly corsOrigins: readonly string[];
  /** Browsers reach it by https alone, through whatever ends the TLS in front of it. */
  readonly behindTls: boolean;
  /** In how long a whole request has to arrive. */
  readonly requestTimeoutMs: number;
  /** Past this mean delay of the event loop, in a second, requests are sent away; 0: never. */
  readonly maxEventLoopDelayMs: number;
  /** Past this much heap requests are sent away; 0: never. */
  readonly maxHeapBytes: number;
}

/** A healthy process turns its loop in a millisecond or two; at half a second callers have begun to give up. */
const LONGEST_TURN_MS = 500;
/** Beyond it V8 spends its time on collecting what little there is to collect, and then ends the process. */
const SHARE_OF_HEAP = 0.9;

export const httpDefaults = (): HttpSettings => ({
  corsOrigins: [],
  behindTls: false,
  requestTimeoutMs: 30_000,
  maxEventLoopDelayMs: LONGEST_TURN_MS,
  maxHeapBytes: Math.floor(getHeapStatistics().heap_size_limit * SHARE_OF_HEAP),
});
