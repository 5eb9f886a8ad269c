import { uuidv7 } from 'uuidv7';
import { findComplaint } from '../../db/complaints/read';
import { insertContact } from '../../db/contacts/write';
import { type NewContact, receiveContact as decideReceived } from '../../policy/contacts/receive';
import { replayContact } from '../../policy/contacts/state';
import { isRejection, type Rejection, refusedAsInput, refusedByState } from '../../policy/rules/rejection';
import type { Acting } from '../loading/attempt';
import type { ComplaintDeps } from '../loading/deps';
import { type Done, done, type Refused, refused } from '../loading/outcome';
import { presentState } from '../loading/present-states';
import { type Contact, columnsOf, eventRow } from './contact';

/** Records a contact under the policy in force on the day it was received. */
export async function receiveContact(
  { database, rulebook, now }: ComplaintDeps,
  { landlordId, actor }: Acting,
  given: NewContact,
  id: string = uuidv7(),
): Promise<Done<Contact> | Refused> {
  const rules = await rulebook.inForce(landlordId, given.receivedOn);
  if (isRejection(rules)) return refused(rules);
  const refusal = await refusalOf(database, landlordId, given);
  if (isRejection(refusal)) return refused(refusal);
  const received = decideReceived(given, rules, refusal);
  if (isRejection(received)) return refused(received);
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
  return done({ row, state, rules });
}

/** Where the refusal of the complaint named sent its matter; null where none is named. */
async function refusalOf(
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
