import type { z } from 'zod';
import type { Role } from '../rules/roles';
import { inFuture, notBefore } from '../rules/occurrence';
import { type LocalDate, localDateSchema } from '../dates/local-date';
import type { Answer } from '../rules/objections';
import { isRejection, type Rejection } from '../rules/rejection';
import { type Rules, todayOf } from '../rules/rules';
import type { RecordedContactEvent } from './events';
import type { ContactRules } from './retention';
import type { ContactState } from './state';

/** One act on a contact. Its route and its entry in the API document follow from this declaration. */
export interface ContactCommand<Body> {
  /** The path segment, a plural noun; for an act on one of several numbered things it holds `{n}`, which its body takes as `n`. */
  readonly act: string;
  /** The operation's id. */
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly roles: readonly Role[];
  readonly body: z.ZodType<Body>;
  /** A body that works against the demo data. */
  readonly example: Record<string, unknown>;
  /** Whether its rules have to know of the complaints the contact belongs to. */
  readonly asksOfComplaints?: true;
  decide(state: ContactState, body: Body, rules: ContactRules): Answer<RecordedContactEvent>;
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

/** The words that came with an act. */
export const noted = (note: string | undefined): Record<string, string> =>
  note === undefined ? {} : { note };
