import { words } from '../../document/vocabulary';
import type { Exclusion } from '../../document/intake';
import { type LocalDate, localDateSchema } from '../../dates/local-date';
import type { FieldFault } from '../../rules/rejection';

/** An exclusion asks this of a refusal on it, be it of the complaint or of the request for its next stage. */
export const exclusionTerms = {
  filedOn: localDateSchema
    .optional()
    .describe('The day a claim was filed at court, where the exclusion turns on it (Code 2.2).'),
  exception: words(4000)
    .optional()
    .describe(
      'Why the exception that the policy makes from the exclusion does not help this complaint. Needed where the exclusion has one.',
    ),
};

interface Given {
  readonly filedOn?: LocalDate | undefined;
  readonly exception?: string | undefined;
}

/** The fields without which a refusal on this exclusion says too little: nobody may pass over an exception in silence. */
export function missingFor(exclusion: Exclusion | undefined, given: Given): FieldFault[] {
  if (!exclusion) return [];
  const missing: FieldFault[] = [];
  if (exclusion.needsFiledOn && !given.filedOn) missing.push({ pointer: '/filedOn', detail: 'is missing' });
  if (exclusion.unless !== null && given.exception === undefined) {
    missing.push({
      pointer: '/exception',
      detail: `is missing: say why this does not hold: ${exclusion.unless}`,
    });
  }
  return missing;
}
