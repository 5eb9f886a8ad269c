import { cpus } from 'node:os';
import { complaintWork } from './arithmetic/complaint';
import { added, type Library, others, ours, starts, weekendDay, withHolidays } from './arithmetic/libraries';
import { microsecondsEach } from './arithmetic/stopwatch';

/** Counts a procedure asks for (5, 20), a long extension, and a year: what grows with the count shows in the last. */
const COUNTS = [5, 20, 60, 250] as const;
/** How much a year may cost of what a week costs, and still be called flat. */
const FLAT_WITHIN = 2;

const say = (line: string) => console.log(line);
const verdict = (met: boolean): string => (met ? 'met' : 'NOT met');
const row = (cells: readonly string[]): string =>
  cells.map((cell, index) => (index < 2 ? cell.padEnd(22) : cell.padStart(11))).join('');

type Figures = { readonly add: readonly number[]; readonly difference: readonly number[] };

const days = starts();

/** What is timed has to be the same sum: a library is only compared where it gives our answers. */
function checkAgreement(library: Library): void {
  if (library.daysOff === 'its own (USA)') return;
  const expected = library.daysOff === 'weekends only' ? weekendDay : withOurs;
  for (const start of days) {
    for (const count of COUNTS) {
      const { add } = library.prepare(start, count, start);
      const [given, right] = [library.dayOf(add()), expected(start, count)];
      if (given !== right)
        throw new Error(`${library.name}: ${start} and ${count} is ${given}, but ours is ${right}`);
    }
  }
}

const withOurs: typeof weekendDay = (start, count) => added(withHolidays, start, count);

function figuresOf(library: Library): Figures {
  const prepared = COUNTS.map((count) =>
    days.map((start) => library.prepare(start, count, withOurs(start, count))),
  );
  return {
    add: prepared.map((all) => microsecondsEach(all.map(({ add }) => add))),
    difference: prepared.map((all) => microsecondsEach(all.map(({ difference }) => difference))),
  };
}

function compare(what: keyof Figures, measured: readonly (readonly [Library, Figures])[]): boolean[] {
  say(`\n${what === 'add' ? 'Add' : 'Count'} working days, microseconds of processor time each`);
  say(row(['', 'days off', ...COUNTS.map((count) => `${count} days`), 'year/week']));
  for (const [{ name, daysOff }, figures] of measured) {
    const cells = figures[what].map((figure) => figure.toFixed(3));
    say(row([name, daysOff, ...cells, growth(figures[what]).toFixed(1)]));
  }
  const [mine = [], ...theirs] = measured.map(([, figures]) => figures[what]);
  const ahead = COUNTS.map((_, index) => {
    const fastest = Math.min(...theirs.map((figures) => figures[index] ?? Number.NaN));
    return fastest / (mine[index] ?? Number.NaN);
  });
  const isAhead = ahead.every((ratio) => ratio > 1);
  const isFlat = growth(mine) <= FLAT_WITHIN;
  say(`Ahead of the next by ${ahead.map((ratio) => ratio.toFixed(1)).join(', ')} times: ${verdict(isAhead)}`);
  say(`Flat in the count, a year within ${FLAT_WITHIN} times a week: ${verdict(isFlat)}`);
  return [isAhead, isFlat];
}

const growth = (figures: readonly number[]): number =>
  (figures.at(-1) ?? Number.NaN) / (figures[0] ?? Number.NaN);

function main(): void {
  const libraries = [ours, ...others()];
  for (const library of libraries) checkAgreement(library);
  say(
    `${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}, ${days.length} starts in 2024`,
  );
  const measured = libraries.map((library) => [library, figuresOf(library)] as const);
  const met = [...compare('add', measured), ...compare('difference', measured)];

  const { timeline, acts, logged } = complaintWork();
  say('\nA complaint under the Code of 2024');
  say(`the clocks of one just logged:                 ${microsecondsEach([logged]).toFixed(1)} microseconds`);
  say(
    `a timeline of both stages, ${acts} acts, all clocks: ${microsecondsEach([timeline]).toFixed(1)} microseconds`,
  );
  if (!met.every(Boolean)) process.exitCode = 1;
}

main();
