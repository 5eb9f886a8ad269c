import type { EventOf } from '../events/events';
import type { LocalDate } from '../dates/local-date';
import { withItem, withEnd, NONE_REVIEWED, type Reviewed, withReview } from './review-schedule';

export interface Representative {
  readonly n: number;
  readonly type: string | null;
  readonly namedOn: LocalDate;
  readonly endedOn: LocalDate | null;
}

/** The resident's permission that somebody may act for them. */
export interface Authority extends Omit<EventOf<'authority-recorded'>['data'], 'stage'> {
  readonly revokedOn: LocalDate | null;
}

export interface Companion {
  readonly n: number;
  readonly as: string;
  readonly stage: string;
  readonly on: LocalDate;
}

/** Who acts for the resident, with what permission, and what was agreed about dealing with them. */
export interface People {
  /** The person who first brought the complaint was a representative. */
  readonly representatives: readonly Representative[];
  readonly authorities: readonly Authority[];
  readonly group: { readonly size: number } | null;
  /** Who came with the resident to a meeting or a hearing (Code 3.6). */
  readonly companions: readonly Companion[];
  readonly adjustments: Reviewed;
  readonly restrictions: Reviewed;
}

/** Those a complaint comes with. A permission that came with it is open-ended and for everything, until it is revoked. */
export function peopleAtFirst({ representative, group, receivedOn }: EventOf<'logged'>['data']): People {
  const none: People = {
    representatives: [],
    authorities: [],
    group,
    companions: [],
    adjustments: NONE_REVIEWED,
    restrictions: NONE_REVIEWED,
  };
  if (!representative) return none;
  const { type, permission, evidence } = representative;
  const representatives = [{ n: 1, type, namedOn: receivedOn, endedOn: null }];
  if (permission === 'none') return { ...none, representatives };
  const scope: Authority['scope'] = ['acceptance', 'disclosure'];
  const given = { n: 1, representative: 1, form: permission, evidence, scope, from: receivedOn };
  return { ...none, representatives, authorities: [{ ...given, until: null, revokedOn: null }] };
}

type PeopleEvent =
  | EventOf<'representative-named'>
  | EventOf<'representative-changed'>
  | EventOf<'representative-ended'>
  | EventOf<'authority-recorded'>
  | EventOf<'authority-revoked'>
  | EventOf<'adjustment-recorded'>
  | EventOf<'adjustment-reviewed'>
  | EventOf<'adjustment-ended'>
  | EventOf<'restriction-imposed'>
  | EventOf<'restriction-reviewed'>
  | EventOf<'restriction-ended'>;

/** The people after one more event about them. */
export function peopleAfter(people: People, event: PeopleEvent): People {
  const { on } = event;
  const { n } = event.data;
  switch (event.type) {
    case 'representative-named': {
      const named = { n, type: event.data.type, namedOn: on, endedOn: null };
      return { ...people, representatives: [...people.representatives, named] };
    }
    case 'representative-changed':
      return withRepresentative(people, n, { type: event.data.type });
    case 'representative-ended':
      return withRepresentative(people, n, { endedOn: on });
    case 'authority-recorded': {
      const { stage: _, ...authority } = event.data;
      return { ...people, authorities: [...people.authorities, { ...authority, revokedOn: null }] };
    }
    case 'authority-revoked':
      return {
        ...people,
        authorities: people.authorities.map((known) => (known.n === n ? { ...known, revokedOn: on } : known)),
      };
    case 'adjustment-recorded':
      return { ...people, adjustments: withItem(people.adjustments, { ...event.data, on }) };
    case 'adjustment-reviewed':
      return { ...people, adjustments: withReview(people.adjustments, { ...event.data, on }) };
    case 'adjustment-ended':
      return { ...people, adjustments: withEnd(people.adjustments, n, on) };
    case 'restriction-imposed':
      return { ...people, restrictions: withItem(people.restrictions, { ...event.data, on }) };
    case 'restriction-reviewed':
      return { ...people, restrictions: withReview(people.restrictions, { ...event.data, on }) };
    case 'restriction-ended':
      return { ...people, restrictions: withEnd(people.restrictions, n, on) };
  }
}

/** Those a meeting brought. */
export const accompanied = (
  people: People,
  { on, data: { stage, companions } }: EventOf<'contacted'> | EventOf<'hearing-held'>,
): People => ({
  ...people,
  companions: [...people.companions, ...companions.map((companion) => ({ ...companion, stage, on }))],
});

const withRepresentative = (people: People, n: number, change: Partial<Representative>): People => ({
  ...people,
  representatives: people.representatives.map((known) => (known.n === n ? { ...known, ...change } : known)),
});

/** Whoever acts for the resident now. There is one at a time: answers go to one place (WES-09). */
export const representativeNow = ({ representatives }: People): Representative | null =>
  representatives.findLast(({ endedOn }) => endedOn === null) ?? null;
