import { shippedProcedures } from '../../../src/policy/procedures';
import { walkOf } from '../support/walk';
import { procedure } from './limit-terms';
import { reading } from './worded-parts';

// Each was held against the words it reads: another reading of them would serve the resident better.
const AGAINST: Readonly<Record<string, readonly string[]>> = {
  hexagon: ['stage-1-start', 'thirty-days', 'opened-again'],
  westfield: [
    'evidence-from-designated-persons',
    'made-within-twelve-months',
    'stage-1-response-start',
    'stage-2-response-start',
    'twenty-eight-days',
    'decision-communicated',
    'ombudsman-at-any-point',
    'court-action-later',
    'opened-again',
  ],
  settle: ['online-or-in-writing', 'two-weeks-start', 'reasons-for-a-review', 'opened-again'],
  arches: ['which-head-of-service', 'partially-upheld-explanation', 'feedback-first'],
  hhs: [
    'stage-1-response-start',
    'stage-2-response-start',
    'stage-1-longer-than-ten-days',
    'on-the-spot-first',
    'cap-counted-from',
    'opened-again',
  ],
  'code-2024': ['counting-of-working-days', 'late-acknowledgement', 'cap-counted-from'],
  'code-2022': [
    'counting-of-working-days',
    'five-days-to-acknowledge',
    'six-months-from',
    'cap-counted-from',
  ],
  spso: ['two-months-from-the-response', 'cap-counted-from'],
  nipso: ['counting-of-working-days', 'two-months-from-the-response', 'cap-counted-from'],
  psow: ['counting-of-working-days', 'twenty-days-from', 'acknowledgement-at-which-stage', 'extension-terms'],
  lgsco: ['counting-of-working-days', 'twelve-months-to-the-ombudsman', 'cap-counted-from'],
};

test('every procedure that comes with the service marks the readings that were chosen against the resident', () => {
  const marked = shippedProcedures().map(({ name, readings }) => [
    name,
    readings.filter(({ againstResident }) => againstResident).map(({ code }) => code),
  ]);
  expect(Object.fromEntries(marked)).toEqual(AGAINST);
});

test('the mark is shown with each date the reading bears on (WES-19, WES-21)', () => {
  const walk = walkOf('westfield')
    .log({ receivedOn: '2024-09-02' })
    .act('acknowledgements', { occurredOn: '2024-09-04' })
    .act('outcomes', { occurredOn: '2024-09-16', outcome: 'not-upheld' });
  const marks = (kind: 'respond' | 'escalate') =>
    walk.clock(kind, 'stage-1').readings.map(({ code, againstResident }) => [code, againstResident]);
  expect(marks('respond')).toEqual([['stage-1-response-start', true]]);
  expect(marks('escalate')).toEqual([
    ['twenty-eight-days', true],
    ['decision-communicated', true],
  ]);
  const settle = walkOf('settle').log({ receivedOn: '2021-03-29', channel: 'phone' });
  expect(
    settle.clock('respond', 'stage-1').readings.map(({ code, againstResident }) => [code, againstResident]),
  ).toEqual([
    ['two-weeks', false],
    ['two-weeks-start', true],
  ]);
});

type Seed = 'hexagon' | 'westfield' | 'settle' | 'arches' | 'hhs';

const WORDS =
  "Upheld, partially upheld or not upheld: three common words, so that answers can be counted. They are not the landlord's own.";

// The service does more than the pages say. It stands as a reading, and not in the code alone.
test.each<[string, Seed, string, string, number, string[]]>([
  ['HEX-27', 'hexagon', 'outcome-words', WORDS, 1, []],
  ['WES-33', 'westfield', 'outcome-words', WORDS, 1, []],
  ['SET-31', 'settle', 'outcome-words', WORDS, 1, []],
  ['HHS-31', 'hhs', 'outcome-words', WORDS, 1, []],
  [
    'HEX-18, HEX-21',
    'hexagon',
    'opened-again',
    'Anew and in full from the day it is opened again; what was in time or late before stays as it was. The page does not speak of it.',
    1,
    [],
  ],
  [
    'SET-16, SET-22',
    'settle',
    'review-date-fixed',
    'No: the page provides for a new timescale in the first answer alone. The date once confirmed is the date.',
    1,
    ['review.respond'],
  ],
  [
    'ARC-04',
    'arches',
    'monthly-review',
    'The feedback of a calendar month together, by the last day of the month after it.',
    1,
    [],
  ],
  [
    'HHS-23',
    'hhs',
    'cap-counted-from',
    'From the day the response was due by before it, whenever the extension is given.',
    1,
    [],
  ],
  [
    'WES-05',
    'westfield',
    'court-action-later',
    'Yes, at any stage until it is answered: the process "will not be used where court action is being taken", whenever that begins.',
    1,
    [],
  ],
])('%s: what %s leaves out is read and named (%s)', (rules, name, code, ...read) => {
  expect(reading(name, code)).toEqual([rules, ...read]);
});

test('HHS-23: ten working days on top of the date before, however early the extension is given', () => {
  const extension = { reason: 'Ill.', noticeGiven: true, agreed: true, occurredOn: '2024-10-10' };
  const walk = walkOf('hhs')
    .log({ receivedOn: '2024-09-02' })
    .act('assignments', { occurredOn: '2024-09-02', person: 'c.one', role: 'case-manager' })
    .act('outcomes', { occurredOn: '2024-09-09', outcome: 'upheld', method: 'letter' })
    .act('escalations', { occurredOn: '2024-10-07' });
  expect(walk.due('respond', 'stage-2')).toBe('2024-11-04');
  expect(walk.refused('extensions', { ...extension, newDueOn: '2024-11-19' }).code).toBe(
    'extension_too_long',
  );
  expect(walk.act('extensions', { ...extension, newDueOn: '2024-11-18' }).due('respond', 'stage-2')).toBe(
    '2024-11-18',
  );
});

test('pages without a date say so, and are not said to have begun on a day (HEX, WES, SET, ARC)', () => {
  const undated = shippedProcedures().flatMap(({ name, undated: none }) => (none ? [name] : []));
  expect(undated.sort()).toEqual(['arches', 'hexagon', 'settle', 'westfield']);
  expect(procedure('hhs').undated).toBe(false);
});
