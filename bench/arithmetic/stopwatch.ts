const ROUNDS = 25;
const ROUND_US = 8_000;
/** Until the engine has compiled what runs often: before that a timeline takes three times as long. */
const WARM_UP_US = 250_000;
const LONG_US = 200_000;

/** What was worked out last: kept, so that the engine cannot leave out work whose result nobody looks at. */
let last: unknown;

/**
 * Microseconds of processor time for one operation: the best of some rounds over all the operations given, in turn.
 * Processor time and the best, because other work on the machine only ever adds. One that is long by itself is timed
 * alone.
 */
export function microsecondsEach(operations: readonly (() => unknown)[]): number {
  let next = 0;
  const run = (count: number): number => {
    const began = process.cpuUsage();
    for (let done = 0; done < count; done += 1) {
      last = operations[next]?.();
      next = next + 1 === operations.length ? 0 : next + 1;
    }
    const { user, system } = process.cpuUsage(began);
    return user + system;
  };
  run(1);
  const alone = run(1);
  if (alone > LONG_US) return alone;
  let count = 1;
  let best = alone;
  for (let warm = alone; warm < WARM_UP_US; ) {
    const taken = run(count);
    warm += taken;
    best = taken / count;
    if (taken < ROUND_US) count *= 2;
  }
  for (let round = 0; round < ROUNDS; round += 1) best = Math.min(best, run(count) / count);
  if (last === undefined) throw new Error('What is timed has to give something');
  return best;
}
