import { instantSchema } from '../../../src/policy/dates/local-date';
import { presentAt, todayOf } from '../../../src/policy/rules/rules';

const moment = (text: string) => instantSchema.parse(text);
const evening = moment('2026-06-30T23:30:00Z');

test('the day of the present is that on the wall clock of the zone', () => {
  expect(todayOf(presentAt(evening, 'Europe/London'))).toBe('2026-07-01');
  expect(todayOf({ now: evening, zone: 'Europe/London' })).toBe('2026-07-01');
  expect(todayOf(presentAt(evening, 'UTC'))).toBe('2026-06-30');
});

test('a day that was read before does not outlive its moment', () => {
  const present = presentAt(evening, 'Europe/London');
  expect(todayOf({ ...present, now: moment('2026-06-30T22:30:00Z') })).toBe('2026-06-30');
});
