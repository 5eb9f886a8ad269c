import { z } from 'zod';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codesOf } from '../../../src/http/operations/codes';
import { PROBLEMS } from '../../../src/http/problems/catalogue';
import { allCodes, entryOf, isCode } from '../../../src/http/problems/codes';
import { REFUSALS } from '../../../src/policy/refusals';
import { CONTACTS } from '../../../src/policy/refusals/contacts';
import { CORRECTIONS } from '../../../src/policy/refusals/corrections';
import { ESCALATION } from '../../../src/policy/refusals/escalation';
import { HANDLING } from '../../../src/policy/refusals/handling';
import { INTAKE } from '../../../src/policy/refusals/intake';
import { OMBUDSMAN } from '../../../src/policy/refusals/ombudsman';
import { OUTCOME } from '../../../src/policy/refusals/outcome';
import { PEOPLE } from '../../../src/policy/refusals/people';
import { RECORD } from '../../../src/policy/refusals/record';
import { REMEDIES } from '../../../src/policy/refusals/remedies';
import { RULES } from '../../../src/policy/refusals/rules';
import { TIME } from '../../../src/policy/refusals/time';
import { problemsPage, raisedTable } from './problem-lists';
import { type RaisedCodes, raisedCodes } from './raised-codes';

const PARTS = [
  ...[
    CONTACTS,
    CORRECTIONS,
    ESCALATION,
    HANDLING,
    INTAKE,
    OMBUDSMAN,
    OUTCOME,
    PEOPLE,
    RECORD,
    REMEDIES,
    RULES,
    TIME,
  ],
  PROBLEMS,
];
const textOf = (path: string): string => readFileSync(join(__dirname, '../../..', path), 'utf8');

let raised: RaisedCodes;
beforeAll(() => {
  raised = raisedCodes();
});

test('the codes of each operation are those that the source raises; `npm run codes` writes them anew', () => {
  expect(textOf('src/http/operations/raised.ts')).toBe(raisedTable(raised.byOperation));
});

test('docs/problems.md has every code as the registries have it; `npm run codes` writes it anew', () => {
  expect(textOf('docs/problems.md')).toBe(problemsPage());
});

test('no code is registered that nothing raises', () => {
  expect(allCodes().filter((code) => !raised.anywhere.has(code))).toEqual([]);
});

test('every code of the policy is one that some operation lists', () => {
  const listed = new Set([...raised.byOperation.values()].flat());
  expect(
    Object.keys(REFUSALS)
      .filter(isCode)
      .filter((code) => !listed.has(code)),
  ).toEqual([]);
});

test('no code is registered twice', () => {
  const names = PARTS.flatMap((part) => Object.keys(part));
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(names.sort()).toEqual([...allCodes()].sort());
});

test('every title is a sentence without its full stop, and every cure whole sentences of at most 25 words', () => {
  const wrong = allCodes().filter((code) => {
    const { title, cure } = entryOf(code);
    const sentences = cure.split(/(?<=[.:]) /);
    return (
      !/^[A-Z].*[^.]$/.test(title) ||
      !/^[A-Z].*\.$/.test(cure) ||
      [title, ...sentences].some((sentence) => sentence.split(' ').length > 25)
    );
  });
  expect(wrong).toEqual([]);
});

test('an act lists what its guard and its own rules refuse, and not what others do', () => {
  const listed = (id: string): readonly string[] => raised.byOperation.get(id) ?? [];
  const listing = (code: string) => [...raised.byOperation.keys()].filter((id) => listed(id).includes(code));
  expect(listing('already_acknowledged')).toEqual(['acknowledge']);
  expect(listing('no_such_remedy')).toEqual(['completeRemedy']);
  expect(listing('reviewer_not_independent')).toEqual([
    'assign',
    'holdHearing',
    'respond',
    'decideEscalation',
  ]);
  // Deep in a guard that several share, in the rules of an act, in the resolving of its date, and after all of them.
  for (const code of ['not_at_this_point', 'no_handler', 'in_the_future', 'outside_calendar'])
    expect([code, listed('respond').includes(code)]).toEqual([code, true]);
  expect(listed('readComplaint')).toEqual(['not_found']);
  expect(listed('runRetention')).toEqual([]);
});

test('what an operation takes decides the other codes that it lists', () => {
  const about = { id: 'none', may: 'readComplaints' };
  const read = codesOf(about, { method: 'GET', path: '/v1/complaints/{id}' });
  expect(read).toContain('handler_without_person');
  expect(read).not.toContain('invalid_json');
  const write = codesOf({ ...about, body: {} }, { method: 'POST', path: '/v1/contacts' });
  for (const code of ['invalid_json', 'key_reused', 'request_in_progress', 'quota_exceeded'])
    expect(write).toContain(code);
  expect(write).not.toContain('handler_without_person');
  const answers = { 200: { schema: z.string() } };
  expect(codesOf({ ...about, answers }, { method: 'GET' })).toContain('not_acceptable');
  expect(codesOf({ ...about, may: null }, { method: 'GET' })).toEqual([
    'invalid_request',
    'unsafe_text',
    'headers_too_large',
    'internal_error',
    'unavailable',
  ]);
});
