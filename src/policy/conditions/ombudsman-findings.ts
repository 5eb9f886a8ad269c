import type { PolicyDocument } from '../document/document';

type Regime = PolicyDocument['regime'];

/** The findings of fault the Housing Ombudsman makes, the least first: a service failure is a form of maladministration. */
const FAULTS = ['service-failure', 'maladministration', 'severe-maladministration'] as const;

/** Ends of a case that say nothing on whether the landlord was at fault. */
const WITHOUT_A_VIEW = ['outside-jurisdiction', 'withdrawn'] as const;

/** The eight findings the Housing Ombudsman can make on an issue (domain.md §6.6). */
const HOUSING_OMBUDSMAN = [
  'no-maladministration',
  ...FAULTS,
  'mediation',
  'redress',
  ...WITHOUT_A_VIEW,
] as const;

const UPHELD = ['upheld', 'partially-upheld'] as const;

/** No list of the other ombudsmen's was seen in the source: these are the words that their procedures share. */
const OTHERS = [...UPHELD, 'not-upheld', 'resolved', ...WITHOUT_A_VIEW] as const;

/** The ombudsman decides what it finds: what its own list has no word for is taken all the same, in its words. */
export const OTHER_FINDING = 'other';

const UNDER_HOUSING_OMBUDSMAN = [...HOUSING_OMBUDSMAN, OTHER_FINDING] as const;
const UNDER_OTHERS = [...OTHERS, OTHER_FINDING] as const;

/** What can be found on an issue by the ombudsman of this regime. */
export const findingsUnder = (regime: Regime): readonly string[] =>
  regime === 'housing-ombudsman' ? UNDER_HOUSING_OMBUDSMAN : UNDER_OTHERS;

const isOneOf = (words: readonly string[]) => (finding: string) => words.includes(finding);

/**
 * One word for several findings: the one they share, or the fault of part where fault was found on some issues and
 * not on others. Issues without a view count for neither. null: mixed, and no word of the regime covers the mixture.
 */
export function overallFinding(given: readonly string[], regime: Regime): string | null {
  const views = given.filter((finding) => !isOneOf(WITHOUT_A_VIEW)(finding));
  const found = [...new Set(views.length > 0 ? views : given)];
  const [only] = found;
  if (found.length < 2) return only ?? null;
  if (found.includes(OTHER_FINDING)) return null;
  if (regime !== 'housing-ombudsman') return found.some(isOneOf(UPHELD)) ? 'partially-upheld' : null;
  if (!found.some(isOneOf(FAULTS))) return null;
  if (!found.every(isOneOf(FAULTS))) return 'partial-maladministration';
  return FAULTS.findLast((fault) => found.includes(fault)) ?? null;
}
