import {
  whyNoEnd,
  whyNoExtension,
  whyNoFurther,
  whyNoPause,
} from '../../../src/policy/clocks/words/withheld';
import type { ClockKind } from '../../../src/policy/document/clock-kinds';
import { RECORDABLE, REFUSALS } from '../../../src/policy/refusals/index';
import { type Body, procedure, Walk, walkOf } from '../support/walk';

/** The sentences of dates that an act against the procedure leaves where they were: each says which act, and why. */

const on = (occurredOn: string, body: Body = {}): Body => ({ occurredOn, ...body });
const told = (walk: Walk, now: string, kind: ClockKind = 'respond', stage = 'stage-1'): string =>
  walk.at(`${now}T12:00:00Z`).clock(kind, stage).sentence;
const EXTENSION = { reason: 'The surveyor is ill.', noticeGiven: true, ombudsmanContactGiven: true };
const DEFINITION = { definition: { issues: [{ text: 'Damp' }] } };

afterEach(() => expect.hasAssertions());

const WORDS = { extensions: whyNoExtension, contacts: whyNoExtension, pauses: whyNoPause } as const;

test('every rule for whose sake an act gives no time, or ends none, has its words', () => {
  const words = RECORDABLE.flatMap((code) =>
    ([...REFUSALS[code].withholds] as string[]).map((act) => {
      const why = act in WORDS ? WORDS[act as keyof typeof WORDS] : whyNoEnd;
      return [code, why([code])];
    }),
  );
  const unknown = ['it did not keep the procedure', 'against the procedure'];
  const past = ['extension_too_long', 'extension_needs_good_reason', 'extension_needs_agreement'];
  const wordless = words.filter(([, why]) => unknown.includes(why ?? '')).map(([code]) => code);
  expect(wordless.sort()).toEqual([...past, 'extension_after_due_date'].sort());
  expect(new Set(past.map((code) => whyNoFurther([code]))).size).toBe(3);
  expect([whyNoEnd(['of_a_later_release']), whyNoPause([])]).toEqual([
    'against the procedure',
    'it did not keep the procedure',
  ]);
});

describe('under the Code of 2024', () => {
  const acknowledged = (): Walk =>
    walkOf('code-2024')
      .log({ receivedOn: '2025-06-02' })
      .act('acknowledgements', on('2025-06-04', DEFINITION))
      .act('assignments', on('2025-06-04', { person: 'h.one' }));
  const answered = (walk: Walk, day: string): Walk =>
    walk.at('2026-11-21T09:00:00Z').depart('outcomes', on(day, { outcome: 'upheld' }));

  test('an extension without what it has to come with', () => {
    const walk = acknowledged();
    walk.depart('extensions', on('2025-06-12', { newDueOn: '2025-06-30' }));
    expect(told(walk, '2025-06-13')).toBe(
      'The response at Stage 1 is due by Wednesday 18 June 2025, which is 10 working days after the complaint was acknowledged on Wednesday 4 June 2025, leaving out 4 weekend days. The extension of 12 June to 30 June does not count: it came without all that the procedure demands.',
    );
    expect(told(walk, '2025-06-19')).toBe(
      'The response at Stage 1 was due by Wednesday 18 June 2025, which is 10 working days after the complaint was acknowledged on Wednesday 4 June 2025, leaving out 4 weekend days. It has not been given. The extension of 12 June to 30 June does not count: it came without all that the procedure demands.',
    );
    expect(told(answered(walk, '2025-06-30'), '2025-07-01')).toBe(
      'The response at Stage 1 was given on Monday 30 June 2025, late: it was due by Wednesday 18 June 2025. The extension of 12 June to 30 June does not count: it came without all that the procedure demands.',
    );
  });

  test('answered by the date all the same, nothing has to be said of the extension', () => {
    const walk = acknowledged();
    walk.depart('extensions', on('2025-06-12', { newDueOn: '2025-06-30' }));
    expect(told(answered(walk, '2025-06-18'), '2025-07-01')).toBe(
      'The response at Stage 1 was given on Wednesday 18 June 2025, in time: it was due by Wednesday 18 June 2025.',
    );
  });

  test('an extension after the date, and not answered', () => {
    const walk = acknowledged();
    walk.depart('extensions', on('2025-06-19', { ...EXTENSION, newDueOn: '2025-06-30' }));
    expect(told(walk, '2025-06-20')).toBe(
      'The response at Stage 1 was due by Wednesday 18 June 2025 and has not been given. The landlord has since said 30 June 2025.',
    );
  });

  test('an extension past its cap counts as far as the cap', () => {
    const walk = acknowledged();
    walk.depart('extensions', on('2025-06-12', { ...EXTENSION, newDueOn: '2025-07-04' }));
    const capped =
      'The extension of 12 June to 4 July counts until 2 July, the last day that the procedure allows without a good reason.';
    expect(told(walk, '2025-06-13')).toBe(
      `The response at Stage 1 is due by Wednesday 2 July 2025, extended from Wednesday 18 June 2025. ${capped}`,
    );
    expect(told(walk, '2025-07-03')).toBe(
      `The response at Stage 1 was due by Wednesday 2 July 2025, extended from Wednesday 18 June 2025. It has not been given. ${capped}`,
    );
  });

  test('a second extension is held to the cap for the sake of the first', () => {
    const walk = acknowledged();
    walk.depart('extensions', on('2025-06-12', { ...EXTENSION, reason: undefined, newDueOn: '2025-06-30' }));
    walk.act('extensions', on('2025-06-13', { ...EXTENSION, newDueOn: '2025-07-14', goodReason: 'Ill.' }));
    expect(told(walk, '2025-07-03')).toBe(
      'The response at Stage 1 was due by Wednesday 2 July 2025, extended from Wednesday 18 June 2025. It has not been given. The extension of 12 June to 30 June does not count: it came without all that the procedure demands. The extension of 13 June to 14 July counts until 2 July, since the one before it did not keep the procedure.',
    );
  });

  test('an extension of a time that had not begun', () => {
    const walk = walkOf('code-2024').log({ receivedOn: '2026-03-23' });
    walk.depart('extensions', on('2026-03-26', { ...EXTENSION, newDueOn: '2026-04-30' }));
    expect(told(walk, '2026-03-27')).toBe(
      'The response at Stage 1 is due by Wednesday 15 April 2026 at the latest: the 10 working days run from the day the complaint was acknowledged, which has not happened yet. The extension of 26 March to 30 April does not count: the time to respond had not begun.',
    );
  });

  test('a late start, with an extension past its cap', () => {
    const walk = walkOf('code-2024')
      .log({ receivedOn: '2025-06-02' })
      .act('acknowledgements', on('2025-06-11', DEFINITION));
    walk.depart('extensions', on('2025-06-12', { ...EXTENSION, newDueOn: '2025-07-30' }));
    expect(told(answered(walk, '2025-07-08'), '2025-07-09')).toBe(
      'The response at Stage 1 was given on Tuesday 8 July 2025, late: it was due by Monday 7 July 2025. The extension of 12 June to 30 July counts until 7 July, the last day that the procedure allows without a good reason.',
    );
  });

  test('a late start, with one given before the date by the late start and after the other', () => {
    const walk = walkOf('code-2024')
      .log({ receivedOn: '2026-03-02' })
      .act('acknowledgements', on('2026-03-12', DEFINITION));
    walk.depart('extensions', on('2026-03-25', { ...EXTENSION, newDueOn: '2026-04-30' }));
    expect(told(answered(walk, '2026-04-07'), '2026-04-08')).toBe(
      'The response at Stage 1 was given on Tuesday 7 April 2026, by the day until which its extension counts (Wednesday 8 April), but after Monday 23 March, by when it was due had the acknowledgement come in time.',
    );
  });

  test('a pause that the procedure does not have', () => {
    const walk = acknowledged();
    walk.depart('pauses', on('2025-06-06', { reason: 'awaiting-resident' }));
    expect(told(walk, '2025-06-09')).toBe(
      'The response at Stage 1 is due by Wednesday 18 June 2025, which is 10 working days after the complaint was acknowledged on Wednesday 4 June 2025, leaving out 4 weekend days. The pause since 6 June stops no time: the procedure has none here.',
    );
    walk.at('2026-11-21T09:00:00Z').act('resumptions', on('2025-06-16'));
    expect(told(answered(walk, '2025-06-24'), '2025-06-25')).toBe(
      'The response at Stage 1 was given on Tuesday 24 June 2025, late: it was due by Wednesday 18 June 2025. The pause from 6 June to 16 June gives back no day: the procedure has none here.',
    );
  });

  test('a refusal for a reason that the procedure does not have', () => {
    const walk = acknowledged();
    const refusal = { reason: 'too-many-calls', evidence: 'Forty calls.', decidedBy: 'o.one' };
    walk.depart('refusals', on('2025-06-06', { ...refusal, ombudsmanRightTold: true }));
    const ends =
      'The complaint was refused on 6 June for no reason that the procedure has, and that ends no date.';
    expect(told(walk, '2025-06-09')).toBe(
      `The response at Stage 1 is due by Wednesday 18 June 2025, which is 10 working days after the complaint was acknowledged on Wednesday 4 June 2025, leaving out 4 weekend days. ${ends}`,
    );
    expect(told(walk, '2025-06-19')).toBe(
      `The response at Stage 1 was due by Wednesday 18 June 2025, which is 10 working days after the complaint was acknowledged on Wednesday 4 June 2025, leaving out 4 weekend days. It has not been given. ${ends}`,
    );
    // The acknowledgement had been given by then, so that the refusal is nothing to it.
    expect(told(walk, '2025-06-19', 'acknowledge')).toBe(
      'The acknowledgement at Stage 1 was given on Wednesday 4 June 2025, in time: it was due by Monday 9 June 2025.',
    );
  });

  test('a refusal for no reason of the procedure still ends no date once the complaint is opened again', () => {
    const walk = acknowledged();
    const refusal = { reason: 'too-many-calls', evidence: 'Forty calls.', decidedBy: 'o.one' };
    walk.depart('refusals', on('2025-06-06', { ...refusal, ombudsmanRightTold: true }));
    const again = { reason: 'new-evidence', explanation: 'She was right.', decidedBy: 'o.one' };
    walk.act('reopenings', on('2025-07-01', again));
    const [first, second] = walk.clocks.filter(({ kind }) => kind === 'respond');
    expect(first).toMatchObject({ judgedOn: '2025-06-18', status: 'missed', withheld: ['not_an_exclusion'] });
    expect(first?.sentence).toBe(
      'The response at Stage 1 was due by Wednesday 18 June 2025 and was not given before the complaint was opened again on Tuesday 1 July 2025. The complaint was refused on 6 June for no reason that the procedure has, and that ends no date.',
    );
    expect(second?.withheld).toEqual([]);
  });

  test('pauses for no reason of the procedure, and after the date', () => {
    const respond = { amount: 10, unit: 'working-days', from: 'received' };
    const stage = { key: 'one', name: 'One', respond, pause: { reasons: [{ code: 'away' }] } };
    const walk = new Walk(procedure({ stages: [stage] })).log({ receivedOn: '2025-06-02' });
    walk.depart('pauses', on('2025-06-06', { reason: 'busy' })).act('resumptions', on('2025-06-10'));
    walk.depart('pauses', on('2025-06-20', { reason: 'away' }));
    expect(told(walk, '2025-06-23', 'respond', 'one')).toBe(
      'The response at One was due by Monday 16 June 2025, which is 10 working days after the complaint was received on Monday 2 June 2025, leaving out 4 weekend days. It has not been given. The pause from 6 June to 10 June gives back no day: the procedure has none for that reason. The pause since 20 June stops no time: the date had passed by then.',
    );
  });

  test('the next stage refused for no reason of the procedure, and asked for again', () => {
    const walk = answered(acknowledged(), '2025-06-16').act('escalations', on('2025-07-01'));
    const refusal = { accepted: false, refusal: 'enough-said', reason: 'Enough.', decidedBy: 'o.two' };
    walk.depart('escalation-decisions', on('2025-07-03', { ...refusal, ombudsmanRightTold: true }));
    const ends =
      'The request was refused on 3 July for no reason that the procedure has, and that ends no date.';
    expect(told(walk, '2025-08-08', 'respond', 'stage-2')).toBe(
      `The response at Stage 2 should have been given by Tuesday 5 August 2025: had the complaint been acknowledged in time, 20 working days from Tuesday 8 July. It has not been acknowledged. ${ends}`,
    );
    walk.at('2026-11-21T09:00:00Z').act('escalations', on('2025-08-11'));
    const [first] = walk.clocks.filter(({ kind, stage }) => kind === 'respond' && stage === 'stage-2');
    expect(first?.sentence).toBe(
      `The response at Stage 2 was due by Tuesday 5 August 2025, had the complaint been acknowledged in time, and was not given before the stage was asked for again on Monday 11 August 2025. ${ends}`,
    );
  });
});

describe('under every other procedure that comes with the service', () => {
  test('code-2022: past its cap', () => {
    const walk = walkOf('code-2022').log({ receivedOn: '2025-06-02', loggedOn: '2025-06-02' });
    walk.depart('extensions', on('2025-06-10', { ...EXTENSION, newDueOn: '2025-07-04' }));
    expect(told(walk, '2025-06-11')).toBe(
      'The response at Stage 1 is due by Thursday 26 June 2025, extended from Monday 16 June 2025. The extension of 10 June to 4 July counts until 26 June, the last day that the procedure allows without a good reason.',
    );
  });

  test('lgsco: past its cap, where the answer only should come', () => {
    const walk = walkOf('lgsco').log({ receivedOn: '2025-06-02' });
    walk.act('acknowledgements', on('2025-06-04', DEFINITION));
    walk.depart('extensions', on('2025-06-12', { ...EXTENSION, newDueOn: '2025-07-04' }));
    const capped =
      'The extension of 12 June to 4 July counts until 2 July, the last day that the procedure allows without a good reason.';
    expect(told(walk, '2025-06-13')).toBe(
      `The response at Stage 1 should be given by Wednesday 2 July 2025, extended from Wednesday 18 June 2025. ${capped}`,
    );
    expect(told(walk, '2025-07-03')).toBe(
      `The response at Stage 1 should have been given by Wednesday 2 July 2025, extended from Wednesday 18 June 2025. It has not been given. ${capped}`,
    );
  });

  test('hhs: without a plan, with a new date and without; past the cap of the second stage', () => {
    const logged = (): Walk => walkOf('hhs').log({ receivedOn: '2025-03-03', loggedOn: '2025-03-03' });
    const due =
      'The response at Stage 1 (Complaint Review) was due by Monday 17 March 2025, which is 10 working days after the complaint was logged on Monday 3 March 2025, leaving out 4 weekend days. It has not been given.';
    const dated = logged();
    dated.depart('extensions', on('2025-03-10', { reason: 'The part is late.', newDueOn: '2025-03-31' }));
    expect(told(dated, '2025-03-18')).toBe(
      `${due} The extension of 10 March to 31 March does not count: it came without all that the procedure demands.`,
    );
    const openEnded = logged();
    openEnded.depart('extensions', on('2025-03-10', { reason: 'The part is late.' }));
    expect(told(openEnded, '2025-03-18')).toBe(
      `${due} The extension of 10 March without a new date does not count: it came without all that the procedure demands.`,
    );
    const appealed = logged();
    appealed.depart('outcomes', on('2025-03-14', { outcome: 'upheld', method: 'letter' }));
    appealed.act('escalations', on('2025-04-01', { loggedOn: '2025-04-01' }));
    const agreed = { ...EXTENSION, agreed: true, newDueOn: '2025-05-30' };
    appealed.depart('extensions', on('2025-04-10', agreed));
    expect(told(appealed, '2025-05-19', 'respond', 'stage-2')).toBe(
      'The response at Stage 2 (Appeal) was due by Friday 16 May 2025, extended from Thursday 1 May 2025. It has not been given. The extension of 10 April to 30 May counts until 16 May, the last day that the procedure allows.',
    );
  });

  test('hexagon and psow: where no extension is given', () => {
    const hexagon = walkOf('hexagon').log({ receivedOn: '2025-06-02' });
    hexagon.depart('skips', on('2025-06-02', { reason: 'serious', notice: 'At once.' }));
    hexagon.depart('extensions', on('2025-06-10', { newDueOn: '2025-07-04' }));
    expect(told(hexagon, '2025-06-24')).toBe(
      'The response at Stage 1 was due by Monday 23 June 2025, which is 15 working days after the complaint was moved on to this stage on Monday 2 June 2025, leaving out 6 weekend days. It has not been given. The extension of 10 June to 4 July does not count: the procedure gives none here.',
    );
    const psow = walkOf('psow').log({ receivedOn: '2025-06-02' });
    psow.depart('extensions', on('2025-06-10', { newDueOn: '2025-06-27' }));
    expect(told(psow, '2025-06-17', 'respond', 'informal')).toBe(
      'The response at Informal resolution was due by Monday 16 June 2025, which is 10 working days after the complaint was received on Monday 2 June 2025, leaving out 4 weekend days. It has not been given. The extension of 10 June to 27 June does not count: the procedure gives none here.',
    );
    psow.at('2025-06-27T12:00:00Z').act('outcomes', on('2025-06-27', { outcome: 'upheld' }));
    expect(told(psow, '2025-06-30', 'respond', 'informal')).toBe(
      'The response at Informal resolution was given on Friday 27 June 2025, late: it was due by Monday 16 June 2025. The extension of 10 June to 27 June does not count: the procedure gives none here.',
    );
  });

  test('nipso: a second one after the first went as far as all may', () => {
    const walk = walkOf('nipso').log({ receivedOn: '2025-06-02' });
    walk.act('extensions', on('2025-06-05', { ...EXTENSION, newDueOn: '2025-06-16' }));
    walk.depart('extensions', on('2025-06-12', { ...EXTENSION, newDueOn: '2025-06-23' }));
    const usedUp =
      'The extension of 12 June to 23 June does not count: what the procedure allows had been used up.';
    expect(told(walk, '2025-06-13')).toBe(
      `The response at Stage 1: Frontline response is due by Monday 16 June 2025, extended from Monday 9 June 2025. ${usedUp}`,
    );
    walk.at('2025-06-23T12:00:00Z').act('outcomes', on('2025-06-23', { outcome: 'upheld' }));
    expect(told(walk, '2025-06-24')).toBe(
      `The response at Stage 1: Frontline response was given on Monday 23 June 2025, late: it was due by Monday 16 June 2025. ${usedUp}`,
    );
  });

  test('spso: by somebody who may not', () => {
    const walk = walkOf('spso').log({ receivedOn: '2025-06-02' });
    walk.depart('extensions', on('2025-06-04', { ...EXTENSION, newDueOn: '2025-06-13', role: 'officer' }));
    expect(told(walk, '2025-06-09')).toBe(
      'The response at Stage 1: Frontline response was due by Friday 6 June 2025, which is the 5th working day since the complaint was received, counting Monday 2 June 2025 as the first. It has not been given. The extension of 4 June to 13 June does not count: it was given by somebody who may not give one.',
    );
  });

  test('settle: of a day aimed for, and of a date confirmed to the resident', () => {
    const passed = (): Walk =>
      walkOf('settle')
        .log({ receivedOn: '2025-04-14', channel: 'online' })
        .act('assignments', on('2025-04-14', { person: 'p.nowak', role: 'service-manager' }));
    const openEnded = passed();
    openEnded.depart('extensions', on('2025-04-22', { reason: 'The part is late.' }));
    expect(told(openEnded, '2025-04-23')).toBe(
      'The response at Complaint is aimed for by Monday 28 April 2025, which is 2 weeks after the complaint was passed to its handler on Monday 14 April 2025. The extension of 22 April without a new date does not count: it came without all that the procedure demands.',
    );
    const late = passed().act('extensions', on('2025-04-30', { newDueOn: '2025-05-09' }));
    expect(told(late, '2025-05-01')).toBe(
      'The response at Complaint was aimed for by Monday 28 April 2025 and has not been given. The landlord has since said 9 May 2025.',
    );
    const review = walkOf('settle').log({ receivedOn: '2025-04-07' });
    review.act('outcomes', on('2025-04-14', { outcome: 'upheld' }));
    review.act('escalations', on('2025-04-20', { grounds: ['not-addressed'] }));
    review.act('contacts', on('2025-04-23', { confirmedDueOn: '2025-05-09' }));
    review.depart('contacts', on('2025-05-06', { confirmedDueOn: '2025-05-30' }));
    const putOff =
      'The extension of 6 May to 30 May does not count: a date had been confirmed to the resident already.';
    expect(told(review, '2025-05-07', 'respond', 'review')).toBe(
      `The response at Review stage is due by Friday 9 May 2025, the date confirmed to the resident. ${putOff}`,
    );
    expect(told(review, '2025-05-10', 'respond', 'review')).toBe(
      `The response at Review stage was due by Friday 9 May 2025, the date confirmed to the resident. It has not been given. ${putOff}`,
    );
  });

  test('westfield: without agreement; closed while the resident could still go on', () => {
    const walk = walkOf('westfield').log({ receivedOn: '2025-03-03' });
    walk.act('acknowledgements', on('2025-03-04'));
    walk.depart('extensions', on('2025-03-12', { reason: 'The part is late.', newDueOn: '2025-03-28' }));
    walk.act('outcomes', on('2025-03-21', { outcome: 'upheld', method: 'email' }));
    expect(told(walk, '2025-03-22')).toBe(
      'The response at Stage 1 was given on Friday 21 March 2025, late: it was due by Tuesday 18 March 2025. The extension of 12 March to 28 March does not count: it came without all that the procedure demands.',
    );
    walk.at('2025-03-25T12:00:00Z').depart('closures', on('2025-03-25', { reason: 'window-passed' }));
    const ends =
      'The complaint was closed on 25 March while the resident could still take it further, and that ends no date.';
    expect(told(walk, '2025-03-26', 'escalate')).toBe(
      `A request to take the complaint further at Stage 1 can be made until Tuesday 22 April 2025: 28 days after the response was received on Friday 21 March 2025 is Friday 18 April 2025 (Good Friday, bank holiday), so it moves to Tuesday 22 April 2025, the next working day. ${ends}`,
    );
    expect(told(walk, '2025-04-28', 'escalate')).toBe(
      `A request to take the complaint further at Stage 1 could be made until Tuesday 22 April 2025: 28 days after the response was received on Friday 21 March 2025 is Friday 18 April 2025 (Good Friday, bank holiday), so it moves to Tuesday 22 April 2025, the next working day. ${ends}`,
    );
  });

  test('arches: a refusal where nothing is excluded, of a time that has no limit', () => {
    const walk = walkOf('arches').log({ receivedOn: '2025-06-02' });
    const refusal = { reason: 'too-many-calls', evidence: 'Forty calls.', decidedBy: 'o.one' };
    walk.depart('refusals', on('2025-06-06', { ...refusal, ombudsmanRightTold: true }));
    expect(told(walk, '2025-06-09')).toBe('The response at Stage 1 has no time limit under this procedure.');
  });
});
