import type { Occurred } from '../policy/rules/occurrence';
import { appendAll } from './loading/append';
import type { ComplaintDetail, PartyRow } from '../db/complaints/rows';
import { findComplaint } from '../db/complaints/read';
import type { Clock } from '../policy/clocks/clock';
import type { Command } from '../policy/commands/guards/command';
import { decide } from '../policy/decide';
import { explainedAll } from '../policy/clocks/dated-clock';
import { clocksOf } from '../policy/clocks/deadlines';
import { isRejection, type Rejection } from '../policy/rules/rejection';
import type { Rules } from '../policy/rules/rules';
import type { ComplaintDeps } from './loading/deps';
import { contactsErasedWith } from './contacts/erase';
import { appendToOther } from './merge';
import { rulesAndMergedInto } from './loading/merged-with';
import { presentState } from './loading/present-states';
import { columnsOf, rowsOf } from './loading/rows';

/** A complaint as it stands, with its clocks reckoned anew and the rules it runs by. */
export interface Complaint {
  readonly row: ComplaintDetail;
  readonly clocks: readonly Clock[];
  readonly rules: Rules;
}

export type Acted =
  | { readonly kind: 'done'; readonly complaint: Complaint }
  | { readonly kind: 'absent' }
  | { readonly kind: 'stale'; readonly version: number }
  | { readonly kind: 'refused'; readonly rejection: Rejection; readonly version: number };

/** Who acts, on what, and what they read before acting: null where they do not say. */
export interface Attempt {
  readonly landlordId: string;
  readonly actor: string;
  readonly complaint: string;
  readonly matches: ((version: number) => boolean) | null;
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

/** Loads, decides and appends: one read and one write, and the write holds only at the version that was read. */
export async function act<Body extends Occurred>(
  deps: ComplaintDeps,
  command: Command<Body>,
  body: Body,
  attempt: Attempt,
): Promise<Acted> {
  const first = await tryToAct(deps, command, body, attempt);
  // Nobody said what version they had read, or it is another complaint that has moved: once more, then.
  const { matches } = attempt;
  const again = first.kind === 'stale' && (matches === null || matches(first.version));
  return again ? tryToAct(deps, command, body, attempt) : first;
}

async function tryToAct<Body extends Occurred>(
  deps: ComplaintDeps,
  command: Command<Body>,
  body: Body,
  { landlordId, actor, complaint, matches }: Attempt,
): Promise<Acted> {
  const { database, now } = deps;
  const stored = await findComplaint(database, landlordId, complaint);
  if (!stored) return { kind: 'absent' };
  if (matches && !matches(stored.version)) return { kind: 'stale', version: stored.version };
  const row = await presentState(database, landlordId, stored);
  const grounds = await rulesAndMergedInto(deps, landlordId, row, command.other?.(body) ?? null);
  const { rules } = grounds;
  const decided = decide(command, row.state, body, rules);
  if (isRejection(decided)) return { kind: 'refused', rejection: decided, version: row.version };
  const updatedAt = now();
  const { columns, events, clocks, parties } = rowsOf(decided, actor, updatedAt);
  const erases = decided.state.privacy.erasedOn !== null;
  const change = { ...columns, events, clocks, parties, updatedAt, erases };
  const own = { id: row.id, version: row.version, change };
  const { id, reference } = row;
  const self = { id, reference, wasMerged: row.state.mergers.into !== null };
  const recorded = { landlordId, actor, updatedAt };
  const other = await appendToOther(deps.rulebook, recorded, self, decided, grounds);
  if (other && isRejection(other)) return { kind: 'refused', rejection: other, version: row.version };
  const beside = erases ? await contactsErasedWith(database, row.id, decided, recorded) : [];
  const moved = await appendAll(database, landlordId, other ? [own, other] : [own], beside);
  if (!moved) {
    // Whoever was quicker may have done several things: only the row says how far it has moved.
    const present = await findComplaint(database, landlordId, row.id);
    return present ? { kind: 'stale', version: present.version } : { kind: 'absent' };
  }
  const kept = erases
    ? { ...row, parties: [], texts: {}, externalReferences: [] }
    : { ...row, parties: partiesAfter(row.parties, parties) };
  const after = { ...kept, ...columns, version: row.version + events.length, updatedAt };
  return {
    kind: 'done',
    complaint: { row: after, clocks: explainedAll(decided.clocks, decided.state), rules },
  };
}

/** An act that names somebody anew stands in the place of what was known of them. */
const partiesAfter = (before: readonly PartyRow[], named: readonly PartyRow[]): PartyRow[] => [
  ...before.filter(({ role, n }) => !named.some((party) => party.role === role && party.n === n)),
  ...named,
];
