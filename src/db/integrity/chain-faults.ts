import type { Instant } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { BROKEN_SEALS } from './broken-seals';
import { FAULTS_OF_COMPLAINTS } from './complaint-faults';
import { FAULTS_OF_CONTACTS, PROVED_SINCE } from './contact-faults';
import type { RecordFault } from './fault';
import type { Range } from './key-ranges';

/** Where complaints in the range are not as they were written. What was erased is not among them. */
export const complaintFaults = (db: Session, landlordId: string, range: Range): Promise<RecordFault[]> =>
  db.of(landlordId).query<RecordFault>(FAULTS_OF_COMPLAINTS({ landlordId, ...range }));

export const contactFaults = (
  db: Session,
  landlordId: string,
  range: Range,
  provedSince: Instant | null,
): Promise<RecordFault[]> =>
  db.of(landlordId).query<RecordFault>(FAULTS_OF_CONTACTS({ landlordId, ...range, provedSince }));

/** Since when the events of this landlord's contacts are proved; null while none is. */
export async function contactsProvedSince(db: Session, landlordId: string): Promise<Instant | null> {
  const [row] = await db.of(landlordId).query<{ since: Instant | null }>(PROVED_SINCE({ landlordId }));
  return row?.since ?? null;
}

export async function brokenSeals(db: Session, landlordId: string, range: Range): Promise<RecordFault[]> {
  const faults: RecordFault[] = [];
  for (const broken of BROKEN_SEALS) {
    faults.push(...(await db.of(landlordId).query<RecordFault>(broken({ landlordId, ...range }))));
  }
  return faults;
}
