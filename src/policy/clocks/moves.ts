import { z } from 'zod';
import { RESIDENT_CLOCKS } from '../document/clock-kinds';
import { clockSchema } from './clock';
import { type ComplaintState, sameClock } from '../complaint/state';
import { evolve } from '../complaint/evolve';
import type { ComplaintEvent } from '../events/events';
import { type Rules, todayOf } from '../rules/rules';
import type { DatedClock } from './dated-clock';
import { datedClocks } from './deadlines';
import { type LocalDate, longDate } from '../dates/local-date';

const { kind, stage, n, dueOn, judgedOn, originalDueOn, status, projected } = clockSchema.shape;

/** A clock whose date or status a change moves, with all a person needs to decide on it. */
export const clockMoveSchema = z
  .strictObject({
    stage,
    kind,
    n,
    from: dueOn.describe('As it stands. null: it has no date, or there is no such clock.'),
    to: dueOn.describe('As it would stand.'),
    originalFrom: originalDueOn.describe('Before any extension, as it stands.'),
    originalTo: originalDueOn,
    judgedFrom: judgedOn.describe('The date by which it counts as kept, as it stands.'),
    judgedTo: judgedOn,
    statusFrom: status.nullable(),
    statusTo: status.nullable(),
    projected: projected.describe('True where neither date has begun to run: it waits for an act.'),
    becomesOverdue: z.boolean(),
    noLongerOverdue: z.boolean(),
    told: z
      .boolean()
      .describe('The old date was given to the resident, who will have to hear of the new one.'),
    sentence: z.string(),
  })
  .meta({ id: 'ClockMove', description: 'A clock that a change moves.' });
export type ClockMove = z.infer<typeof clockMoveSchema>;

/** Each clock that differs between two reckonings of the same complaint, in the order of the later. */
export function clockMoves(
  before: readonly DatedClock[],
  after: readonly DatedClock[],
  { promised }: Pick<ComplaintState, 'promised'>,
  today: LocalDate,
): ClockMove[] {
  const gone = before.filter((old) => !after.some((clock) => sameClock(clock, old)));
  const pairs = [
    ...after.map((now) => [before.find((old) => sameClock(old, now)) ?? null, now] as const),
    ...gone.map((old) => [old, null] as const),
  ];
  return pairs.flatMap(([old, now]): ClockMove[] => {
    const known = now ?? old;
    if (!known || !differs(old, now)) return [];
    const told = promised.some(
      (given) => given.dueOn !== null && given.dueOn === old?.dueOn && sameClock(given, known),
    );
    return [
      {
        stage: known.stage,
        kind: known.kind,
        n: known.n,
        from: old?.dueOn ?? null,
        to: now?.dueOn ?? null,
        originalFrom: old?.originalDueOn ?? null,
        originalTo: now?.originalDueOn ?? null,
        judgedFrom: old?.judgedOn ?? null,
        judgedTo: now?.judgedOn ?? null,
        statusFrom: old?.status ?? null,
        statusTo: now?.status ?? null,
        projected: (old?.projected ?? true) && (now?.projected ?? true),
        becomesOverdue: !isOverdue(old, today) && isOverdue(now, today),
        noLongerOverdue: isOverdue(old, today) && !isOverdue(now, today),
        told,
        sentence: sentenceOf(old, now, promised),
      },
    ];
  });
}

/** The dates that an event which puts a fact right would move, as its own record keeps them. */
export function datesMoved(
  state: ComplaintState,
  event: ComplaintEvent,
  rules: Rules,
): Pick<ClockMove, 'stage' | 'kind' | 'n' | 'from' | 'to'>[] {
  const after = datedClocks(evolve(state, event), rules);
  return clockMoves(datedClocks(state, rules), after, state, todayOf(rules))
    .filter(({ from, to }) => from !== to)
    .map(({ stage, kind, n, from, to }) => ({ stage, kind, n, from, to }));
}

const differs = (old: DatedClock | null, now: DatedClock | null): boolean =>
  old?.dueOn !== now?.dueOn ||
  old?.judgedOn !== now?.judgedOn ||
  old?.originalDueOn !== now?.originalDueOn ||
  old?.status !== now?.status;

/** The landlord has not done it and should have; the resident’s own dates make nothing overdue. */
function isOverdue(clock: DatedClock | null, today: LocalDate): boolean {
  if (!clock?.judgedOn || clock.metOn || clock.stoppedOn) return false;
  return clock.judgedOn < today && !RESIDENT_CLOCKS.includes(clock.kind);
}

function sentenceOf(
  old: DatedClock | null,
  now: DatedClock | null,
  promised: ComplaintState['promised'],
): string {
  if (!now) return `This clock ceases to be. As it stands: ${old?.explained(promised).sentence ?? ''}`;
  const { sentence } = now.explained(promised);
  if (!old?.dueOn || !now.dueOn) return sentence;
  if (old.dueOn === now.dueOn) return `The date stays. ${sentence}`;
  return `Moves from ${longDate(old.dueOn)} to ${longDate(now.dueOn)}. ${sentence}`;
}
