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

/**
 * Loads, decides and appends: one read and one write, and the write holds only at the version that was read. Where the
 * caller named no version, or the newer one too, an act that came too late is run once more.
 */
export async function loadDecideAppend<Row extends { readonly version: number }, T>(
  { matches }: Attempt,
  steps: Steps<Row, T>,
): Promise<Outcome<T>> {
  const first = await tryOnce(matches, steps);
  const again = first.kind === 'stale' && (matches === null || matches(first.version));
  return again ? tryOnce(matches, steps) : first;
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
