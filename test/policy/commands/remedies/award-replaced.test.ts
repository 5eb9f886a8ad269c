import { recordedWalkOf } from '../../support/recorded';
import { type Walk, walkOf } from '../../support/walk';

/** £150 instead of £100 after a second look: the award that is replaced is kept, and owed no more. */

const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const AWARD = { pence: 10000, for: 'delay' };
const MORE = { pence: 15000, for: 'delay', replaces: 1 };
const PAYMENT = { type: 'financial', what: 'Pay £100.', dueOn: '2025-06-20', award: 1 };

const awarded = (): Walk =>
  walkOf('code-2024', '2025-08-01T12:00:00Z')
    .log({ receivedOn: '2025-05-01' })
    .act('compensation', on('2025-06-02', AWARD));
const payment = (walk: Walk) => walk.clocks.find(({ kind }) => kind === 'remedy');

test('given an award to be paid, when another replaces it before the day, then its payment is owed no more', () => {
  const walk = awarded().act('remedies', on('2025-06-02', PAYMENT));
  walk.act('compensation', on('2025-06-10', MORE));
  expect(walk.state.redress.compensation).toMatchObject([
    { n: 1, pence: 10000, replaces: null, replacedBy: 2 },
    { n: 2, pence: 15000, replaces: 1, replacedBy: null },
  ]);
  expect(payment(walk)).toMatchObject({ stoppedOn: '2025-06-10', status: 'not-applicable' });
  expect(walk.refused('remedies/{n}/completions', on('2025-06-11', { n: 1 }))).toMatchObject({
    code: 'no_open_remedy',
  });
  expect(walk.state).toEqual(walk.replayed);
});

test('given a payment that was not made by its day, when the award is replaced, then it stays missed', () => {
  const walk = awarded().act('remedies', on('2025-06-02', PAYMENT));
  walk.act('compensation', on('2025-06-30', MORE));
  expect(payment(walk)).toMatchObject({ judgedOn: '2025-06-20', stoppedOn: '2025-06-30', status: 'missed' });
});

test('given two payments, when the award of one is replaced, then that one cannot be made any more', () => {
  const walk = awarded().act('remedies', on('2025-06-02', PAYMENT));
  walk.act('remedies', on('2025-06-02', { ...PAYMENT, award: undefined }));
  walk.act('compensation', on('2025-06-10', MORE));
  expect(walk.refused('remedies/{n}/completions', on('2025-06-11', { n: 1 }))).toMatchObject({
    code: 'remedy_replaced',
    allowed: { n: [2] },
  });
});

test('given an award that was paid, when it is replaced, then the difference is to be awarded', () => {
  const walk = awarded()
    .act('remedies', on('2025-06-02', PAYMENT))
    .act('remedies/{n}/completions', on('2025-06-09', { n: 1 }));
  expect(walk.refused('compensation', on('2025-06-10', MORE))).toMatchObject({
    code: 'award_already_paid',
    kind: 'state',
    facts: { n: 1, pence: 10000, paidOn: '2025-06-09' },
  });
});

test('given no such award, or one replaced already, then the one that stands is named', () => {
  const walk = awarded();
  expect(walk.refused('compensation', on('2025-06-10', { ...MORE, replaces: 2 }))).toMatchObject({
    code: 'no_such_award',
    allowed: { replaces: [1] },
  });
  walk.act('compensation', on('2025-06-10', MORE));
  const refused = { code: 'award_already_replaced', facts: { n: 1, replacedBy: 2 } };
  expect(walk.refused('compensation', on('2025-06-11', MORE))).toMatchObject({
    ...refused,
    allowed: { replaces: [2] },
  });
  expect(walk.refused('remedies', on('2025-06-11', PAYMENT))).toMatchObject({
    ...refused,
    allowed: { award: [2] },
  });
});

test('given an award, when one in its place is dated before it, then the days disagree', () => {
  expect(awarded().refused('compensation', on('2025-05-30', MORE))).toMatchObject({
    code: 'before_the_act_it_follows',
  });
});

test('given an award, when an apology is to pay it, then it pays none', () => {
  expect(awarded().refused('remedies', on('2025-06-02', { ...PAYMENT, type: 'apology' }))).toMatchObject({
    code: 'remedy_pays_no_award',
  });
});

describe('an award that an order asks for', () => {
  const ordered = (): Walk => {
    const walk = walkOf('code-2024', '2025-08-01T12:00:00Z').log({ receivedOn: '2025-05-01' });
    const order = {
      source: 'complaint-handling-failure',
      type: 'compensation',
      binding: true,
      what: 'Pay £100.',
    };
    walk.act('orders', on('2025-06-02', { ...order, dueOn: '2025-06-30' }));
    return walk.act('compensation', on('2025-06-03', { ...AWARD, order: 1 }));
  };

  test('is replaced by one under the same order alone', () => {
    const walk = ordered();
    expect(walk.refused('compensation', on('2025-06-10', MORE))).toMatchObject({
      code: 'award_of_another_order',
      kind: 'input',
      allowed: { order: 1 },
    });
    walk.act('compensation', on('2025-06-10', { ...MORE, order: 1 }));
    expect(walk.state.redress.compensation[0]).toMatchObject({ order: 1, replacedBy: 2 });
  });

  test('was paid once the order was carried out', () => {
    const walk = ordered().act('orders/{n}/completions', on('2025-06-20', { n: 1 }));
    expect(walk.refused('compensation', on('2025-06-25', { ...MORE, order: 1 }))).toMatchObject({
      code: 'award_already_paid',
      facts: { paidOn: '2025-06-20' },
    });
  });
});

test('given the replacement struck, then the first award stands and its payment is owed; and the first cannot go alone', () => {
  const walk = recordedWalkOf('code-2024').log({ receivedOn: '2025-05-01' });
  walk.act('compensation', on('2025-06-02', AWARD));
  walk.act('remedies', on('2025-06-02', PAYMENT));
  walk.act('compensation', on('2025-06-10', MORE));
  expect(walk.tryToCorrect({ changes: [{ event: 2, strike: true }] })).toMatchObject({
    misfits: [
      { event: 3, code: 'no_such_award' },
      { event: 4, code: 'no_such_award' },
    ],
  });
  walk.correct({ event: 4, strike: true });
  expect(walk.state.redress).toMatchObject({
    compensation: [{ n: 1, replacedBy: null }],
    remedies: [{ n: 1, award: 1, endedOn: null }],
  });
  expect(walk.state).toEqual(walk.replayed);
});
