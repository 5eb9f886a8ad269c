import { type Decided, decideMergedFrom } from '../policy/decide';
import { isRejection, type Rejection } from '../policy/rules/rejection';
import type { Append } from '../db/complaints/rows';
import type { Recorded } from './loading/append';
import type { RulesAndMergedInto } from './loading/merged-with';
import type { Rulebook } from './loading/rulebook';
import { rowsOf } from './loading/rows';

/** What a merger writes to the complaint that goes on; null where the act is none. */
export async function appendToOther(
  rulebook: Rulebook,
  { landlordId, actor, updatedAt }: Recorded,
  {
    id,
    reference,
    wasMerged,
  }: { readonly id: string; readonly reference: string; readonly wasMerged: boolean },
  { state }: Decided,
  { other }: RulesAndMergedInto,
): Promise<Append | Rejection | null> {
  const { into } = state.mergers;
  if (!into || wasMerged || !other) return null;
  const rules = await rulebook.pinned(landlordId, other.state);
  const decided = decideMergedFrom(other.state, { complaintId: id, reference, on: into.on }, rules);
  if (isRejection(decided)) return decided;
  const { columns, events, clocks, parties } = rowsOf(decided, actor, updatedAt);
  return {
    id: other.id,
    version: other.version,
    change: { ...columns, events, clocks, parties, updatedAt },
  };
}
