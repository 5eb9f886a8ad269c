import { decideReview, isOverdue, monthOf, monthSchema, reviewOf } from '../../../src/policy/contacts/review';
import { instantSchema } from '../../../src/policy/dates/local-date';
import { isRejection } from '../../../src/policy/rules/rejection';
import { date } from '../support/calendar-builders';
import { procedure } from '../procedures/limit-terms';

const month = (text: string) => monthSchema.parse(text);
const at = (now: string) => ({ now: instantSchema.parse(now), zone: 'Europe/London' });
const arches = procedure('arches');
const OCTOBER = at('2024-10-15T09:00:00Z');

test('ARC-04: feedback of September is reviewed by the end of October', () => {
  expect(reviewOf(month('2024-09'), arches)).toMatchObject({
    from: '2024-09-01',
    to: '2024-09-30',
    dueOn: '2024-10-31',
    kinds: ['feedback'],
    rule: { clause: '/preStage/review', ids: ['ARC-03', 'ARC-04'] },
  });
});

test('what a policy records a first attempt as is reviewed beside feedback', () => {
  const preStage = arches.preStage && { ...arches.preStage, recordAs: 'first-attempt' };
  expect(reviewOf(month('2024-09'), { preStage })?.kinds).toEqual(['feedback', 'first-attempt']);
});

test('the feedback of January is due at the end of February, in a leap year too', () => {
  expect(reviewOf(month('2024-01'), arches)?.dueOn).toBe('2024-02-29');
  expect(reviewOf(month('2023-12'), arches)?.dueOn).toBe('2024-01-31');
});

test('it is overdue from the day after, and stays so where it was done late', () => {
  const due = { dueOn: date('2024-10-31') };
  expect(isOverdue(due, null, date('2024-10-31'))).toBe(false);
  expect(isOverdue(due, null, date('2024-11-01'))).toBe(true);
  expect(isOverdue(due, date('2024-10-31'), date('2025-01-01'))).toBe(false);
  expect(isOverdue(due, date('2024-11-01'), date('2025-01-01'))).toBe(true);
});

test('a month that is not over cannot be reviewed; the landlord’s zone decides', () => {
  const body = { month: month('2024-08') };
  expect(decideReview(body, arches, at('2024-08-31T22:59:00Z'))).toMatchObject({ code: 'month_not_over' });
  expect(decideReview(body, arches, at('2024-08-31T23:00:00Z'))).toMatchObject({ reviewedOn: '2024-09-01' });
  expect(decideReview({ month: month('2199-12') }, arches, OCTOBER)).toMatchObject({
    code: 'month_not_over',
  });
});

test('a review is dated neither before the month is over nor in the future', () => {
  const on = (day: string) =>
    decideReview({ month: month('2024-09'), reviewedOn: date(day) }, arches, OCTOBER);
  expect(on('2024-09-30')).toMatchObject({ code: 'month_not_over', allowed: { earliest: '2024-10-01' } });
  expect(on('2024-10-16')).toMatchObject({ code: 'in_the_future' });
  expect(isRejection(on('2024-10-01'))).toBe(false);
});

test('where the policy asks for no monthly review there is none', () => {
  const none = { version: 'none-1', preStage: null };
  expect(reviewOf(month('2024-09'), none)).toBeNull();
  expect(decideReview({ month: month('2024-09') }, none, OCTOBER)).toMatchObject({
    kind: 'fixed',
    code: 'no_feedback_review',
    rule: { clause: '/preStage' },
  });
});

test('a month is written as year and month', () => {
  expect(monthOf(date('2024-09-30'))).toBe('2024-09');
  for (const wrong of ['2024-13', '2024-00', '2024-9', '2024-09-01']) {
    expect(monthSchema.safeParse(wrong).success).toBe(false);
  }
});
