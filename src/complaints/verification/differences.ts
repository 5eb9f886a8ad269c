import type { Difference } from '../../db/integrity/fault';
import { isInstant, isLocalDate } from '../../policy/dates/local-date';

/** A place where two values differ; an empty path is the whole of them. */
export interface Apart {
  readonly path: string;
  readonly kept: unknown;
  readonly replayed: unknown;
}

/** Every place where they differ, down to the last. As JSON has it: what is undefined is not there. */
export function apart(kept: unknown, replayed: unknown, path = '', found: Apart[] = []): Apart[] {
  if (kept === replayed) return found;
  if (!isBranch(kept) || !isBranch(replayed) || Array.isArray(kept) !== Array.isArray(replayed)) {
    found.push({ path, kept, replayed });
    return found;
  }
  for (const key of new Set([...Object.keys(kept), ...Object.keys(replayed)]))
    apart(kept[key], replayed[key], `${path}/${key}`, found);
  return found;
}

const isBranch = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Words of the procedure and names of versions. */
const WORD = /^[\w.:/-]{1,60}$/;

/**
 * What may stand in a list of faults. A state is kept free of what is personal, but one that was altered can hold
 * anything, and it names members of staff: of it only dates, numbers and yes or no are told, and words where the caller
 * knows that they are of the procedure.
 */
export function told(value: unknown, words: 'words' | 'no-words'): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && words === 'words')
    return value.map((one) => told(one, words)).join(', ') || 'nothing';
  if (typeof value !== 'string') return 'not shown';
  const plain = isLocalDate(value) || isInstant(value) || (words === 'words' && WORD.test(value));
  return plain ? value : 'not shown';
}

/** Names of fields, as this release or another has them. */
const FIELD = /^(\/[A-Za-z0-9-]{1,40})*$/;

/** The first place at which a state differs from the one its events come to, and how many more there are; null: none. */
export function stateApart(kept: unknown, replayed: unknown): Difference | null {
  const [first, ...more] = apart(kept, replayed);
  if (!first) return null;
  const at = FIELD.test(first.path) ? first.path || '/' : 'a field that no state has';
  return {
    at: more.length > 0 ? `${at} and ${more.length} more` : at,
    kept: told(first.kept, 'no-words'),
    replayed: told(first.replayed, 'no-words'),
  };
}

/** The columns that differ. Who handles something is a person. */
export function columnsApart<Columns extends object>(
  kept: Columns,
  replayed: Columns,
  columns: readonly (keyof Columns & string)[],
): Difference[] {
  return columns.flatMap((column) => {
    if (apart(kept[column], replayed[column]).length === 0) return [];
    const words = column === 'handler' ? 'no-words' : 'words';
    return [{ at: column, kept: told(kept[column], words), replayed: told(replayed[column], words) }];
  });
}
