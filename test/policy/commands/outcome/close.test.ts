import { type Body, procedure, Walk, walkOf } from '../../support/walk';

const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const answered = (closure: Body | null): Walk =>
  new Walk(
    procedure({
      regime: 'housing-ombudsman',
      closure,
      stages: [
        { key: 'stage-1', name: 'Stage 1', escalation: { to: 'stage-2', decision: { needed: 'always' } } },
        { key: 'stage-2', name: 'Stage 2' },
      ],
    }),
  )
    .log({ receivedOn: '2024-09-02' })
    .act('outcomes', on('2024-09-16', { outcome: 'not-upheld', method: 'email' }));
const repair = on('2024-09-16', { type: 'action', what: 'Paint', dueOn: '2024-10-31' });
const silence = { amount: 20, unit: 'working-days', from: 'response-sent' };
const onSilence = { when: 'on-silence', silence, rules: ['INV-9'] };
const heard = (lastHeardOn: string) => ({ reason: 'silence', lastHeardOn });

describe('closing on silence', () => {
  test('INV-9: it says from which day, and on the day before that it is refused with the day', () => {
    const walk = answered(onSilence);
    const refusal = walk.refused('closures', on('2024-10-14', heard('2024-09-02')));
    expect(refusal).toMatchObject({
      code: 'silence_not_over',
      detail:
        'If nothing is heard from the resident, who was last answered or heard on Monday 16 September 2024, the complaint can be closed from Tuesday 15 October 2024.',
      rule: { clause: '/closure', ids: ['INV-9'] },
      allowed: { from: '2024-10-15' },
    });
    walk.act('closures', on('2024-10-15', heard('2024-09-02')));
    expect(walk.state).toMatchObject({ status: 'closed', closedOn: '2024-10-15' });
    expect(walk.events.at(-1)?.data).toEqual({
      stage: 'stage-1',
      reason: 'silence',
      lastHeardOn: '2024-09-02',
      into: null,
    });
  });

  test('Code 6.6: where the document says so, silence too closes nothing while a remedy is to be done', () => {
    const walk = answered({ ...onSilence, keepsOpenForActions: true }).act('remedies', repair);
    const closing = on('2024-10-15', heard('2024-09-02'));
    expect(walk.refused('closures', closing).code).toBe('remedies_open');
    expect(walk.refused('closures', on('2024-10-15', { reason: 'resident-satisfied' })).code).toBe(
      'remedies_open',
    );
    walk.act('remedies/{n}/completions', on('2024-10-14', { n: 1 }));
    expect(walk.act('closures', closing).state.status).toBe('closed');
  });

  test('whatever the resident did starts the time anew: a call that is not on record, and a request that was refused', () => {
    expect(answered(onSilence).refused('closures', on('2024-10-15', heard('2024-09-20'))).allowed).toEqual({
      from: '2024-10-19',
    });
    const asked = answered(onSilence)
      .act('escalations', on('2024-09-23'))
      .act(
        'escalation-decisions',
        on('2024-09-24', {
          accepted: false,
          reason: 'Answered.',
          decidedBy: 'o.one',
          ombudsmanRightTold: true,
        }),
      );
    expect(asked.refused('closures', on('2024-10-15', heard('2024-09-02'))).allowed).toEqual({
      from: '2024-10-22',
    });
  });

  test('somebody has to have looked when the resident was last heard, and that day has to be possible', () => {
    const walk = answered(onSilence);
    expect(walk.refused('closures', { reason: 'silence' })).toMatchObject({
      code: 'last_heard_missing',
      errors: [{ pointer: '/lastHeardOn' }],
    });
    expect(walk.refused('closures', on('2024-11-01', heard('2024-09-01'))).errors).toMatchObject([
      { pointer: '/lastHeardOn' },
    ]);
    expect(walk.refused('closures', on('2024-11-01', heard('2024-11-02'))).code).toBe(
      'before_the_act_it_follows',
    );
    expect(walk.refused('closures', { reason: 'resident-satisfied', lastHeardOn: '2024-09-20' }).code).toBe(
      'not_silence',
    );
  });

  test('Code 6.6: a policy that does not close on silence or on its response refuses both', () => {
    for (const closure of [null, { when: 'on-actions-complete' }]) {
      for (const reason of ['silence', 'answered']) {
        expect(answered(closure).refused('closures', { reason })).toMatchObject({
          code: 'closure_not_in_policy',
          rule: { clause: '/closure', ids: ['Code 6.6'] },
        });
      }
    }
    const code = walkOf('code-2024').rules.policy;
    expect(code.closure?.when ?? null).not.toBe('on-silence');
  });

  test('a document that closes on silence says how long, and no other says it', () => {
    expect(() => answered({ when: 'on-silence' })).toThrow('says how long nothing must be heard');
    expect(() => answered({ when: 'on-response', silence })).toThrow('counts for nothing');
  });
});

test('closing on the response: the answer is enough, and a remedy outlives it', () => {
  const walk = answered({ when: 'on-response' }).act('remedies', repair);
  walk.act('closures', on('2024-09-17', { reason: 'answered' }));
  expect(walk.clock('remedy', 'stage-1')).toMatchObject({ dueOn: '2024-10-31', stoppedOn: null });
});

test('Code 6.6: closing once all is done: while a remedy is open no reason will do, and none is offered', () => {
  const walk = answered({ when: 'on-actions-complete' }).act('remedies', repair);
  expect(walk.refused('closures', { reason: 'resident-satisfied' })).toMatchObject({
    code: 'remedies_open',
    allowed: { n: [1] },
  });
  expect(walk.offered).not.toContain('closures');
  walk.act('remedies/{n}/completions', on('2024-10-01', { n: 1 }));
  expect(walk.offered).toContain('closures');
  walk.act('closures', on('2024-10-01', { reason: 'actions-complete' }));
  expect(walk.state.status).toBe('closed');
});
