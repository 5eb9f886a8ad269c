import type { LocalDate } from '../dates/local-date';

interface Edition {
  readonly effectiveFrom: LocalDate;
  readonly effectiveTo: LocalDate | null;
}

/**
 * The version that governs a complaint received on a day: of those whose period holds the day, the one that began
 * last. After one that ends, an earlier one that never did is in force again. undefined: none was.
 */
export function inForceOn<E extends Edition>(editions: readonly E[], on: LocalDate): E | undefined {
  let latest: E | undefined;
  for (const edition of editions) {
    const { effectiveFrom, effectiveTo } = edition;
    const holds = effectiveFrom <= on && (effectiveTo === null || on <= effectiveTo);
    if (holds && (!latest || effectiveFrom > latest.effectiveFrom)) latest = edition;
  }
  return latest;
}
