import type { Append, ComplaintDetail, ComplaintRow, PartyRow, Stored } from '../db/complaints/rows';
import { findComplaint } from '../db/complaints/read';
import type { Clock } from '../policy/clocks/clock';
import type { Command } from '../policy/commands/guards/command';
import type { ComplaintState } from '../policy/complaint/state';
import { decide, decideMergedFrom } from '../policy/decide';
import { explainedAll } from '../policy/clocks/dated-clock';
import { clocksOf } from '../policy/clocks/deadlines';
import type { Occurred } from '../policy/rules/occurrence';
import { isRejection, type Rejection } from '../policy/rules/rejection';
import type { Rules } from '../policy/rules/rules';
import { appendAll, type Recorded } from './loading/append';
import { type Acting, type Attempt, loadDecideAppend } from './loading/attempt';
import type { ComplaintDeps } from './loading/deps';
import { contactsErasedWith } from './contacts/erase';
import { type RulesAndMergedInto, rulesAndMergedInto } from './loading/merged-with';
import type { Rulebook } from './loading/rulebook';
import type { Outcome } from './loading/outcome';
import { presentState } from './loading/present-states';
import { columnsOf, rowsOf } from './loading/rows';
import { namingTheEvent } from './loading/ended-by';

/** A complaint as it is now, with its clocks reckoned again and the rules it runs by. */
export interface Complaint {
  readonly row: ComplaintDetail;
  readonly clocks: readonly Clock[];
  readonly rules: Rules;
}

export async function readComplaint(
  deps: ComplaintDeps,
  landlordId: string,
  idOrReference: string,
): Promise<Complaint | null> {
  const stored = await findComplaint(deps.database, landlordId, idOrReference);
  if (!stored) return null;
  const row = await presentState(deps.database, landlordId, stored);
  const { rules } = await rulesAndMergedInto(deps, landlordId, row);
  const clocks = clocksOf(row.state, rules);
  // Where another release wrote the state, it wrote what lists show of it too.
  return { row: stored.present ? row : { ...row, ...columnsOf(row.state, clocks) }, clocks, rules };
}

export const act = <Body extends Occurred>(
  deps: ComplaintDeps,
  command: Command<Body>,
  body: Body,
  attempt: Attempt,
): Promise<Outcome<Complaint>> =>
  loadDecideAppend(attempt, {
    find: () => findComplaint(deps.database, attempt.landlordId, attempt.id),
    decideAndAppend: (stored) => decideAndAppend(deps, command, body, { ...attempt, stored }),
  });

async function decideAndAppend<Body extends Occurred>(
  deps: ComplaintDeps,
  command: Command<Body>,
  body: Body,
  { landlordId, actor, stored }: Acting & { readonly stored: Stored<ComplaintDetail> },
): Promise<Complaint | Rejection | null> {
  const { database, rulebook, now } = deps;
  const row = await presentState(database, landlordId, stored);
  const named = command.other?.(body) ?? null;
  const { rules, other } = await rulesAndMergedInto(deps, landlordId, row, named);
  const decided = decide(command, row, body, rules);
  if (isRejection(decided)) return namingTheEvent(decided, database, landlordId, row);
  const updatedAt = now();
  const recorded = { landlordId, actor, updatedAt };
  const { columns, events, clocks, parties } = rowsOf(decided, actor, updatedAt);
  const erases = decided.state.privacy.erasedOn !== null;
  const change = { ...columns, events, clocks, parties, updatedAt, erases };
  const own = { id: row.id, version: row.version, change };
  const merged = await appendToOther(rulebook, recorded, { before: row, after: decided.state, other });
  if (isRejection(merged)) return merged;
  const beside = erases ? await contactsErasedWith(database, row.id, decided, recorded) : [];
  if (!(await appendAll(database, landlordId, merged ? [own, merged] : [own], beside))) return null;
  const kept = erases
    ? { ...row, parties: [], texts: {}, externalReferences: [] }
    : { ...row, parties: partiesAfter(row.parties, parties) };
  const after = { ...kept, ...columns, version: row.version + events.length, updatedAt };
  return { row: after, clocks: explainedAll(decided.clocks, decided.state), rules };
}

/** An act that names somebody anew stands in the place of what was known of them. */
const partiesAfter = (before: readonly PartyRow[], named: readonly PartyRow[]): PartyRow[] => [
  ...before.filter(({ role, n }) => !named.some((party) => party.role === role && party.n === n)),
  ...named,
];

/** The complaint before and after the act, and the one that it names. */
interface Merger {
  readonly before: Pick<ComplaintRow, 'id' | 'reference' | 'state'>;
  readonly after: ComplaintState;
  readonly other: RulesAndMergedInto['other'];
}

/** The rows that a merger writes to the complaint that goes on; null where the act is none. */
async function appendToOther(
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
