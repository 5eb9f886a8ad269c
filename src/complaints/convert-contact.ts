import { inTransaction } from '../db/connection/client';
import { type ContactRow, findContact } from '../db/contacts/contacts';
import { appendToContact } from '../db/contacts/write';
import { logSchema, receivedDay } from '../policy/commands/intake/log';
import { keptComplainantSchema } from '../policy/events/parties';
import { notBefore } from '../policy/rules/occurrence';
import { basisOf, becameComplaint, type Conversion, RESIDENTS_WISH } from '../policy/contacts/convert';
import { isRejection } from '../policy/rules/rejection';
import type { Complaint } from './act';
import type { Attempt } from './loading/attempt';
import type { ComplaintDeps } from './loading/deps';
import { ABSENT, type Outcome, refused, stale } from './loading/outcome';
import { evolvedBy } from './contacts/act';
import { columnsOf, eventRow, readContact } from './contacts/contact';
import { Rulebook } from './loading/rulebook';
import { type AlreadyLogged, logComplaint } from './log';

/** It has become a complaint before, or there is nobody to complain: neither the contact nor the caller names a person. */
type Converted =
  | Outcome<Complaint>
  | AlreadyLogged
  | { readonly kind: 'already'; readonly complaintId: string }
  | { readonly kind: 'nameless' };

/** Undoes the transaction of a conversion where somebody else changed the contact meanwhile. */
class ContactChanged extends Error {}

/** Makes a contact into a complaint, once; the complaint and the link to it are written together or not at all. */
export async function convertContact(
  deps: ComplaintDeps,
  attempt: Attempt,
  given: Conversion,
): Promise<Converted> {
  const first = await tryToConvert(deps, attempt, given);
  return first.kind === 'stale' && attempt.matches === null ? tryToConvert(deps, attempt, given) : first;
}

/** The contact was taken before, by an earlier release it may be; the caller's part was checked on its way in. */
const FROM_CONTACT = logSchema.extend({ complainant: keptComplainantSchema });

async function tryToConvert(
  deps: ComplaintDeps,
  { landlordId, actor, id, matches }: Attempt,
  { reason = RESIDENTS_WISH, ...given }: Conversion,
): Promise<Converted> {
  const { database, now } = deps;
  const contact = await readContact(deps, landlordId, id);
  if (!contact) return ABSENT;
  const { row, state, rules } = contact;
  if (row.complaintId) return { kind: 'already', complaintId: row.complaintId };
  if (matches && !matches(row.version)) return stale(row.version);
  const complainant = given.complainant ?? keptComplainantSchema.nullable().parse(row.person);
  if (!complainant) return { kind: 'nameless' };
  const basis = basisOf(state, reason, rules);
  if (isRejection(basis)) return refused(basis);
  const complaint = FROM_CONTACT.parse({ ...given, complainant, ...wordsOf(given, row) });
  const received = receivedDay(complaint, await deps.rulebook.clockOf(landlordId));
  if (isRejection(received)) return refused(received);
  const contacted = { on: row.receivedOn, at: null };
  const early = notBefore(received, contacted, 'the contact was received', '/receivedOn');
  if (early) return refused(early);
  try {
    return await inTransaction(database, async (session) => {
      // A rulebook of its own: one on the pool would wait for a second connection while this holds the first.
      const within = { database: session, rulebook: new Rulebook(session, now), now };
      // The last that can refuse, and it writes nothing then: what is answered from here on is committed.
      const logged = await logComplaint(within, { landlordId, actor }, complaint, id);
      if (logged.kind !== 'done') return logged;
      const { id: complaintId, receivedOn: on } = logged.value.row;
      const became = becameComplaint(basis, { reason, complaintId, on });
      const columns = columnsOf(evolvedBy(state, became));
      const events = [eventRow(became, actor, now())];
      if (!(await appendToContact(session, landlordId, { id, version: row.version, columns, events })))
        throw new ContactChanged();
      return logged;
    });
  } catch (error) {
    if (!(error instanceof ContactChanged)) throw error;
    const present = await findContact(database, landlordId, id);
    // With its complaint it may have gone out of the caller's sight.
    if (!present) return ABSENT;
    return present.complaintId
      ? { kind: 'already', complaintId: present.complaintId }
      : stale(present.version);
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
