import { uuidv7 } from 'uuidv7';
import { type Database, inTransaction } from '../../db/connection/client';
import { openComplaints } from '../../db/complaints/open';
import {
  countRehearsal,
  insertLookedAt,
  insertRehearsal,
  type LookedAt,
  type RehearsalRow,
} from '../../db/rehearsals/rehearsals';
import type { Change } from '../../policy/rehearsal/change';
import type { ClockMove } from '../../policy/clocks/moves';
import { currentStage } from '../../policy/complaint/state';
import type { Corrected } from '../../policy/corrections/corrected';
import { todayOf } from '../../policy/rules/rules';
import { isRejection, type Rejection } from '../../policy/rules/rejection';
import type { Acting } from '../loading/attempt';
import type { ComplaintDeps } from '../loading/deps';
import { ABSENT, type Absent, type Done, done, type Refused, refused } from '../loading/outcome';
import { inTurns, readAhead, writeBehind } from './page-by-page';
import { presentStates } from '../loading/present-states';
import { type Plan, planOf } from './plan';

/** How much a change would move. */
export interface Counts {
  readonly complaints: number;
  readonly clocks: number;
  readonly movedComplaints: number;
  readonly movedClocks: number;
  readonly becomeOverdue: number;
  readonly noLongerOverdue: number;
  /** Moved dates that a resident was told. */
  readonly told: number;
  readonly refused: number;
}

const NONE: Counts = {
  complaints: 0,
  clocks: 0,
  movedComplaints: 0,
  movedClocks: 0,
  becomeOverdue: 0,
  noLongerOverdue: 0,
  told: 0,
  refused: 0,
};

/** Works out what a change would do to every open complaint, and keeps the answer. Nothing of any complaint is written. */
export async function rehearse(
  { database, rulebook, now }: ComplaintDeps,
  { landlordId, actor }: Acting,
  { change, why }: { readonly change: Change; readonly why: string | null },
  id: string = uuidv7(),
): Promise<Done<RehearsalRow> | Absent | Refused> {
  const on = todayOf(await rulebook.clockOf(landlordId));
  const plan = await planOf(change, { database, rulebook, landlordId, on });
  if (!plan) return ABSENT;
  if (isRejection(plan)) return refused(plan);
  const row: RehearsalRow = {
    id,
    // A feed is long and its outcome is kept: the edition it makes and the report of it.
    change: change.kind === 'calendar-dataset' ? { kind: change.kind } : change,
    why,
    rehearsedOn: on,
    fromEdition: plan.fromEdition,
    edition: plan.edition,
    dataset: plan.report,
    counts: NONE,
    createdAt: now(),
    createdBy: actor,
    appliedAt: null,
    appliedBy: null,
  };
  return inTransaction(database, async () => {
    await insertRehearsal(database, landlordId, row);
    const counts = await lookAtAll(database, landlordId, id, plan);
    await countRehearsal(database, landlordId, id, counts);
    return done({ ...row, counts });
  }).catch(asRefused);
}

/** Carries a refusal past the rollback of what had been begun. */
class ChangeRefused extends Error {
  constructor(readonly rejection: Rejection) {
    super('The change was refused');
  }
}
const asRefused = (error: unknown): Refused => {
  if (error instanceof ChangeRefused) return refused(error.rejection);
  throw error;
};

async function lookAtAll(database: Database, landlordId: string, id: string, plan: Plan): Promise<Counts> {
  const { query } = plan;
  const pages = readAhead(async (page) =>
    presentStates(database, landlordId, await openComplaints(database, landlordId, query, page)),
  );
  let counts = NONE;
  async function* lookedAt(): AsyncGenerator<LookedAt[]> {
    for await (const complaints of pages) {
      const rows: LookedAt[] = [];
      for await (const complaint of inTurns(complaints)) {
        const moved = await plan.move(complaint);
        // A change to one complaint that cannot be made is no change at all, and is refused like the act itself.
        if (isRejection(moved) && query.complaintId) throw new ChangeRefused(moved);
        const moves = isRejection(moved) ? [] : moved.moves;
        const open = isRejection(moved) ? 0 : moved.open;
        counts = added(counts, moves, open, isRejection(moved));
        rows.push({
          complaintId: complaint.id,
          version: complaint.version,
          moves,
          refusal: isRejection(moved) ? moved : null,
          correction: isRejection(moved) || !moved.corrected ? null : shownOf(moved.corrected),
          shown: isRejection(moved) || moves.length > 0 || moved.corrected !== undefined,
        });
      }
      yield rows;
    }
  }
  await writeBehind(lookedAt(), (rows) => insertLookedAt(database, landlordId, id, rows));
  return counts;
}

/** The parts of a correction that somebody wants to see before it is made, beside the dates that move. */
const shownOf = ({ follows, misfits, before, state }: Corrected) => ({
  follows: follows.map(({ sequence, ...followed }) => ({ event: sequence, ...followed })),
  misfits,
  statusFrom: before.status,
  statusTo: state.status,
  stageFrom: currentStage(before).stage,
  stageTo: currentStage(state).stage,
});

const added = (counts: Counts, moves: readonly ClockMove[], open: number, isRefused: boolean): Counts => ({
  complaints: counts.complaints + 1,
  clocks: counts.clocks + open,
  movedComplaints: counts.movedComplaints + (moves.length > 0 ? 1 : 0),
  movedClocks: counts.movedClocks + moves.length,
  becomeOverdue: counts.becomeOverdue + moves.filter(({ becomesOverdue }) => becomesOverdue).length,
  noLongerOverdue: counts.noLongerOverdue + moves.filter(({ noLongerOverdue }) => noLongerOverdue).length,
  told: counts.told + moves.filter(({ told }) => told).length,
  refused: counts.refused + (isRefused ? 1 : 0),
});
