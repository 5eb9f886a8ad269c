import type { EventOf } from '../events/events';
import type { Instant, LocalDate } from '../dates/local-date';
import type { Pin } from '../rules/rules';

/** A clock that ended under other rules than those of the present, and goes on being explained by them. */
export interface ClockUnderEarlierRules extends Pin {
  readonly stage: string;
  readonly kind: string;
  readonly n: number;
}

/** What of a complaint a move can change. */
interface Movable extends Pin {
  readonly calendarVersion: string;
  readonly clocksUnderEarlierRules: readonly ClockUnderEarlierRules[];
  readonly received: { readonly on: LocalDate; readonly at: Instant | null };
  readonly loggedOn: LocalDate;
  readonly stages: readonly object[];
}

type MoveEvent = EventOf<'calendar-changed'> | EventOf<'policy-changed'> | EventOf<'received-corrected'>;

/** The complaint under the rules, or with the day of receipt, it was moved to. */
export function moved<S extends Movable>(state: S, event: MoveEvent): S {
  switch (event.type) {
    case 'calendar-changed': {
      const { toEdition: calendarEdition, toVersion: calendarVersion, settled } = event.data;
      return { ...state, calendarEdition, calendarVersion, clocksUnderEarlierRules: kept(state, settled) };
    }
    case 'policy-changed': {
      const { toVersion: policyVersion, toCalendarVersion: calendarVersion, settled } = event.data;
      return { ...state, policyVersion, calendarVersion, clocksUnderEarlierRules: kept(state, settled) };
    }
    case 'received-corrected': {
      const { receivedOn: on, receivedAt: at, loggedOn } = event.data;
      const received = { on, at };
      const stages = state.stages.map((stage, index) =>
        index === 0 ? { ...stage, requested: received, loggedOn } : stage,
      );
      return { ...state, received, loggedOn, stages };
    }
  }
}

/** Those that had ended, with the rules that the complaint is about to leave. */
const kept = (
  { clocksUnderEarlierRules, policyVersion, calendarEdition }: Movable,
  ended: EventOf<'calendar-changed'>['data']['settled'],
): ClockUnderEarlierRules[] => [
  ...clocksUnderEarlierRules,
  ...ended.map(({ stage, kind, n }) => ({ stage, kind, n, policyVersion, calendarEdition })),
];
