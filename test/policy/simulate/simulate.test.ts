import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { effective } from '../../../src/policy/complaint/effective';
import { fold } from '../../../src/policy/complaint/evolve';
import { landlordYear } from './landlord-year';
import { type Core, faultOf } from './life';
import { settingsFrom } from './settings';
import { shares, simulate } from './simulate';

/** A fold that forgets who has a complaint. */
const FORGETFUL: Core = {
  replay: (events) => fold(effective(events.filter(({ type }) => type !== 'assigned'))),
};
const SETTINGS = { years: 1, seed: 7, procedure: 'code-2024', processes: 1 };

test('the same seed lives the same year, and another seed another', () => {
  const once = landlordYear(7, 'code-2024');
  expect(once).toEqual({ ...once, found: null });
  expect(landlordYear(7, 'code-2024')).toEqual(once);
  expect(landlordYear(8, 'code-2024')).not.toEqual(once);
});

test('a run says what it lived, and ends well where nothing was broken', async () => {
  const said: string[] = [];
  expect(await simulate(SETTINGS, (line) => said.push(line))).toBe(0);
  expect(said[0]).toBe('1 landlord-years from seed 7');
  expect(said.at(-1)).toMatch(/^1 landlord-years, \d+ complaints, \d+ acts, 0 faults$/);
});

test('a planted fault is found, shortened to the act it lies in, and printed as a test takes it', async () => {
  const said: string[] = [];
  expect(await simulate(SETTINGS, (line) => said.push(line), FORGETFUL)).toBe(1);
  const lines = said.join('\n').split('\n').filter(Boolean);
  expect(lines.find((line) => line.startsWith('Broken'))).toMatch(
    /^Broken: the state is the replay of the events\. stages: /,
  );
  expect(lines).toContain('Again: npm run simulate -- --years 1 --seed 7 --procedure code-2024');
  const steps = lines.filter((line) => /^ {2}\["\d{4}-\d\d-\d\d","/.test(line));
  expect(steps.map((line) => JSON.parse(line.replace(/,$/, ''))[1])).toEqual(['complaints', 'assignments']);
  expect(lines.at(-1)).toMatch(/, 1 faults$/);
});

test('a history is lived as it was printed', () => {
  const steps = [
    ['2024-09-02', 'complaints', { receivedOn: '2024-09-02' }],
    ['2024-09-03', 'assignments', { person: 'p.one' }],
  ] as const;
  expect(faultOf('code-2024', steps)).toBeNull();
  expect(faultOf('code-2024', steps, FORGETFUL)).toMatchObject({
    rule: 'the state is the replay of the events',
  });
});

test('an exception is a fault, with the place it comes from', () => {
  const failing: Core = {
    replay: () => {
      throw new RangeError('Never');
    },
  };
  const steps = [['2024-09-02', 'complaints', { receivedOn: '2024-09-02' }]] as const;
  expect(faultOf('code-2024', steps, failing)).toMatchObject({
    rule: 'nothing is thrown',
    detail: expect.stringContaining('RangeError: Never'),
  });
});

test('several processes have each year between them once', () => {
  const settings = { ...SETTINGS, years: 7, seed: 100, processes: 3 };
  expect(shares(settings).map(({ seed, years }) => [seed, years])).toEqual([
    [100, 2],
    [102, 2],
    [104, 3],
  ]);
  expect(shares({ ...settings, years: 1 }).map(({ seed, years }) => [seed, years])).toEqual([[100, 1]]);
});

describe('the options', () => {
  test('left out are 20 years of a seed that is chosen, of all procedures, in one process', () => {
    expect(settingsFrom([], 1_764_547_200_123)).toEqual({
      years: 20,
      seed: 547_200_123,
      procedure: null,
      processes: 1,
    });
  });

  test.each([
    [['--years', '0'], '--years is "0": it is a whole number from 1 to 1000000000.'],
    [['--seed', 'x'], '--seed is "x": it is a whole number from 0 to 1000000000.'],
    [['--procedure', 'none'], /^--procedure is "none": it is one of hexagon, westfield, /],
    [['--yeers', '3'], /'--yeers'.* Allowed is npm run simulate -- \[--years N\]/],
    [['3'], /'3'.* Allowed is npm run simulate -- \[--years N\]/],
  ])('%j is answered with what is allowed', (given, said) => {
    expect(() => settingsFrom(given, 1)).toThrow(said);
  });

  test('that are wrong end the run with status 1 and one line', () => {
    const root = join(__dirname, '../../..');
    const main = ['-r', './scripts/typescript.cjs', 'test/policy/simulate/main.ts', '--years', 'many'];
    const { status, stderr } = spawnSync(process.execPath, main, { cwd: root, encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, '--years is "many": it is a whole number from 1 to 1000000000.\n']);
  });
});
