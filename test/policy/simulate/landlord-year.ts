import fc from 'fast-check';
import { addDays, type LocalDate, localDateSchema } from '../../../src/policy/dates/local-date';
import { complaint } from '../support/acts';
import { PROCEDURES, procedureNamed, type Step } from './history';
import { allTheSame, nextStep } from './next-step';
import { type Core, CORE, type Fault, Life } from './life';

/** A landlord-year that broke a rule, with all that was done to the complaint in which it did. */
export interface Found extends Fault {
  readonly seed: number;
  readonly procedure: string;
  readonly steps: readonly Step[];
}

export interface Lived {
  readonly complaints: number;
  readonly acts: number;
  readonly found: Found | null;
}

const FIRST = localDateSchema.parse('2013-01-07');
/** Bank holidays are known to the end of 2028, and what is taken in in a year goes on for another. */
const LAST_START = 365 * 13;
const COMPLAINTS = { min: 6, max: 16 };
const ACTS = { min: 4, max: 26 };

/** Everything that waits for its day; what falls on one day happens in an order that is drawn. */
class Agenda<T> {
  private readonly days = new Map<LocalDate, T[]>();

  put(on: LocalDate, what: T): void {
    this.days.set(on, [...(this.days.get(on) ?? []), what]);
  }

  *inOrder(draw: fc.GeneratorValue): Generator<readonly [LocalDate, T]> {
    while (this.days.size > 0) {
      const [on = FIRST] = [...this.days.keys()].sort();
      const waiting = this.days.get(on) ?? [];
      const [next] = waiting.splice(draw(fc.nat, { max: waiting.length - 1 }), 1);
      if (waiting.length === 0) this.days.delete(on);
      if (next !== undefined) yield [on, next];
    }
  }
}

/** A complaint that waits for what is done to it next. */
interface Waiting {
  readonly life: Life;
  readonly acts: number;
}

type Due = 'a complaint' | 'other days' | 'another version' | Waiting;

/** The year of one landlord, and its complaints to their end: wholly told by its seed. */
export function landlordYear(seed: number, procedure: string | null, core: Core = CORE): Lived {
  const [draw] = fc.sample(fc.gen(), { seed, numRuns: 1 });
  if (!draw) throw new RangeError('A sample of one has one');
  const policy = procedure ? procedureNamed(procedure) : PROCEDURES[seed % PROCEDURES.length];
  if (!policy) throw new RangeError('There is a procedure for each seed');
  const start = addDays(FIRST, draw(fc.nat, { max: LAST_START }));
  const dayOfYear = () => addDays(start, draw(fc.nat, { max: 364 }));
  const agenda = new Agenda<Due>();
  for (let n = draw(fc.integer, COMPLAINTS); n > 0; n -= 1) agenda.put(dayOfYear(), 'a complaint');
  for (let n = draw(fc.nat, { max: 3 }); n > 0; n -= 1) agenda.put(dayOfYear(), 'other days');
  for (let n = draw(fc.nat, { max: 2 }); n > 0; n -= 1) agenda.put(dayOfYear(), 'another version');

  const lives: Life[] = [];
  /** All that happened to the landlord itself: a complaint begins under what has become of it. */
  const before: Step[] = [];
  const toAll = (step: Step) => {
    before.push(step);
    for (const life of lives) life.step(step);
  };
  const begin = (on: LocalDate): Life => {
    const life = new Life(policy.name, start, core);
    for (const step of before) life.step(step);
    life.step([on, 'complaints', draw(() => complaint(policy, on))]);
    lives.push(life);
    return life;
  };
  for (const [on, due] of agenda.inOrder(draw)) {
    if (due === 'other days') toAll([on, 'calendar', draw(() => otherDays(on))]);
    else if (due === 'another version') toAll([on, 'procedure', draw(() => another(on))]);
    else if (due === 'a complaint')
      agenda.put(nextDay(on, draw), { life: begin(on), acts: draw(fc.integer, ACTS) });
    else {
      const { life, acts } = due;
      act(life, on, draw);
      if (acts > 1 && !life.fault) agenda.put(nextDay(on, draw), { life, acts: acts - 1 });
    }
    const broken = lives.find(({ fault }) => fault);
    if (broken) return { ...figuresOf(lives), found: foundIn(broken, seed) };
  }
  return { ...figuresOf(lives), found: null };
}

function act(life: Life, on: LocalDate, draw: fc.GeneratorValue): void {
  // The acts that can be done are asked of the complaint as it stands on the day.
  life.step([on, 'midnight', {}]);
  if (!life.complaint || life.fault) return;
  const step = nextStep(life.complaint, on, draw);
  life.step(step);
  const again = life.against && allTheSame(step, life.against, draw);
  if (again) life.step(again);
}

/** Mostly within days, now and then after weeks in which dates pass. */
const nextDay = (on: LocalDate, draw: fc.GeneratorValue): LocalDate =>
  addDays(on, draw(fc.nat, { max: draw(() => fc.constantFrom(4, 12, 12, 12, 60)) }));

/** A holiday that is proclaimed or called off, or days on which the landlord closes: mostly near, as they are. */
const otherDays = (on: LocalDate): fc.Arbitrary<Step[2]> => {
  const near = fc.integer({ min: 1, max: 25 }).map((n) => addDays(on, n));
  return fc.oneof(
    near.map((day) => ({ kind: 'holiday-added', on: day, title: 'A day of mourning' })),
    near.map((day) => ({ kind: 'holiday-withdrawn', on: day })),
    near.map((day) => ({ kind: 'closure', closures: [{ on: day, why: 'Closed' }] })),
  );
};

const another = (on: LocalDate): fc.Arbitrary<Step[2]> =>
  fc.integer({ min: -3, max: 5 }).map((days) => ({ version: `of-${on}.${days + 9}`, days }));

const figuresOf = (lives: readonly Life[]) => ({
  complaints: lives.length,
  acts: lives.reduce((sum, { taken }) => sum + taken, 0),
});

const foundIn = ({ fault, procedure, steps }: Life, seed: number): Found | null =>
  fault && { ...fault, seed, procedure, steps };
