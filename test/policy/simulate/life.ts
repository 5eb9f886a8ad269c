import { COMMANDS } from '../../../src/policy/commands/index';
import { replay } from '../../../src/policy/complaint/evolve';
import { OPEN_STATUSES } from '../../../src/policy/complaint/state';
import type { ClockDates, DatedClock } from '../../../src/policy/clocks/dated-clock';
import { BUNDLED, type CalendarEdition } from '../../../src/policy/calendar/edition';
import { logSchema } from '../../../src/policy/commands/intake/log';
import type { Corrected } from '../../../src/policy/corrections/corrected';
import { correctionRequestSchema } from '../../../src/policy/corrections/request';
import { addDays, type LocalDate, localDateSchema } from '../../../src/policy/dates/local-date';
import type { PolicyDocument } from '../../../src/policy/document/document';
import { type Change, changeSchema } from '../../../src/policy/rehearsal/change';
import { isRejection, type Rejection } from '../../../src/policy/rules/rejection';
import { RecordedWalk } from '../support/recorded';
import { type Body, LEAST } from '../support/walk';
import { calendarUnder, editionAfter, otherVersion, procedureNamed, type Step } from './history';
import {
  actFaults,
  backFaults,
  missedFaults,
  moveFaults,
  nightFaults,
  refusedFaults,
  standingFaults,
  storedFaults,
} from './invariants';

/** A sentence about where a life breaks a rule that all lives keep, with the name of that rule. */
export interface Fault {
  readonly rule: string;
  readonly detail: string;
}

/** The part of the core that a test puts a mistaken one in place of, to see the mistake found. */
export interface Core {
  readonly replay: typeof replay;
}

export const CORE: Core = { replay };

const morning = (on: string): string => `${on}T09:00:00Z`;

/** A refusal, or a correction that leaves acts which do not fit. */
export type Against = Rejection | Pick<Corrected, 'misfits'>;

/** A complaint lived step by step. After each step all that must hold is looked at; with the first fault it ends. */
export class Life {
  readonly steps: Step[] = [];
  fault: Fault | null = null;
  /** The refusal of the last step; null where it was taken, or was nothing that can be asked. */
  against: Against | null = null;
  /** How many of its steps changed the record. */
  taken = 0;
  private readonly walk: RecordedWalk;
  private logged = false;
  private today: LocalDate;
  private readonly editions: CalendarEdition[] = [BUNDLED];
  private readonly policy: PolicyDocument;
  /** The landlord’s dates that were missed on some midnight, as they were then. */
  private missed: readonly ClockDates[] = [];

  constructor(
    readonly procedure: string,
    on: LocalDate,
    private readonly core: Core = CORE,
  ) {
    this.policy = procedureNamed(procedure);
    this.today = on;
    this.walk = new RecordedWalk(this.policy, morning(on));
  }

  /** The complaint as it stands; null until it is logged. */
  get complaint(): RecordedWalk | null {
    return this.logged ? this.walk : null;
  }

  /** Does one thing, and says whether the record took it. */
  step(step: Step): boolean {
    // As it is printed, without what is undefined: so what is lived again is what was lived.
    const [on, act, body]: Step = JSON.parse(JSON.stringify(step));
    this.steps.push([on, act, body]);
    this.against = null;
    return this.watched(() => {
      this.nights(localDateSchema.parse(on));
      if (this.fault) return false;
      const isTaken = this.done(act, body);
      if (isTaken) this.taken += 1;
      return isTaken;
    });
  }

  private watched(work: () => boolean): boolean {
    if (this.fault) return false;
    try {
      return work();
    } catch (error) {
      const [first = '', ...stack] = (error instanceof Error ? (error.stack ?? '') : String(error)).split(
        '\n',
      );
      const from = stack.find((line) => line.includes('/src/')) ?? stack[0] ?? '';
      this.fault ??= { rule: 'nothing is thrown', detail: `${first} ${from.trim()}` };
      return false;
    }
  }

  private require(found: readonly Fault[]): void {
    this.fault ??= found[0] ?? null;
  }

  /** The first midnight and the last: what holds at both holds at all between, since dates stand still. */
  private nights(on: LocalDate): void {
    const first = addDays(this.today, 1);
    for (const day of first < on ? [first, on] : [on]) this.night(day);
  }

  private night(on: LocalDate): void {
    const { walk } = this;
    if (on <= this.today) return;
    const before = this.logged ? walk.dated : [];
    walk.at(morning(on));
    this.today = on;
    if (!this.logged) return;
    this.require(nightFaults(before, walk.dated, on));
    this.missed = missedIn(walk);
  }

  private done(act: string, body: Body): boolean {
    switch (act) {
      case 'complaints':
        return this.log(body);
      case 'midnight':
        return false;
      case 'calendar':
        return this.changeDays(body);
      case 'procedure':
        return this.bringIn(body);
      case 'corrections':
        return this.correct(body);
      default:
        return this.act(act, body);
    }
  }

  private log(body: Body): boolean {
    if (this.logged || !logSchema.safeParse({ ...LEAST, ...body }).success) return false;
    const { walk } = this;
    const decided = walk.tryLog(body);
    if (isRejection(decided)) return false;
    walk.take(decided);
    this.logged = true;
    this.stand();
    return true;
  }

  private act(act: string, body: Body): boolean {
    const { walk, today } = this;
    const command = COMMANDS.find((known) => known.act === act);
    if (!this.logged || !command?.body.safeParse(body).success) return false;
    const decided = walk.try(act, body);
    if (isRejection(decided)) {
      this.against = decided;
      this.require(refusedFaults(walk, { act, body, refusal: decided }));
      return false;
    }
    const before = lawfully(walk, act, body) ?? walk.dated;
    walk.take(decided);
    this.require(storedFaults(decided.clocks, walk));
    const on = decided.events[0]?.event.on ?? today;
    this.require(missedFaults(this.missed, walk.dated, { act, body, on }));
    this.require(actFaults(before, walk, { act, body, on }));
    this.stand();
    return true;
  }

  private correct(body: Body): boolean {
    const { walk } = this;
    const request = { why: 'As the letter says.', ...body };
    if (!this.logged || !correctionRequestSchema.safeParse(request).success) return false;
    const before = walk.state;
    const corrected = walk.tryToCorrect(request);
    if (isRejection(corrected) || corrected.misfits.length > 0) {
      this.against = corrected;
      return false;
    }
    walk.take({ events: [corrected.event], state: corrected.state, clocks: corrected.clocks });
    this.require(storedFaults(corrected.clocks, walk));
    this.require(backFaults(before, walk, body));
    this.stand();
    return true;
  }

  /** The landlord’s working days become others, whether this complaint is open or not. */
  private changeDays(body: Body): boolean {
    const change = changeSchema.safeParse(body).data;
    if (
      change?.kind !== 'closure' &&
      change?.kind !== 'holiday-added' &&
      change?.kind !== 'holiday-withdrawn'
    )
      return false;
    const { editions, policy } = this;
    const next = editionAfter(change, editions.at(-1) ?? BUNDLED, policy.calendar.division);
    if (!next) return false;
    editions.push(next);
    return this.come(this.walk.rules.policy, editions.length - 1, change);
  }

  /** Another version of the procedure comes into force. */
  private bringIn({ version, days }: Body): boolean {
    if (typeof version !== 'string' || typeof days !== 'number') return false;
    const policy = otherVersion(procedureNamed(this.procedure), version, days);
    if (policy.version === this.walk.rules.policy.version) return false;
    return this.come(policy, this.walk.rules.calendarEdition ?? 0, null);
  }

  private come(policy: PolicyDocument, number: number, change: Change | null): boolean {
    const { walk } = this;
    const edition = this.editions[number] ?? BUNDLED;
    const to = { policy, calendar: calendarUnder(policy, edition) };
    if (!this.logged) {
      walk.rules = { ...walk.rules, ...to, calendarEdition: number };
      return false;
    }
    if (!isOpen(walk)) return false;
    const before = walk.clocks;
    const isNext = walk.rules.calendarEdition === number - 1;
    const moved = walk.come(to, number);
    if (isRejection(moved)) return false;
    this.require(storedFaults(moved.clocks, walk));
    this.require(moveFaults(before, walk, isNext ? change : null));
    // A day proclaimed a holiday is one that nobody had to work on; another version of the procedure excuses nothing.
    if (!change)
      this.require(missedFaults(this.missed, walk.dated, { act: 'version', body: {}, on: walk.today }));
    this.stand();
    return true;
  }

  private stand(): void {
    this.missed = missedIn(this.walk);
    if (!this.fault) this.require(standingFaults(this.walk, this.core));
  }
}

/**
 * The dates after the longest extension that the procedure allows in place of this one; null where none is allowed or
 * none is departed from. The part of an extension that needed no departure may move a date.
 */
function lawfully(
  walk: RecordedWalk,
  act: string,
  { departures, ...body }: Body,
): readonly DatedClock[] | null {
  if (act !== 'extensions' || !departures || typeof body.newDueOn !== 'string') return null;
  let newDueOn = localDateSchema.parse(body.newDueOn);
  for (let days = 0; days < 120; days += 1) {
    const decided = walk.try(act, { ...body, newDueOn });
    if (!isRejection(decided)) return decided.clocks;
    newDueOn = addDays(newDueOn, -1);
  }
  return null;
}

/** As a rehearsal finds them: one that is closed is open to the resident while it can still be taken further. */
const isOpen = ({ state, dated, today }: RecordedWalk): boolean =>
  OPEN_STATUSES.includes(state.status) ||
  (state.status === 'closed' &&
    dated.some(
      ({ kind, metOn, stoppedOn, dueOn }) =>
        kind === 'escalate' && !metOn && !stoppedOn && dueOn !== null && dueOn >= today,
    ));

const missedIn = ({ dated }: RecordedWalk): readonly ClockDates[] =>
  dated.filter(({ status }) => status === 'missed');

/** Lives a whole history; gives the first fault of it, or null. */
export function faultOf(procedure: string, steps: readonly Step[], core: Core = CORE): Fault | null {
  const [first] = steps;
  if (!first) return null;
  const life = new Life(procedure, localDateSchema.parse(first[0]), core);
  for (const step of steps) if (!life.fault) life.step(step);
  return life.fault;
}
