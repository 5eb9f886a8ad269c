import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { type Database, inTransaction } from '../db/client';
import { type ContactRow, findContact, insertContact, linkContactToComplaint } from '../db/contacts';
import { complainantSchema, logSchema } from '../policy/commands/log';
import { type conversionSchema, type NewContact, receiveContact } from '../policy/contact';
import { isRejection, type Rejection } from '../policy/rejection';
import type { Complaint, ComplaintDeps } from './act';
import { takeComplaint } from './take';

/** Records a contact under the policy in force on the day it was received. */
export async function takeContact(
  { database, rulebook, now }: ComplaintDeps,
  landlordId: string,
  given: NewContact,
): Promise<ContactRow | Rejection> {
  const rules = await rulebook.inForce(landlordId, given.receivedOn);
  if (isRejection(rules)) return rules;
  const received = receiveContact(given, rules);
  if (isRejection(received)) return received;
  const { channel, person = null, summary } = given;
  return insertContact(database, landlordId, {
    id: uuidv7(),
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
  const summary = given.summary ?? contact.summary?.slice(0, 500);
  const complaint = logSchema.parse({ ...given, complainant, summary });
  try {
    return await inTransaction(database, async (session) => {
      const taken = await takeComplaint(
        { ...deps, database: session },
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
