import { RESIDENT_CLOCKS } from '../../../src/policy/document/clock-kinds';
import type { Walk } from './walk';

/** The landlord's clocks that still run, as kind and date; what is the resident's to use is left out. */
export const openClocksOf = ({ clocks }: Walk): string[] =>
  clocks
    .filter(({ metOn, stoppedOn, limit, kind }) => {
      return limit !== null && !metOn && !stoppedOn && !RESIDENT_CLOCKS.includes(kind);
    })
    .map(({ kind, dueOn }) => `${kind} ${dueOn}`);
