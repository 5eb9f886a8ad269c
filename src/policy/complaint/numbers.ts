import type { ComplaintEvent } from '../events/events';

/** Things of a complaint that are known by a number. */
const NUMBERED = [
  'referrals',
  'remedies',
  'awards',
  'learnings',
  'evidence-requests',
  'orders',
  'representatives',
  'authorities',
  'companions',
  'adjustments',
  'restrictions',
] as const;
export type Numbered = (typeof NUMBERED)[number];

/** The highest number of each that a struck act had: it was given, so nothing else gets it. */
export type NumbersTaken = Readonly<Partial<Record<Numbered, number>>>;

/** The next number: past all that stand and all that were struck. */
export const nextNumber = (
  of: Numbered,
  standing: readonly { readonly n: number }[],
  { numbersTaken }: { readonly numbersTaken: NumbersTaken },
): number => Math.max(numbersTaken[of] ?? 0, ...standing.map(({ n }) => n)) + 1;

/** The numbers that an event gives. */
export function numbersGivenBy(event: ComplaintEvent): readonly (readonly [Numbered, number])[] {
  switch (event.type) {
    case 'referred':
      return given('referrals', event.data.n);
    case 'compensation-awarded':
      return given('awards', event.data.n);
    case 'learning-recorded':
      return given('learnings', event.data.n);
    case 'remedy-offered':
      return given('remedies', event.data.n);
    case 'evidence-requested':
      return given('evidence-requests', event.data.n);
    case 'order-made':
      return given('orders', event.data.n);
    case 'representative-named':
      return given('representatives', event.data.n);
    case 'authority-recorded':
      return given('authorities', event.data.n);
    case 'adjustment-recorded':
      return given('adjustments', event.data.n);
    case 'restriction-imposed':
      return given('restrictions', event.data.n);
    case 'contacted':
    case 'hearing-held':
      return event.data.companions.map(({ n }) => ['companions', n] as const);
    default:
      return [];
  }
}

const given = (of: Numbered, n: number | null): readonly (readonly [Numbered, number])[] =>
  n === null ? [] : [[of, n]];

/** With the numbers of these events taken, whether they stand or not. */
export function withNumbersTaken(taken: NumbersTaken, events: readonly ComplaintEvent[]): NumbersTaken {
  let all = taken;
  for (const event of events)
    for (const [of, n] of numbersGivenBy(event)) if (n > (all[of] ?? 0)) all = { ...all, [of]: n };
  return all;
}
