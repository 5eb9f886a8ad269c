import { type EndedPart, endedComplaints, endedContacts } from '../db/complaints/retention-candidates';
import { erase } from '../policy/commands/record/erase';
import { type ContactRetention, contactRetention } from '../policy/contacts/retention';
import { eraseContact } from '../policy/contacts/erase';
import type { LocalDate } from '../policy/dates/local-date';
import { type Retention, retentionOf } from '../policy/conditions/retention';
import { todayOf } from '../policy/rules/rules';
import { act } from './act';
import type { Acting } from './loading/attempt';
import type { ComplaintDeps } from './loading/deps';
import { actOnContact } from './contacts/act';
import { stateOf } from './contacts/contact';
import { rulesAndMergedInto } from './loading/merged-with';
import { presentStates } from './loading/present-states';

/** Read together: enough to be quick, few enough to leave other requests their turn. */
const PAGE = 200;

/** Complaints that one run anonymises at most, and contacts. */
export const LARGEST_RUN = 500;

export interface ComplaintEntry extends Retention {
  readonly id: string;
  readonly reference: string;
}

export interface ContactEntry extends ContactRetention {
  readonly id: string;
}

/** What a run found of complaints, or of contacts. */
export interface Found<Entry> {
  /** How many had been there for as long as their policy says, and were looked at. */
  readonly looked: number;
  /** Anonymised by this run, or would be. */
  readonly due: readonly Entry[];
  /** Past the time to keep them, and kept all the same: on hold, before the Ombudsman, with something still to do. */
  readonly heldBack: readonly Entry[];
  /** True where more are due than one run takes. */
  readonly more: boolean;
}

export interface RetentionRun extends Found<ComplaintEntry> {
  readonly on: LocalDate;
  readonly contacts: Found<ContactEntry>;
}

export interface RetentionAsk extends Acting {
  readonly dryRun: boolean;
  /** How many complaints at most, and how many contacts. */
  readonly limit: number;
}

/**
 * Finds what has ended and has been kept for as long as the policy says under which it runs, and anonymises it unless
 * it is a dry run. Each is an act of its own, so a run that is cut short has done whole ones and no half. The complaints
 * come first: most contacts that belong to one go with it.
 */
export async function runRetention(deps: ComplaintDeps, ask: RetentionAsk): Promise<RetentionRun> {
  const { landlordId, actor } = ask;
  const on = todayOf(await deps.rulebook.clockOf(landlordId));
  const attempt = { landlordId, actor, matches: null };
  const basis = { basis: 'retention' } as const;
  const complaints = await sift(complaintsOn(deps, landlordId, on), on, ask, async ({ id }) => {
    const { kind } = await act(deps, erase, basis, { ...attempt, id });
    return kind === 'done';
  });
  const contacts = await sift(contactsOn(deps, landlordId, on), on, ask, async ({ id }) => {
    const { kind } = await actOnContact(deps, eraseContact, basis, { ...attempt, id });
    return kind === 'done';
  });
  return { on, ...complaints, contacts };
}

type Kept = Pick<Retention | ContactRetention, 'keepUntil' | 'heldBy'>;

async function sift<Entry extends Kept>(
  ended: AsyncIterable<Entry>,
  on: LocalDate,
  { dryRun, limit }: RetentionAsk,
  anonymise: (entry: Entry) => Promise<boolean>,
): Promise<Found<Entry>> {
  const due: Entry[] = [];
  const heldBack: Entry[] = [];
  let looked = 0;
  for await (const entry of ended) {
    looked += 1;
    if (entry.keepUntil === null || entry.keepUntil > on) continue;
    if (entry.heldBy.length > 0) {
      if (heldBack.length < limit) heldBack.push(entry);
      continue;
    }
    if (due.length === limit) return { looked, due, heldBack, more: true };
    // Somebody may have done something to it since it was read; the next run sees it as it then is.
    if (dryRun || (await anonymise(entry))) due.push(entry);
  }
  return { looked, due, heldBack, more: false };
}

async function* complaintsOn(deps: ComplaintDeps, landlordId: string, today: LocalDate) {
  const { database } = deps;
  for await (const page of pages((part) => endedComplaints(database, landlordId, part), today)) {
    for (const { id, reference, state } of await presentStates(database, landlordId, page)) {
      const { rules } = await rulesAndMergedInto(deps, landlordId, { id, state });
      yield { id, reference, ...retentionOf(state, rules) };
    }
  }
}

async function* contactsOn({ database, rulebook }: ComplaintDeps, landlordId: string, today: LocalDate) {
  for await (const page of pages((part) => endedContacts(database, landlordId, part), today)) {
    for (const row of page) {
      const state = stateOf(row);
      const rules = await rulebook.published(landlordId, state.policyVersion);
      yield { id: row.id, ...contactRetention(state, { ...rules, keptComplaints: [] }) };
    }
  }
}

async function* pages<Row extends { readonly id: string }>(
  read: (part: EndedPart) => Promise<readonly Row[]>,
  today: LocalDate,
) {
  let after: string | null = null;
  do {
    const page: readonly Row[] = await read({ today, after, limit: PAGE });
    yield page;
    after = page.length === PAGE ? (page.at(-1)?.id ?? null) : null;
  } while (after !== null);
}
