import { and, asc, eq } from 'drizzle-orm';
import type { RestrictedText } from '../../policy/events/recorded-event';
import type { Session } from '../connection/client';
import { restrictedTexts } from '../schema/record';

export interface RestrictedRow extends RestrictedText {
  /** The event it belongs to. */
  readonly sequence: number;
}

const { sequence, subject, n, kind, purpose, text } = restrictedTexts;
const ROW = { sequence, subject, n, kind, purpose, text };

/** What was said of the adjustments or of the restrictions of a complaint, oldest first. Whoever asks has been let in by role. */
export async function findRestrictedTexts(
  db: Session,
  landlordId: string,
  complaintId: string,
  about: RestrictedText['subject'],
): Promise<RestrictedRow[]> {
  const all = await findAllRestrictedTexts(db, landlordId, complaintId);
  return all.filter((row) => row.subject === about);
}

/** All of it, for the person it is about. */
export async function findAllRestrictedTexts(
  db: Session,
  landlordId: string,
  complaintId: string,
): Promise<RestrictedRow[]> {
  return db
    .of(landlordId)
    .orm.select(ROW)
    .from(restrictedTexts)
    .where(and(eq(restrictedTexts.landlordId, landlordId), eq(restrictedTexts.complaintId, complaintId)))
    .orderBy(asc(sequence));
}
