import type { ComplaintDeps } from '../complaints/loading/deps';
import { actOnContact } from '../complaints/contacts/act';
import { receiveContact } from '../complaints/contacts/receive';
import { DEMO_CONTACTS, DEMO_HOLDS, exampleNewContact } from '../http/schemas/contact-examples';
import { placeContactHold } from '../policy/contacts/place-hold';
import { newContactSchema } from '../policy/contacts/receive';

/** Contacts of which nobody has made a complaint, and the holds on them. */
export async function seedContacts(deps: ComplaintDeps, landlordId: string, actor: string): Promise<void> {
  const by = { landlordId, actor };
  for (const { id, kind } of DEMO_CONTACTS) {
    const given = newContactSchema.parse({ ...exampleNewContact, kind });
    const received = await receiveContact(deps, by, given, id);
    if (received.kind !== 'done') throw new Error(`The demo contact failed: ${JSON.stringify(received)}`);
  }
  for (const { contactId, ...hold } of DEMO_HOLDS) {
    const body = placeContactHold.body.parse({ ...hold, occurredOn: exampleNewContact.receivedOn });
    const attempt = { ...by, id: contactId, matches: null };
    const { kind } = await actOnContact(deps, placeContactHold, body, attempt);
    if (kind !== 'done') throw new Error(`The hold of the demo contact was ${kind}`);
  }
}
