import type { z } from 'zod';
import { inFuture, notBefore } from '../commands/occurrence';
import { type LocalDate, localDateSchema } from '../local-date';
import { isRejection, type Rejection } from '../rejection';
import { type Rules, todayOf } from '../rules';
import type { RecordedContactEvent } from './events';
import type { ContactState } from './state';

/** One act on a contact. Its route and its entry in the API document follow from this declaration. */
export interface ContactCommand<Body> {
  /** The path segment, a plural noun. */
  readonly act: string;
  /** The operation's id. */
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly body: z.ZodType<Body>;
  /** A body that works against the demo data. */
  readonly example: Record<string, unknown>;
  decide(state: ContactState, body: Body, rules: Rules): RecordedContactEvent | Rejection;
}

/** Staff enter yesterday's call today. */
export const occurredOn = localDateSchema
  .optional()
  .describe("The day it happened, in the landlord's zone; left out, today. Not in the future.");

/** The day of an act: today unless told, and neither to come nor before the contact itself. */
export function dayOf(
  given: LocalDate | undefined,
  state: ContactState,
  rules: Rules,
  pointer = '/occurredOn',
): LocalDate | Rejection {
  const on = given ?? todayOf(rules);
  const received = { on: state.receivedOn, at: null };
  const misdated =
    inFuture(on, pointer, rules) ??
    notBefore({ on, at: null }, received, 'the contact was received', pointer);
  return isRejection(misdated) ? misdated : on;
}
