import { calendarOf } from '../../../src/complaints/rulebook';
import { type Calendar, isFault } from '../../../src/policy/calendar';
import type { Clock, ClockKind } from '../../../src/policy/clock';
import { COMMANDS } from '../../../src/policy/commands/index';
import { logSchema } from '../../../src/policy/commands/log';
import type { ComplaintState } from '../../../src/policy/complaint';
import { replay } from '../../../src/policy/complaint';
import { clocksOf } from '../../../src/policy/deadlines';
import { availableActions, type Decided, decide, decideLog } from '../../../src/policy/decide';
import type { PolicyDocument } from '../../../src/policy/document';
import type { ComplaintEvent } from '../../../src/policy/events';
import type { Instant } from '../../../src/policy/local-date';
import { isRejection, type Rejection } from '../../../src/policy/rejection';
import type { Rules } from '../../../src/policy/rules';

/** Walks a complaint through a policy: acts by their path segment, bodies as a caller would send them. */
export class Walk {
  readonly rules: Rules;
  private readonly events: ComplaintEvent[] = [];
  private current: ComplaintState | null = null;

  constructor(policy: PolicyDocument, now = '2026-11-21T09:00:00Z') {
    const calendar = calendarOf(policy);
    if (isFault(calendar)) throw new Error(calendar.message);
    // The literal above and those in tests are instants; the brand is for values that come from outside.
    this.rules = { policy, calendar: calendar as Calendar, now: now as Instant, zone: 'Europe/London' };
  }

  log(body: Record<string, unknown>): this {
    return this.take(this.tryLog(body));
  }

  act(act: string, body: Record<string, unknown> = {}): this {
    return this.take(this.try(act, body));
  }

  /** The refusal of a complaint that must not be taken in. */
  refusedLog(body: Record<string, unknown>): Rejection {
    return refusalOf(this.tryLog(body));
  }

  /** The refusal of an act that must not pass. */
  refused(act: string, body: Record<string, unknown> = {}): Rejection {
    return refusalOf(this.try(act, body));
  }

  get state(): ComplaintState {
    if (!this.current) throw new Error('Log a complaint first');
    return this.current;
  }

  get replayed(): ComplaintState {
    return replay(this.events);
  }

  get offered(): string[] {
    return availableActions(this.state, this.rules).map((command) => command.act);
  }

  clock(kind: ClockKind, stage: string): Clock {
    const found = clocksOf(this.state, this.rules).clocks.filter((clock) => clock.kind === kind && clock.stage === stage);
    const last = found.at(-1);
    if (!last) throw new Error(`No clock ${kind} at ${stage}`);
    return last;
  }

  due(kind: ClockKind, stage: string): string | null {
    return this.clock(kind, stage).dueOn;
  }

  private tryLog(body: Record<string, unknown>): Decided | Rejection {
    const least = { channel: 'email', complainant: { name: 'A. Tenant' }, summary: 'Damp in the bedroom' };
    return decideLog(logSchema.parse({ ...least, ...body }), null, this.rules);
  }

  private try(act: string, body: Record<string, unknown>): Decided | Rejection {
    const command = COMMANDS.find((candidate) => candidate.act === act);
    if (!command) throw new Error(`No act ${act}`);
    return decide(command, this.state, command.body.parse(body), this.rules);
  }

  private take(decided: Decided | Rejection): this {
    if (isRejection(decided)) throw new Error(`${decided.code}: ${decided.detail} ${JSON.stringify(decided.errors ?? [])}`);
    this.current = decided.state;
    this.events.push(...decided.events.map(({ event }) => event));
    return this;
  }
}

function refusalOf(decided: Decided | Rejection): Rejection {
  if (isRejection(decided)) return decided;
  throw new Error(`Expected a refusal, got ${decided.events.map(({ event }) => event.type).join(', ')}`);
}
