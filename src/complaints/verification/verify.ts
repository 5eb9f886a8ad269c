import {
  brokenSeals,
  complaintFaults,
  contactFaults,
  contactsProvedSince,
} from '../../db/integrity/chain-faults';
import { type ChainExtent, chainExtent } from '../../db/integrity/chain';
import { type Database, inSnapshot } from '../../db/connection/client';
import { eachRange } from '../../db/integrity/key-ranges';
import type { RecordFault } from '../../db/integrity/fault';
import type { Instant } from '../../policy/dates/local-date';
import { replayContacts } from './contact-faults';
import { replayComplaints } from './complaint-faults';
import { Rulebook } from '../loading/rulebook';

/** About 10 MB in memory; each batch costs one query plan. */
const ROWS_PER_BATCH = 500;
/** A seal covers up to 20,000 events, and each is read again with it. */
const SEALS_PER_BATCH = 50;

export interface Verification {
  /** Told as it is found. */
  readonly onFault: (fault: RecordFault) => void;
  /** How many complaints and contacts have been looked at, of all there are. */
  readonly onProgress?: (looked: number, of: number) => void;
}

export interface Verified {
  readonly extent: ChainExtent;
  readonly faults: number;
  /** Complaints whose state an earlier release wrote: it is not believed, and made anew from the events. */
  readonly waiting: number;
  /** Complaints whose state a later release wrote: only that one can say whether it is right. */
  readonly later: number;
}

/**
 * Holds the whole record of a landlord against itself as it was at one moment: events, words and people against the
 * hashes, and states, summaries and clocks against what the events come to. However much there is, it takes the memory
 * of a few hundred complaints.
 */
export const verifyRecord = (
  { database, now }: { readonly database: Database; readonly now: () => Instant },
  landlordId: string,
  { onFault, onProgress }: Verification,
): Promise<Verified> =>
  inSnapshot(database, async () => {
    const extent = await chainExtent(database, landlordId);
    const rulebook = new Rulebook(database, now);
    // Nothing changes within a snapshot, so there is no news to wait for.
    rulebook.landlordTerms.startListening();
    const found = { faults: 0, waiting: 0, later: 0 };
    let looked = 0;
    const tell = (fault: RecordFault) => {
      found.faults += 1;
      onFault(fault);
    };
    const advance = (by: number) => {
      looked += by;
      onProgress?.(looked, extent.complaints + extent.contacts);
    };
    await eachRange(database, landlordId, { of: 'complaints', about: ROWS_PER_BATCH }, async (range) => {
      (await complaintFaults(database, landlordId, range)).forEach(tell);
      const replayed = await replayComplaints(database, landlordId, { range, rulebook }, tell);
      found.waiting += replayed.waiting;
      found.later += replayed.later;
      advance(replayed.complaints);
    });
    const provedSince = await contactsProvedSince(database, landlordId);
    await eachRange(database, landlordId, { of: 'contacts', about: ROWS_PER_BATCH }, async (range) => {
      (await contactFaults(database, landlordId, range, provedSince)).forEach(tell);
      advance(await replayContacts(database, landlordId, range, tell));
    });
    await eachRange(database, landlordId, { of: 'seals', about: SEALS_PER_BATCH }, async (range) => {
      (await brokenSeals(database, landlordId, range)).forEach(tell);
    });
    return { extent, ...found };
  });
