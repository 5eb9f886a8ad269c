import { findContact, keptComplaintsOf } from '../../db/contacts/contacts';
import { appendToContact } from '../../db/contacts/write';
import type { ContactCommand } from '../../policy/contacts/command';
import { decideOnContact } from '../../policy/contacts/decide';
import type { RecordedContactEvent } from '../../policy/contacts/events';
import { type ContactState, evolveContact } from '../../policy/contacts/state';
import { isRejection } from '../../policy/rules/rejection';
import { type Attempt, loadDecideAppend } from '../loading/attempt';
import type { ComplaintDeps } from '../loading/deps';
import type { Outcome } from '../loading/outcome';
import { type Contact, columnsOf, contactOf, eventRow } from './contact';

export const actOnContact = <Body>(
  deps: ComplaintDeps,
  command: ContactCommand<Body>,
  body: Body,
  attempt: Attempt,
): Promise<Outcome<Contact>> => {
  const { database, now } = deps;
  const { landlordId, actor, id } = attempt;
  return loadDecideAppend(attempt, {
    find: () => findContact(database, landlordId, id),
    decideAndAppend: async (row) => {
      const { state: before, rules } = await contactOf(deps, landlordId, row);
      const keptComplaints = command.asksOfComplaints ? await keptComplaintsOf(database, landlordId, id) : [];
      const decided = decideOnContact(command, before, body, { ...rules, keptComplaints });
      if (isRejection(decided)) return decided;
      const state = evolvedBy(before, decided);
      const columns = columnsOf(state);
      const events = [eventRow(decided, actor, now())];
      if (!(await appendToContact(database, landlordId, { id, version: row.version, columns, events })))
        return null;
      const kept = state.erasedOn === null ? row : { ...row, person: null, summary: null };
      return { row: { ...kept, ...columns, version: row.version + 1 }, state, rules };
    },
  });
};

export function evolvedBy(state: ContactState, { event }: RecordedContactEvent): ContactState {
  if (event.type === 'received') throw new RangeError('A contact is received once');
  return evolveContact(state, event);
}
