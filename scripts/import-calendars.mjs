/**
 * Makes src/policy/calendar/bank-holidays/*.json from a saved copy of the GOV.UK bank holiday feed:
 *
 *   node scripts/import-calendars.mjs <feed.json> <first covered day> <last covered day>
 *
 * It replaces the files whole, so read the difference before you keep it: the feed drops past years without notice,
 * and a year that vanished upstream still governs the complaints received in it. A holiday outside the coverage given
 * is an error, never dropped.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [file, from, to] = process.argv.slice(2);
if (to === undefined) {
  console.error(
    'Usage: node scripts/import-calendars.mjs <feed.json> <first covered day> <last covered day>',
  );
  process.exit(1);
}

const version = `gov-uk-${from.slice(0, 4)}-${to.slice(0, 4)}`;
for (const [division, { events }] of Object.entries(JSON.parse(readFileSync(file, 'utf8')))) {
  const holidays = events
    .map(({ date, title, notes }) => ({ on: date, title, notes }))
    .sort((a, b) => (a.on < b.on ? -1 : 1));
  const outside = holidays.find(({ on }) => on < from || on > to);
  if (outside !== undefined) {
    console.error(`${division}: ${outside.title} on ${outside.on} is outside ${from} to ${to}`);
    process.exit(1);
  }
  const years = [...new Set(holidays.map(({ on }) => Number(on.slice(0, 4))))];
  const missing = Number(to.slice(0, 4)) - Number(from.slice(0, 4)) + 1 - years.length;
  if (missing !== 0) {
    console.error(`${division}: ${missing} of the years from ${from} to ${to} have no holiday in the feed`);
    process.exit(1);
  }
  const dataset = {
    division,
    version,
    coverage: { from, to },
    provenance: { source: 'GOV.UK bank holidays', licence: 'Open Government Licence v3.0', years },
  };
  // One holiday a line, so that a correction upstream is one line of difference.
  const head = JSON.stringify(dataset, null, 2).replace(/\[[^\]]*\]/, (list) => list.replace(/\s+/g, ' '));
  const lines = holidays.map((holiday) => `    ${JSON.stringify(holiday)}`).join(',\n');
  const target = new URL(`../src/policy/calendar/bank-holidays/${division}.json`, import.meta.url);
  writeFileSync(fileURLToPath(target), `${head.slice(0, -2)},\n  "holidays": [\n${lines}\n  ]\n}\n`);
  console.log(`${division}: ${holidays.length} holidays`);
}
