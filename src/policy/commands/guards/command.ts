import type { Role } from '../../rules/roles';
import type { z } from 'zod';
import type { ComplaintState } from '../../complaint/state';
import type { EventOf, EventType } from '../../events/events';
import type { RecordedEvent } from '../../events/recorded-event';
import type { Answer } from '../../rules/objections';
import type { Rejection } from '../../rules/rejection';
import type { Occurred } from '../../rules/occurrence';
import type { Rules } from '../../rules/rules';
import type { Moment } from '../../dates/moment';

/**
 * One act on a complaint. Its route, its OpenAPI entry, its role check and its place among the actions on offer all
 * follow from this declaration.
 */
export interface Command<Body extends Occurred = Occurred> {
  /** The path segment, a plural noun: `acknowledgements`. */
  readonly act: string;
  /** The verb, as in operation ids: `acknowledge`. */
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly roles: readonly Role[];
  /** It can say when the act happened: `occurrence`, whose moment is resolved before the act is decided. */
  readonly body: z.ZodType<Body>;
  /** A body that works against the demo data. */
  readonly example: Record<string, unknown>;
  /**
   * For an act on one of several numbered things: those it can be done to now. Its path then holds `{n}`, which its
   * body takes as `n`.
   */
  numbers?(state: ComplaintState): readonly number[];
  /** For an act that joins the complaint to another: the id or the reference of that one, as its body names it. */
  other?(body: Body): string;
  /** For an act that one letter does to several complaints. */
  also?(body: Body): AlsoActs<Body>;
  /** Whether it can be done to a complaint that was merged into another; else all that happens, happens there. */
  readonly onMerged?: true;
  /** True where it can be done to a complaint that was struck as a whole. */
  readonly onVoid?: true;
  /**
   * All that stands against the act at this point: one refusal, each in turn, or null. The list of offers asks this same
   * guard without a body, so that what only a certain body may do (an acknowledgement that revises the first) is taken
   * and not offered.
   */
  guard(state: ComplaintState, rules: Rules, given?: Body): Answer<null>;
  /**
   * The events that follow from its happening at the moment, or what stands against it. A guard that refuses by the
   * procedure may have been passed over, where the act is recorded as a departure; any other has passed.
   */
  decide(state: ComplaintState, body: Body, moment: Moment, rules: Rules): Answer<readonly RecordedEvent[]>;
}

/** The other complaints that an act is done to as well, as its body names them, and the body for each. */
export interface AlsoActs<Body> {
  readonly complaints: readonly string[];
  readonly body: Body;
  /** Refuses one that is not there, or that is named before. */
  unknown(named: string, pointer: string): Rejection;
  twice(named: string, pointer: string): Rejection;
}

/** The paths under which an act is on offer: one for each of the numbered things it can be done to. */
export const pathsOf = ({ act, numbers }: Command, state: ComplaintState): string[] =>
  numbers ? numbers(state).map((n) => act.replace('{n}', String(n))) : [act];

/** An event as decided: the dates it commits the landlord to are added once all its consequences are known. */
export function happened<T extends EventType>(
  type: T,
  moment: Pick<EventOf<T>, 'on' | 'at'>,
  data: EventOf<T>['data'],
  texts: Readonly<Record<string, string | undefined>> = {},
): RecordedEvent {
  const given = Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const event: EventOf<T> = { type, on: moment.on, at: moment.at, data, promised: [] };
  // A generic EventOf<T> is one member of the union, which TypeScript does not see through the type parameter.
  return { event: event as unknown as RecordedEvent['event'], texts: Object.fromEntries(given) };
}
