import { inForceOn } from '../../../src/policy/document/in-force';
import { localDateSchema } from '../../../src/policy/dates/local-date';

/** A complaint is governed by the version in force on the day it was received. */

const on = (text: string) => localDateSchema.parse(text);
const edition = (version: string, from: string, to: string | null = null) => ({
  version,
  effectiveFrom: on(from),
  effectiveTo: to === null ? null : on(to),
});
const EDITIONS = [
  edition('2026', '2026-01-01', '2026-12-31'),
  edition('2022', '2022-04-01'),
  edition('pilot', '2024-04-01', '2024-09-30'),
];

test.each([
  ['before any begins there is none', '2022-03-31', undefined],
  ['on its first day', '2022-04-01', '2022'],
  ['on the last day before the next', '2024-03-31', '2022'],
  ['on the first day of the next', '2024-04-01', 'pilot'],
  ['on the last day of one that ends', '2024-09-30', 'pilot'],
  ['after that the earlier one that never ended', '2024-10-01', '2022'],
])('%s', (_, day, version) => {
  expect(inForceOn(EDITIONS, on(day))?.version).toBe(version);
});
