import { currentStage, type ComplaintState } from './state';
import { firstAnswer } from './answers';
import type { ComplaintEvent } from '../events/events';
import type { LocalDate } from '../dates/local-date';
import { lacksContent, withholds } from '../refusals/index';

/** The complaint with the departures of one more event. It stood at the stage that it stood at before. */
export function departed(
  before: ComplaintState | null,
  after: ComplaintState,
  { on, departures = [] }: Pick<ComplaintEvent, 'on' | 'departures'>,
): ComplaintState {
  const { stage } = currentStage(before ?? after);
  return {
    ...after,
    departures: [...after.departures, ...departures.map((each) => ({ ...each, stage, on }))],
  };
}

/** The rules for whose sake an event has no effect on dates; empty where it has its effect. */
export const withheldFrom = ({ departures = [] }: Pick<ComplaintEvent, 'departures'>): readonly string[] =>
  departures.filter(({ code, act }) => withholds(code, act)).map(({ code }) => code);

/** The act that meets a clock of a kind, where the document says what such an act has to contain. */
const MET_BY: Readonly<Record<string, string>> = { acknowledge: 'acknowledgements', respond: 'outcomes' };

/** A clock is met by an incomplete act as by any. A later letter that revises the first one neither mends nor spoils it. */
export function isIncomplete(
  { departures, stages }: Pick<ComplaintState, 'departures' | 'stages'>,
  { kind, stage, n, metOn }: IncompleteClock,
): boolean {
  const entry = stages[n];
  if (departures.length === 0 || metOn === null || !entry) return false;
  const metBy = kind === 'respond' ? firstAnswer(entry) : entry.acknowledged;
  return departures.some(
    ({ act, stage: at, on, code }) =>
      act === MET_BY[kind] && at === stage && on === metBy?.on && lacksContent(code),
  );
}

interface IncompleteClock {
  readonly kind: string;
  readonly stage: string;
  readonly n: number;
  readonly metOn: LocalDate | null;
}

/**
 * How the landlord ended the complaint, as far as that ends its dates: a refusal or a closing against the procedure ends
 * none, and to close what was so refused does not make it good.
 */
export function endedByLandlord({
  refusal,
  closedOn,
  closingWithheld,
}: Pick<ComplaintState, 'refusal' | 'closedOn' | 'closingWithheld'>): {
  readonly on: LocalDate;
  readonly by: 'refusal' | 'closing';
} | null {
  if (refusal) return counts(refusal) ? { on: refusal.on, by: 'refusal' } : null;
  return closedOn && closingWithheld.length === 0 ? { on: closedOn, by: 'closing' } : null;
}

/** True where what an act came to counts for the dates. */
export const counts = ({ withheld }: { readonly withheld: readonly string[] }): boolean =>
  withheld.length === 0;
