import type { LocalDate } from '../dates/local-date';
import type { Intake } from './intake';
import type { ClosureRule, Compensation, OutcomeRules, Reading, Referral } from './outcome';
import type { Stage } from './stage';

/** The parts of a document that can contradict each other. */
export interface Checked {
  readonly effectiveFrom: LocalDate;
  readonly effectiveTo: LocalDate | null;
  readonly intake: Intake;
  readonly stages: readonly Stage[];
  readonly outcomes: readonly OutcomeRules[] | null;
  readonly referrals: readonly Referral[];
  readonly compensation: Compensation | null;
  readonly closure: ClosureRule | null;
  readonly readings: readonly Reading[];
}

export type Path = (string | number)[];

export interface Contradiction {
  readonly path: Path;
  readonly message: string;
}

export const unknownStage = (key: string, keys: readonly string[]): string =>
  `no stage is called ${key}; the stages here are ${keys.join(', ')}`;
