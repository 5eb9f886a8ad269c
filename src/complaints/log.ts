import { uuidv7 } from 'uuidv7';
import {
  CaseIdTaken,
  caseExists,
  findByCase,
  insertComplaintOfCase,
  withElsewhere,
} from '../db/complaints/references';
import type { ExternalReference, PartyRow } from '../db/complaints/rows';
import { insertLoggedComplaint } from '../db/complaints/write';
import { type NewComplaint, receivedDay } from '../policy/commands/intake/log';
import { explainedAll } from '../policy/clocks/dated-clock';
import { decideLog } from '../policy/decide';
import { isRejection, type Rejection } from '../policy/rules/rejection';
import type { Complaint } from './act';
import type { Acting } from './loading/attempt';
import type { ComplaintDeps } from './loading/deps';
import { type Done, doneOrRefused, type Refused } from './loading/outcome';
import { rowsOf } from './loading/rows';

/** The caller has logged this case before; the complaint is named only to whoever may see it. */
export interface AlreadyLogged {
  readonly kind: 'already-logged';
  readonly caseId: ExternalReference;
  readonly first: { readonly id: string; readonly reference: string } | null;
}

/**
 * Logs a complaint under the policy in force on the day it was received. Where the landlord's zone was changed
 * meanwhile, which it can be until its first complaint is there, the day is worked out anew.
 */
export async function logComplaint(
  deps: ComplaintDeps,
  acting: Acting,
  given: NewComplaint,
  contactId: string | null = null,
): Promise<Done<Complaint> | Refused | AlreadyLogged> {
  const { landlordId } = acting;
  const { caseId } = given;
  if (caseId && (await caseExists(deps.database, landlordId, caseId)))
    return alreadyLogged(deps, landlordId, caseId);
  try {
    for (;;) {
      const logged = await tryToLog(deps, acting, given, contactId);
      if (logged) return doneOrRefused(logged);
      deps.rulebook.landlordTerms.forget(landlordId);
    }
  } catch (error) {
    if (caseId && error instanceof CaseIdTaken) return alreadyLogged(deps, landlordId, caseId);
    throw error;
  }
}

async function alreadyLogged(
  { database }: Pick<ComplaintDeps, 'database'>,
  landlordId: string,
  caseId: ExternalReference,
): Promise<AlreadyLogged> {
  const first = await findByCase(database, landlordId, caseId);
  return { kind: 'already-logged', caseId, first: first && { id: first.id, reference: first.reference } };
}

/** One statement writes all of it, or nothing: null where the landlord's zone is another. */
async function tryToLog(
  { database, rulebook, now }: ComplaintDeps,
  { landlordId, actor }: Acting,
  given: NewComplaint,
  contactId: string | null,
): Promise<Complaint | Rejection | null> {
  const clock = await rulebook.clockOf(landlordId);
  const received = receivedDay(given, clock);
  if (isRejection(received)) return received;
  const rules = await rulebook.inForce(landlordId, received.on);
  if (isRejection(rules)) return rules;
  // Changed between the two, the policy would be that of a day in the zone of before.
  if (rules.zone !== clock.zone) return null;
  const decided = decideLog(given, contactId, rules);
  if (isRejection(decided)) return decided;
  const loggedAt = now();
  const id = uuidv7();
  const { columns, events, clocks } = rowsOf(decided, { actor, recordedAt: loggedAt, rules });
  const parties = partiesOf(given);
  const externalReferences = withoutDoubles(given.externalReferences);
  const { caseId = null } = given;
  const record = {
    ...columns,
    id,
    zone: rules.zone,
    loggedAt,
    events,
    clocks,
    parties,
    caseId,
    externalReferences,
  };
  // A statement is a transaction of its own; one that the index may refuse is undone alone.
  const insert = caseId ? insertComplaintOfCase : insertLoggedComplaint;
  const reference = await insert(database, landlordId, record);
  if (reference === null) return null;
  const { texts } = events[0];
  const row = {
    ...columns,
    id,
    reference,
    version: events.length,
    loggedAt,
    updatedAt: loggedAt,
    parties,
    formerParties: [],
    texts,
    caseId,
    externalReferences: await withElsewhere(database, landlordId, id, externalReferences),
  };
  return { row, clocks: explainedAll(decided.clocks, decided.state), rules };
}

/** The people of a new complaint, kept apart from its events. */
export function partiesOf({ complainant, property, representative, group }: NewComplaint): PartyRow[] {
  return [
    { role: 'complainant', n: 0, data: { ...complainant, ...(property && { property }) } },
    ...(representative ? [{ role: 'representative' as const, n: 0, data: representative }] : []),
    ...(group ? [{ role: 'group' as const, n: 0, data: group }] : []),
  ];
}

/** The same reference given twice says no more than once. In the order in which they are read back. */
const withoutDoubles = (references: readonly ExternalReference[]): ExternalReference[] =>
  [
    ...new Map(
      references.map((reference) => [JSON.stringify([reference.system, reference.id]), reference]),
    ).values(),
  ].sort((a, b) => (a.system === b.system ? (a.id < b.id ? -1 : 1) : a.system < b.system ? -1 : 1));
