import { WallClock } from '../../../src/complaints/loading/wall-clock';
import { instantSchema } from '../../../src/policy/dates/local-date';
import { todayOf } from '../../../src/policy/rules/rules';

test('each zone has its own day, and midnight brings the next one', () => {
  const days: string[] = [];
  const moments = ['2026-06-30T22:59:58Z', '2026-06-30T22:59:59.999Z', '2026-06-30T23:00:00Z'];
  for (const zone of ['Europe/London', 'UTC']) {
    const coming = moments.map((text) => instantSchema.parse(text));
    const clock = new WallClock(() => coming.shift()!);
    for (const _ of moments) days.push(todayOf(clock.in(zone)));
  }
  expect(days).toEqual(['2026-06-30', '2026-06-30', '2026-07-01', '2026-06-30', '2026-06-30', '2026-06-30']);
});

test('one clock tells zones apart within the same minute', () => {
  const clock = new WallClock(() => instantSchema.parse('2026-06-30T23:30:00Z'));
  expect(['Europe/London', 'UTC', 'Europe/London'].map((zone) => todayOf(clock.in(zone)))).toEqual([
    '2026-07-01',
    '2026-06-30',
    '2026-07-01',
  ]);
});
