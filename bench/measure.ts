import { localDateIn } from '../src/policy/dates/local-date';
import type { Rules } from '../src/policy/rules/rules';
import type { LoadJob, LoadResult, Path } from './load';
import { countInHand } from './numbering';
import { type BaselineRun, runPgbench } from './pgbench';
import type { Service } from './service';
import type { Settings } from './settings';
import { type Statement, versionInHand } from './statements';
import { ZONE } from './templates';
import type { Worker } from './worker';

export type ServicePath = Exclude<Path, 'echo'>;

export interface Measured {
  readonly path: ServicePath;
  readonly service: LoadResult;
  /** Requests or transactions per second of what it is compared with. */
  readonly baseline: number;
  readonly halfLoad: LoadResult;
  /** Processor time of the service a request, in milliseconds: what it costs, whoever else is at work here. */
  readonly processor: number;
}

export interface Bench {
  readonly settings: Settings;
  readonly rules: Rules;
  readonly service: Service;
  readonly databaseUrl: string;
  readonly keys: readonly string[];
  readonly load: Worker<LoadJob, LoadResult>;
  readonly echo: Worker<unknown, number>;
  readonly driver: Worker<BaselineRun, number>;
  readonly pgbench: string | null;
  readonly statements: Readonly<Record<'log' | 'worklist' | 'act', Statement>>;
}

/** Compilers and caches take thousands of requests to settle: warming up ends when the rate no longer grows. */
const WARM_UP_SECONDS = 2;
const WARM_UPS_AT_MOST = 6;
const STILL_GROWING = 1.05;
/**
 * Not before so many requests: a noisy neighbour holds the rate down for a turn while each request still costs several
 * times what it will. An act uses a complaint up, of which there are only so many, so that it is spared this.
 */
const WARM_REQUESTS: Readonly<Record<ServicePath, number>> = {
  read: 10_000,
  worklist: 10_000,
  log: 10_000,
  act: 0,
};
/** Of the complaints in hand, the share that the bare statement acts on; the service, which is slower, has the rest. */
const BASELINE_SHARE = 0.6;
/** More than any run of a statement gets through in a millisecond: what makes the ids of two runs differ. */
const IDS_A_MILLISECOND = 10_000;

/** The complaints to measure on: how many there are, and how many of those in hand an earlier measurement has used. */
export interface Ground {
  readonly complaints: number;
  readonly used: number;
}

/** Measures the paths in turn; service and baseline alternate, so that a noisy neighbour troubles both. */
export class Measurement {
  private readonly complaints: number;
  private readonly inHand: number;
  private nextForBaseline: number;
  private nextForService: number;
  private readonly eachBaseline: number;

  constructor(
    private readonly bench: Bench,
    { complaints, used }: Ground,
  ) {
    this.complaints = complaints;
    this.inHand = countInHand(complaints);
    this.eachBaseline = Math.floor(((this.inHand - used) * BASELINE_SHARE) / bench.settings.rounds);
    this.nextForBaseline = used;
    this.nextForService = used + this.eachBaseline * bench.settings.rounds;
  }

  async run(path: ServicePath): Promise<Measured> {
    const { seconds, rounds } = this.bench.settings;
    const baseline = await this.baselineOf(path);
    await this.warmUp(path);
    const served: LoadResult[] = [];
    const compared: number[] = [];
    let processor = 0;
    for (let round = 0; round < rounds; round += 1) {
      const before = await this.bench.service.figures();
      served.push(await this.ask(path, seconds, null));
      processor += (await this.bench.service.figures()).processor - before.processor;
      compared.push(await baseline());
    }
    const requests = served.reduce((sum, result) => sum + result.requests, 0);
    const service = middle(served, ({ perSecond }) => perSecond);
    const halfLoad = await this.ask(path, seconds, service.perSecond / 2);
    return {
      path,
      service,
      baseline: middle(compared, (rate) => rate),
      halfLoad,
      processor: (processor * 1000) / requests,
    };
  }

  private async warmUp(path: ServicePath): Promise<void> {
    let before = 0;
    let seen = 0;
    for (let turn = 1; ; turn += 1) {
      const { perSecond, requests } = await this.ask(path, WARM_UP_SECONDS, null);
      seen += requests;
      const settled = perSecond < before * STILL_GROWING || turn >= WARM_UPS_AT_MOST;
      if (settled && seen >= WARM_REQUESTS[path]) return;
      before = perSecond;
    }
  }

  private async baselineOf(path: ServicePath): Promise<() => Promise<number>> {
    const { seconds } = this.bench.settings;
    if (path !== 'read') return () => this.bare(path, seconds);
    const port = await this.startEcho();
    return () => this.echoed(port, seconds);
  }

  private async ask(path: ServicePath, seconds: number, rate: number | null): Promise<LoadResult> {
    const result = await this.bench.load.ask(this.job(this.bench.service, path, seconds, rate));
    if (path === 'act') this.nextForService += result.requests;
    if (Object.keys(result.failures).length > 0) {
      throw new Error(`Some requests failed at ${path}, by status: ${JSON.stringify(result.failures)}`);
    }
    if (this.nextForService >= this.inHand) {
      throw new Error(
        'There are no complaints left to act on: raise BENCH_COMPLAINTS or lower BENCH_SECONDS.',
      );
    }
    return result;
  }

  private job(
    { host, port }: Pick<LoadJob, 'host' | 'port'>,
    path: Path,
    seconds: number,
    rate: number | null,
  ): LoadJob {
    const { keys, rules } = this.bench;
    const inHand = [this.nextForService, this.inHand] as const;
    const receivedOn = localDateIn(rules.now, ZONE);
    return { host, port, path, keys, complaints: this.complaints, receivedOn, inHand, seconds, rate };
  }

  private async startEcho(): Promise<number> {
    const { service, keys, echo } = this.bench;
    const headers = { authorization: `Bearer ${keys[0]}` };
    const list = await fetch(`${service.url}/v1/complaints?limit=1`, { headers });
    const { items } = (await list.json()) as { items: { id: string }[] };
    const one = await fetch(`${service.url}/v1/complaints/${items[0]!.id}`, { headers });
    return echo.ask(await one.json());
  }

  private async echoed(port: number, seconds: number): Promise<number> {
    const { perSecond } = await this.bench.load.ask(
      this.job({ host: '127.0.0.1', port }, 'echo', seconds, null),
    );
    return perSecond;
  }

  private async bare(path: Exclude<ServicePath, 'read'>, seconds: number): Promise<number> {
    const { databaseUrl: url, statements, pgbench, driver, rules } = this.bench;
    const run: BaselineRun = {
      url,
      statement: statements[path],
      seconds,
      start: Math.floor(performance.now()) * IDS_A_MILLISECOND,
      inHand: { first: this.nextForBaseline, count: this.eachBaseline },
      versionInHand: versionInHand(rules),
    };
    if (path === 'act') this.nextForBaseline += this.eachBaseline;
    return pgbench === null ? driver.ask(run) : runPgbench(pgbench, run);
  }
}

function middle<T>(items: readonly T[], of: (item: T) => number): T {
  const sorted = [...items].sort((a, b) => of(a) - of(b));
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
}
