import type { Session } from '../../db/connection/client';
import { recordLines } from '../../db/complaints/record-lines';
import { effective } from '../../policy/complaint/effective';
import type { EventType } from '../../policy/events/events';
import { eventOf } from '../../policy/events/stored-event';
import type { Rejection } from '../../policy/rules/rejection';

/** By the refusal, the acts of which the last is the one that may have been recorded wrongly. */
const CORRECTABLE: Readonly<Record<string, readonly EventType[]>> = {
  mistake_to_correct: ['closed', 'withdrawn', 'refused', 'settled', 'responded'],
  already_answered: ['responded'],
};

/** A refusal that sends the caller to a correction, with the event that it is about: only the record knows its number. */
export async function namingTheEvent(
  refusal: Rejection,
  db: Session,
  landlordId: string,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<Rejection> {
  const { code, allowed } = refusal;
  const types = CORRECTABLE[code];
  if (!types || !sendsToCorrections(allowed)) return refusal;
  const events = (await recordLines(db, landlordId, id, version)).flatMap((line) => eventOf(line) ?? []);
  const last = effective(events).findLast(({ event }) => event && types.includes(event.type));
  return last ? { ...refusal, allowed: { ...allowed, event: last.sequence } } : refusal;
}

/** A refusal of the same code can send its caller elsewhere, as an issue that is a complaint of its own. */
const sendsToCorrections = (allowed: unknown): allowed is object =>
  typeof allowed === 'object' && allowed !== null && JSON.stringify(allowed).includes('"corrections"');
