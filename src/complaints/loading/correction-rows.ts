import { findComplaint } from '../../db/complaints/read';
import type { Append, ComplaintRow } from '../../db/complaints/rows';
import { partedFrom } from '../../policy/correction';
import { prefixOf } from '../../policy/corrections/body-of';
import type { Corrected } from '../../policy/corrections/corrected';
import type { Recorded } from './append';
import type { ComplaintDeps } from './deps';
import { rulesAndMergedInto } from './merged-with';
import { presentState } from './present-states';
import { correctableRecord } from './record';
import { rowsOf } from './rows';

/** All that a correction writes: to the complaint, and to each that it parts from. */
export async function appendsOf(
  deps: Pick<ComplaintDeps, 'database' | 'rulebook'>,
  row: Pick<ComplaintRow, 'id' | 'version'>,
  corrected: Corrected,
  recorded: Recorded,
): Promise<[Append, ...Append[]]> {
  const others: Append[] = [];
  for (const id of corrected.partsFrom) {
    const other = await appendToParted(deps, { id, from: row.id }, corrected, recorded);
    if (other) others.push(other);
  }
  return [appendOf(row, corrected, recorded), ...others];
}

/** The rows that a correction writes to the complaint itself. */
function appendOf(
  { id, version }: Pick<ComplaintRow, 'id' | 'version'>,
  { event, state, clocks, rules }: Pick<Corrected, 'event' | 'state' | 'clocks' | 'rules'>,
  { actor, updatedAt }: Recorded,
): Append {
  const rows = rowsOf({ events: [event], state, clocks }, { actor, recordedAt: updatedAt, rules });
  const { columns, events, clocks: dates, parties } = rows;
  const erasesWords = wordsErasedBy(event);
  const change = { ...columns, events, clocks: dates, parties, updatedAt };
  return { id, version, change: { ...change, ...(erasesWords && { erasesWords }) } };
}

/** The events whose words go, and how the words begin that corrections gave for them. */
function wordsErasedBy({ event }: Corrected['event']): Append['change']['erasesWords'] | null {
  if (event.type !== 'corrected' || event.data.erasedOf.length === 0) return null;
  const { erasedOf } = event.data;
  return {
    erased: erasedOf.filter(({ inserted }) => inserted === null).map(({ sequence }) => sequence),
    prefixes: erasedOf.map((place) => `${prefixOf(place)}%`),
  };
}

/** The other half of a merger goes with it. */
async function appendToParted(
  deps: Pick<ComplaintDeps, 'database' | 'rulebook'>,
  { id, from }: { readonly id: string; readonly from: string },
  corrected: Corrected,
  recorded: Recorded,
): Promise<Append | null> {
  const { landlordId } = recorded;
  const stored = await findComplaint(deps.database, landlordId, id);
  if (!stored) return null;
  const row = await presentState(deps.database, landlordId, stored);
  const { rules } = await rulesAndMergedInto(deps, landlordId, row);
  const record = await correctableRecord(deps, { landlordId, id: row.id, version: row.version }, rules);
  const parted = partedFrom(record, from, corrected.event.event, rules);
  return parted && appendOf(row, parted, recorded);
}
