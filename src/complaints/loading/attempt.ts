import { setTimeout as pause } from 'node:timers/promises';
import { isRejection, type Rejection } from '../../policy/rules/rejection';
import { ABSENT, done, type Outcome, stale } from './outcome';

/** The person who acts, and for which landlord. */
export interface Acting {
  readonly landlordId: string;
  readonly actor: string;
}

/** An act on one complaint, by its id or reference, or on one contact. */
export interface Attempt extends Acting {
  readonly id: string;
  /** True for a version that the caller has read; null where the caller does not say. */
  readonly matches: ((version: number) => boolean) | null;
}

interface Steps<Row, T> {
  readonly find: () => Promise<Row | null>;
  /** Null where somebody else wrote first. */
  readonly decideAndAppend: (row: Row) => Promise<T | Rejection | null>;
}

/** Forty who act on one complaint at once are all through after ten; all pauses together are within a second. */
const MOST_TRIES = 20;
const LONGEST_PAUSE_MS = 100;

/**
 * Loads, decides and appends: one read and one write, and the write holds only at the version that was read. Where the
 * caller named no version, or the newer one too, an act that came too late is run again, a few times: of many who act
 * at once one is through each time. The pauses differ, so that they do not all meet again.
 */
export async function loadDecideAppend<Row extends { readonly version: number }, T>(
  { matches }: Attempt,
  steps: Steps<Row, T>,
): Promise<Outcome<T>> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await tryOnce(matches, steps);
    const again = outcome.kind === 'stale' && (matches === null || matches(outcome.version));
    if (!again || tries === MOST_TRIES) return outcome;
    await pause(Math.random() * LONGEST_PAUSE_MS);
  }
}

async function tryOnce<Row extends { readonly version: number }, T>(
  matches: Attempt['matches'],
  { find, decideAndAppend }: Steps<Row, T>,
): Promise<Outcome<T>> {
  const row = await find();
  if (!row) return ABSENT;
  const { version } = row;
  if (matches && !matches(version)) return stale(version);
  const appended = await decideAndAppend(row);
  if (isRejection(appended)) return { kind: 'refused', rejection: appended, version };
  if (appended !== null) return done(appended);
  // Somebody quicker may have done several things: only the row says how far it has moved.
  const present = await find();
  return present ? stale(present.version) : ABSENT;
}
