import { storedFacts } from '../../policy/events/departures';
import { type ContactRow, findContact } from '../../db/contacts/contacts';
import type { ContactColumns, NewContactEvent } from '../../db/contacts/write';
import type { RecordedContactEvent } from '../../policy/contacts/events';
import { type ContactState, choiceStatus, contactStateSchema } from '../../policy/contacts/state';
import type { Instant } from '../../policy/dates/local-date';
import type { Rules } from '../../policy/rules/rules';
import type { ComplaintDeps } from '../loading/deps';

/** A contact as it stands, with the rules it runs by: those in force on the day it was received. */
export interface Contact {
  readonly row: ContactRow;
  readonly state: ContactState;
  readonly rules: Rules;
}

/** The facts read from the database were written by this service from the same schema. */
export const stateOf = ({ facts }: Pick<ContactRow, 'facts'>): ContactState =>
  contactStateSchema.parse(facts);

export async function contactOf(
  { rulebook }: Pick<ComplaintDeps, 'rulebook'>,
  landlordId: string,
  row: ContactRow,
): Promise<Contact> {
  const state = stateOf(row);
  return { row, state, rules: await rulebook.published(landlordId, state.policyVersion) };
}

export async function readContact(
  deps: ComplaintDeps,
  landlordId: string,
  id: string,
): Promise<Contact | null> {
  const row = await findContact(deps.database, landlordId, id);
  return row && contactOf(deps, landlordId, row);
}

/**
 * Nothing is stored of facts that most contacts never have: a process of an earlier release, which reads no facts that it
 * does not know, goes on reading all but those that are held, erased or departed from the procedure.
 */
const factsOf = ({ holds, erasedOn, departures, ...facts }: ContactState) => ({
  ...facts,
  ...(holds.length > 0 && { holds }),
  ...(erasedOn !== null && { erasedOn }),
  ...(departures.length > 0 && { departures }),
});

export const columnsOf = (state: ContactState): ContactColumns => ({
  facts: factsOf(state),
  status: state.status,
  choice: choiceStatus(state),
  complaintId: state.conversion?.complaintId ?? null,
});

export const eventRow = (
  { event, texts }: RecordedContactEvent,
  actor: string,
  recordedAt: Instant,
): NewContactEvent => ({
  type: event.type,
  data: storedFacts(event),
  actor,
  occurredOn: event.on,
  recordedAt,
  texts,
});
