import { type Walk, walkOf } from '../../support/walk';

const DEFINITION = { issues: [{ text: 'Damp' }, { text: 'Missed visits' }], outcomesSought: 'A repair' };
const SECTIONS = ['stage', 'complaint-definition', 'decision', 'reasons', 'remedy', 'outstanding-actions'];
const said = (last: string): Record<string, string> =>
  Object.fromEntries([...SECTIONS, last].map((key) => [key, `The ${key}.`]));
const FINDINGS = [
  { issue: 1, outcome: 'upheld' },
  { issue: 2, outcome: 'not-upheld' },
];
const ANSWER = {
  outcome: 'partially-upheld',
  method: 'letter',
  explanations: said('how-to-escalate'),
  findings: FINDINGS,
};
const FINAL = { ...ANSWER, explanations: said('how-to-reach-ombudsman') };
const NOTICE = { reason: 'The surveyor is away.', ombudsmanContactGiven: true };

const acknowledged = (receivedOn: string, occurredOn: string): Walk =>
  walkOf('code-2024').log({ receivedOn }).act('acknowledgements', { definition: DEFINITION, occurredOn });

const handled = (): Walk =>
  acknowledged('2024-06-03', '2024-06-04').act('assignments', { person: 'p.one', occurredOn: '2024-06-04' });

const atStage2 = (requestedOn: string): Walk =>
  handled()
    .act('outcomes', { ...ANSWER, occurredOn: '2024-06-18' })
    .act('escalations', { occurredOn: requestedOn });

const LATE = '2027-03-01T09:00:00Z';

describe('the Code’s timeline at stage 1', () => {
  test.each([
    ['2024-04-01', '2024-04-02', '2024-04-08', '2024-04-16', '2024-04-22', '2024-05-07'],
    ['2024-05-03', '2024-05-07', '2024-05-13', '2024-05-21', '2024-05-28', '2024-06-11'],
    ['2024-05-24', '2024-05-28', '2024-06-03', '2024-06-11', '2024-06-17', '2024-07-01'],
    ['2024-06-08', '2024-06-10', '2024-06-14', '2024-06-24', '2024-06-28', '2024-07-12'],
    ['2024-08-23', '2024-08-27', '2024-09-02', '2024-09-10', '2024-09-16', '2024-09-30'],
    ['2024-12-20', '2024-12-23', '2024-12-31', '2025-01-09', '2025-01-15', '2025-01-29'],
    ['2024-12-24', '2024-12-27', '2025-01-03', '2025-01-13', '2025-01-17', '2025-01-31'],
    ['2025-04-17', '2025-04-22', '2025-04-28', '2025-05-07', '2025-05-13', '2025-05-28'],
    ['2026-12-23', '2026-12-24', '2027-01-04', '2027-01-12', '2027-01-18', '2027-02-01'],
  ])('Code 6.2, 6.3, 6.4: received %s', (received, nextDay, ackDue, dueIfNextDay, dueIfLastDay, extended) => {
    const walk = walkOf('code-2024', LATE).log({ receivedOn: received });
    expect(walk.due('acknowledge', 'stage-1')).toBe(ackDue);
    expect(walk.clock('respond', 'stage-1')).toMatchObject({ dueOn: dueIfLastDay, projected: true });

    const quick = walkOf('code-2024', LATE)
      .log({ receivedOn: received })
      .act('acknowledgements', { definition: DEFINITION, occurredOn: nextDay });
    expect(quick.clock('respond', 'stage-1')).toMatchObject({ dueOn: dueIfNextDay, projected: false });

    walk.act('acknowledgements', { definition: DEFINITION, occurredOn: ackDue });
    expect(walk.clock('acknowledge', 'stage-1').status).toBe('met');
    expect(walk.due('respond', 'stage-1')).toBe(dueIfLastDay);
    walk.act('extensions', { ...NOTICE, newDueOn: extended, occurredOn: dueIfLastDay });
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: extended,
      originalDueOn: dueIfLastDay,
      extensions: [{ overCap: false }],
    });
  });

  test.each([
    ['2024-07-12', '2024-07-19', '2024-08-16', '2024-09-16'],
    ['2024-12-13', '2024-12-20', '2025-01-22', '2025-02-19'],
    ['2025-03-28', '2025-04-04', '2025-05-07', '2025-06-05'],
  ])('Code 6.11, 6.14, 6.15: stage 2 requested %s', (requested, ackDue, due, extended) => {
    const walk = atStage2(requested);
    expect(walk.due('acknowledge', 'stage-2')).toBe(ackDue);
    expect(walk.clock('respond', 'stage-2')).toMatchObject({ dueOn: due, projected: true });
    walk.act('acknowledgements', { definition: DEFINITION, occurredOn: ackDue });
    expect(walk.clock('respond', 'stage-2')).toMatchObject({ dueOn: due, projected: false });
    walk.act('extensions', { ...NOTICE, newDueOn: extended, occurredOn: due });
    expect(walk.clock('respond', 'stage-2')).toMatchObject({
      dueOn: extended,
      extensions: [{ overCap: false }],
    });
  });

  test('Code 6.2: an acknowledgement without a definition is refused, and with one defined before it is not', () => {
    const walk = walkOf('code-2024').log({ receivedOn: '2024-06-03' });
    expect(walk.refused('acknowledgements', { occurredOn: '2024-06-04' })).toMatchObject({
      code: 'acknowledgement_incomplete',
      rule: { clause: '/stages/0/acknowledgement/mustContain', ids: ['Code 5.6', 'Code 5.7', 'Code 6.2'] },
      errors: [{ pointer: '/definition', detail: 'definition is missing' }],
    });
    walk
      .act('definitions', { ...DEFINITION, occurredOn: '2024-06-04' })
      .act('acknowledgements', { occurredOn: '2024-06-05' });
    expect(walk.due('respond', 'stage-1')).toBe('2024-06-19');
  });

  test('Code 6.2, 6.3: a late acknowledgement is a breach, and the date as if in time stands beside the date that counts', () => {
    const walk = acknowledged('2024-06-03', '2024-06-17');
    expect(walk.clock('acknowledge', 'stage-1')).toMatchObject({
      dueOn: '2024-06-10',
      status: 'missed',
      workingDaysTaken: 10,
      sentence:
        'The acknowledgement at Stage 1 was given on Monday 17 June 2024, late: it was due by Monday 10 June 2024.',
    });
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: '2024-07-01',
      dueOnIfAcknowledgedOnTime: '2024-06-24',
    });
  });

  test('Code 6.3: the date says what it counts from and which days were left out', () => {
    const clock = acknowledged('2025-04-14', '2025-04-17').clock('respond', 'stage-1');
    expect(clock).toMatchObject({
      dueOn: '2025-05-06',
      anchor: { act: 'acknowledged', on: '2025-04-17' },
      limit: { amount: 10, unit: 'working-days', force: 'must' },
      rule: { clause: '/stages/0/respond', ids: ['Code 6.3'] },
      policyVersion: '2024',
    });
    expect(clock.excluded.filter(({ why }) => why.includes('holiday'))).toEqual([
      { on: '2025-04-18', why: 'Good Friday (bank holiday)' },
      { on: '2025-04-21', why: 'Easter Monday (bank holiday)' },
      { on: '2025-05-05', why: 'Early May bank holiday' },
    ]);
    expect(clock.sentence).toMatch(
      /^The response at Stage 1 was due by Tuesday 6 May 2025, which is 10 working days after the complaint was acknowledged on Thursday 17 April 2025, leaving out /,
    );
  });

  test('Code 6.3: what was told to the resident is kept, and the reckoning agrees with it', () => {
    const walk = acknowledged('2024-06-03', '2024-06-04');
    expect(walk.events.flatMap(({ promised }) => promised)).toEqual([
      { stage: 'stage-1', kind: 'acknowledge', n: 0, dueOn: '2024-06-10' },
      { stage: 'stage-1', kind: 'respond', n: 0, dueOn: '2024-06-18' },
    ]);
    expect(walk.clock('respond', 'stage-1').promisedDueOn).toBeNull();
  });
});

describe('the Code’s extensions', () => {
  const inTime = { ...NOTICE, occurredOn: '2024-06-18' };

  test('Code 6.4, 6.5: reason, new date and the ombudsman’s details are demanded', () => {
    expect(handled().refused('extensions', { occurredOn: '2024-06-18' })).toMatchObject({
      code: 'extension_incomplete',
      facts: { missing: ['reason', 'new-date', 'ombudsman-contact'] },
      rule: { ids: ['Code 6.4', 'Code 6.5'] },
      policyVersion: '2024',
    });
  });

  test('Code 6.4: more than 10 working days needs a good reason, and is then marked', () => {
    const walk = handled();
    expect(walk.refused('extensions', { ...inTime, newDueOn: '2024-07-03' })).toMatchObject({
      code: 'extension_needs_good_reason',
      facts: { cap: { amount: 10, unit: 'working-days' } },
      allowed: { latest: '2024-07-02', or: 'goodReason' },
      errors: [{ pointer: '/goodReason' }],
    });
    walk.act('extensions', { ...inTime, newDueOn: '2024-07-03', goodReason: 'The flat is flooded.' });
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: '2024-07-03',
      extensions: [{ overCap: true }],
    });
  });

  test('Code 6.4: two extensions that together pass the cap need a good reason too', () => {
    const walk = handled().act('extensions', { ...inTime, newDueOn: '2024-06-25' });
    expect(
      walk.refused('extensions', { ...inTime, newDueOn: '2024-07-03', occurredOn: '2024-06-24' }),
    ).toMatchObject({
      code: 'extension_needs_good_reason',
      facts: { of: 'total' },
      allowed: { latest: '2024-07-02' },
    });
  });

  test('Code 6.4: on the last day it is in time, a day later it is refused', () => {
    expect(
      handled()
        .act('extensions', { ...inTime, newDueOn: '2024-07-02' })
        .due('respond', 'stage-1'),
    ).toBe('2024-07-02');
    expect(
      handled().refused('extensions', { ...inTime, newDueOn: '2024-07-02', occurredOn: '2024-06-19' }),
    ).toMatchObject({
      code: 'extension_after_due_date',
      allowed: { latest: '2024-06-18' },
      errors: [{ pointer: '/occurredOn' }],
    });
  });

  test('Code 6.4: answered after the original and within the extended date is told apart from in time and from missed', () => {
    const status = (answeredOn: string) =>
      handled()
        .act('extensions', { ...inTime, newDueOn: '2024-07-02' })
        .act('outcomes', { ...ANSWER, occurredOn: answeredOn })
        .clock('respond', 'stage-1').status;
    expect([status('2024-06-18'), status('2024-07-02'), status('2024-07-03')]).toEqual([
      'met',
      'met-within-extension',
      'missed',
    ]);
  });

  test('Code 6.3: the clock runs until its last day has ended, and counts the days over', () => {
    const walk = handled();
    const seen = (now: string) => {
      const { status, workingDaysLeft } = walk.at(now).clock('respond', 'stage-1');
      return [status, workingDaysLeft];
    };
    expect(seen('2024-06-14T08:00:00Z')).toEqual(['running', 2]);
    expect(seen('2024-06-18T22:59:59Z')).toEqual(['running', 0]);
    expect(seen('2024-06-18T23:00:00Z')).toEqual(['missed', -1]);
    expect(seen('2024-06-25T08:00:00Z')).toEqual(['missed', -5]);
  });
});

describe('the Code’s responses', () => {
  test.each([...SECTIONS, 'how-to-escalate'])(
    'Code 6.9: a stage 1 response without %s is refused',
    (left) => {
      const explanations = Object.fromEntries(
        Object.entries(ANSWER.explanations).filter(([key]) => key !== left),
      );
      expect(handled().refused('outcomes', { ...ANSWER, explanations })).toMatchObject({
        code: 'explanation_missing',
        rule: { clause: '/stages/0/response/mustContain', ids: ['Code 6.7', 'Code 6.9'] },
        facts: { missing: [left] },
      });
    },
  );

  test('Code 6.7: every issue has its finding, in words the procedure knows, and none is of an issue that is not there', () => {
    expect(handled().refused('outcomes', { ...ANSWER, findings: [FINDINGS[0]] })).toMatchObject({
      code: 'finding_missing',
      facts: { missing: [2] },
    });
    expect(
      handled().refused('outcomes', { ...ANSWER, findings: [...FINDINGS, { issue: 3, outcome: 'upheld' }] }),
    ).toMatchObject({
      code: 'unknown_issue',
      errors: [{ pointer: '/findings/2/issue' }],
    });
    expect(
      handled().refused('outcomes', { ...ANSWER, findings: [{ issue: 1, outcome: 'tbc' }] }),
    ).toMatchObject({
      code: 'unknown_outcome',
      errors: [{ pointer: '/findings/0/outcome' }],
    });
  });

  test('Code 6.3: a response before any acknowledgement is on record, and judged as if that had come in time', () => {
    const walk = walkOf('code-2024')
      .log({ receivedOn: '2025-05-01' })
      .act('assignments', { person: 'p.one', occurredOn: '2025-05-02' })
      .act('outcomes', { ...ANSWER, findings: [], occurredOn: '2025-06-20' });
    expect(walk.clock('respond', 'stage-1')).toMatchObject({
      status: 'missed',
      judgedOn: '2025-05-23',
      textDueOn: null,
      workingDaysSinceReceipt: 34,
    });
    expect(walk.clock('acknowledge', 'stage-1')).toMatchObject({ status: 'missed', metOn: null });
  });

  test('Code 6.6: a response is not a closure, and closing says why', () => {
    const walk = handled();
    expect(walk.refused('closures', { reason: 'resident-satisfied' })).toMatchObject({
      code: 'not_at_this_point',
    });
    walk.act('outcomes', { ...ANSWER, occurredOn: '2024-06-18' });
    expect(walk.state.status).toBe('responded');
    expect(walk.refused('closures', { reason: 'refused' })).toMatchObject({ code: 'reason_not_true' });
    expect(walk.refused('closures', { reason: 'procedure-exhausted' })).toMatchObject({
      code: 'reason_not_true',
    });
    expect(walk.refused('closures', { reason: 'window-passed' })).toMatchObject({ code: 'window_open' });
    expect(walk.act('closures', { reason: 'actions-complete' }).state.status).toBe('closed');
  });
});

describe('the Code’s stage 2', () => {
  test('Code 6.10, 6.12: asked for without a reason, at any time, and no ground is looked for', () => {
    const walk = atStage2('2026-06-18');
    expect(walk.state).toMatchObject({ status: 'open', current: 1 });
    expect(walk.clock('escalate', 'stage-1')).toMatchObject({
      dueOn: null,
      limit: null,
      rule: { ids: ['Code 6.10'] },
    });
  });

  test('Code 6.13: whoever handled or decided stage 1 does not consider stage 2, in whatever role', () => {
    const walk = handled()
      .act('outcomes', { ...ANSWER, decidedBy: 'p.boss', occurredOn: '2024-06-18' })
      .act('escalations', { occurredOn: '2024-07-12' });
    for (const person of ['p.one', 'p.boss']) {
      expect(walk.refused('assignments', { person, role: 'director' })).toMatchObject({
        code: 'reviewer_not_independent',
        rule: { clause: '/stages/1/handler/independence/0', ids: ['Code 6.13'] },
        allowed: { anyoneBut: ['p.one', 'p.boss'] },
      });
    }
    walk
      .act('acknowledgements', { definition: DEFINITION, occurredOn: '2024-07-15' })
      .act('assignments', { person: 'q.two', occurredOn: '2024-07-15' });
    expect(walk.refused('outcomes', { ...FINAL, decidedBy: 'p.one' })).toMatchObject({
      code: 'reviewer_not_independent',
    });
  });

  test('Code 6.19, 6.20: the final response names the ombudsman, exhausts the procedure, and the complaint ends', () => {
    const walk = atStage2('2024-07-12')
      .act('acknowledgements', { definition: DEFINITION, occurredOn: '2024-07-15' })
      .act('assignments', { person: 'q.two', occurredOn: '2024-07-15' });
    expect(walk.refused('outcomes', ANSWER)).toMatchObject({
      facts: { missing: ['how-to-reach-ombudsman'] },
      rule: { ids: ['Code 6.18', 'Code 6.19'] },
    });
    walk.act('outcomes', { ...FINAL, occurredOn: '2024-08-09' });
    expect(walk.clock('refer', 'stage-2')).toMatchObject({
      policyEarliestOn: '2024-08-09',
      schemeEarliestOn: '2024-08-09',
      policyLatestOn: '2025-08-09',
    });
    expect(walk.refused('escalations')).toMatchObject({ code: 'final_stage' });
    walk.act('closures', { reason: 'procedure-exhausted', occurredOn: '2024-08-12' });
    expect(walk.state).toEqual(walk.replayed);
  });

  test('Code 3.7: the ombudsman’s advice is open from the first day', () => {
    const walk = walkOf('code-2024')
      .log({ receivedOn: '2024-06-03' })
      .act('referrals', { to: 'housing-ombudsman', purpose: 'advice' });
    expect(walk.state.referrals).toHaveLength(1);
  });
});

describe('what the Code lets a landlord refuse', () => {
  const refusal = {
    reason: 'out-of-time',
    evidence: 'The works ended in May 2023.',
    decidedBy: 'o.one',
    ombudsmanRightTold: true,
    discretion: { decidedBy: 'o.one', applied: false, reasons: 'No reason for the delay.' },
  };
  const about = (incident: Record<string, string>): Walk =>
    walkOf('code-2024').log({ receivedOn: '2024-06-03', incident });

  test('Code 2.3: 12 months from the event or from awareness, whichever is later, and the last day is in', () => {
    expect(
      about({ occurredOn: '2022-01-10', becameAwareOn: '2023-06-03' }).refused('refusals', refusal),
    ).toMatchObject({
      code: 'not_out_of_time',
      facts: { lastDay: '2024-06-03' },
    });
    expect(
      about({ occurredOn: '2022-01-10', becameAwareOn: '2023-06-02' }).act('refusals', refusal).state.status,
    ).toBe('refused');
  });

  test('Code 2.3: a late complaint is refused only with the record that discretion was considered', () => {
    const { discretion: _none, ...bare } = refusal;
    const late = about({ occurredOn: '2023-04-03', becameAwareOn: '2023-05-01' });
    expect(late.refused('refusals', bare)).toMatchObject({
      code: 'discretion_not_considered',
      rule: { clause: '/intake/timeLimit', ids: ['Code 2.2', 'Code 2.3'] },
    });
    expect(late.advice[0]?.sentence).toBe(
      'It had to be complained of by Wednesday 1 May 2024 and was on Monday 3 June 2024. Taking it all the same has to be considered.',
    );
  });

  test('Code 2.2: late by the event alone, it may still be in time by the day the resident became aware', () => {
    const walk = about({ occurredOn: '2023-05-01' });
    expect(walk.refused('refusals', refusal)).toMatchObject({
      code: 'dates_unknown',
      rule: { ids: ['Code 2.2', 'Code 2.3'] },
      allowed: { incident: ['aware'] },
    });
    expect(walk.advice).toMatchObject([
      {
        code: 'cannot_tell',
        sentence:
          'Counted from the day on which it happened, it had to be complained of by Wednesday 1 May 2024 and was on Monday 3 June 2024. Whether it is in time cannot be told without the day on which the resident became aware of it.',
      },
    ]);
  });

  test('Code 2.2: legal proceedings are a reason from the day a claim was filed, and the day is asked for', () => {
    const proceedings = { ...refusal, reason: 'legal-proceedings', discretion: undefined };
    const walk = about({});
    expect(walk.refused('refusals', proceedings)).toMatchObject({
      code: 'refusal_incomplete',
      errors: [{ pointer: '/filedOn', detail: 'is missing' }],
    });
    expect(walk.refused('refusals', { ...proceedings, filedOn: '2026-11-22' })).toMatchObject({
      code: 'in_the_future',
    });
    expect(walk.act('refusals', { ...proceedings, filedOn: '2024-05-20' }).state.refusal?.filedOn).toBe(
      '2024-05-20',
    );
  });

  test('Code 2.4: the right to go to the ombudsman is told with every refusal', () => {
    expect(
      about({}).refused('refusals', { ...refusal, reason: 'already-considered', ombudsmanRightTold: false }),
    ).toMatchObject({
      code: 'refusal_incomplete',
      rule: { ids: ['Code 2.2', 'Code 2.4'] },
    });
  });

  test('Code 2.2: once it was taken and answered, a complaint is not refused at stage 2', () => {
    expect(
      atStage2('2024-07-12').refused('refusals', { ...refusal, reason: 'already-considered' }),
    ).toMatchObject({ code: 'already_taken' });
  });

  test('Code 2.3: what is complained of cannot lie after the complaint, when logged or when defined', () => {
    expect(
      walkOf('code-2024').refusedLog({ receivedOn: '2024-06-03', incident: { occurredOn: '2024-06-04' } }),
    ).toMatchObject({
      code: 'incident_after_receipt',
      errors: [{ pointer: '/incident/occurredOn' }],
    });
    const late = { ...DEFINITION, incident: { becameAwareOn: '2024-06-04' } };
    expect(about({}).refused('definitions', late)).toMatchObject({
      errors: [{ pointer: '/incident/becameAwareOn' }],
    });
    expect(about({}).refused('acknowledgements', { definition: late })).toMatchObject({
      errors: [{ pointer: '/definition/incident/becameAwareOn' }],
    });
  });
});

describe('a day that is not in London what it is elsewhere', () => {
  test('Code 6.2: an email at half past eleven at night UTC in summer is received the next day', () => {
    const walk = walkOf('code-2024').log({ receivedAt: '2024-06-30T23:30:00Z' });
    expect(walk.state.received.on).toBe('2024-07-01');
    expect(walk.due('acknowledge', 'stage-1')).toBe('2024-07-08');
  });

  test('Code 6.2: no date is given outside the published bank holidays', () => {
    expect(walkOf('code-2024').refusedLog({ receivedOn: '2011-12-30' })).toMatchObject({
      code: 'outside_calendar',
      kind: 'input',
      allowed: { from: '2012-01-01', to: '2028-12-31' },
    });
  });
});
