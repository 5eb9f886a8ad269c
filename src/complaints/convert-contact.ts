import { type Database, inTransaction } from '../db/connection/client';
import { appendToContact, type ContactRow, findContact } from '../db/contacts/contacts';
import { logSchema, receivedDay } from '../policy/commands/intake/log';
import { complainantSchema } from '../policy/events/parties';
import { notBefore } from '../policy/rules/occurrence';
import { basisOf, becameComplaint, type Conversion, RESIDENTS_WISH } from '../policy/contacts/convert';
import { isRejection, type Rejection } from '../policy/rules/rejection';
import type { Complaint } from './act';
import type { ComplaintDeps } from './loading/deps';
import { type ContactAttempt, evolvedBy } from './contacts/act';
import { columnsOf, eventRow, readContact } from './contacts/contact';
import { Rulebook } from './loading/rulebook';
import { logComplaint } from './log';

export type Converted =
  | { readonly kind: 'done'; readonly complaint: Complaint }
  | { readonly kind: 'absent' }
  | { readonly kind: 'already'; readonly complaintId: string | null }
  | { readonly kind: 'stale'; readonly version: number }
  | { readonly kind: 'nameless' }
  | { readonly kind: 'refused'; readonly rejection: Rejection };

/** Undoes the transaction of a conversion where somebody else changed the contact meanwhile. */
class ContactChanged extends Error {}

/** Makes a contact into a complaint, once; the complaint and the link to it are written together or not at all. */
export async function convertContact(
  deps: Omit<ComplaintDeps, 'database'> & { readonly database: Database },
  attempt: ContactAttempt,
  given: Conversion,
): Promise<Converted> {
  const first = await tryToConvert(deps, attempt, given);
  return first.kind === 'stale' && attempt.matches === null ? tryToConvert(deps, attempt, given) : first;
}

async function tryToConvert(
  deps: Omit<ComplaintDeps, 'database'> & { readonly database: Database },
  { landlordId, actor, id, matches }: ContactAttempt,
  { reason = RESIDENTS_WISH, ...given }: Conversion,
): Promise<Converted> {
  const { database, now } = deps;
  const contact = await readContact(deps, landlordId, id);
  if (!contact) return { kind: 'absent' };
  const { row, state, rules } = contact;
  if (row.complaintId) return { kind: 'already', complaintId: row.complaintId };
  if (matches && !matches(row.version)) return { kind: 'stale', version: row.version };
  const complainant = given.complainant ?? complainantSchema.nullable().parse(row.person);
  if (!complainant) return { kind: 'nameless' };
  const basis = basisOf(state, reason, rules);
  if (isRejection(basis)) return { kind: 'refused', rejection: basis };
  const complaint = logSchema.parse({ ...given, complainant, ...wordsOf(given, row) });
  const received = receivedDay(complaint, await deps.rulebook.clockOf(landlordId));
  if (isRejection(received)) return { kind: 'refused', rejection: received };
  const contacted = { on: row.receivedOn, at: null };
  const early = notBefore(received, contacted, 'the contact was received', '/receivedOn');
  if (early) return { kind: 'refused', rejection: early };
  try {
    return await inTransaction(database, async (session) => {
      // A rulebook of its own: one on the pool would wait for a second connection while this holds the first.
      const within = { database: session, rulebook: new Rulebook(session, now), now };
      // The last that can refuse, and it writes nothing then: what is answered from here on is committed.
      const logged = await logComplaint(within, landlordId, actor, complaint, id);
      if (isRejection(logged)) return { kind: 'refused', rejection: logged } as const;
      const became = becameComplaint(basis, {
        reason,
        complaintId: logged.row.id,
        on: logged.row.receivedOn,
      });
      const columns = columnsOf(evolvedBy(state, became));
      const events = [eventRow(became, actor, now())];
      if (!(await appendToContact(session, landlordId, id, row.version, columns, events)))
        throw new ContactChanged();
      return { kind: 'done', complaint: logged } as const;
    });
  } catch (error) {
    if (!(error instanceof ContactChanged)) throw error;
    const moved = await findContact(database, landlordId, id);
    // With its complaint it may have gone out of the caller's sight.
    if (!moved) return { kind: 'absent' };
    return moved.complaintId
      ? { kind: 'already', complaintId: moved.complaintId }
      : { kind: 'stale', version: moved.version };
  }
}

const LONGEST_SUMMARY = 500;

/** The resident's words: a contact that says more than a summary holds keeps the whole of it as the description. */
function wordsOf(
  { summary, description }: Conversion,
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
