import { faultOfClock } from '../policy/dates/host-clock';
import { rebuildStates } from '../complaints/rebuild';
import { LARGEST_RUN, runRetention } from '../complaints/retention';
import { Rulebook } from '../complaints/loading/rulebook';
import { forgetAccess } from '../db/access/access-log';
import { PLATFORM } from '../db/access/api-keys';
import { sealChain } from '../db/integrity/chain';
import type { Database } from '../db/connection/client';
import { type CountedFigures, type Figures, NO_FIGURES, readFigures, sumOf } from '../db/complaints/figures';
import { removeExpiredAnswers } from '../db/access/idempotency';
import { type LandlordRow, listLandlords } from '../db/landlords/landlords';
import { removeUnappliedRehearsals } from '../db/rehearsals/lists';
import type { MaintenanceMetrics } from './maintenance-metrics';
import { type Instant, localDateIn } from '../policy/dates/local-date';

const PAGE = 200;
const EVERY_MS = 60 * 60 * 1000;
/** Thirty days. By then hardly any could still be applied: one act on one of its complaints is enough to void it. */
const REHEARSALS_KEPT_MINUTES = 30 * 24 * 60;

/** For how long what nobody asked to keep is kept. */
export interface Keeping {
  readonly accessLogYears: number;
}

/** As long as landlords commonly keep complaints: a claim over what was done with somebody's data can be brought. */
export const USUAL_KEEPING: Keeping = { accessLogYears: 6 };

type Tended = Pick<LandlordRow, 'id' | 'zone'>;

/** Where answers to the platform's own requests are kept; it has no record to seal. */
const THE_PLATFORM: Tended = { id: PLATFORM, zone: 'UTC' };

export interface MaintenanceOptions {
  readonly database: Database;
  readonly now: () => Instant;
  readonly metrics: MaintenanceMetrics;
  /** Unless told, `USUAL_KEEPING`. */
  readonly keeping?: Keeping;
  /** A landlord could not be tended, or, with null, the round broke off. */
  readonly onFailure: (error: unknown, landlordId: string | null) => void;
  /** Has a round done; unless told, it is just done. */
  readonly around?: (round: () => Promise<void>) => Promise<void>;
}

/**
 * What time alone makes due, and the figures of all landlords as they then are. Several processes may do it at once:
 * what one has done, the others find done.
 */
export class MaintenanceRound {
  /** What each landlord last came to: one that fails keeps its place in the sums, and no alert takes it for a fall. */
  private known = new Map<string, Figures>();
  private stopped = false;

  constructor(private readonly options: MaintenanceOptions) {}

  /** One landlord's trouble is nobody else's; only where the database itself is away does the round break off. */
  async run(): Promise<void> {
    const { database, now, metrics, onFailure } = this.options;
    const at = now();
    const misled = faultOfClock(at);
    // By such a clock everything would be too old to keep.
    if (misled !== null) throw new Error(misled);
    const found = new Map<string, Figures>();
    let failed = 0;
    for await (const landlord of this.everyone()) {
      if (this.stopped) return;
      try {
        // First, because the figures count what it writes.
        const unreadable = await this.rebuild(landlord, at);
        const { retentionDue } = this.known.get(landlord.id) ?? NO_FIGURES;
        const counted = await this.figuresOf(landlord, at);
        found.set(landlord.id, { ...counted, retentionDue });
        await this.tend(landlord, at);
        found.set(landlord.id, { ...counted, retentionDue: await this.retentionDueOf(landlord, at) });
        if (unreadable.length > 0) throw new Error(`The record of ${unreadable.join(', ')} cannot be read`);
      } catch (error) {
        await database.pool.query('select 1');
        failed += 1;
        onFailure(error, landlord.id);
        const before = found.get(landlord.id) ?? this.known.get(landlord.id);
        if (before) found.set(landlord.id, before);
      }
    }
    this.known = found;
    metrics.ended(now(), [...found.values()].reduce(sumOf, NO_FIGURES), failed);
  }

  /** A round that is under way ends with the landlord it is at, and with the complaints that are being made anew. */
  stop(): void {
    this.stopped = true;
  }

  private async *everyone(): AsyncGenerator<Tended> {
    yield THE_PLATFORM;
    yield* everyLandlord(this.options.database);
  }

  /** What earlier releases left behind, made into states of this one; the references of what cannot be. */
  private async rebuild({ id }: Tended, at: Instant): Promise<readonly string[]> {
    const { database } = this.options;
    if (id === PLATFORM) return [];
    const deps = { database, rulebook: new Rulebook(database, () => at), stopped: () => this.stopped };
    return (await rebuildStates(deps, id)).unreadable;
  }

  /** One after the other, and each though another fails: that old answers cannot be removed leaves no record unsealed. */
  private async tend({ id }: Tended, at: Instant): Promise<void> {
    const { database, keeping = USUAL_KEEPING } = this.options;
    const before = yearsBefore(at, keeping.accessLogYears);
    const troubles: unknown[] = [];
    const step = (work: Promise<void>) => work.catch((error: unknown) => void troubles.push(error));
    if (id !== PLATFORM) {
      await step(this.untilNone(async () => ((await sealChain(database, id, at)) ? 1 : 0)));
      const unapplied = minutesBefore(at, REHEARSALS_KEPT_MINUTES);
      await step(removeUnappliedRehearsals(database, id, unapplied).then(() => undefined));
    }
    await step(this.untilNone(() => removeExpiredAnswers(database, id, at)));
    await step(this.untilNone(() => forgetAccess(database, id, before)));
    if (troubles.length > 0) throw troubles[0];
  }

  /** Piece by piece, so that no statement takes long and a stop need not wait for all of them. */
  private async untilNone(piece: () => Promise<number>): Promise<void> {
    while (!this.stopped && (await piece()) > 0);
  }

  private figuresOf({ id, zone }: Tended, at: Instant): Promise<CountedFigures> {
    return readFigures(this.options.database, id, { today: localDateIn(at, zone), now: at });
  }

  /** As a dry run finds it. Only a landlord can let go of its record, but somebody has to hear that it does not. */
  private async retentionDueOf({ id }: Tended, at: Instant): Promise<Figures['retentionDue']> {
    if (id === PLATFORM) return NO_FIGURES.retentionDue;
    const { database } = this.options;
    const now = () => at;
    const rulebook = new Rulebook(database, now);
    // For the length of a count no news matters: asked anew for each of 500 contacts, the rules took ten seconds.
    rulebook.landlordTerms.startListening();
    const deps = { database, rulebook, now };
    const run = await runRetention(deps, { landlordId: id, actor: '', dryRun: true, limit: LARGEST_RUN });
    return { complaints: run.due.length, contacts: run.contacts.due.length };
  }
}

const minutesBefore = (now: Instant, minutes: number): Instant =>
  // ISO 8601 in UTC is what an Instant is.
  new Date(Date.parse(now) - minutes * 60_000).toISOString() as Instant;

function yearsBefore(now: Instant, years: number): Instant {
  const moment = new Date(now);
  moment.setUTCFullYear(moment.getUTCFullYear() - years);
  return moment.toISOString() as Instant;
}

export async function* everyLandlord(database: Database): AsyncGenerator<LandlordRow> {
  let afterId: string | null = null;
  do {
    const page = await listLandlords(database, { afterId, limit: PAGE });
    yield* page;
    afterId = page.length === PAGE ? (page.at(-1)?.id ?? null) : null;
  } while (afterId !== null);
}

export interface Maintenance {
  /** Settles once what is under way has ended. */
  stop(): Promise<void>;
}

/** A round now and one every hour. A round that fails is told of, and the next makes good for it. */
export function startMaintenance(options: MaintenanceOptions): Maintenance {
  const { metrics, onFailure, around = (work) => work() } = options;
  const round = new MaintenanceRound(options);
  let running = Promise.resolve();
  const next = () => {
    running = running
      .then(() => around(() => round.run()))
      .catch((error: unknown) => {
        metrics.brokeOff();
        onFailure(error, null);
      });
  };
  next();
  const timer = setInterval(next, EVERY_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      round.stop();
      await running;
    },
  };
}
