import { closest, distance } from 'fastest-levenshtein';

const LONGEST_NAME = 60;

/** The known name that the given one is a slip of the keyboard away from. Capitals, hyphens and underlines do not count. */
export function nearest(given: string, known: readonly string[]): string | null {
  if (known.length === 0 || given.length > LONGEST_NAME) return null;
  const plain = (name: string) => name.toLowerCase().replace(/[-_ ]/g, '');
  const best = closest(plain(given), known.map(plain));
  const slips = slipsBetween(plain(given), best);
  return slips <= Math.max(1, Math.floor(best.length / 4))
    ? (known[known.map(plain).indexOf(best)] ?? null)
    : null;
}

/** Two letters in each other's place are one slip of the fingers, and two changes of a letter. */
function slipsBetween(given: string, known: string): number {
  const changes = distance(given, known);
  const letters = (word: string) => [...word].sort().join('');
  return changes === 2 && letters(given) === letters(known) ? 1 : changes;
}
