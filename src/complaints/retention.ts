import { endedComplaints } from '../db/ended-complaints';
import { erase } from '../policy/commands/erase';
import type { LocalDate } from '../policy/local-date';
import { type Retention, retentionOf } from '../policy/retention';
import { todayOf } from '../policy/rules';
import { act, type ComplaintDeps } from './act';
import { groundsOf } from './other';
import { presentStates } from './present-states';

/** Complaints read together: enough to be quick, few enough to leave other requests their turn. */
const PAGE = 200;

export interface RetentionEntry extends Retention {
  readonly id: string;
  readonly reference: string;
  /** Whether it was anonymised by this run, or would be. */
  readonly due: boolean;
}

export interface RetentionRun {
  readonly on: LocalDate;
  /** How many ended complaints were looked at. */
  readonly looked: number;
  readonly due: readonly RetentionEntry[];
  /** Past the time to keep them, and kept all the same: on hold, before the Ombudsman, with something still to do. */
  readonly heldBack: readonly RetentionEntry[];
  /** True where more are due than one run takes. */
  readonly more: boolean;
}

export interface RetentionAsk {
  readonly landlordId: string;
  readonly actor: string;
  readonly dryRun: boolean;
  readonly limit: number;
}

/**
 * Finds the ended complaints whose time to be kept is over by the policy each runs under, and anonymises them unless
 * it is a dry run. Each is an act of its own, so a run that is cut short has done whole complaints and no half.
 */
export async function runRetention(
  deps: ComplaintDeps,
  { landlordId, actor, dryRun, limit }: RetentionAsk,
): Promise<RetentionRun> {
  const on = todayOf(await deps.rulebook.clockOf(landlordId));
  const due: RetentionEntry[] = [];
  const heldBack: RetentionEntry[] = [];
  let looked = 0;
  for await (const { id, reference, state } of everyEnded(deps, landlordId)) {
    looked += 1;
    const retention = retentionOf(state, (await groundsOf(deps, landlordId, { id, state })).rules);
    if (retention.keepUntil === null || retention.keepUntil > on) continue;
    if (retention.heldBy.length > 0) {
      if (heldBack.length < limit) heldBack.push({ id, reference, ...retention, due: false });
      continue;
    }
    if (due.length === limit) return { on, looked, due, heldBack, more: true };
    if (!dryRun) {
      const acted = await act(
        deps,
        erase,
        { basis: 'retention' },
        { landlordId, actor, complaint: id, matches: null },
      );
      // Somebody did something to it since it was read; the next run sees it as it then is.
      if (acted.kind !== 'done') continue;
    }
    due.push({ id, reference, ...retention, due: true });
  }
  return { on, looked, due, heldBack, more: false };
}

async function* everyEnded({ database }: ComplaintDeps, landlordId: string) {
  let after: string | null = null;
  do {
    const page = await endedComplaints(database, landlordId, { after, limit: PAGE });
    yield* await presentStates(database, landlordId, page);
    after = page.length === PAGE ? (page.at(-1)?.id ?? null) : null;
  } while (after !== null);
}
