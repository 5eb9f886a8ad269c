import { samePerson } from '../../../../src/policy/complaint/same-person';
import { type Body, procedure, Walk } from '../../support/walk';

/** Independence is by person, however the name was typed, and a decision belongs to somebody who was given the stage. */

const on = (occurredOn: string, body: Body = {}): Body => ({ occurredOn, ...body });

const policy = procedure({
  stages: [
    {
      key: 'one',
      name: 'One',
      handler: { roles: ['manager'], rules: ['WHO-1'] },
      escalation: { to: 'two' },
    },
    {
      key: 'two',
      name: 'Two',
      handler: {
        independence: [
          { test: 'not-previously-involved', rules: ['WHO-2'] },
          { test: 'more-senior-than-previous', rules: ['WHO-3'] },
        ],
        rules: ['WHO-4'],
      },
      escalation: { to: 'board' },
    },
    {
      key: 'board',
      name: 'The Board',
      kind: 'hearing',
      handler: {
        roles: ['board-member'],
        panel: { minimumMembers: 2 },
        independence: [{ test: 'not-previously-involved', rules: ['WHO-5'] }],
        rules: ['WHO-6'],
      },
    },
  ],
});

const atOne = (): Walk =>
  new Walk(policy)
    .log({ receivedOn: '2024-09-02' })
    .act('assignments', on('2024-09-02', { person: 'M. Silva', role: 'manager' }));
const atTwo = (): Walk =>
  atOne()
    .act('outcomes', on('2024-09-09', { outcome: 'not-upheld' }))
    .act('escalations', on('2024-09-16'));
const reviewed = (): Walk =>
  atTwo().act('assignments', on('2024-09-16', { person: 'd.two', seniorTo: ['m. silva'] }));
const atBoard = (): Walk =>
  reviewed()
    .act('outcomes', on('2024-09-23', { outcome: 'not-upheld' }))
    .act('escalations', on('2024-09-30'));
const heard = (): Walk =>
  atBoard().act('hearings', on('2024-10-07', { panel: [{ person: 'b.one' }, { person: 'B.Two' }] }));

test.each([
  ['M.Silva', 'm.silva', true],
  ['m.  silva', 'M. Silva', true],
  ['ｍ.silva', 'm.silva', true],
  ['m.silva', 'm.silver', false],
  ['m. silva', 'm.silva', false],
])('%s and %s are the same person: %s', (a, b, same) => {
  expect(samePerson(a, b)).toBe(same);
});

describe('however the name is typed', () => {
  test('WHO-2: who handled stage one does not review it', () => {
    expect(atTwo().refused('assignments', { person: 'm.  SILVA', seniorTo: ['M. Silva'] })).toMatchObject({
      code: 'reviewer_not_independent',
      rule: { ids: ['WHO-2'] },
      facts: { person: 'm.  SILVA' },
      allowed: { anyoneBut: ['M. Silva'] },
    });
  });

  test('WHO-3: rank is stated over the person, not over a spelling, and the record keeps the text as given', () => {
    expect(atTwo().refused('assignments', { person: 'd.two', seniorTo: ['m.silver'] })).toMatchObject({
      code: 'reviewer_not_more_senior',
      rule: { ids: ['WHO-3'] },
    });
    expect(reviewed().state.stages[1]?.assignments).toMatchObject([
      { person: 'd.two', seniorTo: ['m. silva'] },
    ]);
  });

  test('WHO-5: no one sits on the panel twice, or after having reviewed', () => {
    const walk = atBoard();
    expect(walk.refused('hearings', { panel: [{ person: 'b.one' }, { person: 'B.ONE' }] })).toMatchObject({
      code: 'same_person_twice',
      errors: [{ pointer: '/panel/1/person' }],
    });
    expect(walk.refused('hearings', { panel: [{ person: 'b.one' }, { person: 'D.Two' }] })).toMatchObject({
      code: 'reviewer_not_independent',
      rule: { ids: ['WHO-5'] },
    });
  });
});

describe('who decided', () => {
  test('WHO-1: somebody who was never given the stage does not decide it, whatever their rank', () => {
    const walk = atOne();
    expect(walk.refused('outcomes', { outcome: 'upheld', decidedBy: 'f.desk' })).toMatchObject({
      kind: 'policy',
      code: 'decider_not_assigned',
      rule: { clause: '/stages/0/handler', ids: ['WHO-1'] },
      allowed: { decidedBy: ['M. Silva'] },
      errors: [{ pointer: '/decidedBy', detail: 'must be one of M. Silva' }],
    });
    walk.act('outcomes', on('2024-09-09', { outcome: 'upheld', decidedBy: 'm. silva' }));
    expect(walk.state.stages[0]?.response?.decidedBy).toBe('m. silva');
  });

  test('WHO-4: an earlier handler of the same stage may still decide it', () => {
    const walk = reviewed().act(
      'assignments',
      on('2024-09-18', { person: 'd.three', seniorTo: ['M. Silva'] }),
    );
    walk.act('outcomes', on('2024-09-23', { outcome: 'upheld', decidedBy: 'd.two' }));
    expect(walk.state.stages[1]?.response?.decidedBy).toBe('d.two');
  });

  test('WHO-1: nor does somebody who was given it only later', () => {
    const walk = atOne().act('assignments', on('2024-09-05', { person: 'n.new', role: 'manager' }));
    expect(
      walk.refused('outcomes', on('2024-09-04', { outcome: 'upheld', decidedBy: 'n.new' })),
    ).toMatchObject({
      code: 'decider_not_assigned',
      detail: expect.stringContaining('on Wednesday 4 September 2024'),
      rule: { ids: ['WHO-1'] },
      allowed: { decidedBy: ['M. Silva'] },
    });
  });

  test('where the policy says nothing of the handler, anyone may be named', () => {
    const open = procedure({ stages: [{ key: 'one', name: 'One' }] });
    const walk = new Walk(open)
      .log({ receivedOn: '2024-09-02' })
      .act('outcomes', on('2024-09-09', { outcome: 'upheld', decidedBy: 'x.any' }));
    expect(walk.state.stages[0]?.response?.decidedBy).toBe('x.any');
  });

  test('WHO-6: at a hearing it is a member of the panel, or the panel as a whole', () => {
    expect(heard().refused('outcomes', { outcome: 'upheld', decidedBy: 'd.two' })).toMatchObject({
      code: 'decider_not_on_panel',
      rule: { clause: '/stages/2/handler', ids: ['WHO-6'] },
      allowed: { decidedBy: ['b.one', 'B.Two'] },
      errors: [{ pointer: '/decidedBy' }],
    });
    const handled = atBoard()
      .act('assignments', on('2024-10-01', { person: 'b.clerk', role: 'board-member' }))
      .act('hearings', on('2024-10-07', { panel: [{ person: 'b.one' }, { person: 'B.Two' }] }));
    expect(handled.refused('outcomes', { outcome: 'upheld', decidedBy: 'b.clerk' })).toMatchObject({
      code: 'decider_not_on_panel',
    });
    handled.act('outcomes', on('2024-10-14', { outcome: 'upheld' }));
    expect(handled.state.stages[2]?.response?.decidedBy).toBeNull();
    expect(
      heard().act('outcomes', on('2024-10-14', { outcome: 'upheld', decidedBy: 'b.two' })).state.status,
    ).toBe('responded');
  });
});
