import type { Append, ComplaintDetail, ComplaintRow, PartyRow, Stored } from '../db/complaints/rows';
import { changeReferences } from '../db/complaints/references';
import type { Database } from '../db/connection/client';
import { findComplaint } from '../db/complaints/read';
import type { Clock } from '../policy/clocks/clock';
import type { Command } from '../policy/commands/guards/command';
import { asMetHere, type Decided, decide, decideLinked, decideMergedFrom } from '../policy/decide';
import { seenFromThere } from '../policy/events/links';
import { explainedAll } from '../policy/clocks/dated-clock';
import { clocksOf } from '../policy/clocks/deadlines';
import type { Occurred } from '../policy/rules/occurrence';
import { isRejection, type Rejection } from '../policy/rules/rejection';
import type { KnownParticulars, Rules } from '../policy/rules/rules';
import { appendAll, type Recorded } from './loading/append';
import { appendsAlso, isShared } from './acts-also';
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
  return { row: stored.present ? row : { ...row, ...columnsOf(row.state, clocks, rules) }, clocks, rules };
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
  const known = { ...rules, particulars: particularsOf(row) };
  const here = isShared(command, body) ? asMetHere(command, row.state, body, known) : body;
  const decided = decide(command, row, here, known);
  if (isRejection(decided)) return namingTheEvent(decided, database, landlordId, row);
  const updatedAt = now();
  const recorded = { landlordId, actor, updatedAt };
  const { columns, events, clocks, parties } = rowsOf(decided, { actor, recordedAt: updatedAt, rules });
  const erases = decided.state.privacy.erasedOn !== null;
  const forgets = parties.some(({ role, keep }) => keep === false && CHANGEABLE.includes(role));
  const change = { ...columns, events, clocks, parties, updatedAt, erases, forgets };
  const own = { id: row.id, version: row.version, change };
  const merged = await appendToOther(rulebook, recorded, { before: row, decided, other });
  if (isRejection(merged)) return merged;
  const also = await appendsAlso(deps, recorded, { command, body, of: row.id, here });
  if (isRejection(also)) return also;
  const at = decided.events.findIndex((event) => event.references);
  const references = decided.events[at]?.references;
  const changing = { complaintId: row.id, sequence: row.version + at + 1 };
  const beside = [
    ...(erases ? await contactsErasedWith(database, row.id, decided, recorded) : []),
    ...(references ? [(db: Database) => changeReferences(db, landlordId, changing, references)] : []),
  ];
  if (!(await appendAll(database, landlordId, [own, ...(merged ? [merged] : []), ...also], beside)))
    return null;
  const kept = erases
    ? { ...row, parties: [], formerParties: [], texts: {}, caseId: null, externalReferences: [] }
    : { ...row, parties: partiesAfter(row.parties, parties) };
  // Only the database knows which events the former people came with, and who else has a reference.
  const changed = references || parties.some(({ keep }) => keep);
  const present = changed ? await readComplaint(deps, landlordId, row.id) : null;
  if (present) return present;
  const after = { ...kept, ...columns, version: row.version + events.length, updatedAt };
  return { row: after, clocks: explainedAll(decided.clocks, decided.state), rules };
}

/** The people that an act of their own changes; another act that names somebody is about nobody who was there. */
const CHANGEABLE: readonly string[] = ['complainant', 'group'];

const particularsOf = (row: ComplaintDetail): KnownParticulars => ({
  complainant: party(row.parties, 'complainant'),
  group: party(row.parties, 'group'),
  externalReferences: row.externalReferences.map(({ system, id }) => ({ system, id })),
});

function party(parties: readonly PartyRow[], role: PartyRow['role']): Record<string, unknown> | null {
  const data = parties.find((known) => known.role === role && known.n === 0)?.data;
  return typeof data === 'object' && data !== null && !('removed' in data) ? { ...data } : null;
}

/** An act that names somebody anew stands in the place of what was known of them. */
const partiesAfter = (before: readonly PartyRow[], named: readonly PartyRow[]): PartyRow[] => [
  ...before.filter(({ role, n }) => !named.some((party) => party.role === role && party.n === n)),
  ...named,
];

/** The complaint before the act, what was decided, and the complaint that it names. */
interface Joined {
  readonly before: Pick<ComplaintRow, 'id' | 'reference' | 'state'>;
  readonly decided: Decided;
  readonly other: RulesAndMergedInto['other'];
}

/** The rows that a merger or a link writes to the other complaint; null where the act is neither. */
async function appendToOther(
  rulebook: Rulebook,
  { landlordId, actor, updatedAt }: Recorded,
  { before, decided: here, other }: Joined,
): Promise<Append | Rejection | null> {
  const { into } = here.state.mergers;
  const merges = into !== null && before.state.mergers.into === null;
  const link = here.state.links.length > before.state.links.length ? here.state.links.at(-1) : undefined;
  if (!other || !(merges || link)) return null;
  const rules = await rulebook.pinned(landlordId, other.state);
  const named = { complaintId: before.id, reference: before.reference };
  const decided = merges
    ? decideMergedFrom(other.state, { ...named, on: into.on }, rules)
    : link && decideLinked(other.state, { ...named, as: seenFromThere(link.as), on: link.on }, rules);
  if (!decided) return null;
  if (isRejection(decided)) return decided;
  const { columns, events, clocks, parties } = rowsOf(decided, { actor, recordedAt: updatedAt, rules });
  return {
    id: other.id,
    version: other.version,
    change: { ...columns, events, clocks, parties, updatedAt },
  };
}
