import { complaintEventsOf, type EventWithTexts } from '../db/complaints/events';
import { everyVersionOf, type PersonOnRecord } from '../db/complaints/people';
import { findComplaint } from '../db/complaints/read';
import { type ReferenceChanged, referenceChanges } from '../db/complaints/references';
import type { ComplaintDetail, KnownReference } from '../db/complaints/rows';
import { clocksOf } from '../policy/clocks/deadlines';
import { replay } from '../policy/complaint/evolve';
import type { ComplaintState } from '../policy/complaint/state';
import { prefixOf } from '../policy/corrections/body-of';
import type { Instant } from '../policy/dates/local-date';
import { eventOf } from '../policy/events/stored-event';
import { presentAt } from '../policy/rules/rules';
import type { Complaint } from './act';
import type { ComplaintDeps } from './loading/deps';
import { otherSeenFrom } from './loading/merged-with';
import { BeyondThisRelease } from './loading/present-states';
import { columnsOf } from './loading/rows';

/** A complaint as the service would have answered at a moment, with the events that were on its record by then. */
export interface ComplaintKnown extends Complaint {
  readonly events: readonly EventWithTexts[];
  /** As it stands today. */
  readonly versionNow: number;
}

/** A complaint that is there now and had not been logged by then. */
export interface NotYetLogged {
  readonly loggedAt: Instant;
}

/**
 * The complaint as it was believed to be at a moment that has passed: the events recorded by then, through whatever
 * corrections were among them, under the rules it ran by and as of that day. Words and people that were erased since
 * are not there. Null where there is no such complaint to be seen.
 */
export async function complaintKnownAt(
  deps: ComplaintDeps,
  landlordId: string,
  idOrReference: string,
  at: Instant,
): Promise<ComplaintKnown | NotYetLogged | null> {
  const { database, rulebook } = deps;
  const now = await findComplaint(database, landlordId, idOrReference);
  if (!now) return null;
  const all = await complaintEventsOf(database, landlordId, now.id);
  const events = recordedBy(all, at);
  const [first] = all;
  const last = events.at(-1);
  if (!last) return { loggedAt: first?.recordedAt ?? now.loggedAt };
  const state = stateOf(now.id, events);
  const pinned = await rulebook.pinned(landlordId, state);
  const other = await otherKnownAt(deps, landlordId, { id: now.id, state }, at);
  const rules = { ...pinned, ...presentAt(at, pinned.zone), ...(other && { other }) };
  const clocks = clocksOf(state, rules);
  const { parties, formerParties } = peopleBy(
    await everyVersionOf(database, landlordId, now.id),
    last.sequence,
  );
  const changes = await referenceChanges(database, landlordId, now.id);
  const row: ComplaintDetail = {
    ...now,
    ...columnsOf(state, clocks, rules),
    version: last.sequence,
    updatedAt: last.recordedAt,
    parties,
    formerParties,
    texts: wordsOfLogging(events),
    externalReferences: referencesBefore(now.externalReferences, changes, last.sequence),
  };
  return { row, clocks, rules, events, versionNow: now.version };
}

/** The events that were on record at a moment. No event stands on the record before the one it follows. */
export function recordedBy<E extends { readonly recordedAt: Instant }>(
  events: readonly E[],
  at: Instant,
): readonly E[] {
  const moment = Date.parse(at);
  const later = events.findIndex(({ recordedAt }) => Date.parse(recordedAt) > moment);
  return later < 0 ? events : events.slice(0, later);
}

function stateOf(id: string, stored: readonly EventWithTexts[]): ComplaintState {
  return replay(
    stored.map((one) => {
      const event = eventOf(one);
      if (!event) throw new BeyondThisRelease(id, one);
      return event;
    }),
  );
}

/** The words of the first event, and those that a correction put in their place. */
const wordsOfLogging = (events: readonly EventWithTexts[]): ComplaintDetail['texts'] => {
  const [first, ...later] = events.map(({ texts }) => texts);
  const prefix = prefixOf({ sequence: 1, inserted: null });
  const corrected = later
    .flatMap((texts) => Object.entries(texts))
    .filter(([field]) => field.startsWith(prefix))
    .map(([field, text]) => [field.slice(prefix.length), text]);
  return { ...first, ...Object.fromEntries(corrected) };
};

/** The complaint that this one had been merged into by then, as it stood then. */
async function otherKnownAt(
  { database }: ComplaintDeps,
  landlordId: string,
  { id, state }: Pick<ComplaintDetail, 'id' | 'state'>,
  at: Instant,
) {
  const into = state.mergers.into?.complaintId;
  const other = into ? await findComplaint(database, landlordId, into) : null;
  if (!other) return null;
  const events = recordedBy(await complaintEventsOf(database, landlordId, other.id), at);
  return otherSeenFrom(id, { ...other, state: stateOf(other.id, events) });
}

/** Of each person the last version that was on record, and those before it, as far as they are still there. */
function peopleBy(
  versions: readonly PersonOnRecord[],
  sequence: number,
): Pick<ComplaintDetail, 'parties' | 'formerParties'> {
  const known = versions.filter(({ event }) => (event ?? 0) <= sequence);
  const isLast = (one: PersonOnRecord, index: number): boolean =>
    !known.slice(index + 1).some(({ role, n }) => role === one.role && n === one.n);
  const isKept = ({ data }: PersonOnRecord): boolean => data !== null;
  return {
    parties: known.filter(isLast).filter(isKept),
    formerParties: known.filter((one, index) => !isLast(one, index)).filter(isKept),
  };
}

/** The references that a complaint had, from those it has and what each act since then added or removed, oldest first. */
function referencesBefore(
  present: readonly KnownReference[],
  changes: readonly ReferenceChanged[],
  sequence: number,
): KnownReference[] {
  let then = [...present];
  for (const { system, id, added } of changes.filter((change) => change.sequence > sequence).reverse()) {
    if (added) then = then.filter((known) => known.system !== system || known.id !== id);
    else if (!then.some((known) => known.system === system && known.id === id))
      then.push({ system, id, elsewhere: [] });
  }
  return then;
}
