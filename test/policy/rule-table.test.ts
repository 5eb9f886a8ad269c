import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULE_IDS, rowsOfRules, ruleTable } from './support/rule-table';
import { titlesIn } from './support/test-titles';

const rows = rowsOfRules();
const idsWithout = (part: 'clauses' | 'met' | 'tests') =>
  rows.filter((row) => row[part].length === 0).map(({ id }) => id);

describe('the table of the 145 rules', () => {
  test('the committed table is the one that is generated; node scripts/write-rule-table.cjs writes it anew', () => {
    expect(readFileSync(join(__dirname, 'rules.md'), 'utf8')).toBe(ruleTable());
  });

  test('it has the 27, 33, 31, 23 and 31 rules of the five procedures, each once and in order', () => {
    const written = ruleTable().match(/^\| (HEX|WES|SET|ARC|HHS)-\d\d /gm);
    expect(written?.map((start) => start.slice(2, -1))).toEqual(RULE_IDS);
    expect(RULE_IDS).toHaveLength(145);
  });

  test('every rule stands in a clause of its procedure, and is met in a way that has a name', () => {
    expect(idsWithout('clauses')).toEqual([]);
    expect(idsWithout('met')).toEqual([]);
  });

  test('every rule is quoted by the title of a test about what the rule does', () => {
    expect(idsWithout('tests')).toEqual([]);
  });
});

describe('the titles of tests', () => {
  const titles = (source: string) => titlesIn('a.test.ts', source).map(({ title }) => title);

  test('a table of tests counts with the id its row brings, a commented test does not count', () => {
    expect(titles("test.each([['HEX-11', 'a'], ['HEX-12', 'b']])('%s: %s is out', () => {});")).toEqual([
      'HEX-11: a is out',
      'HEX-12: b is out',
    ]);
    expect(titles("test.each([['a'], ['b']])('ARC-12: without %s', () => {});")).toEqual([
      'ARC-12: without %s',
    ]);
    expect(titles("// test('ARC-12: upheld', () => {});\ndescribe('ARC-13', () => {});")).toEqual([]);
  });
});
