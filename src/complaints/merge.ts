import type { ComplaintState } from '../policy/complaint/state';
import { decideMergedFrom } from '../policy/decide';
import { isRejection, type Rejection } from '../policy/rules/rejection';
import type { Append, ComplaintRow } from '../db/complaints/rows';
import type { Recorded } from './loading/append';
import type { RulesAndMergedInto } from './loading/merged-with';
import type { Rulebook } from './loading/rulebook';
import { rowsOf } from './loading/rows';

/** The complaint before and after the act, and the one that it names. */
interface Merger {
  readonly before: Pick<ComplaintRow, 'id' | 'reference' | 'state'>;
  readonly after: ComplaintState;
  readonly other: RulesAndMergedInto['other'];
}

/** The rows that a merger writes to the complaint that goes on; null where the act is none. */
export async function appendToOther(
  rulebook: Rulebook,
  { landlordId, actor, updatedAt }: Recorded,
  { before, after, other }: Merger,
): Promise<Append | Rejection | null> {
  const { into } = after.mergers;
  if (!into || before.state.mergers.into || !other) return null;
  const rules = await rulebook.pinned(landlordId, other.state);
  const merged = { complaintId: before.id, reference: before.reference, on: into.on };
  const decided = decideMergedFrom(other.state, merged, rules);
  if (isRejection(decided)) return decided;
  const { columns, events, clocks, parties } = rowsOf(decided, actor, updatedAt);
  return {
    id: other.id,
    version: other.version,
    change: { ...columns, events, clocks, parties, updatedAt },
  };
}
