import type { Session } from '../db/connection/client';
import type { StateAtVersion } from '../db/complaints/rows';
import { type StateBehind, statesBehind, writeRebuilt } from '../db/complaints/rebuild-states';
import { datedClocks } from '../policy/clocks/deadlines';
import { BeyondThisRelease, replayedStates } from './loading/present-states';
import type { Rulebook } from './loading/rulebook';
import { clockRows, columnsOf } from './loading/rows';

/** Complaints replayed together: some 20 ms of work, after which other requests have their turn. */
const PAGE = 50;
/** Sorts before every id. */
const FIRST = '00000000-0000-0000-0000-000000000000';

export interface RebuildDeps {
  readonly database: Session;
  readonly rulebook: Rulebook;
  /** Whether it is to end with the batch it is at. */
  readonly stopped?: () => boolean;
}

export interface Rebuilt {
  readonly written: number;
  /** By their references, those whose record this release cannot read. They stay as they are. */
  readonly unreadable: readonly string[];
}

/**
 * Makes the states that earlier releases left behind into this release's, with all that lists and figures read from
 * them. Each batch is a transaction of its own, so it can be cut short at any point and goes on where it was.
 */
export async function rebuildStates(deps: RebuildDeps, landlordId: string): Promise<Rebuilt> {
  const unreadable: string[] = [];
  let written = 0;
  let after = FIRST;
  for (;;) {
    if (deps.stopped?.()) return { written, unreadable };
    const page = await statesBehind(deps.database, landlordId, { after, limit: PAGE });
    const last = page.at(-1);
    if (!last) return { written, unreadable };
    const { rebuilt, beyond } = await replayed(deps, landlordId, page);
    if (rebuilt.length > 0) written += await writeRebuilt(deps.database, landlordId, rebuilt);
    unreadable.push(...beyond);
    after = last.id;
  }
}

async function replayed(
  { database, rulebook }: RebuildDeps,
  landlordId: string,
  page: readonly StateBehind[],
) {
  const states = await replayedStates(database, landlordId, page);
  const rebuilt: StateAtVersion[] = [];
  const beyond: string[] = [];
  for (const { id, reference, version } of page) {
    const state = states.get(id);
    if (!state || state instanceof BeyondThisRelease) {
      beyond.push(reference);
      continue;
    }
    const rules = await rulebook.pinned(landlordId, state);
    const clocks = datedClocks(state, rules);
    rebuilt.push({ id, version, columns: columnsOf(state, clocks, rules), clocks: clockRows(state, clocks) });
  }
  return { rebuilt, beyond };
}
