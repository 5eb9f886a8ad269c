import { type Database, inTransaction } from '../../db/connection/client';
import { hasComplaints } from '../../db/complaints/lists';
import {
  claimLandlord,
  keepComplaintsOff,
  type LandlordDetails,
  type LandlordRow,
  updateLandlord,
} from '../../db/landlords/landlords';
import type { ComplaintDeps } from '../loading/deps';
import { ABSENT, type Outcome, outcomeOf, stale } from '../loading/outcome';

/** The time zone would change, and days were worked out in the one that is there. */
type LandlordChanged = Outcome<LandlordRow> | { readonly kind: 'zone-in-use'; readonly zone: string };

/** Replaces what is entered of a landlord, where it stands at a version that the caller has read. */
export const changeLandlord = (
  { database, now }: Pick<ComplaintDeps, 'database' | 'now'>,
  id: string,
  details: LandlordDetails,
  hasRead: (version: number) => boolean,
): Promise<LandlordChanged> =>
  inTransaction(database, async (): Promise<LandlordChanged> => {
    const present = await claimLandlord(database, id);
    if (!present) return ABSENT;
    const { version, zone } = present;
    if (!hasRead(version)) return stale(version);
    if (details.zone !== zone && (await isZoneInUse(database, id))) return { kind: 'zone-in-use', zone };
    return outcomeOf(await updateLandlord(database, id, version, { details, now: now() }));
  });

/**
 * Whether days were worked out in its zone. Where none were yet, complaints that are being logged come before or after this
 * as a whole: the first was logged in the zone that is asked about here, or does not hold.
 */
async function isZoneInUse(database: Database, id: string): Promise<boolean> {
  if (await hasComplaints(database, id)) return true;
  await keepComplaintsOff(database, id);
  return hasComplaints(database, id);
}
