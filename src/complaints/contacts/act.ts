import { appendToContact, findContact, keptComplaintsOf } from '../../db/contacts/contacts';
import type { ContactCommand } from '../../policy/contacts/command';
import { decideOnContact } from '../../policy/contacts/decide';
import type { RecordedContactEvent } from '../../policy/contacts/events';
import { type ContactState, evolveContact } from '../../policy/contacts/state';
import { isRejection, type Rejection } from '../../policy/rules/rejection';
import type { ComplaintDeps } from '../loading/deps';
import { type Contact, columnsOf, eventRow, readContact } from './contact';

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
  const keptComplaints = command.asksOfComplaints
    ? await keptComplaintsOf(deps.database, landlordId, id)
    : [];
  const decided = decideOnContact(command, contact.state, body, { ...rules, keptComplaints });
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
  const kept = state.erasedOn === null ? row : { ...row, person: null, summary: null };
  return { kind: 'done', contact: { row: { ...kept, ...columns, version: row.version + 1 }, state, rules } };
}

export function evolvedBy(state: ContactState, { event }: RecordedContactEvent): ContactState {
  if (event.type === 'received') throw new RangeError('A contact is received once');
  return evolveContact(state, event);
}
