import type { ClockKind } from '../../../src/policy/document/clock-kinds';
import { type Calendar, isFault } from '../../../src/policy/calendar/calendar';
import type { Clock } from '../../../src/policy/clocks/clock';
import type { Command } from '../../../src/policy/commands/guards/command';
import { COMMANDS } from '../../../src/policy/commands/index';
import { logSchema } from '../../../src/policy/commands/intake/log';
import type { ComplaintState } from '../../../src/policy/complaint/state';
import { type DatedClock, explainedAll } from '../../../src/policy/clocks/dated-clock';
import { datedClocks } from '../../../src/policy/clocks/deadlines';
import { type Decided, decide, decideLog, eventsOfAct } from '../../../src/policy/decide';
import { availableActions } from '../../../src/policy/open-acts';
import { type PolicyDocument, policyDocumentSchema } from '../../../src/policy/document/document';
import type { Advice } from '../../../src/policy/conditions/advice';
import { adviceOn } from '../../../src/policy/conditions/eligibility';
import type { ComplaintEvent } from '../../../src/policy/events/events';
import { replay } from '../../../src/policy/complaint/evolve';
import { instantSchema, type LocalDate, localDateSchema } from '../../../src/policy/dates/local-date';
import { calendarOf } from '../../../src/policy/calendar/of-policy';
import { shipped } from '../../../src/policy/procedures/index';
import { isRejection, type Rejection } from '../../../src/policy/rules/rejection';
import { type OtherComplaint, presentAt, type Rules, todayOf } from '../../../src/policy/rules/rules';

export type Body = Record<string, unknown>;

/** An older complaint about the same matter, which any can be merged into. */
export const OTHER: OtherComplaint = {
  complaintId: '01920000-0000-7000-8000-0000000007e6',
  reference: 'C-2012-000001',
  same: false,
  status: 'open',
  received: { on: localDateSchema.parse('2012-01-03'), at: null },
  answeredOn: null,
  mergedFrom: 0,
  links: 0,
  erasedOn: null,
};

/** The fields that no complaint is logged without. */
export const LEAST: Body = {
  channel: 'email',
  complainant: { name: 'A. Tenant' },
  summary: 'Damp in the bedroom',
};

const CALENDARS = new WeakMap<PolicyDocument, Calendar>();

/** Built once for each procedure: thousands of walks go by the same one. */
function calendarFor(policy: PolicyDocument): Calendar {
  const known = CALENDARS.get(policy);
  if (known) return known;
  const calendar = calendarOf(policy);
  if (isFault(calendar)) throw new Error(calendar.message);
  // A fault was thrown above; the type guard narrows the fault away only by the code it carries.
  CALENDARS.set(policy, calendar as Calendar);
  return calendar as Calendar;
}

const LATE_2026 = '2026-11-21T09:00:00Z';

/** Walks a complaint through a policy: acts by their path segment, bodies as a caller would send them. */
export class Walk {
  rules: Rules;
  readonly events: ComplaintEvent[] = [];
  private current: ComplaintState | null = null;
  private known: { state: ComplaintState; rules: Rules; clocks: readonly DatedClock[] } | null = null;

  constructor(policy: PolicyDocument, now = LATE_2026) {
    this.rules = {
      policy,
      calendar: calendarFor(policy),
      ...presentAt(instantSchema.parse(now), 'Europe/London'),
      other: OTHER,
    };
  }

  /** Lets time pass, or turns it back: statuses and what may be entered depend on it. */
  at(now: string): this {
    this.rules = { ...this.rules, ...presentAt(instantSchema.parse(now), this.rules.zone) };
    return this;
  }

  log(body: Body): this {
    return this.take(this.tryLog(body));
  }

  act(act: string, body: Body = {}): this {
    return this.take(this.try(act, body));
  }

  /** An act that happened against the procedure, with every rule that the refusal says it did not keep. */
  depart(act: string, body: Body = {}): this {
    return this.act(act, { ...body, departures: departuresFrom(this.refused(act, body)) });
  }

  /** The refusal of a complaint that must not be taken in. */
  refusedLog(body: Body): Rejection {
    return refusalOf(this.tryLog(body));
  }

  /** The refusal of an act that must not pass. */
  refused(act: string, body: Body = {}): Rejection {
    return refusalOf(this.try(act, body));
  }

  get state(): ComplaintState {
    if (!this.current) throw new Error('Log a complaint first');
    return this.current;
  }

  get today(): LocalDate {
    return todayOf(this.rules);
  }

  get replayed(): ComplaintState {
    return replay(this.events);
  }

  get offered(): string[] {
    return availableActions(this.state, this.rules).map((command) => command.act);
  }

  get advice(): Advice[] {
    return adviceOn(this.state, this.rules);
  }

  get clocks(): readonly Clock[] {
    return explainedAll(this.dated, this.state);
  }

  clock(kind: ClockKind, stage: string): Clock {
    const last = this.clocks.findLast((clock) => clock.kind === kind && clock.stage === stage);
    if (!last) throw new Error(`No clock ${kind} at ${stage}`);
    return last;
  }

  due(kind: ClockKind, stage: string): string | null {
    return this.clock(kind, stage).dueOn;
  }

  /** What the other readings of an ambiguous phrase would give, in the order the document lists them. */
  alternatives(kind: ClockKind, stage: string, code: string): (string | null)[] {
    const reading = this.clock(kind, stage).readings.find((candidate) => candidate.code === code);
    if (!reading) throw new Error(`No reading ${code} on ${kind} at ${stage}`);
    return reading.alternatives.map(({ dueOn }) => dueOn);
  }

  tryLog(body: Body): Decided | Rejection {
    return decideLog(logSchema.parse({ ...LEAST, ...body }), null, this.rules);
  }

  try(act: string, body: Body): Decided | Rejection {
    const command = commandOf(act);
    return decide(command, { state: this.state, clocks: this.dated }, command.body.parse(body), this.rules);
  }

  /** True where an act with this body is taken. The dates that would follow are not worked out: they take most of the time. */
  takes(act: string, body: Body): boolean {
    const command = commandOf(act);
    return !isRejection(eventsOfAct(command, this.state, command.body.parse(body), this.rules));
  }

  /** Worked out once for all that is tried on the complaint as it stands. */
  get dated(): readonly DatedClock[] {
    const { state, rules, known } = this;
    if (known?.state === state && known.rules === rules) return known.clocks;
    const clocks = datedClocks(state, rules);
    this.known = { state, rules, clocks };
    return clocks;
  }

  take(decided: Decided | Rejection): this {
    if (isRejection(decided))
      throw new Error(`${decided.code}: ${decided.detail} ${JSON.stringify(decided.errors ?? [])}`);
    this.current = decided.state;
    this.events.push(...decided.events.map(({ event }) => event));
    return this;
  }
}

function commandOf(act: string): Command {
  const command = COMMANDS.find((candidate) => candidate.act === act);
  if (!command) throw new Error(`No act ${act}`);
  return command;
}

/** A walk through one of the procedures that come with the service. */
export function walkOf(name: string, now?: string): Walk {
  const policy = shipped(name);
  if (!policy) throw new Error(`No procedure ${name}`);
  return new Walk(policy, now);
}

/** A procedure of a landlord nobody has heard of, as it would be published: JSON, and only what differs. */
export function procedure(document: Body): PolicyDocument {
  const rest = {
    name: 'invented',
    title: 'An invented procedure',
    version: '1',
    effectiveFrom: '2012-01-01',
    regime: 'none',
    calendar: { division: 'england-and-wales', counting: 'day-after' },
    intake: {},
  };
  return policyDocumentSchema.parse(JSON.parse(JSON.stringify({ ...rest, ...document })));
}

/** The departures that a caller would send after a refusal: each of its rules, with who decided and why. */
export const departuresFrom = ({ departures = [] }: Rejection) =>
  departures.map(({ code }) => ({ code, decidedBy: 'o.one', why: 'It happened so.' }));

function refusalOf(decided: Decided | Rejection): Rejection {
  if (isRejection(decided)) return decided;
  throw new Error(`Expected a refusal, got ${decided.events.map(({ event }) => event.type).join(', ')}`);
}
