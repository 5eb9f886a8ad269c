import { uuidv7 } from 'uuidv7';
import { findComplaint } from '../../db/complaints/read';
import { type ContactRow, findContact } from '../../db/contacts/contacts';
import { type ContactColumns, insertContact, type NewContactEvent } from '../../db/contacts/write';
import type { RecordedContactEvent } from '../../policy/contacts/events';
import { type NewContact, receiveContact } from '../../policy/contacts/receive';
import {
  type ContactState,
  choiceStatus,
  contactStateSchema,
  replayContact,
} from '../../policy/contacts/state';
import type { Instant } from '../../policy/dates/local-date';
import { isRejection, type Rejection, refusedAsInput, refusedByState } from '../../policy/rules/rejection';
import type { Rules } from '../../policy/rules/rules';
import type { ComplaintDeps } from '../loading/deps';
import { presentState } from '../loading/present-states';

/** A contact as it stands, with the rules it runs by: those in force on the day it was received. */
export interface Contact {
  readonly row: ContactRow;
  readonly state: ContactState;
  readonly rules: Rules;
}

/** What is read from the database was written by this service from the same schema. */
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
 * Of what most contacts never have, nothing is stored: a process of an earlier release, which reads no facts that it
 * does not know, goes on reading all but those that are held or erased.
 */
const factsOf = ({ holds, erasedOn, ...facts }: ContactState) => ({
  ...facts,
  ...(holds.length > 0 && { holds }),
  ...(erasedOn !== null && { erasedOn }),
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
  data: event.data,
  actor,
  occurredOn: event.on,
  recordedAt,
  texts,
});

/** Records a contact under the policy in force on the day it was received. */
export async function takeContact(
  { database, rulebook, now }: ComplaintDeps,
  landlordId: string,
  actor: string,
  given: NewContact,
  id: string = uuidv7(),
): Promise<Contact | Rejection> {
  const rules = await rulebook.inForce(landlordId, given.receivedOn);
  if (isRejection(rules)) return rules;
  const refused = await refusedComplaintOf(database, landlordId, given);
  if (isRejection(refused)) return refused;
  const received = receiveContact(given, rules, refused);
  if (isRejection(received)) return received;
  const [first, ...rest] = received;
  const state = replayContact(received.map(({ event }) => event));
  const { channel, person = null, summary, receivedOn, refusedComplaint: refusedComplaintId = null } = given;
  const createdAt = now();
  const { kind } = state;
  const contact = { id, receivedOn, channel, kind, person, summary, refusedComplaintId, createdAt };
  const rows = rest.map((recorded) => eventRow(recorded, actor, createdAt));
  const row = await insertContact(database, landlordId, { ...contact, ...columnsOf(state) }, [
    eventRow(first, actor, createdAt),
    ...rows,
  ]);
  return { row, state, rules };
}

/** Where the refusal of the complaint named sent its matter; null where none is named. */
async function refusedComplaintOf(
  database: ComplaintDeps['database'],
  landlordId: string,
  { refusedComplaint }: NewContact,
): Promise<{ redirectedTo: string | null } | null | Rejection> {
  if (refusedComplaint === undefined) return null;
  const complaint = await findComplaint(database, landlordId, refusedComplaint);
  const pointer = '/refusedComplaint';
  if (!complaint) {
    return refusedAsInput({
      code: 'unknown_complaint',
      detail: 'There is no complaint with the id given as refusedComplaint.',
      errors: [{ pointer, detail: 'must be the id of a refused complaint' }],
    });
  }
  const { state } = await presentState(database, landlordId, complaint);
  if (state.refusal) return state.refusal;
  return refusedByState({
    code: 'complaint_not_refused',
    detail: `${complaint.reference} was not refused, so its matter was sent nowhere else.`,
    facts: { status: state.status },
    errors: [{ pointer, detail: 'must be the id of a refused complaint' }],
  });
}
