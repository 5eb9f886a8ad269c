import { COMMANDS } from '../../../src/policy/commands/index';
import { openActs } from '../../../src/policy/open-acts';
import { REFUSALS } from '../../../src/policy/refusals/index';
import { RECORDABLE } from '../../../src/policy/refusals/index';
import { type Body, type Walk, walkOf } from '../support/walk';

const on = (occurredOn: string, body: Body = {}): Body => ({ occurredOn, ...body });

const REQUIRED = [
  'stage',
  'complaint-definition',
  'decision',
  'reasons',
  'remedy',
  'outstanding-actions',
  'how-to-escalate',
];
const ANSWER = {
  outcome: 'upheld',
  explanations: Object.fromEntries(REQUIRED.map((key) => [key, 'As found.'])),
  findings: [{ issue: 1, outcome: 'upheld' }],
};
const DEFINITION = { definition: { issues: [{ text: 'Damp' }] } };

/** As of code-2024, acknowledged and in the hands of somebody. */
const underTheCode = (receivedOn: string, acknowledgedOn: string, now?: string): Walk =>
  walkOf('code-2024', now)
    .log({ receivedOn })
    .act('acknowledgements', on(acknowledgedOn, DEFINITION))
    .act('assignments', on(acknowledgedOn, { person: 'h.one' }));

const EXTENSION = {
  reason: 'The surveyor is ill.',
  noticeGiven: true,
  ombudsmanContactGiven: true,
  updatePlan: { every: { amount: 5, unit: 'working-days' }, method: 'phone', agreed: true },
};

const departedFrom = (walk: Walk): string[] => walk.state.departures.map(({ code }) => code);

describe('the registry of refusals', () => {
  test('names for every rule that can be departed from an act, or none, whose effect is withheld', () => {
    const acts = COMMANDS.map(({ act }) => act);
    const withheld = RECORDABLE.flatMap((code) => [...REFUSALS[code].withholds] as string[]);
    expect(withheld.filter((act) => !acts.includes(act))).toEqual([]);
    expect(RECORDABLE).toContain('no_handler');
    expect(RECORDABLE).not.toContain('unknown_outcome');
  });
});

describe('a departure', () => {
  test('is refused without being named, and the refusal names every rule the act did not keep', () => {
    const walk = walkOf('code-2024').log({ receivedOn: '2025-05-01' });
    const answer = on('2025-06-20', { ...ANSWER, findings: [] });
    const refused = walk.refused('outcomes', answer);
    expect(refused).toMatchObject({ code: 'no_handler', kind: 'policy' });
    expect(refused.departures?.map(({ code }) => code)).toEqual(['no_handler']);
    walk.depart('outcomes', answer);
    expect(walk.state).toMatchObject({
      status: 'responded',
      departures: [
        { act: 'outcomes', stage: 'stage-1', on: '2025-06-20', code: 'no_handler', decidedBy: 'o.one' },
      ],
    });
    expect(walk.clock('respond', 'stage-1')).toMatchObject({ status: 'missed', metOn: '2025-06-20' });
    expect(walk.state).toEqual(walk.replayed);
  });

  test('HHS-15: several rules at once, each with its own place in the document', () => {
    const walk = walkOf('hhs').log({ receivedOn: '2025-03-03', loggedOn: '2025-03-03' });
    const refused = walk.refused('outcomes', on('2025-03-10', { method: 'phone' }));
    const met = refused.departures?.map(({ code }) => code) ?? [];
    expect(met).toEqual(expect.arrayContaining(['outcome_missing']));
    expect(met.length).toBeGreaterThan(1);
    walk.depart('outcomes', on('2025-03-10', { method: 'phone' }));
    expect(departedFrom(walk)).toEqual(met);
    expect(walk.state.stages[0]?.response).toMatchObject({ outcome: null });
    expect(walk.clock('respond', 'stage-1').status).toBe('met');
  });

  test('that nothing here departs by is refused, with those that are met', () => {
    const walk = underTheCode('2025-05-01', '2025-05-06');
    const departures = [{ code: 'no_handler', decidedBy: null, why: 'To be safe.' }];
    expect(walk.refused('outcomes', on('2025-05-19', { ...ANSWER, departures }))).toMatchObject({
      code: 'nothing_departed_from',
      errors: [{ pointer: '/departures/0/code' }],
    });
    expect(departedFrom(walk)).toEqual([]);
  });

  test('cannot name a code twice, a code that is none, or one that cannot be departed from', () => {
    const walk = underTheCode('2025-05-01', '2025-05-06');
    const twice = { code: 'no_handler', decidedBy: null, why: 'Once.' };
    for (const departures of [
      [twice, twice],
      [{ ...twice, code: 'not_at_this_point' }],
      [{ ...twice, code: 'x' }],
    ])
      expect(() => walk.try('outcomes', { outcome: 'upheld', departures })).toThrow();
  });

  test('does not help where the complaint is not at that point: that is no rule of the procedure', () => {
    const walk = underTheCode('2025-05-01', '2025-05-06').act('outcomes', on('2025-05-19', ANSWER));
    expect(walk.refused('outcomes', { outcome: 'upheld' }).departures).toBeUndefined();
  });

  test('is told as advice, with the provision of the Code behind it', () => {
    const walk = underTheCode('2025-05-01', '2025-05-06').act('outcomes', on('2025-05-19', ANSWER));
    walk.act('escalations', on('2025-06-02')).act('acknowledgements', on('2025-06-03', DEFINITION));
    walk.depart('assignments', on('2025-06-03', { person: 'h.one' }));
    expect(walk.advice).toContainEqual({
      code: 'departed',
      sentence:
        'On Tuesday 3 June 2025 Stage 2 departed from the procedure: The person is not independent of the complaint.',
      rule: { clause: expect.stringContaining('/independence/'), ids: expect.arrayContaining(['Code 6.13']) },
    });
  });

  test('can be known of acts that are not on offer, which the actions never name', () => {
    const walk = walkOf('code-2024').log({ receivedOn: '2025-05-01' });
    const { actions, recordable } = openActs(walk.state, walk.rules);
    expect(actions.map(({ act }) => act)).not.toContain('outcomes');
    const answer = recordable.find(({ command }) => command.act === 'outcomes');
    expect(answer?.departures.map(({ code }) => code)).toEqual(['no_handler']);
  });
});

describe('a departure never moves a date that the landlord owes', () => {
  test('example 13: an extension after the date is what it works to, and not what it is judged by', () => {
    const walk = underTheCode('2025-06-02', '2025-06-04', '2025-06-30T17:00:00Z');
    const late = on('2025-06-19', { ...EXTENSION, newDueOn: '2025-06-30' });
    expect(walk.refused('extensions', late).departures?.map(({ code }) => code)).toEqual([
      'extension_after_due_date',
    ]);
    walk.depart('extensions', late);
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: '2025-06-30',
      judgedOn: '2025-06-18',
      withheld: ['extension_after_due_date'],
    });
    walk.act('outcomes', on('2025-06-30', ANSWER));
    expect(walk.clock('respond', 'stage-1')).toMatchObject({ status: 'missed', judgedOn: '2025-06-18' });
    expect(walk.state).toEqual(walk.replayed);
  });

  test('example 15: past the cap without a good reason, it is judged by the last day the cap allows', () => {
    const walk = underTheCode('2025-06-02', '2025-06-04', '2025-07-04T17:00:00Z');
    walk.depart('extensions', on('2025-06-12', { ...EXTENSION, newDueOn: '2025-07-04' }));
    expect(departedFrom(walk)).toEqual(['extension_needs_good_reason']);
    expect(walk.clock('respond', 'stage-1')).toMatchObject({ dueOn: '2025-07-04', judgedOn: '2025-07-02' });
    walk.act('outcomes', on('2025-07-04', ANSWER));
    expect(walk.clock('respond', 'stage-1')).toMatchObject({ status: 'missed', judgedOn: '2025-07-02' });
  });

  test('example 18: a letter that extends what was never acknowledged gives no day', () => {
    const walk = walkOf('code-2024', '2026-04-16T09:00:00Z').log({ receivedOn: '2026-03-23' });
    walk.depart('extensions', on('2026-03-26', { ...EXTENSION, newDueOn: '2026-04-30' }));
    expect(departedFrom(walk)).toContain('no_date_to_extend');
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: '2026-04-30',
      judgedOn: '2026-04-15',
      status: 'missed',
    });
  });

  test('a second extension cannot give by the back door what the first was not given', () => {
    const walk = underTheCode('2025-06-02', '2025-06-04', '2025-07-16T09:00:00Z');
    walk.depart('extensions', on('2025-06-12', { ...EXTENSION, reason: undefined, newDueOn: '2025-06-30' }));
    walk.act(
      'extensions',
      on('2025-06-13', { ...EXTENSION, newDueOn: '2025-07-14', goodReason: 'Still ill.' }),
    );
    expect(departedFrom(walk)).toEqual(['extension_incomplete']);
    expect(walk.clock('respond', 'stage-1')).toMatchObject({ dueOn: '2025-07-14', judgedOn: '2025-07-02' });
  });

  test('a pause that the procedure does not have gives back no day, and the clock runs on', () => {
    const walk = underTheCode('2025-06-02', '2025-06-04', '2025-06-19T09:00:00Z');
    walk.depart('pauses', on('2025-06-06', { reason: 'awaiting-resident' }));
    const running = { judgedOn: '2025-06-18', dueOn: '2025-06-18', status: 'missed' };
    expect(walk.clock('respond', 'stage-1')).toMatchObject({ ...running, withheld: ['no_pause_in_policy'] });
    walk.act('resumptions', on('2025-06-16'));
    expect(walk.clock('respond', 'stage-1')).toMatchObject(running);
  });

  test('Code 2.1: a refusal on a reason that the procedure does not have ends no date', () => {
    const walk = underTheCode('2025-06-02', '2025-06-04', '2025-06-19T09:00:00Z');
    const refusal = {
      reason: 'too-many-calls',
      evidence: 'Forty calls.',
      decidedBy: 'o.one',
      ombudsmanRightTold: true,
    };
    walk.depart('refusals', on('2025-06-06', refusal));
    expect(walk.state.status).toBe('refused');
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      judgedOn: '2025-06-18',
      status: 'missed',
      stoppedOn: null,
      withheld: ['not_an_exclusion'],
    });
  });

  test('Code 5.11: the next stage refused for no reason of the procedure stays owed', () => {
    const walk = underTheCode('2025-05-01', '2025-05-06', '2025-08-01T09:00:00Z');
    walk.act('outcomes', on('2025-05-19', ANSWER)).act('escalations', on('2025-06-02'));
    const refusal = {
      accepted: false,
      refusal: 'enough-said',
      reason: 'We have said enough.',
      decidedBy: 'o.two',
    };
    walk.depart('escalation-decisions', on('2025-06-03', { ...refusal, ombudsmanRightTold: true }));
    expect(walk.state.status).toBe('responded');
    expect(walk.clock('respond', 'stage-2')).toMatchObject({ status: 'missed', stoppedOn: null });
    walk.act('escalations', on('2025-07-01'));
    expect(walk.clocks.filter(({ kind, stage }) => kind === 'respond' && stage === 'stage-2')).toMatchObject([
      { stoppedOn: '2025-07-01' },
      { stoppedOn: null },
    ]);
  });

  test('Code 6.6: closed before its window was over, the window and what was promised go on', () => {
    const walk = walkOf('westfield', '2025-03-24T09:00:00Z').log({ receivedOn: '2025-03-03' });
    walk.act('acknowledgements', on('2025-03-04')).act('outcomes', on('2025-03-14', { outcome: 'upheld' }));
    walk.depart('closures', on('2025-03-18', { reason: 'window-passed' }));
    expect(walk.state).toMatchObject({ status: 'closed' });
    expect(walk.clock('escalate', 'stage-1')).toMatchObject({ status: 'running', stoppedOn: null });
    walk.act('escalations', on('2025-03-20'));
    expect(walk.state.status).toBe('open');
  });

  test('SET-22: a later date by another contact is told to the resident, and it is judged by the first', () => {
    const walk = walkOf('settle', '2025-07-01T09:00:00Z').log({ receivedOn: '2025-04-07' });
    walk.act('outcomes', on('2025-04-14', { outcome: 'upheld' }));
    walk.act('escalations', on('2025-04-20', { grounds: ['not-addressed'] }));
    walk.act('contacts', on('2025-04-23', { confirmedDueOn: '2025-05-09' }));
    const later = on('2025-05-06', { confirmedDueOn: '2025-05-30' });
    expect(walk.refused('contacts', later)).toMatchObject({ code: 'date_already_confirmed' });
    walk.depart('contacts', later);
    expect(walk.clock('respond', 'review')).toMatchObject({ dueOn: '2025-05-30', judgedOn: '2025-05-09' });
  });
});
