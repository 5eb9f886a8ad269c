import { checkAgainstCode } from '../../../src/policy/code/check';
import {
  changeUnexplained,
  exceptionRefused,
  lastsWithin,
  newExceptionSchema,
  statusOfException,
} from '../../../src/policy/code/compliance-exception';
import { checkWithExceptions } from '../../../src/policy/code/exceptions-found';
import { instantSchema, localDateSchema } from '../../../src/policy/dates/local-date';
import { shipped } from '../../../src/policy/procedures';

const on = (day: string) => localDateSchema.parse(day);
/** 1 August 2022, six weeks after the attack. */
const CLOCK = { now: instantSchema.parse('2022-08-01T09:00:00Z'), zone: 'Europe/London' };
const FROM = '2022-06-17';

const exception = (given: object = {}) =>
  newExceptionSchema.parse({
    from: FROM,
    expectedReturnOn: '2022-12-01',
    reason: 'An attack on the landlord’s systems.',
    ...given,
  });
const refused = (given: object, version: string | null = null) =>
  exceptionRefused(exception(given), version ? { effectiveFrom: on(version) } : null, CLOCK);

test('Code 8.5: an exception says since when, why and until when, and the rest may follow', () => {
  expect(refused({})).toBeNull();
  expect(statusOfException(exception(), on('2022-08-01'))).toEqual({
    open: true,
    overdue: false,
    missing: ['ombudsmanToldOn', 'residentsToldOn', 'publishedOn'],
  });
});

test.each(['from', 'ombudsmanToldOn', 'residentsToldOn', 'publishedOn', 'returnedOn'])(
  '%s is not a day to come, which today is not',
  (field) => {
    expect(refused({ [field]: '2022-08-02' })).toMatchObject({
      code: 'in_the_future',
      errors: [{ pointer: `/${field}` }],
      allowed: { latest: '2022-08-01' },
    });
    expect(refused({ [field]: '2022-08-01' })).toBeNull();
  },
);

test('it ends on no day before it began, neither as expected nor in fact', () => {
  expect(refused({ expectedReturnOn: '2022-06-16' })).toMatchObject({
    code: 'return_before_start',
    facts: { from: FROM, expectedReturnOn: '2022-06-16' },
    errors: [{ pointer: '/expectedReturnOn', detail: 'must not be before 2022-06-17' }],
  });
  expect(refused({ returnedOn: '2022-06-16' })).toMatchObject({
    code: 'return_before_start',
    errors: [{ pointer: '/returnedOn' }],
    allowed: { earliest: FROM },
  });
  expect(refused({ expectedReturnOn: FROM, returnedOn: FROM })).toBeNull();
});

test('the version it names is published, and took effect while it lasted', () => {
  expect(refused({ policyVersion: '2022-cyber' })).toMatchObject({
    code: 'unknown_version',
    errors: [{ pointer: '/policyVersion' }],
  });
  expect(refused({ policyVersion: '2020' }, '2022-06-16')).toMatchObject({
    code: 'version_of_another_time',
    detail: 'Version 2020 took effect on Thursday 16 June 2022, before the Code could not be kept.',
    allowed: { effectiveFrom: { earliest: FROM, latest: null } },
  });
  expect(refused({ policyVersion: '2022-cyber' }, FROM)).toBeNull();
  const ended = { policyVersion: '2022-cyber', returnedOn: '2022-07-20' };
  expect(refused(ended, '2022-07-21')).toMatchObject({
    code: 'version_of_another_time',
    detail: 'Version 2022-cyber took effect on Thursday 21 July 2022, when it was kept again.',
  });
  expect(refused(ended, '2022-07-20')).toBeNull();
});

test('what becomes another is explained, and what was missing is only added', () => {
  const before = exception({ ombudsmanToldOn: '2022-06-18' });
  const putOff = exception({ ombudsmanToldOn: '2022-06-18', expectedReturnOn: '2023-01-09' });
  expect(changeUnexplained(before, putOff, null)).toMatchObject({
    code: 'why_missing',
    facts: { changed: ['expectedReturnOn'] },
    errors: [{ pointer: '/why', detail: 'is missing' }],
  });
  expect(changeUnexplained(before, putOff, 'The records took longer.')).toBeNull();
  expect(changeUnexplained(before, exception(), null)).toMatchObject({
    facts: { changed: ['ombudsmanToldOn'] },
  });
  const told = exception({ ombudsmanToldOn: '2022-06-18', residentsToldOn: '2022-06-20' });
  expect(changeUnexplained(before, told, null)).toBeNull();
  expect(changeUnexplained(before, before, null)).toBeNull();
});

test('a return is overdue from the day after it was expected, until it has come', () => {
  const overdue = (today: string, returnedOn: string | null = null) =>
    statusOfException(exception({ returnedOn }), on(today)).overdue;
  expect([overdue('2022-12-01'), overdue('2022-12-02'), overdue('2022-12-02', '2022-12-02')]).toEqual([
    false,
    true,
    false,
  ]);
});

test('it lasts within a year that holds any day of it', () => {
  const within = (returnedOn: string | null, first: string, last: string) =>
    lastsWithin(exception({ returnedOn }), on(first), on(last));
  expect(within(null, '2030-04-01', '2031-03-31')).toBe(true);
  expect(within('2023-04-01', '2023-04-01', '2024-03-31')).toBe(true);
  expect(within('2023-03-31', '2023-04-01', '2024-03-31')).toBe(false);
  expect(within(null, '2021-04-01', '2022-03-31')).toBe(false);
});

describe('the check against the Code', () => {
  const checked = (given: readonly object[], today = '2022-12-02') =>
    checkWithExceptions(checkAgainstCode(shipped('hexagon')!), given.map(exception), on(today));
  const notes = (given: readonly object[], today?: string) =>
    checked(given, today).findings.find(({ provision }) => provision === '8.5')?.notes;

  test('says beside 8.5 whether one lasts, was told and was published, and judges the document alone', () => {
    expect(notes([])).toEqual([
      'The landlord has recorded no exceptional circumstances for the time looked at.',
    ]);
    expect(notes([{ ombudsmanToldOn: '2022-06-18' }])).toEqual([
      'Exceptional circumstances are recorded in which the Code could not be kept from Friday 17 June 2022; the ombudsman was told on Saturday 18 June 2022. Not recorded: that the residents affected were told and it was published. It is expected to be kept again from Thursday 1 December 2022, which has passed.',
    ]);
    const all = { ombudsmanToldOn: '2022-06-18', residentsToldOn: '2022-06-20', publishedOn: '2022-06-20' };
    expect(notes([{ ...all, returnedOn: '2022-11-30' }])).toEqual([
      'Exceptional circumstances are recorded in which the Code could not be kept from Friday 17 June 2022; the ombudsman was told on Saturday 18 June 2022, the residents affected were told on Monday 20 June 2022 and it was published on Monday 20 June 2022. It was kept again from Wednesday 30 November 2022.',
    ]);
    const { summary, departures } = checkAgainstCode(shipped('hexagon')!);
    expect(checked([{}])).toMatchObject({ summary, departures });
  });

  test('remarks on the version that holds the times for one, and on no other', () => {
    const plain = checkAgainstCode(shipped('hexagon')!).remarks;
    expect(checked([{ policyVersion: '2' }]).remarks).toEqual(plain);
    expect(checked([{ policyVersion: '1' }]).remarks).toEqual([
      ...plain,
      'The version holds the times for exceptional circumstances recorded from Friday 17 June 2022 (Code 8.5).',
    ]);
  });
});
