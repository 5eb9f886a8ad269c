import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { type Database, inTransaction } from '../db/client';
import { type ContactRow, findContact, insertContact, linkContactToComplaint } from '../db/contacts';
import { complainantSchema, logSchema, receivedDay } from '../policy/commands/log';
import { notBefore } from '../policy/commands/occurrence';
import { type conversionSchema, type NewContact, receiveContact } from '../policy/contact';
import { isRejection, type Rejection } from '../policy/rejection';
import type { Complaint, ComplaintDeps } from './act';
import { Rulebook } from './rulebook';
import { takeComplaint } from './take';

/** Records a contact under the policy in force on the day it was received. */
export async function takeContact(
  { database, rulebook, now }: ComplaintDeps,
  landlordId: string,
  given: NewContact,
  id: string = uuidv7(),
): Promise<ContactRow | Rejection> {
  const rules = await rulebook.inForce(landlordId, given.receivedOn);
  if (isRejection(rules)) return rules;
  const received = receiveContact(given, rules);
  if (isRejection(received)) return received;
  const { channel, person = null, summary } = given;
  return insertContact(database, landlordId, {
    id,
    ...received,
    channel,
    person,
    summary,
    createdAt: now(),
  });
}

export type Converted =
  | { readonly kind: 'done'; readonly complaint: Complaint }
  | { readonly kind: 'absent' }
  | { readonly kind: 'already'; readonly complaintId: string | null }
  | { readonly kind: 'nameless' }
  | { readonly kind: 'refused'; readonly rejection: Rejection };

/** Undoes the transaction of a conversion that came second. */
class SecondConversion extends Error {}

/** Makes a contact into a complaint, once; the complaint and the link to it are written together or not at all. */
export async function convertContact(
  { database, ...deps }: Omit<ComplaintDeps, 'database'> & { readonly database: Database },
  { landlordId, actor, id }: { readonly landlordId: string; readonly actor: string; readonly id: string },
  given: z.output<typeof conversionSchema>,
): Promise<Converted> {
  const contact = await findContact(database, landlordId, id);
  if (!contact) return { kind: 'absent' };
  if (contact.complaintId) return { kind: 'already', complaintId: contact.complaintId };
  const complainant = given.complainant ?? complainantSchema.nullable().parse(contact.person);
  if (!complainant) return { kind: 'nameless' };
  const complaint = logSchema.parse({ ...given, complainant, ...wordsOf(given, contact) });
  const received = receivedDay(complaint, await deps.rulebook.clockOf(landlordId));
  if (isRejection(received)) return { kind: 'refused', rejection: received };
  const contacted = { on: contact.receivedOn, at: null };
  const early = notBefore(received, contacted, 'the contact was received', '/receivedOn');
  if (early) return { kind: 'refused', rejection: early };
  try {
    return await inTransaction(database, async (session) => {
      // A rulebook of its own: one on the pool would wait for a second connection while this holds the first.
      const rulebook = new Rulebook(session, deps.now);
      const taken = await takeComplaint(
        { ...deps, rulebook, database: session },
        landlordId,
        actor,
        complaint,
        contact.id,
      );
      if (isRejection(taken)) return { kind: 'refused', rejection: taken } as const;
      const linked = await linkContactToComplaint(
        session,
        landlordId,
        contact.id,
        contact.version,
        taken.row.id,
      );
      if (!linked) throw new SecondConversion();
      return { kind: 'done', complaint: taken } as const;
    });
  } catch (error) {
    if (!(error instanceof SecondConversion)) throw error;
    const now = await findContact(database, landlordId, id);
    return { kind: 'already', complaintId: now?.complaintId ?? null };
  }
}

const LONGEST_SUMMARY = 500;

/** The resident's words: a contact that says more than a summary holds keeps the whole of it as the description. */
function wordsOf(
  { summary, description }: z.output<typeof conversionSchema>,
  contact: ContactRow,
): { summary: string | undefined; description: string | undefined } {
  const said = contact.summary ?? undefined;
  if (summary !== undefined || said === undefined || said.length <= LONGEST_SUMMARY)
    return { summary: summary ?? said, description };
  // Cut between characters: half of a surrogate pair could not be stored.
  return {
    summary: said.slice(0, LONGEST_SUMMARY).replace(/\p{Surrogate}$/u, ''),
    description: description ?? said,
  };
}
