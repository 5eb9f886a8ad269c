import { checkAgainstCode } from '../../../src/policy/code/check';
import { type PolicyDocument, policyDocumentSchema } from '../../../src/policy/document/document';
import type { Stage } from '../../../src/policy/document/stage';
import { procedure } from '../procedures/limit-terms';

type Changes = { [Part in keyof PolicyDocument]?: unknown };

/** The Code itself as a procedure, with a change. */
const changed = (changes: Changes): PolicyDocument =>
  policyDocumentSchema.parse({ ...structuredClone(procedure('code-2024')), ...changes });

/** The same with a change to one of its two stages. */
function withStage(
  index: number,
  changes: { [Part in keyof Stage]?: unknown },
  calendar = {},
): PolicyDocument {
  const { stages, calendar: rules, intake, ...rest } = structuredClone(procedure('code-2024'));
  const altered = stages.map((stage, at) => (at === index ? { ...stage, ...changes } : stage));
  return changed({
    ...rest,
    intake: { ...intake, priorities: ['complex'] },
    stages: altered,
    calendar: { ...rules, ...calendar },
  });
}

const of = (document: PolicyDocument, provision: string) =>
  checkAgainstCode(document).findings.find((each) => each.provision === provision)!;

const limit = (amount: number, unit: string, from: unknown, more = {}) => ({ amount, unit, from, ...more });

describe('a limit beside the Code’s (Code 6.2, 6.3, 6.14)', () => {
  test.each([
    ['10 working days from the acknowledgement', limit(10, 'working-days', 'acknowledged'), 'meets'],
    ['9 working days from the acknowledgement', limit(9, 'working-days', 'acknowledged'), 'stricter'],
    ['11 working days from the acknowledgement', limit(11, 'working-days', 'acknowledged'), 'departs'],
    ['10 working days from receipt', limit(10, 'working-days', 'received'), 'stricter'],
    ['10 working days from logging', limit(10, 'working-days', 'logged'), 'stricter'],
    ['15 working days from receipt', limit(15, 'working-days', 'received'), 'departs'],
    ['10 working days from being passed on', limit(10, 'working-days', 'passed'), 'departs'],
    ['1 working day from the first contact', limit(1, 'working-days', 'contacted'), 'departs'],
    ['receipt or contact, the later', limit(5, 'working-days', ['received', 'contacted']), 'departs'],
    [
      'receipt or acknowledgement, the later',
      limit(10, 'working-days', ['received', 'acknowledged']),
      'meets',
    ],
    ['2 weeks from the acknowledgement', limit(2, 'weeks', 'acknowledged'), 'departs'],
    ['12 days from the acknowledgement', limit(12, 'calendar-days', 'acknowledged'), 'stricter'],
    [
      '13 days rolled forward',
      limit(13, 'calendar-days', 'acknowledged', { roll: 'next-working-day' }),
      'departs',
    ],
    ['an aim', limit(5, 'working-days', 'acknowledged', { force: 'aim' }), 'departs'],
    ['what should happen', limit(10, 'working-days', 'acknowledged', { force: 'should' }), 'meets'],
    ['email alone', limit(10, 'working-days', 'acknowledged', { when: { channels: ['email'] } }), 'departs'],
    [
      'a longer time for some',
      limit(10, 'working-days', 'acknowledged', {
        variants: [{ when: { priorities: ['complex'] }, amount: 30, unit: 'working-days' }],
      }),
      'departs',
    ],
    [
      'a later second end',
      limit(10, 'working-days', 'acknowledged', { orIfLater: limit(5, 'working-days', 'contacted') }),
      'departs',
    ],
    [
      'an earlier second end that keeps the time by itself',
      limit(30, 'working-days', 'logged', { orIfEarlier: limit(10, 'working-days', 'acknowledged') }),
      'meets',
    ],
    [
      'an earlier second end that falls too late',
      limit(30, 'working-days', 'logged', { orIfEarlier: limit(20, 'working-days', 'acknowledged') }),
      'departs',
    ],
    [
      'an earlier second end beside a time that is kept',
      limit(10, 'working-days', 'acknowledged', { orIfEarlier: limit(15, 'working-days', 'received') }),
      'meets',
    ],
    ['days counted otherwise', limit(10, 'working-days', 'acknowledged', { counting: 'inclusive' }), 'meets'],
    [
      'leaseholders alone',
      limit(10, 'working-days', 'acknowledged', { when: { tenures: ['leasehold'] } }),
      'departs',
    ],
  ])('%s', (_, respond, verdict) => {
    expect(of(withStage(0, { respond }), '6.3').verdict).toBe(verdict);
  });

  test('a time that can stand still departs at its own stage, whatever its length (Code 6.3, 6.14)', () => {
    const pause = { reasons: [{ code: 'awaiting-resident' }] };
    expect(of(withStage(0, { pause }), '6.3')).toMatchObject({
      verdict: 'departs',
      clause: ['/stages/0/respond', '/stages/0/pause'],
      reasoning: expect.stringContaining('stands still while awaiting resident; the Code knows extensions'),
      cure: 'Leave out the pause, and extend where there is good reason.',
      mustExplain: 'Why the time to respond at Stage 1 can be paused.',
    });
    expect(of(withStage(0, { pause }), '6.14').verdict).toBe('meets');
    const both = withStage(1, { pause, respond: limit(15, 'working-days', 'acknowledged') });
    expect(of(both, '6.14').verdict).toBe('departs');
    expect([of(both, '6.3').verdict, of(both, '6.2').verdict]).toEqual(['meets', 'meets']);
  });

  test('a fortnight says on which days it is longer than ten working days, and on which shorter', () => {
    const { notes } = of(withStage(0, { respond: limit(2, 'weeks', 'acknowledged') }), '6.3');
    expect(notes.map((note) => note.slice(0, 76))).toEqual([
      '2 weeks beside 10 working days, counted from the same day, can end later: fr',
      '2 weeks beside 10 working days, counted from the same day, can end earlier: ',
    ]);
  });

  test('how days are counted is the landlord’s own matter: no text of the Code says', () => {
    for (const counting of ['day-after', 'roll-then-day-after', 'inclusive']) {
      expect(of(withStage(0, {}, { counting }), '6.3').verdict).toBe('meets');
    }
  });

  test('days of one limit that are counted otherwise are told, and compared counted that way', () => {
    const respond = limit(10, 'working-days', 'acknowledged', { counting: 'inclusive' });
    expect(of(withStage(0, { respond }), '6.3').notes).toContain(
      'Its working days are counted inclusive, those of the procedure else day-after.',
    );
  });

  test('for whom a limit is, by what it is about, how the home is held and who brought it', () => {
    const when = { categories: ['repairs'], tenures: ['leasehold'], representatives: ['mp'] };
    expect(
      of(withStage(0, { respond: limit(10, 'working-days', 'acknowledged', { when }) }), '6.3').reasoning,
    ).toContain(
      'It is given for complaints about repairs and tenure leasehold and complaints brought by mp only: the others have no time.',
    );
  });

  test('a time that is missing is told with the stage it is missing from', () => {
    const { verdict, clause } = of(withStage(1, { respond: null }), '6.14');
    expect([verdict, clause]).toEqual(['departs', ['/stages/1']]);
  });

  test('what a point quotes stands as the landlord wrote it', () => {
    const text = 'We keep it on one record, e.g. in our system. see the leaflet.';
    const commitments = [{ code: 'kept', kind: 'record', text, rules: ['Code 5.12'] }];
    expect(of(changed({ commitments }), '5.12').reasoning).toContain(text);
  });

  test('closures of the landlord’s own make the time longer, and no text seen allows or forbids them', () => {
    const closures = [{ on: '2024-12-27', why: 'Office closed' }];
    const { verdict, reasoning } = of(withStage(0, {}, { closures }), '6.3');
    expect(verdict).toBe('cannot-tell');
    expect(reasoning).toContain(
      'But the landlord leaves out days of its own: from Wednesday 11 December 2024 it ends on Monday 30 December 2024, with bank holidays alone on Friday 27 December 2024.',
    );
  });

  test.each([
    [
      'a date of another year than those the comparison begins with',
      { closures: [{ on: '2027-12-29', why: 'Closed' }] },
    ],
    ['days of every year', { yearlyClosures: [{ from: '12-27', to: '12-31', why: 'Closed' }] }],
    [
      'a day of every year that was a Saturday in the first of them',
      { yearlyClosures: [{ from: '08-10', to: '08-10', why: 'Closed' }] },
    ],
  ])('so do %s', (_, days) => {
    const { verdict, reasoning } = of(withStage(0, {}, days), '6.3');
    expect(verdict).toBe('cannot-tell');
    expect(reasoning).toContain('But the landlord leaves out days of its own: from ');
  });

  test('a cut-off makes what comes in late begin a day later, and no text seen allows or forbids it', () => {
    const cut = { cutOff: '17:00' };
    const { verdict, reasoning } = of(withStage(0, {}, cut), '6.2');
    expect(verdict).toBe('cannot-tell');
    expect(reasoning).toContain(
      'But what arrives at 17:00 or later counts as received on the next working day',
    );
    expect(of(withStage(0, {}, cut), '6.3').verdict).toBe('meets');
    expect(of(withStage(1, {}, cut), '6.11').verdict).toBe('cannot-tell');
  });

  test('another reading under which it departs makes it one that cannot be told', () => {
    const document = withStage(0, {});
    document.readings.push({
      code: 'start',
      question: 'From when?',
      chosen: 'From the acknowledgement.',
      alternatives: [{ reading: 'From being passed on.', limit: { from: 'passed' } }],
      appliesTo: ['stage-1.respond'],
      unconfirmed: false,
      againstResident: false,
      rules: [],
    });
    expect(of(document, '6.3')).toMatchObject({
      verdict: 'cannot-tell',
      notes: [
        'The words leave open: "From when?" Read as: "From the acknowledgement." Read another way it would be "departs": From being passed on.',
      ],
    });
  });

  test('a stage without a time departs in a document that has times', () => {
    expect(of(withStage(1, { respond: null }), '6.14').verdict).toBe('departs');
  });
});

describe('an extension (Code 6.4, 6.5, 6.15, 6.16)', () => {
  const days = (amount: number) => ({ amount, unit: 'working-days' });
  test.each([
    [{ total: days(10), overCap: 'with-good-reason' }, 'meets'],
    [{ total: days(10), overCap: 'refused' }, 'stricter'],
    [{ total: days(5), overCap: 'with-good-reason' }, 'stricter'],
    [{ total: days(11), overCap: 'refused' }, 'departs'],
    [{ each: days(10), count: 1, overCap: 'with-good-reason' }, 'meets'],
    [{ each: days(10), count: 2, overCap: 'with-good-reason' }, 'departs'],
    [{ each: days(10), overCap: 'with-good-reason' }, 'departs'],
    [{}, 'departs'],
    [{ total: { amount: 2, unit: 'weeks' } }, 'departs'],
  ])('%j is %s at stage 1', (extension, verdict) => {
    expect(
      of(withStage(0, { extension: { ...extension, requires: ['reason', 'new-date'] } }), '6.4').verdict,
    ).toBe(verdict);
  });

  test('none at all is stricter', () => {
    const document = withStage(0, { extension: null });
    expect([of(document, '6.4').verdict, of(document, '6.5').verdict]).toEqual(['stricter', 'meets']);
  });

  test('a notice without the ombudsman departs', () => {
    const extension = { total: days(20), requires: ['reason', 'new-date'] };
    expect(of(withStage(1, { extension }), '6.16').verdict).toBe('departs');
  });
});

describe('going on to stage 2 (Code 5.3, 5.11, 6.10, 6.12, 6.13)', () => {
  const escalation = (changes: object) =>
    withStage(0, { escalation: { ...procedure('code-2024').stages[0]!.escalation, ...changes } });
  const ground = { code: 'new-evidence' };

  test('a ground, a gate and a window each bar it', () => {
    const verdicts = (document: PolicyDocument) =>
      ['5.3', '5.11', '6.10', '6.12'].map((provision) => of(document, provision).verdict);
    expect(verdicts(escalation({ grounds: [ground] }))).toEqual(['departs', 'departs', 'departs', 'departs']);
    expect(verdicts(escalation({ decision: { needed: 'always', refusals: [ground] } }))).toEqual([
      'departs',
      'departs',
      'departs',
      'meets',
    ]);
    const within = limit(20, 'working-days', 'response-received');
    expect(verdicts(escalation({ within }))).toEqual(['meets', 'departs', 'departs', 'meets']);
    expect(verdicts(escalation({ within, late: 'with-discretion' }))).toEqual([
      'meets',
      'cannot-tell',
      'departs',
      'meets',
    ]);
    expect(verdicts(escalation({ reason: 'required' }))).toEqual(['meets', 'meets', 'meets', 'departs']);
    expect(verdicts(escalation({ reason: 'asked-for' }))).toEqual(['meets', 'meets', 'meets', 'meets']);
  });

  test('without a second stage every provision about it departs', () => {
    const [only] = structuredClone(procedure('code-2024').stages);
    const document = changed({ stages: [{ ...only, escalation: null }], readings: [] });
    expect(checkAgainstCode(document).departures).toEqual([
      ...['5.3', '5.11', '6.10', '6.11', '6.12', '6.13', '6.14', '6.15', '6.16', '6.18', '6.19', '6.20'],
    ]);
  });

  test('the same single role at both stages departs; another role alone does not show another person', () => {
    const roles = (first: string, second: string) => {
      const stages = structuredClone(procedure('code-2024').stages);
      const [one, two] = stages;
      return changed({
        stages: [
          { ...one, handler: { roles: [first] } },
          { ...two, handler: { roles: [second] } },
        ],
      });
    };
    expect(of(roles('manager', 'manager'), '6.13').verdict).toBe('departs');
    expect(of(roles('officer', 'manager'), '6.13').verdict).toBe('cannot-tell');
  });
});

describe('taking complaints (Code 2.2, 2.3, 2.5, 3.1, 3.2, 3.7)', () => {
  const intake = (changes: object) => changed({ intake: { ...procedure('code-2024').intake, ...changes } });
  const timeLimit = (within: object, more = {}) => ({
    within,
    discretion: 'must-consider',
    ...more,
  });
  const both = ['occurred', 'aware'];

  test.each([
    ['12 months from either', timeLimit(limit(12, 'months', both)), 'meets'],
    ['a year from either', timeLimit(limit(1, 'years', both)), 'meets'],
    ['2 years from either', timeLimit(limit(2, 'years', both)), 'stricter'],
    ['365 days from either', timeLimit(limit(365, 'calendar-days', both)), 'departs'],
    ['366 days from either', timeLimit(limit(366, 'calendar-days', both)), 'stricter'],
    ['6 months from either', timeLimit(limit(6, 'months', both)), 'departs'],
    [
      '12 months, the anniversary out',
      timeLimit(limit(12, 'months', both, { boundary: 'exclusive' })),
      'departs',
    ],
    ['12 months from the event', timeLimit(limit(12, 'months', 'occurred')), 'departs'],
    ['no discretion', timeLimit(limit(12, 'months', both), { discretion: 'none' }), 'departs'],
    ['discretion not mentioned', timeLimit(limit(12, 'months', both), { discretion: null }), 'cannot-tell'],
    [
      'never after 3 years',
      timeLimit(limit(12, 'months', both), { bar: limit(3, 'years', 'occurred') }),
      'departs',
    ],
  ])('%s', (_, limitToComplain, verdict) => {
    expect(of(intake({ timeLimit: limitToComplain }), '2.3').verdict).toBe(verdict);
  });

  test.each([
    [{ code: 'legal-proceedings', needsFiledOn: true }, 'meets'],
    [{ code: 'legal-proceedings' }, 'departs'],
    [{ code: 'already-considered' }, 'meets'],
    [{ code: 'considered-by-court' }, 'departs'],
    [{ code: 'insurance-claims' }, 'departs'],
    [{ code: 'first-report-of-a-repair', redirectTo: 'service-request' }, 'meets'],
    [{ code: 'rent-level', redirectTo: 'tribunal' }, 'departs'],
    [{ code: 'damage-to-belongings', redirectTo: 'insurer' }, 'departs'],
    [{ code: 'older-than-twelve-months' }, 'meets'],
  ])('the exclusion %j is %s', (exclusion, verdict) => {
    expect(of(intake({ exclusions: [exclusion] }), '2.2').verdict).toBe(verdict);
  });

  test('an exclusion by age that gives no age cannot be told where no limit stands either (Code 2.2)', () => {
    const exclusions = [{ code: 'too-old', text: 'Anything that happened long ago.' }];
    expect(of(intake({ exclusions, timeLimit: null }), '2.2').verdict).toBe('cannot-tell');
    expect(of(intake({ exclusions }), '2.2').verdict).toBe('meets');
  });

  test('one channel, a form that must be used and content that is demanded depart', () => {
    expect(of(intake({ channels: [{ channel: 'letter' }] }), '3.1').verdict).toBe('departs');
    expect(of(intake({ formRequired: { required: true } }), '3.2').verdict).toBe('departs');
    expect(of(intake({ requiredContent: [{ code: 'address' }] }), '3.2').verdict).toBe('departs');
  });

  test('a wait before the ombudsman departs, and so does telling of it only at the end', () => {
    const investigation = { to: 'housing-ombudsman', purpose: 'investigation', after: 'exhausted' };
    const advice = { to: 'housing-ombudsman', purpose: 'advice', after: 'any-time' };
    const wait = limit(8, 'weeks', 'response-dated');
    expect(of(changed({ referrals: [advice, investigation] }), '3.7').verdict).toBe('meets');
    expect(of(changed({ referrals: [advice, { ...investigation, wait }] }), '3.7').verdict).toBe('departs');
    expect(of(changed({ referrals: [investigation] }), '3.7').verdict).toBe('departs');
  });
});

describe('what a document cannot show', () => {
  test('is met by a clause that says it in words, and only then', () => {
    const lead = { code: 'our-lead', kind: 'principle', rules: ['Code 9.4'] };
    const { text: _, ...silent } = { text: '', ...lead };
    expect(
      of(changed({ commitments: [{ ...lead, text: 'The chief executive leads.' }] }), '9.4'),
    ).toMatchObject({
      verdict: 'meets',
      clause: ['/commitments/0'],
      reasoning: 'The document commits itself to it: "The chief executive leads."',
      notes: ['Whether it is done, a document cannot show.'],
    });
    expect(of(changed({ commitments: [silent] }), '9.4')).toMatchObject({
      verdict: 'cannot-tell',
      evidence: 'The name of the senior lead.',
    });
  });

  test('a citation does not make up for a figure: 30 working days that cite the Code still depart', () => {
    const respond = limit(30, 'working-days', 'acknowledged', {
      rules: ['Code 6.3'],
      text: 'As the Code asks.',
    });
    expect(of(withStage(0, { respond }), '6.3').verdict).toBe('departs');
  });

  test('a response that leaves out a part departs, and the cure names it (Code 6.9)', () => {
    const mustContain = [
      'stage',
      'complaint-definition',
      'decision',
      'reasons',
      'remedy',
      'outstanding-actions',
    ];
    expect(of(withStage(0, { response: { mustContain, writing: true } }), '6.9')).toMatchObject({
      verdict: 'departs',
      cure: 'Add how to escalate to what a response contains.',
    });
  });

  test('compensation that needs the complaint upheld and nothing more narrows nothing (Code 7.1)', () => {
    expect(of(changed({ compensation: { allOf: [{ code: 'complaint-upheld' }] } }), '7.1').verdict).toBe(
      'meets',
    );
    expect(of(changed({ compensation: { allOf: [{ code: 'receipts-shown' }] } }), '7.1').verdict).toBe(
      'departs',
    );
  });
});
