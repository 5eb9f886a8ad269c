import type { EventOf } from '../events/events';
import type { LocalDate } from '../dates/local-date';

export interface Remedy {
  readonly n: number;
  /** The stage it was offered at. */
  readonly stage: string;
  readonly type: EventOf<'remedy-offered'>['data']['type'];
  readonly offeredOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly agreedWithResident: boolean;
  /** The order of the ombudsman that asked for it. */
  readonly order: number | null;
  /** The preconditions of a payment, as far as they were stated. */
  readonly stated: readonly string[];
  readonly completedOn: LocalDate | null;
  /** The award that it pays. */
  readonly award: number | null;
  /** The day on which that award was replaced, from which this is owed no more. */
  readonly endedOn: LocalDate | null;
}

/** An amount that was awarded, and what became of it. */
export type Award = EventOf<'compensation-awarded'>['data'] & {
  readonly n: number;
  readonly on: LocalDate;
  /** The award that took its place. */
  readonly replacedBy: number | null;
};

/** A lesson, and to whom it was told. */
export interface Learning {
  readonly n: number;
  readonly on: LocalDate;
  readonly stage: string;
  readonly theme: string;
  readonly publications: readonly {
    readonly on: LocalDate;
    readonly to: EventOf<'learning-published'>['data']['to'];
  }[];
}

/** What was done to put things right, at whatever stage: it outlives the response and the closing (Code 5.13, 6.6, 7.3). */
export interface Remedies {
  readonly remedies: readonly Remedy[];
  readonly compensation: readonly Award[];
  readonly learnings: readonly Learning[];
}

export const NO_REMEDIES: Remedies = { remedies: [], compensation: [], learnings: [] };

type RemedyEvent =
  | EventOf<'remedy-offered'>
  | EventOf<'remedy-completed'>
  | EventOf<'compensation-awarded'>
  | EventOf<'learning-recorded'>
  | EventOf<'learning-published'>;

/** The remedies after one more event about them. */
export function remediesAfter(before: Remedies, event: RemedyEvent): Remedies {
  switch (event.type) {
    case 'remedy-offered': {
      const remedy = { ...event.data, offeredOn: event.on, completedOn: null, endedOn: null };
      return { ...before, remedies: [...before.remedies, remedy] };
    }
    case 'remedy-completed':
      return {
        ...before,
        remedies: before.remedies.map((remedy) =>
          remedy.n === event.data.n ? { ...remedy, completedOn: event.on } : remedy,
        ),
      };
    case 'compensation-awarded':
      return awarded(before, event);
    case 'learning-recorded':
      return {
        ...before,
        learnings: [
          ...before.learnings,
          { ...event.data, n: event.data.n ?? before.learnings.length + 1, on: event.on, publications: [] },
        ],
      };
    case 'learning-published': {
      const told = { on: event.on, to: event.data.to };
      return {
        ...before,
        learnings: before.learnings.map((learning) =>
          learning.n === event.data.n
            ? { ...learning, publications: [...learning.publications, told] }
            : learning,
        ),
      };
    }
  }
}

/** Adds an award. Where it takes the place of another, that one is kept, and neither it nor its payment is owed any more. */
function awarded(before: Remedies, { data, on }: EventOf<'compensation-awarded'>): Remedies {
  const award = { ...data, n: data.n ?? before.compensation.length + 1, on, replacedBy: null };
  const { replaces } = award;
  if (replaces === null) return { ...before, compensation: [...before.compensation, award] };
  const compensation = before.compensation.map((other) =>
    other.n === replaces ? { ...other, replacedBy: award.n } : other,
  );
  const remedies = before.remedies.map((remedy) =>
    remedy.award === replaces && isOpen(remedy) ? { ...remedy, endedOn: on } : remedy,
  );
  return { ...before, compensation: [...compensation, award], remedies };
}

const isOpen = ({ completedOn, endedOn }: Remedy): boolean => completedOn === null && endedOn === null;

/** The numbers of the remedies that are still to be done. */
export const openRemedies = ({ remedies }: Remedies): readonly number[] =>
  remedies.filter(isOpen).map(({ n }) => n);
