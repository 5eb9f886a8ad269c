import { procedure, Walk, walkOf } from '../../support/walk';

const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const definition = { issues: [{ text: 'Damp' }] };
const hhs = () =>
  walkOf('hhs')
    .log({ receivedOn: '2024-09-02' })
    .act('acknowledgements', on('2024-09-04'))
    .act('contacts', on('2024-09-04', { definition }))
    .act('assignments', on('2024-09-05', { person: 's.kaur', role: 'case-manager' }));
const answered = (outcome = 'upheld') =>
  hhs().act('outcomes', on('2024-09-16', { outcome, method: 'letter' }));
const remedy = { type: 'action', what: 'Treat the damp', dueOn: '2024-10-14' };

test('HHS-17 and Code 5.9: an agreed plan for updates runs from the extension, then from each update, until the response', () => {
  const updatePlan = { every: { amount: 5, unit: 'working-days' }, method: 'phone', agreed: true };
  const walk = hhs().act('extensions', on('2024-09-13', { reason: 'Parts', updatePlan }));
  expect(walk.clock('update', 'stage-1')).toMatchObject({
    dueOn: '2024-09-20',
    anchor: { act: 'extended', on: '2024-09-13' },
    rule: { clause: '/stages/0/extension', ids: ['HHS-17', 'Code 5.9'] },
    status: 'missed',
  });
  walk.act('updates', on('2024-09-18', { method: 'phone' }));
  expect(walk.clock('update', 'stage-1')).toMatchObject({
    dueOn: '2024-09-25',
    anchor: { act: 'updated', on: '2024-09-18' },
  });
  walk.act('outcomes', on('2024-09-24', { outcome: 'upheld' }));
  expect(walk.clock('update', 'stage-1')).toMatchObject({
    stoppedOn: '2024-09-24',
    status: 'not-applicable',
  });
});

test('without an agreed plan no update has a date', () => {
  const plan = { every: { amount: 1, unit: 'weeks' }, method: 'phone', agreed: false };
  const walk = walkOf('westfield')
    .log({ receivedOn: '2024-09-02' })
    .act('acknowledgements', on('2024-09-04', { definition }));
  walk.act(
    'extensions',
    on('2024-09-10', { newDueOn: '2024-09-27', reason: 'Parts', agreed: true, updatePlan: plan }),
  );
  expect(walk.clocks.map(({ kind }) => kind)).not.toContain('update');
});

describe('Code 6.8: an issue raised while the complaint is looked into', () => {
  const issue = { text: 'Mould', related: true };

  test('related, unanswered and no delay: it is added and no date moves', () => {
    const walk = hhs();
    const before = walk.due('respond', 'stage-1');
    walk.act('issues', on('2024-09-10', issue));
    expect(walk.state.stages[0]?.definition?.issues.map(({ n }) => n)).toEqual([1, 2]);
    expect(walk.due('respond', 'stage-1')).toBe(before);
  });

  test('unrelated, delaying, or raised after the response: a new complaint is needed', () => {
    const walk = hhs();
    for (const body of [
      { ...issue, related: false },
      { ...issue, wouldUnreasonablyDelay: true },
    ]) {
      expect(walk.refused('issues', on('2024-09-10', body))).toMatchObject({
        code: 'new_complaint_needed',
        kind: 'policy',
        rule: { ids: ['Code 6.8'] },
        allowed: { act: 'complaints' },
      });
    }
    walk.act('outcomes', on('2024-09-16', { outcome: 'upheld' }));
    expect(walk.refused('issues', issue)).toMatchObject({
      code: 'already_answered',
      kind: 'state',
      allowed: { act: 'complaints' },
    });
    walk.act('escalations', on('2024-09-20'));
    expect(walk.refused('issues', issue).code).toBe('already_answered');
  });

  test('before there is a definition it belongs in the definition', () => {
    const walk = walkOf('hhs').log({ receivedOn: '2024-09-02' });
    expect(walk.refused('issues', issue).code).toBe('not_defined');
  });
});

describe('a delivery', () => {
  const letters = procedure({
    deemedReceipt: 'second-working-day',
    stages: [
      {
        key: 'stage-1',
        name: 'Stage 1',
        escalation: {
          to: 'stage-2',
          within: { amount: 30, unit: 'calendar-days', from: 'response-received' },
        },
      },
      { key: 'stage-2', name: 'Stage 2' },
    ],
  });
  const sent = () =>
    new Walk(letters)
      .log({ receivedOn: '2024-09-02' })
      .act('outcomes', on('2024-09-13', { outcome: 'upheld', method: 'letter' }));

  test('HEX-16: moves what counts from receipt from the deemed day to the day it came', () => {
    const walk = sent();
    expect([walk.state.stages[0]?.response?.receivedOn, walk.due('escalate', 'stage-1')]).toEqual([
      '2024-09-17',
      '2024-10-17',
    ]);
    walk.act('deliveries', on('2024-09-20'));
    expect([walk.state.stages[0]?.response?.receivedOn, walk.due('escalate', 'stage-1')]).toEqual([
      '2024-09-20',
      '2024-10-20',
    ]);
    expect(walk.events.at(-1)?.data).toMatchObject({ formerlyOn: '2024-09-17' });
    expect(walk.refused('deliveries').code).toBe('already_delivered');
  });

  test('is refused before the sending and before any response', () => {
    expect(sent().refused('deliveries', on('2024-09-12')).code).toBe('before_the_act_it_follows');
    expect(hhs().refused('deliveries').code).toBe('no_response_sent');
  });

  test('is recorded at the stage whose letter it was, whatever followed', () => {
    const walk = sent().act('escalations', on('2024-09-18')).act('deliveries', on('2024-09-20'));
    expect(
      walk.state.stages.map(({ stage, response, delivery }) => [stage, response?.receivedOn, delivery?.on]),
    ).toEqual([
      ['stage-1', '2024-09-20', '2024-09-20'],
      ['stage-2', undefined, undefined],
    ]);
    expect(walk.due('escalate', 'stage-1')).toBe('2024-10-20');
    expect(walk.state).toEqual(walk.replayed);
    expect(walk.offered).not.toContain('deliveries');
    expect(walk.refused('deliveries', on('2024-09-21')).code).toBe('already_delivered');
  });

  test('of two letters under way is the last one’s, unless it says which', () => {
    const two = () =>
      sent()
        .act('escalations', on('2024-09-18'))
        .act('outcomes', on('2024-10-01', { outcome: 'upheld', method: 'letter' }));
    const walk = two().act('deliveries', on('2024-10-02'));
    expect(walk.state.stages.map(({ delivery }) => delivery?.on)).toEqual([undefined, '2024-10-02']);
    expect(walk.refused('deliveries', on('2024-10-02'))).toMatchObject({
      code: 'already_delivered',
      allowed: { stage: ['stage-1'] },
      errors: [{ pointer: '/stage', detail: 'must be stage-1' }],
    });
    walk.act('deliveries', on('2024-09-20', { stage: 'stage-1' }));
    expect(walk.state.stages.map(({ delivery }) => delivery?.on)).toEqual(['2024-09-20', '2024-10-02']);
    expect(two().refused('deliveries', { stage: 'stage-3' })).toMatchObject({
      code: 'no_response_sent',
      allowed: { stage: ['stage-1', 'stage-2'] },
    });
  });
});

describe('a remedy', () => {
  test('Code 5.13 and 7.3: can be offered before the response, has a clock of its own, and outlives response and closing', () => {
    const walk = hhs().act('remedies', on('2024-09-06', remedy));
    expect(walk.clock('remedy', 'stage-1')).toMatchObject({
      n: 1,
      dueOn: '2024-10-14',
      status: 'missed',
      sentence:
        'Remedy 1 at Stage 1 (Complaint Review) was due by Monday 14 October 2024, the date set for it. It has not been completed.',
    });
    walk.act('outcomes', on('2024-09-16', { outcome: 'upheld' }));
    expect(walk.refused('closures', on('2024-09-30', { reason: 'actions-complete' }))).toMatchObject({
      code: 'reason_not_true',
      facts: { open: [1] },
      rule: { ids: ['Code 5.13', 'Code 7.3'] },
    });
    walk.act('closures', on('2024-09-30', { reason: 'resident-satisfied' }));
    expect(walk.clock('remedy', 'stage-1').stoppedOn).toBeNull();
    walk.act('remedies/{n}/completions', on('2024-10-11', { n: 1 }));
    expect(walk.clock('remedy', 'stage-1')).toMatchObject({
      metOn: '2024-10-11',
      status: 'met',
      workingDaysTaken: 25,
    });
  });

  test('is refused a date before the offer, and completed once', () => {
    const walk = answered();
    expect(walk.refused('remedies/{n}/completions', { n: 1 }).code).toBe('no_open_remedy');
    expect(walk.refused('remedies', on('2024-10-15', remedy)).code).toBe('before_the_act_it_follows');
    walk.act('remedies', on('2024-09-16', remedy)).act('remedies', on('2024-09-17', remedy));
    expect(walk.refused('remedies/{n}/completions', on('2024-09-20', { n: 3 }))).toMatchObject({
      code: 'no_such_remedy',
      allowed: { n: [1, 2] },
    });
    walk.act('remedies/{n}/completions', on('2024-09-20', { n: 1 }));
    expect(walk.refused('remedies/{n}/completions', on('2024-09-20', { n: 1 })).code).toBe(
      'remedy_already_completed',
    );
    walk.act('remedies/{n}/completions', on('2024-09-20', { n: 2 }));
    walk.act('closures', on('2024-09-30', { reason: 'actions-complete' }));
  });
});

describe('HHS-30: compensation', () => {
  const award = { pence: 12550, for: 'specific-expense' };
  const stated = ['exceptional-circumstances', 'complaint-upheld', 'specific-expenses-or-items'];

  test('needs all three preconditions stated', () => {
    expect(
      answered().refused('compensation', on('2024-09-17', { ...award, stated: stated.slice(0, 2) })),
    ).toMatchObject({
      code: 'preconditions_not_met',
      facts: { missing: ['specific-expenses-or-items'] },
      rule: { clause: '/compensation', ids: ['HHS-30'] },
    });
    const walk = answered().act('compensation', on('2024-09-17', { ...award, stated }));
    expect(walk.state.redress.compensation).toMatchObject([{ pence: 12550, for: 'specific-expense' }]);
  });

  test('is checked against the record: not before an outcome, nor where it is not upheld', () => {
    expect(hhs().refused('compensation', { ...award, stated })).toMatchObject({
      code: 'complaint_not_upheld',
      facts: { outcome: null },
    });
    expect(answered('not-upheld').refused('compensation', { ...award, stated }).facts).toEqual({
      outcome: 'not-upheld',
    });
  });

  test('partly upheld counts where the document says so, and not where it says nothing', () => {
    const partly = () => answered('partially-upheld');
    expect(
      partly().act('compensation', on('2024-09-17', { ...award, stated })).state.redress.compensation,
    ).toHaveLength(1);
    const { compensation: _, ...rest } = partly().rules.policy;
    const silent = (countsAsUpheld?: string[]) => {
      const walk = partly();
      const allOf = [{ code: 'complaint-upheld' }];
      const policy = procedure({ ...rest, name: 'silent', compensation: { allOf, countsAsUpheld } });
      walk.rules = { ...walk.rules, policy };
      return walk.refused('compensation', on('2024-09-17', { ...award, stated }));
    };
    expect(silent()).toMatchObject({
      code: 'complaint_not_upheld',
      facts: { outcome: 'partially-upheld' },
      allowed: { outcome: ['upheld'] },
    });
    expect(silent(['not-upheld']).allowed).toEqual({ outcome: ['not-upheld'] });
  });

  const pay = { type: 'financial', what: 'Refund the heater', dueOn: '2024-10-14' };

  test('a financial remedy goes round none of the three, and another remedy has none', () => {
    expect(answered().refused('remedies', on('2024-09-17', pay))).toMatchObject({
      code: 'preconditions_not_met',
      facts: { missing: stated },
    });
    expect(hhs().refused('remedies', on('2024-09-17', { ...pay, stated })).code).toBe('complaint_not_upheld');
    const walk = answered().act('remedies', on('2024-09-17', { ...pay, stated }));
    expect(walk.state.redress.remedies).toMatchObject([{ type: 'financial', stated, order: null }]);
    hhs().act('remedies', on('2024-09-17', remedy));
  });

  test('what the ombudsman ordered is paid whatever the outcome, the conditions and the point', () => {
    const refused = walkOf('westfield')
      .log({ receivedOn: '2024-09-02' })
      .act('refusals', {
        ...on('2024-09-04', { reason: 'not-our-service', evidence: 'The road.', decidedBy: 'o.one' }),
        ombudsmanRightTold: true,
      });
    const order = { type: 'compensation', what: 'Pay £200.', dueOn: '2024-10-14' };
    for (const walk of [answered('not-upheld'), hhs().act('withdrawals', on('2024-09-06')), refused]) {
      expect(walk.refused('compensation', on('2024-09-21', { ...award, order: 1, stated }))).toHaveProperty(
        'code',
      );
      walk.act('orders', on('2024-09-20', order));
      expect(walk.offered).toEqual(expect.arrayContaining(['compensation', 'remedies']));
      expect(walk.refused('compensation', on('2024-09-21', { ...award, order: 2 }))).toMatchObject({
        code: 'no_such_order',
        allowed: { order: [1] },
        errors: [{ pointer: '/order' }],
      });
      expect(walk.refused('compensation', on('2024-09-19', { ...award, order: 1 })).code).toBe(
        'before_the_act_it_follows',
      );
      walk
        .act('compensation', on('2024-09-21', { ...award, order: 1 }))
        .act('remedies', on('2024-09-21', { ...pay, order: 1 }))
        .act('remedies/{n}/completions', on('2024-09-22', { n: 1 }));
      expect(walk.state.redress).toMatchObject({
        compensation: [{ order: 1, stated: [] }],
        remedies: [{ order: 1, completedOn: '2024-09-22' }],
      });
      expect(walk.state).toEqual(walk.replayed);
    }
    const own = answered('not-upheld').act('orders', on('2024-09-20', order));
    expect(own.refused('compensation', on('2024-09-21', { ...award, stated })).code).toBe(
      'complaint_not_upheld',
    );
  });

  test('a policy without preconditions asks for none (Code 7.1)', () => {
    const walk = walkOf('code-2024').log({ receivedOn: '2024-09-02' });
    walk.act('compensation', on('2024-09-04', award));
    expect(walk.state.redress.compensation).toHaveLength(1);
  });
});

test('Code 9.1: what was learnt is recorded under its theme at any point, its words apart; a note changes nothing', () => {
  const walk = answered().act('withdrawals', on('2024-09-20'));
  walk.act('learnings', on('2024-09-25', { theme: 'appointments', learning: 'Call first.' }));
  expect(walk.state.redress.learnings).toEqual([
    { n: 1, on: '2024-09-25', stage: 'stage-1', theme: 'appointments', publications: [] },
  ]);
  const before = walk.state;
  walk.act('notes', on('2024-09-26', { note: 'Seen by the panel.' }));
  expect(walk.state).toEqual(before);
  expect(JSON.stringify(walk.events)).not.toMatch(/Call first|Seen by/);
});

describe('Code 9.3: to whom a lesson was told', () => {
  const learnt = () =>
    answered().act('learnings', on('2024-09-25', { theme: 'appointments', learning: 'Call first.' }));

  test('ARC-07, HHS-27: it is published on the website and in the annual report, one after the other, its place apart', () => {
    const walk = learnt()
      .act('learnings/{n}/publications', on('2024-10-01', { n: 1, to: 'website', where: 'You said, we did' }))
      .act('learnings/{n}/publications', on('2025-06-30', { n: 1, to: 'annual-report' }));
    expect(walk.state.redress.learnings[0]?.publications).toEqual([
      { on: '2024-10-01', to: 'website' },
      { on: '2025-06-30', to: 'annual-report' },
    ]);
    expect(JSON.stringify(walk.events)).not.toContain('You said');
    expect(walk.state).toEqual(walk.replayed);
  });

  test('there has to be a lesson, that one, and not before it was learnt', () => {
    const told = { n: 1, to: 'staff' };
    expect(answered().refused('learnings/{n}/publications', told)).toMatchObject({
      code: 'no_learning',
      allowed: { act: 'learnings' },
    });
    expect(learnt().refused('learnings/{n}/publications', { ...told, n: 2 })).toMatchObject({
      code: 'no_such_learning',
      allowed: { n: [1] },
    });
    expect(learnt().refused('learnings/{n}/publications', on('2024-09-24', told))).toMatchObject({
      errors: [{ pointer: '/occurredOn' }],
    });
  });
});

test('Code 7.2, 7.4: the impact a remedy answers to and the guidance it rests on are kept with it, as words', () => {
  const guidance = 'Remedies guidance of the ombudsman';
  const walk = hhs();
  const offered = walk.try('remedies', on('2024-09-10', { ...remedy, impact: 'Asthma', guidance }));
  expect(offered).toMatchObject({
    events: [{ texts: { what: 'Treat the damp', impact: 'Asthma', guidance } }],
  });
});
