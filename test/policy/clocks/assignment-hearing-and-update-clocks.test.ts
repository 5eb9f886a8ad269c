import { type Body, procedure, Walk } from '../support/walk';

/** Clocks that other landlords promise beside those of the Code: documents only, no code. */

const days = (amount: number, from: string, more: Body = {}) => ({
  amount,
  unit: 'working-days',
  from,
  ...more,
});

const logged = (stage: Body): Walk =>
  new Walk(procedure({ stages: [{ key: 'one', name: 'Stage 1', ...stage }] })).log({
    receivedOn: '2024-09-02',
  });

describe('a time to give the complaint to a handler', () => {
  const stage = { assign: days(2, 'received'), contact: days(2, 'passed'), respond: days(10, 'passed') };

  test('what counts from the handler is projected from the last day to name one', () => {
    const walk = logged(stage).at('2024-09-04T12:00:00Z');
    expect(walk.clock('assign', 'one')).toMatchObject({
      dueOn: '2024-09-04',
      sentence: expect.stringContaining(
        'Allocation to a handler at Stage 1 is due by Wednesday 4 September 2024',
      ),
    });
    expect(walk.clock('contact', 'one')).toMatchObject({ dueOn: '2024-09-06', projected: true });
    expect(walk.clock('respond', 'one')).toMatchObject({ dueOn: '2024-09-18', projected: true });
  });

  test('the first who is given it meets the time; a change of hands starts nothing anew', () => {
    const walk = logged(stage).act('assignments', { person: 'h.one', occurredOn: '2024-09-03' });
    walk.act('assignments', { person: 'h.two', occurredOn: '2024-09-10' });
    expect(walk.clock('assign', 'one')).toMatchObject({
      status: 'met',
      metOn: '2024-09-03',
      workingDaysTaken: 1,
    });
    expect(walk.clock('respond', 'one')).toMatchObject({ dueOn: '2024-09-17', projected: false });
  });

  test('an answer without a handler ends the wait for one', () => {
    const walk = logged({ assign: days(2, 'received') }).act('outcomes', {
      outcome: 'upheld',
      occurredOn: '2024-09-03',
    });
    expect(walk.clock('assign', 'one')).toMatchObject({ status: 'not-applicable', stoppedOn: '2024-09-03' });
  });
});

test('an answer that counts from the hearing is projected from the last day to hold it', () => {
  const stage = { kind: 'hearing', hear: days(20, 'requested'), respond: days(5, 'hearing-held') };
  const walk = logged(stage);
  expect(walk.clock('hearing', 'one')).toMatchObject({ dueOn: '2024-09-30', projected: false });
  expect(walk.clock('respond', 'one')).toMatchObject({ dueOn: '2024-10-07', projected: true });
  const panel = ['p.one', 'p.two', 'p.three'].map((person) => ({ person }));
  walk.act('hearings', { occurredOn: '2024-09-24', panel });
  expect(walk.clock('respond', 'one')).toMatchObject({ dueOn: '2024-10-01', projected: false });
});

describe('a procedure that says how often the resident hears', () => {
  const stage = {
    acknowledge: days(5, 'received'),
    respond: days(20, 'acknowledged'),
    update: days(5, 'acknowledged', { force: 'aim', rules: ['UPD-1'] }),
    extension: {},
  };
  const update = (walk: Walk) => walk.clock('update', 'one');

  test('there is nothing to update before the act it counts from', () => {
    expect(logged(stage).clocks.map(({ kind }) => kind)).toEqual(['acknowledge', 'respond']);
  });

  test('from the acknowledgement, then anew from each update, until the answer', () => {
    const walk = logged(stage).act('acknowledgements', { occurredOn: '2024-09-04' });
    expect(update(walk)).toMatchObject({
      dueOn: '2024-09-11',
      anchor: { act: 'acknowledged', on: '2024-09-04' },
      limit: { amount: 5, unit: 'working-days', force: 'aim' },
      rule: { clause: '/stages/0/update', ids: ['UPD-1'] },
    });
    walk.act('updates', { occurredOn: '2024-09-10' });
    expect(update(walk)).toMatchObject({ dueOn: '2024-09-17', anchor: { act: 'updated', on: '2024-09-10' } });
    walk.act('outcomes', { outcome: 'upheld', occurredOn: '2024-09-13' });
    expect(update(walk)).toMatchObject({ status: 'not-applicable', stoppedOn: '2024-09-13' });
  });

  test('an extension tells the resident too; an interval agreed with it takes the place of the procedure’s', () => {
    const walk = logged(stage).act('acknowledgements', { occurredOn: '2024-09-04' });
    walk.act('extensions', { occurredOn: '2024-09-09', newDueOn: '2024-10-31' });
    expect(update(walk)).toMatchObject({
      dueOn: '2024-09-16',
      anchor: { act: 'extended', on: '2024-09-09' },
    });
    const updatePlan = { every: { amount: 2, unit: 'weeks' }, method: 'phone', agreed: true };
    walk.act('extensions', { occurredOn: '2024-09-12', newDueOn: '2024-11-29', updatePlan });
    expect(update(walk)).toMatchObject({
      dueOn: '2024-09-26',
      limit: { amount: 2, unit: 'weeks', force: 'must' },
      rule: { clause: '/stages/0/extension' },
    });
  });
});
