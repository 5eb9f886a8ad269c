import type { EventOf } from '../events/events';
import type { LocalDate } from '../dates/local-date';

export type Hold = EventOf<'hold-placed'>['data'] & {
  readonly placedOn: LocalDate;
  readonly releasedOn: LocalDate | null;
};

/** What bears on how long a complaint is kept with its people and words. */
export interface Privacy {
  readonly holds: readonly Hold[];
  /** From this day on the complaint is figures and dates alone. */
  readonly erasedOn: LocalDate | null;
}

export const NOTHING_ERASED: Privacy = { holds: [], erasedOn: null };

type PrivacyEvent = EventOf<'hold-placed'> | EventOf<'hold-released'> | EventOf<'erased'>;

export function privacyAfter(known: Privacy, event: PrivacyEvent): Privacy {
  switch (event.type) {
    case 'hold-placed':
      return { ...known, holds: [...known.holds, { ...event.data, placedOn: event.on, releasedOn: null }] };
    case 'hold-released':
      return {
        ...known,
        holds: releasing(known.holds, event.data.n, event.on),
      };
    case 'erased':
      return { ...known, erasedOn: event.on };
  }
}

/** As far as it matters whether a hold still stands, be it of a complaint or of a contact. */
export type Releasable = Pick<Hold, 'n' | 'releasedOn'>;

export const releasing = <H extends Releasable>(
  holds: readonly H[],
  n: number,
  on: LocalDate,
): readonly H[] => holds.map((hold) => (hold.n === n ? { ...hold, releasedOn: on } : hold));

export const openHolds = ({ holds }: { readonly holds: readonly Releasable[] }): number[] =>
  holds.filter(({ releasedOn }) => releasedOn === null).map(({ n }) => n);
