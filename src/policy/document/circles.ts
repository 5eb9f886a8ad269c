import type { Checked, Contradiction } from './checked';
import type { Anchor } from './limit';

/** The clock whose act an anchor is. */
const ASKED_BY: Partial<Record<Anchor, Asked>> = {
  acknowledged: 'acknowledge',
  contacted: 'contact',
  accepted: 'decision',
  passed: 'assign',
  'hearing-held': 'hear',
};
type Asked = 'acknowledge' | 'contact' | 'decision' | 'assign' | 'hear';

/** Limits of one stage that wait for each other: neither would ever have a date. */
export function circles({ stages }: Checked, index: number): Contradiction[] {
  const stage = stages[index];
  if (!stage) return [];
  // Several stages may lead to one, each with a decision of its own.
  const decision = stages.map(({ escalation }) =>
    escalation?.to === stage.key ? (escalation.decision?.within ?? null) : null,
  );
  const { acknowledge, contact, assign, hear } = stage;
  const limits = {
    acknowledge: [acknowledge],
    contact: [contact],
    assign: [assign],
    hear: [hear],
    decision,
  };
  const waitsFor = (clock: Asked): Asked[] =>
    limits[clock]
      .flatMap((limit) => (limit ? [limit, limit.orIfLater, limit.orIfEarlier] : []))
      .filter((period) => period !== null)
      .filter(({ ofStage }) => ofStage === null || ofStage === stage.key)
      .flatMap(({ from }) => (typeof from === 'string' ? [from] : from))
      .flatMap((anchor) => ASKED_BY[anchor] ?? []);
  const reaches = (from: Asked, to: Asked, seen: readonly Asked[]): boolean =>
    waitsFor(from).some(
      (next) => next === to || (!seen.includes(next) && reaches(next, to, [...seen, next])),
    );
  return (['acknowledge', 'contact', 'assign', 'hear'] as const)
    .filter((clock) => reaches(clock, clock, [clock]))
    .map((clock) => ({
      path: ['stages', index, clock, 'from'],
      message: 'waits for a limit that waits for this one, so neither would ever have a date',
    }));
}
