import type { ComplaintState } from '../complaint/state';
import type { Rules } from '../rules/rules';

export type Body = Readonly<Record<string, unknown>>;

/** Stands for words that are on record. Only that they are there is judged; a correction that gives others names them. */
export const ON_RECORD = '(as on record)';

/** The same for a ground of the resident's own, which has to be one word. */
export const groundOnRecord = (n: number): string => `as-on-record-${n}`;

const GROUNDS = /^as-on-record-\d+(, as-on-record-\d+)*$/;

export const isOnRecord = (text: string): boolean => text === ON_RECORD || GROUNDS.test(text);

/** The complaint before the act, as it was when the act was recorded, and the rules of that place. */
export interface Before {
  readonly state: ComplaintState | null;
  readonly rules: Rules;
}
