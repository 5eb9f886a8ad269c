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
  readonly completedOn: LocalDate | null;
}

/** A lesson, and to whom it was told. */
export interface Learning {
  readonly on: LocalDate;
  readonly stage: string;
  readonly theme: string;
  readonly publications: readonly {
    readonly on: LocalDate;
    readonly to: EventOf<'learning-published'>['data']['to'];
  }[];
}

/** What was done to put things right, at whatever stage: it outlives the response and the closing (Code 5.13, 6.6, 7.3). */
export interface Redress {
  readonly remedies: readonly Remedy[];
  readonly compensation: readonly (EventOf<'compensation-awarded'>['data'] & { readonly on: LocalDate })[];
  readonly learnings: readonly Learning[];
}

export const NO_REDRESS: Redress = { remedies: [], compensation: [], learnings: [] };

type RedressEvent =
  | EventOf<'remedy-offered'>
  | EventOf<'remedy-completed'>
  | EventOf<'compensation-awarded'>
  | EventOf<'learning-recorded'>
  | EventOf<'learning-published'>;

/** The redress after one more event about it. */
export function redressAfter(redress: Redress, event: RedressEvent): Redress {
  switch (event.type) {
    case 'remedy-offered': {
      const remedy = { ...event.data, offeredOn: event.on, completedOn: null };
      return { ...redress, remedies: [...redress.remedies, remedy] };
    }
    case 'remedy-completed':
      return {
        ...redress,
        remedies: redress.remedies.map((remedy) =>
          remedy.n === event.data.n ? { ...remedy, completedOn: event.on } : remedy,
        ),
      };
    case 'compensation-awarded':
      return { ...redress, compensation: [...redress.compensation, { ...event.data, on: event.on }] };
    case 'learning-recorded':
      return {
        ...redress,
        learnings: [...redress.learnings, { ...event.data, on: event.on, publications: [] }],
      };
    case 'learning-published': {
      const told = { on: event.on, to: event.data.to };
      return {
        ...redress,
        learnings: redress.learnings.map((learning, index) =>
          index + 1 === event.data.n
            ? { ...learning, publications: [...learning.publications, told] }
            : learning,
        ),
      };
    }
  }
}

/** The numbers of the remedies that are still to be done. */
export const openRemedies = ({ remedies }: Redress): readonly number[] =>
  remedies.filter(({ completedOn }) => completedOn === null).map(({ n }) => n);
