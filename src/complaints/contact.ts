import { uuidv7 } from 'uuidv7';
import { findComplaint } from '../db/complaints';
import {
  appendToContact,
  type ContactColumns,
  type ContactRow,
  findContact,
  insertContact,
  type NewContactEvent,
} from '../db/contacts';
import type { ContactCommand } from '../policy/contacts/command';
import type { RecordedContactEvent } from '../policy/contacts/events';
import { type NewContact, receiveContact } from '../policy/contacts/receive';
import {
  type ContactState,
  choiceStanding,
  contactStateSchema,
  evolveContact,
  replayContact,
} from '../policy/contacts/state';
import type { Instant } from '../policy/local-date';
import { isRejection, type Rejection, refusedAsInput, refusedByState } from '../policy/rejection';
import type { Rules } from '../policy/rules';
import type { ComplaintDeps } from './act';
import { presentState } from './present-states';

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

export const columnsOf = (state: ContactState): ContactColumns => ({
  facts: state,
  status: state.status,
  choice: choiceStanding(state),
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

export type ActedOnContact =
  | { readonly kind: 'done'; readonly contact: Contact }
  | { readonly kind: 'absent' }
  | { readonly kind: 'stale'; readonly version: number }
  | { readonly kind: 'refused'; readonly rejection: Rejection };

/** Who acts, on which contact, and what they read before acting: null where they do not say. */
export interface ContactAttempt {
  readonly landlordId: string;
  readonly actor: string;
  readonly id: string;
  readonly matches: ((version: number) => boolean) | null;
}

/** Loads, decides and appends; the write holds only at the version that was read. */
export async function actOnContact<Body>(
  deps: ComplaintDeps,
  command: ContactCommand<Body>,
  body: Body,
  attempt: ContactAttempt,
): Promise<ActedOnContact> {
  const first = await tryToAct(deps, command, body, attempt);
  // Nobody said what version they had read, so a lost race is run once more against the newer state.
  return first.kind === 'stale' && attempt.matches === null ? tryToAct(deps, command, body, attempt) : first;
}

async function tryToAct<Body>(
  deps: ComplaintDeps,
  command: ContactCommand<Body>,
  body: Body,
  { landlordId, actor, id, matches }: ContactAttempt,
): Promise<ActedOnContact> {
  const contact = await readContact(deps, landlordId, id);
  if (!contact) return { kind: 'absent' };
  const { row, rules } = contact;
  if (matches && !matches(row.version)) return { kind: 'stale', version: row.version };
  const decided = command.decide(contact.state, body, rules);
  if (isRejection(decided)) return { kind: 'refused', rejection: decided };
  const state = evolvedBy(contact.state, decided);
  const columns = columnsOf(state);
  const events = [eventRow(decided, actor, deps.now())];
  const moved = await appendToContact(deps.database, landlordId, id, row.version, columns, events);
  if (!moved) {
    // Whoever was quicker may have done several things: only the row says how far it has moved.
    const present = await findContact(deps.database, landlordId, id);
    return present ? { kind: 'stale', version: present.version } : { kind: 'absent' };
  }
  return { kind: 'done', contact: { row: { ...row, ...columns, version: row.version + 1 }, state, rules } };
}

export function evolvedBy(state: ContactState, { event }: RecordedContactEvent): ContactState {
  if (event.type === 'received') throw new RangeError('A contact is received once');
  return evolveContact(state, event);
}
