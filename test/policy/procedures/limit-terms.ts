import { isOutside } from '../../../src/policy/calendar/calendar';
import type { PolicyDocument } from '../../../src/policy/document/document';
import type { Limit, Period } from '../../../src/policy/document/limit';
import { type PROCEDURE_NAMES, shipped } from '../../../src/policy/procedures';
import { reckon } from '../../../src/policy/clocks/counting/reckon';
import { calendarOf, date } from '../support/calendar-builders';

type Name = (typeof PROCEDURE_NAMES)[number];

export const procedure = (name: Name): PolicyDocument => shipped(name)!;

export const stage = (name: Name, key: string) =>
  procedure(name).stages.find((candidate) => candidate.key === key)!;

/** What a limit says, without its wording. */
export function terms(limit: Limit | null) {
  if (!limit) return null;
  const { amount, unit, from, force, boundary, roll } = limit;
  return { amount, unit, from, force, boundary, roll };
}

export const limit = (amount: number, unit: Period['unit'], from: Period['from'], changes = {}) => ({
  amount,
  unit,
  from,
  force: 'must',
  boundary: 'inclusive',
  roll: 'none',
  ...changes,
});

/** The last day of a clause that counts from the day given. */
export function lastDay(name: Name, clause: Period | null, from: string): string {
  const { division, counting } = procedure(name).calendar;
  const policy = { calendar: { counting, beyondCoverage: 'refuse' as const } };
  const end = reckon(clause!, date(from), { calendar: calendarOf(division), policy });
  if (isOutside(end)) throw new Error(`${end.asked} is outside the calendar`);
  return end.dueOn;
}

/** The last day under each other reading of the phrase that gives one. */
export function otherLastDays(name: Name, reading: string, clause: Period | null, from: string): string[] {
  const found = procedure(name).readings.find(({ code }) => code === reading)!;
  return found.alternatives.flatMap(({ limit }) =>
    limit ? [lastDay(name, { ...clause!, ...limit }, from)] : [],
  );
}
