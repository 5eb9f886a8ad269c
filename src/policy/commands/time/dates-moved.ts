import { type ClockMove, clockMoves } from '../../clocks/moves';
import type { ComplaintState } from '../../complaint/state';
import { datedClocks } from '../../clocks/deadlines';
import type { ComplaintEvent } from '../../events/events';
import { evolve } from '../../complaint/evolve';
import { type Rules, todayOf } from '../../rules/rules';

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
