import type { Checked, Contradiction } from './checked';
import { ASKED_BY, type ClockKind } from './clock-kinds';
import { anchorsOf, type Limit } from './limit';

/** Limits of one stage that wait for each other: neither would ever have a date. */
export function circles({ stages }: Checked, index: number): Contradiction[] {
  const stage = stages[index];
  if (!stage) return [];
  // Several stages may lead to one, each with a decision of its own.
  const decision = stages.map(({ escalation }) =>
    escalation?.to === stage.key ? (escalation.decision?.within ?? null) : null,
  );
  const limits: Partial<Record<ClockKind, readonly (Limit | null)[]>> = {
    log: [stage.log],
    acknowledge: [stage.acknowledge],
    contact: [stage.contact],
    assign: [stage.assign],
    hearing: [stage.hear],
    'decide-escalation': decision,
  };
  const waitsFor = (clock: ClockKind): ClockKind[] =>
    (limits[clock] ?? [])
      .flatMap((limit) => (limit ? [limit, limit.orIfLater, limit.orIfEarlier] : []))
      .filter((period) => period !== null)
      .filter(({ ofStage }) => ofStage === null || ofStage === stage.key)
      .flatMap(anchorsOf)
      .flatMap((anchor) => ASKED_BY[anchor] ?? []);
  const reaches = (from: ClockKind, to: ClockKind, seen: readonly ClockKind[]): boolean =>
    waitsFor(from).some(
      (next) => next === to || (!seen.includes(next) && reaches(next, to, [...seen, next])),
    );
  return (
    [
      ['log', 'log'],
      ['acknowledge', 'acknowledge'],
      ['contact', 'contact'],
      ['assign', 'assign'],
      ['hearing', 'hear'],
    ] as const
  )
    .filter(([clock]) => reaches(clock, clock, [clock]))
    .map(([, field]) => ({
      path: ['stages', index, field, 'from'],
      message: 'waits for a limit that waits for this one, so neither would ever have a date',
    }));
}
