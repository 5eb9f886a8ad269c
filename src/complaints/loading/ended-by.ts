import type { Session } from '../../db/connection/client';
import { recordLines } from '../../db/complaints/record-lines';
import { effective } from '../../policy/complaint/effective';
import type { EventType } from '../../policy/events/events';
import { eventOf } from '../../policy/events/stored-event';
import type { Rejection } from '../../policy/rules/rejection';

const ENDINGS: readonly EventType[] = ['closed', 'withdrawn', 'refused', 'settled', 'responded'];

/** A refusal that sends the caller to a correction, with the event that ended the complaint: only the record knows its number. */
export async function namingTheEvent(
  refusal: Rejection,
  db: Session,
  landlordId: string,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<Rejection> {
  const { code, allowed } = refusal;
  if (code !== 'mistake_to_correct' || typeof allowed !== 'object') return refusal;
  const events = (await recordLines(db, landlordId, id, version)).flatMap((line) => eventOf(line) ?? []);
  const last = effective(events).findLast(({ event }) => event && ENDINGS.includes(event.type));
  return last ? { ...refusal, allowed: { ...allowed, event: last.sequence } } : refusal;
}
