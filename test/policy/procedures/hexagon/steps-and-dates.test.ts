import { procedure } from '../limit-terms';
import { type Walk, walkOf } from '../../support/walk';

const BOARD = [
  { person: 'b.one', role: 'board-member' },
  { person: 'b.two', role: 'board-member' },
];

const atStage1 = (receivedOn: string): Walk =>
  walkOf('hexagon')
    .log({ receivedOn, stage: 'stage-1' })
    .act('assignments', { person: 'm.one', role: 'service-manager', occurredOn: receivedOn });

const answeredAtStage1 = (receivedOn: string, answeredOn: string): Walk =>
  atStage1(receivedOn).act('outcomes', { outcome: 'not-upheld', method: 'letter', occurredOn: answeredOn });

const atStage2 = (requestedOn: string): Walk =>
  answeredAtStage1('2024-09-02', '2024-09-23')
    .act('escalations', { occurredOn: requestedOn })
    .act('assignments', { person: 'd.two', seniorTo: ['m.one'], occurredOn: requestedOn });

const atStage3 = (): Walk =>
  atStage2('2024-10-01')
    .act('outcomes', { outcome: 'not-upheld', occurredOn: '2024-10-22' })
    .act('escalations', { occurredOn: '2024-11-01' });

describe('Hexagon, from the first complaint to the Board', () => {
  test('HEX-18, HEX-19, HEX-21: received 3 September 2012, each step on its last day', () => {
    const walk = atStage1('2012-09-03');
    expect(walk.due('respond', 'stage-1')).toBe('2012-09-24');
    walk.act('outcomes', { outcome: 'not-upheld', occurredOn: '2012-09-24' });
    expect(walk.due('escalate', 'stage-1')).toBe('2012-10-24');
    walk.act('escalations', { occurredOn: '2012-10-24' });
    expect(walk.due('respond', 'stage-2')).toBe('2012-11-14');
  });

  test('HEX-18, HEX-19, HEX-21: received 10 December 2012, over Christmas; 30 days end on a Saturday', () => {
    const walk = atStage1('2012-12-10');
    expect(walk.due('respond', 'stage-1')).toBe('2013-01-03');
    walk.act('outcomes', { outcome: 'not-upheld', occurredOn: '2013-01-03' });
    expect(walk.due('escalate', 'stage-1')).toBe('2013-02-04');
    expect(walk.alternatives('escalate', 'stage-1', 'thirty-days')).toEqual(['2013-02-14', '2013-02-02']);
    walk.act('escalations', { occurredOn: '2013-02-02' });
    expect(walk.due('respond', 'stage-2')).toBe('2013-02-22');
  });

  test('HEX-19: calendar or working days move the window by twelve days', () => {
    const walk = answeredAtStage1('2024-12-16', '2025-01-08');
    expect(walk.due('escalate', 'stage-1')).toBe('2025-02-07');
    expect(walk.alternatives('escalate', 'stage-1', 'thirty-days')).toEqual(['2025-02-19', '2025-02-07']);
  });

  test('HEX-19: the window opens when the response is received; from its sending it would end sooner', () => {
    const walk = atStage1('2024-09-02').act('outcomes', {
      outcome: 'not-upheld',
      method: 'letter',
      occurredOn: '2024-09-19',
      receivedOn: '2024-09-23',
    });
    expect(walk.due('escalate', 'stage-1')).toBe('2024-10-23');
    expect(walk.alternatives('escalate', 'stage-1', 'thirty-days-start')).toEqual(['2024-10-21']);
  });

  test('HEX-18: the response of Stage 1 says in one sentence how its date came about', () => {
    expect(atStage1('2012-12-10').clock('respond', 'stage-1').sentence).toBe(
      'The response at Stage 1 was due by Thursday 3 January 2013, which is 15 working days after the complaint was received on Monday 10 December 2012, leaving out 6 weekend days, Tuesday 25 December 2012 (Christmas Day, bank holiday), Wednesday 26 December 2012 (Boxing Day, bank holiday) and Tuesday 1 January 2013 (New Year’s Day, bank holiday). It has not been given.',
    );
  });

  test('HEX-15, HEX-16: the Initial Stage has no clock, and Stage 1 counts from the formal complaint', () => {
    const walk = walkOf('hexagon').log({ receivedOn: '2024-09-02' });
    expect(walk.state.stages[0]?.stage).toBe('initial');
    expect(walk.clock('respond', 'initial')).toMatchObject({
      dueOn: null,
      limit: null,
      status: 'undated',
      waitsSince: '2024-09-02',
    });
    expect(walk.clock('respond', 'initial').rule.ids).toEqual(['HEX-16']);
    walk.act('escalations', { occurredOn: '2024-09-16' });
    expect(walk.due('respond', 'stage-1')).toBe('2024-10-07');
    expect(walk.alternatives('respond', 'stage-1', 'stage-1-start')).toEqual(['2024-09-23']);
  });

  test('HEX-16: the Initial Stage is for front-line staff, who try to resolve it', () => {
    const walk = walkOf('hexagon').log({ receivedOn: '2024-09-02' });
    expect(walk.refused('assignments', { person: 'm.one', role: 'service-manager' })).toMatchObject({
      code: 'role_may_not_handle',
      rule: { clause: '/stages/0/handler/roles', ids: ['HEX-16'] },
      allowed: { role: ['front-line-staff'] },
    });
    walk.act('assignments', { person: 'f.one', role: 'front-line-staff', occurredOn: '2024-09-02' });
    expect(walk.state.stages[0]?.assignments).toHaveLength(1);
  });

  test('HEX-20: who is not satisfied with Stage 1 comes to Stage 2, and the rule stands with that stage', () => {
    const walk = atStage2('2024-10-01');
    expect(walk.state.stages.at(-1)?.stage).toBe('stage-2');
    const { stages } = walk.rules.policy;
    expect(stages.map(({ key, rules }) => [key, rules])).toEqual([
      ['initial', ['HEX-15', 'HEX-16']],
      ['stage-1', ['HEX-15', 'HEX-17']],
      ['stage-2', ['HEX-15', 'HEX-20']],
      ['stage-3', ['HEX-15', 'HEX-23']],
    ]);
  });

  test('HEX-21: from the appointment of the senior manager is the other reading of Stage 2', () => {
    const walk = answeredAtStage1('2024-09-02', '2024-09-23')
      .act('escalations', { occurredOn: '2024-10-01' })
      .act('assignments', { person: 'd.two', seniorTo: ['m.one'], occurredOn: '2024-10-09' });
    expect(walk.due('respond', 'stage-2')).toBe('2024-10-22');
    expect(walk.alternatives('respond', 'stage-2', 'stage-2-start')).toEqual(['2024-10-30']);
  });
});

describe('Hexagon, what is out of time or excluded', () => {
  const refusal = {
    reason: 'out-of-time',
    evidence: 'It happened in 2023.',
    decidedBy: 'o.one',
    ombudsmanRightTold: true,
    occurredOn: '2024-09-03',
  };
  const about = (incident: Record<string, string>): Walk =>
    walkOf('hexagon').log({ receivedOn: '2024-09-02', channel: 'phone', stage: 'stage-1', incident });

  test('HEX-10: exactly one year is still in', () => {
    const walk = about({ occurredOn: '2023-09-02' });
    expect(walk.refused('refusals', refusal)).toMatchObject({ code: 'not_out_of_time', kind: 'policy' });
    expect(walk.advice.map(({ code }) => code)).toEqual(['nobody_assigned']);
  });

  test('HEX-10: a year and a day is out if it was not reported before, and no record of discretion is asked for', () => {
    const walk = about({ occurredOn: '2023-09-01', reportedOn: '2024-09-02' });
    expect(walk.advice.map(({ code }) => code)).toEqual(['out_of_time', 'nobody_assigned']);
    expect(walk.act('refusals', refusal).state.status).toBe('refused');
  });

  test('HEX-10: when an old matter was first reported is asked for, and never taken to be too late', () => {
    const walk = about({ occurredOn: '2023-09-01' });
    const asked =
      'It had to be complained of by Sunday 1 September 2024. Whether it is in time cannot be told without the day on which it was first reported; if it never was before, that is the day the complaint came.';
    expect(walk.advice[0]).toMatchObject({ code: 'cannot_tell', sentence: asked });
    expect(walk.refused('refusals', refusal)).toMatchObject({
      code: 'dates_unknown',
      detail: asked,
      allowed: { incident: ['reported'] },
    });
  });

  test('HEX-10: that a report within the year was not "at the time" is a judgement, which is said and kept', () => {
    const walk = about({ occurredOn: '2023-08-01', reportedOn: '2024-07-01' });
    expect(walk.refused('refusals', refusal)).toMatchObject({
      code: 'not_out_of_time',
      allowed: { notReportedAtTheTime: expect.any(String) },
    });
    walk.act('refusals', { ...refusal, notReportedAtTheTime: true });
    expect(walk.state.refusal).toMatchObject({ reason: 'out-of-time', notReportedAtTheTime: true });
    const early = about({ occurredOn: '2024-01-08' });
    expect(early.refused('refusals', { ...refusal, notReportedAtTheTime: true }).code).toBe(
      'not_out_of_time',
    );
  });

  test('HEX-10: an old matter that was reported at the time stays in', () => {
    const walk = about({ occurredOn: '2020-03-02', reportedOn: '2020-03-04' });
    expect(walk.refused('refusals', refusal)).toMatchObject({
      code: 'not_out_of_time',
      rule: { clause: '/intake/timeLimit', ids: ['HEX-10'] },
    });
  });

  test('HEX-10: without the day it happened nobody can call it out of time', () => {
    const refused = about({}).refused('refusals', refusal);
    expect(refused).toMatchObject({ code: 'dates_unknown', allowed: { incident: ['occurred'] } });
    expect(refused.detail).toBe('Whether it is in time cannot be told without the day on which it happened.');
  });

  test.each([
    ['HEX-11', 'policy-decision'],
    ['HEX-12', 'considered-by-court'],
    ['HEX-12', 'considered-by-ombudsman'],
  ])('%s: %s is a reason to refuse', (_rule, reason) => {
    const exception = 'Nobody says that it was not properly arrived at.';
    expect(about({}).act('refusals', { ...refusal, reason, exception }).state.refusal).toMatchObject({
      reason,
    });
  });

  test('HEX-11: the exception, that it was not properly arrived at, cannot be passed over in silence', () => {
    const walk = about({});
    const incomplete = walk.refused('refusals', { ...refusal, reason: 'policy-decision' });
    expect(incomplete).toMatchObject({
      code: 'refusal_incomplete',
      rule: { clause: '/intake/exclusions/0', ids: ['HEX-11', 'Code 2.4'] },
      errors: [
        {
          pointer: '/exception',
          detail:
            'is missing: say why this does not hold: The complaint is that the decision was not properly arrived at.',
        },
      ],
    });
    const exception = 'The minutes of the Board are not disputed.';
    walk.act('refusals', { ...refusal, reason: 'policy-decision', exception });
    expect(walk.state.refusal).toMatchObject({ exceptionConsidered: true });
    const other = about({}).act('refusals', { ...refusal, reason: 'considered-by-court' });
    expect(other.state.refusal).toMatchObject({ exceptionConsidered: null });
  });

  test('HEX-11, HEX-12: any other reason is no reason', () => {
    expect(about({}).refused('refusals', { ...refusal, reason: 'nuisance' })).toMatchObject({
      code: 'not_an_exclusion',
      allowed: {
        reason: ['policy-decision', 'considered-by-court', 'considered-by-ombudsman'],
      },
    });
  });

  test('HEX-16: a complaint tried at the informal Initial Stage can still be refused at Stage 1, not at Stage 2', () => {
    const walk = walkOf('hexagon')
      .log({ receivedOn: '2024-09-02' })
      .act('escalations', { occurredOn: '2024-09-09' });
    expect(
      walk.act('refusals', { ...refusal, reason: 'considered-by-court', occurredOn: '2024-09-10' }).state
        .status,
    ).toBe('refused');
    expect(
      atStage2('2024-10-01').refused('refusals', { ...refusal, reason: 'policy-decision' }),
    ).toMatchObject({
      code: 'already_taken',
    });
  });
});

describe('Hexagon, the way up', () => {
  test('HEX-18: an answer told by telephone stands as told, and no written day is made up for it', () => {
    const told = (method: string) =>
      atStage1('2012-09-03').act('outcomes', { outcome: 'upheld', method, occurredOn: '2012-09-24' }).state
        .stages[0]?.response;
    expect(told('phone')).toMatchObject({ sentOn: '2012-09-24', writtenOn: null });
    expect(told('letter')).toMatchObject({ sentOn: '2012-09-24', writtenOn: '2012-09-24' });
  });

  test('HEX-17: Stage 1 is the service manager’s, and is not answered before someone has it', () => {
    const walk = walkOf('hexagon').log({ receivedOn: '2024-09-02', stage: 'stage-1' });
    expect(walk.refused('outcomes', { outcome: 'upheld' })).toMatchObject({ code: 'no_handler' });
    expect(walk.refused('assignments', { person: 'f.one', role: 'front-line-staff' })).toMatchObject({
      code: 'role_may_not_handle',
      rule: { clause: '/stages/1/handler/roles', ids: ['HEX-17'] },
      allowed: { role: ['service-manager'] },
    });
  });

  test('HEX-19: a request on the last day is in the window; a day later it waits, or discretion was used', () => {
    const walk = answeredAtStage1('2012-09-03', '2012-09-24');
    const waits = answeredAtStage1('2012-09-03', '2012-09-24').act('escalations', {
      occurredOn: '2012-10-25',
    });
    expect(waits.state.status).toBe('escalation-requested');
    expect(waits.advice).toContainEqual(
      expect.objectContaining({
        code: 'late_request',
        rule: { clause: '/stages/1/escalation/within', ids: ['HEX-19'] },
      }),
    );
    const late = { occurredOn: '2012-10-25', lateDiscretion: { decidedBy: 'o.one', reason: 'In hospital' } };
    expect(walk.refused('escalations', { ...late, occurredOn: '2012-10-24' })).toMatchObject({
      code: 'not_late',
    });
    walk.act('escalations', late);
    expect(walk.clock('escalate', 'stage-1').status).toBe('missed');
    expect(walk.state.stages[1]?.stage).toBe('stage-2');
  });

  test('HEX-20: the reviewer of Stage 2 is more senior than who answered Stage 1, and another person', () => {
    const walk = answeredAtStage1('2024-09-02', '2024-09-23').act('escalations', {
      occurredOn: '2024-10-01',
    });
    const rule = { clause: '/stages/2/handler/independence/0', ids: ['HEX-20'] };
    expect(walk.refused('outcomes', { outcome: 'upheld' })).toMatchObject({ code: 'no_handler' });
    expect(walk.refused('assignments', { person: 'm.one', seniorTo: ['m.one'] })).toMatchObject({
      detail: 'm.one handled the stage before; it has to be somebody more senior.',
      allowed: { anyoneBut: ['m.one'] },
      errors: [{ pointer: '/person' }],
    });
    for (const body of [
      { person: 'd.two' },
      { person: 'd.two', seniorTo: ['x.nine'] },
      { person: 'm.one', seniorTo: ['m.one'] },
    ]) {
      expect(walk.refused('assignments', body)).toMatchObject({ code: 'reviewer_not_more_senior', rule });
    }
    walk.act('assignments', { person: 'd.two', seniorTo: ['m.one'] });
    expect(walk.state.stages[1]?.assignments[0]?.person).toBe('d.two');
  });

  test('HEX-20: a decision by somebody who never had the case is refused where it stands', () => {
    expect(
      atStage2('2024-10-01').refused('outcomes', { outcome: 'upheld', decidedBy: 'm.one' }).errors,
    ).toMatchObject([{ pointer: '/decidedBy' }]);
  });

  test('HEX-27: no extension and no acknowledgement date exist', () => {
    const walk = atStage1('2024-09-02');
    expect(walk.refused('extensions', { newDueOn: '2024-10-01' })).toMatchObject({
      code: 'no_extension_in_policy',
    });
    expect(walk.clock('acknowledge', 'stage-1')).toMatchObject({
      dueOn: null,
      rule: { ids: ['HEX-27'] },
      sentence: 'The acknowledgement at Stage 1 has no time limit under this procedure.',
    });
    expect(walk.offered).not.toContain('extensions');
  });

  test('HEX-18: a response one day late is missed, on the day it is met', () => {
    const walk = answeredAtStage1('2012-09-03', '2012-09-25');
    expect(walk.clock('respond', 'stage-1')).toMatchObject({ status: 'missed', workingDaysTaken: 16 });
    expect(answeredAtStage1('2012-09-03', '2012-09-24').clock('respond', 'stage-1').status).toBe('met');
  });
});

describe('Hexagon, the Board panel', () => {
  test('HEX-22: the window to Stage 3 is 30 days from the response of Stage 2', () => {
    const walk = atStage2('2024-10-01').act('outcomes', { outcome: 'not-upheld', occurredOn: '2024-10-22' });
    expect(walk.due('escalate', 'stage-2')).toBe('2024-11-21');
    walk.act('escalations', { occurredOn: '2024-11-22' });
    expect(walk.state).toMatchObject({ status: 'escalation-requested' });
    expect(walk.advice.map(({ code }) => code)).toContain('late_request');
  });

  test('HEX-23: Stage 3 has no deadline, before the hearing, after it is arranged, and after it was held', () => {
    const walk = atStage3();
    const none = { dueOn: null, originalDueOn: null, limit: null, status: 'undated' };
    expect(walk.clock('respond', 'stage-3')).toMatchObject({ ...none, rule: { ids: ['HEX-23'] } });
    walk.act('hearings', { arrangedFor: '2025-03-12', occurredOn: '2024-11-11' });
    expect(walk.state.stages.at(-1)?.hearing.arrangedFor).toBe('2025-03-12');
    expect(walk.clock('respond', 'stage-3')).toMatchObject(none);
    walk.act('hearings', { panel: BOARD, occurredOn: '2025-03-12' });
    expect(walk.clock('respond', 'stage-3')).toMatchObject(none);
  });

  test('HEX-23: the outcome of Stage 3 follows the hearing', () => {
    const walk = atStage3();
    expect(walk.refused('outcomes', { outcome: 'upheld' })).toMatchObject({
      code: 'hearing_not_held',
      allowed: { act: 'hearings' },
    });
    walk.act('hearings', { panel: BOARD, occurredOn: '2025-03-12' });
    expect(walk.refused('outcomes', { outcome: 'upheld', occurredOn: '2025-03-11' })).toMatchObject({
      code: 'before_the_act_it_follows',
    });
    walk.act('outcomes', { outcome: 'upheld', occurredOn: '2025-03-14' });
    expect(walk.state.status).toBe('responded');
    expect(walk.refused('escalations')).toMatchObject({ code: 'final_stage' });
  });

  test('HEX-22: members of the Board sit; a hearing belongs to Stage 3 and says either when or who', () => {
    const walk = atStage3();
    expect(walk.refused('hearings', { panel: [{ person: 'm.one', role: 'service-manager' }] })).toMatchObject(
      {
        code: 'role_may_not_handle',
        errors: [{ pointer: '/panel/0/role' }],
      },
    );
    expect(walk.refused('hearings', {})).toMatchObject({ code: 'arranged_or_held' });
    expect(walk.refused('hearings', { arrangedFor: '2025-03-12', panel: BOARD })).toMatchObject({
      code: 'arranged_or_held',
    });
    expect(walk.refused('hearings', { arrangedFor: '2024-10-31' })).toMatchObject({
      code: 'before_the_act_it_follows',
    });
    expect(atStage1('2024-09-02').refused('hearings', { arrangedFor: '2025-03-12' })).toMatchObject({
      code: 'no_hearing_at_this_stage',
      allowed: { stages: ['stage-3'] },
    });
  });

  test('HEX-22, HEX-23: it takes a Board panel, of which the page gives no number', () => {
    expect(procedure('hexagon').stages[3]?.handler?.panel).toEqual({
      minimumMembers: 1,
      rules: ['HEX-22', 'HEX-23'],
      text: 'A Board panel; no number of members is stated.',
    });
    // One member is the fewest that can be called a panel; where a landlord names a number, fewer are refused.
    const three = structuredClone(procedure('hexagon'));
    const handler = three.stages[3]?.handler;
    if (handler?.panel) handler.panel.minimumMembers = 3;
    const walk = atStage3();
    walk.rules = { ...walk.rules, policy: three };
    expect(walk.refused('hearings', { panel: BOARD })).toMatchObject({
      code: 'panel_too_small',
      rule: { clause: '/stages/3/handler/panel', ids: ['HEX-22', 'HEX-23'] },
      allowed: { minimumMembers: 3 },
    });
  });

  test('HEX-24: the ombudsman follows Stage 3 without a wait, and may be asked for advice before', () => {
    const walk = atStage3();
    const investigation = { to: 'housing-ombudsman', purpose: 'investigation' };
    walk.act('referrals', { ...investigation, occurredOn: '2025-03-01' });
    expect(walk.state.referrals.at(-1)).toMatchObject({ beforeExhaustion: true, policyEarliestOn: null });
    walk.act('referrals', { to: 'housing-ombudsman', purpose: 'advice' });
    walk
      .act('hearings', { panel: BOARD, occurredOn: '2025-03-12' })
      .act('outcomes', { outcome: 'not-upheld', occurredOn: '2025-03-14' });
    expect(walk.clock('refer', 'stage-3')).toMatchObject({
      policyEarliestOn: '2025-03-14',
      schemeEarliestOn: '2025-03-14',
      status: 'running',
    });
    walk.act('referrals', { ...investigation, occurredOn: '2025-03-20' });
    expect(walk.state.referrals.at(-1)).toMatchObject({ beforePolicyWait: false });
    expect(walk.clock('refer', 'stage-3')).toMatchObject({ status: 'met', metOn: '2025-03-20' });
  });

  test('HEX-24: before October 2022 the scheme itself still asked for eight weeks', () => {
    const walk = walkOf('hexagon')
      .log({ receivedOn: '2012-09-03', stage: 'stage-1' })
      .act('assignments', { person: 'm.one', role: 'service-manager', occurredOn: '2012-09-03' })
      .act('outcomes', { outcome: 'not-upheld', occurredOn: '2012-09-24' })
      .act('escalations', { occurredOn: '2012-10-01' })
      .act('assignments', { person: 'd.two', seniorTo: ['m.one'], occurredOn: '2012-10-01' })
      .act('outcomes', { outcome: 'not-upheld', occurredOn: '2012-10-15' })
      .act('escalations', { occurredOn: '2012-10-22' })
      .act('hearings', { panel: BOARD, occurredOn: '2012-12-03' })
      .act('outcomes', { outcome: 'not-upheld', occurredOn: '2012-12-05' });
    expect(walk.clock('refer', 'stage-3')).toMatchObject({
      policyEarliestOn: '2012-12-05',
      schemeEarliestOn: '2013-01-30',
    });
  });

  test('HEX-23, HEX-24: closed as exhausted only once the Board has answered', () => {
    const early = atStage2('2024-10-01').act('outcomes', { outcome: 'not-upheld', occurredOn: '2024-10-22' });
    expect(
      early.refused('closures', { reason: 'procedure-exhausted', occurredOn: '2024-10-23' }),
    ).toMatchObject({
      code: 'reason_not_true',
    });
    expect(early.refused('closures', { reason: 'window-passed', occurredOn: '2024-11-21' })).toMatchObject({
      code: 'window_open',
      facts: { until: '2024-11-21' },
    });
    expect(early.act('closures', { reason: 'window-passed', occurredOn: '2024-11-22' }).state.status).toBe(
      'closed',
    );
    const done = atStage3()
      .act('hearings', { panel: BOARD, occurredOn: '2025-03-12' })
      .act('outcomes', { outcome: 'not-upheld', occurredOn: '2025-03-14' })
      .act('closures', { reason: 'procedure-exhausted', occurredOn: '2025-03-17' });
    expect(done.state).toMatchObject({ status: 'closed', closedOn: '2025-03-17' });
    expect(done.state).toEqual(done.replayed);
  });
});
