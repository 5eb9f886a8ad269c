import { checkAgainstCode } from '../../../src/policy/code/check';
import type { Finding } from '../../../src/policy/code/reading/findings';
import { PROVISIONS } from '../../../src/policy/code/reading/provisions';
import type { ProcedureName } from '../../../src/policy/procedures';
import { procedure } from '../procedures/limit-terms';

const checked = (name: ProcedureName) => checkAgainstCode(procedure(name));

const finding = (name: ProcedureName, provision: string): Finding =>
  checked(name).findings.find((each) => each.provision === provision)!;

const verdicts = (name: ProcedureName, ...numbers: string[]) =>
  numbers.map((number) => finding(name, number).verdict);

describe('the provisions', () => {
  test('are the seventy-three from 1.1 to 9.8, in the order of the Code', () => {
    const chapters = [6, 5, 7, 3, 15, 20, 4, 5, 8];
    const numbers = chapters.flatMap((last, chapter) =>
      Array.from({ length: last }, (_, index) => `${chapter + 1}.${index + 1}`),
    );
    expect(PROVISIONS.map(({ number }) => number)).toEqual(numbers);
    expect(checked('hexagon').findings.map(({ provision }) => provision)).toEqual(numbers);
  });

  test('whose wording was not seen say so in every finding, with why', () => {
    const unseen = PROVISIONS.filter(({ seen }) => seen === 'none');
    expect(unseen.map(({ number }) => number)).toEqual([
      ...['1.1', '1.6', '2.5', '3.4', '3.5', '3.6', '3.7'],
      ...['5.7', '5.8', '5.9', '5.10', '5.11', '5.12', '5.13', '5.14', '5.15'],
      ...['6.17', '6.18', '6.19', '6.20', '8.4', '9.8'],
    ]);
    for (const { provision, unconfirmed, unconfirmedWhy } of checked('westfield').findings) {
      const { seen } = PROVISIONS.find(({ number }) => number === provision)!;
      expect([provision, unconfirmed, unconfirmedWhy !== null]).toEqual([
        provision,
        seen !== 'whole',
        seen !== 'whole',
      ]);
    }
  });

  test('a verdict brings with it what its reader needs', () => {
    const all = (['hexagon', 'westfield', 'settle', 'arches', 'hhs', 'spso'] as const).flatMap(
      (name) => checked(name).findings,
    );
    for (const { verdict, cure, mustExplain, evidence, reasoning } of all) {
      expect(reasoning).toMatch(/^["A-Z0-9].*[."]$/s);
      expect(cure === null).toBe(verdict === 'meets' || verdict === 'stricter');
      expect(mustExplain !== null).toBe(verdict === 'departs');
      if (verdict === 'cannot-tell') expect(evidence).not.toBeNull();
    }
  });
});

describe('code-2024', () => {
  test('meets every provision and departs from none', () => {
    expect(checked('code-2024')).toMatchObject({
      summary: { meets: 73, stricter: 0, departs: 0, 'cannot-tell': 0 },
      departures: [],
    });
  });
});

describe('hexagon', () => {
  test('departs where its four stages, its missing acknowledgements and its refusals do', () => {
    expect(checked('hexagon').departures).toEqual([
      ...['2.2', '2.3', '2.4', '3.7', '5.2', '5.3', '5.11'],
      ...['6.2', '6.3', '6.10', '6.11', '6.14', '6.20'],
    ]);
  });

  test('has four stages, the first of them informal (HEX-13, HEX-15, HEX-16; Code 5.2, 5.3)', () => {
    expect(finding('hexagon', '5.3')).toMatchObject({
      verdict: 'departs',
      clause: ['/stages/0', '/stages/1', '/stages/2', '/stages/3'],
      reasoning:
        'The procedure has 4 stages: Initial Stage, Stage 1, Stage 2 and Stage 3. The Code has two formal ones.',
      rules: ['HEX-15', 'HEX-16', 'HEX-17', 'HEX-20', 'HEX-23'],
      unconfirmed: false,
    });
    expect(finding('hexagon', '5.2')).toMatchObject({
      verdict: 'departs',
      clause: ['/stages/0', '/preStage'],
      rules: ['HEX-15', 'HEX-16', 'HEX-13'],
    });
  });

  test('promises no acknowledgement at either stage (HEX-27; Code 6.2, 6.11)', () => {
    expect(finding('hexagon', '6.2')).toEqual({
      provision: '6.2',
      title: 'Stage 1 acknowledgement',
      requirement: 'Acknowledged, defined and logged within five working days of receipt.',
      verdict: 'departs',
      clause: ['/silences/3'],
      reasoning:
        'Stage 1 promises no time for the acknowledgement, where the Code has 5 working days after the complaint was received.',
      cure: 'Promise an acknowledgement of every complaint within 5 working days of receipt.',
      mustExplain: 'Why Stage 1 has no time for the acknowledgement.',
      evidence: null,
      notes: [],
      rules: ['HEX-27'],
      unconfirmed: false,
      unconfirmedWhy: null,
    });
    expect(finding('hexagon', '6.11')).toMatchObject({ verdict: 'departs', rules: ['HEX-27'] });
  });

  test('answers in 15 working days where the Code has 10 (HEX-18; Code 6.3)', () => {
    expect(finding('hexagon', '6.3')).toMatchObject({
      verdict: 'departs',
      rules: ['HEX-18'],
      mustExplain:
        'Why the response at Stage 1 is 15 working days after the stage was asked for, where the Code has 10 working days.',
    });
  });

  test('shuts matters out and names the ombudsman only at the end (HEX-10, HEX-24, HEX-27; Code 2.4)', () => {
    expect(finding('hexagon', '2.4')).toMatchObject({
      verdict: 'departs',
      rules: ['HEX-11', 'HEX-12', 'HEX-10', 'HEX-24', 'HEX-27'],
      unconfirmed: true,
    });
  });

  test('counts its year from the event alone, and keeps what was reported at the time (HEX-10; Code 2.3)', () => {
    expect(finding('hexagon', '2.3')).toMatchObject({
      verdict: 'departs',
      rules: ['HEX-10'],
      notes: ['An older matter stays in if it was reported at the time, which the Code does not ask for.'],
    });
  });

  test('excludes three matters the Code does not name (HEX-11, HEX-12; Code 2.2)', () => {
    expect(finding('hexagon', '2.2')).toMatchObject({ verdict: 'departs', rules: ['HEX-11', 'HEX-12'] });
  });

  test('gives no extension, so that none is too long (HEX-27; Code 6.4)', () => {
    expect(finding('hexagon', '6.4')).toMatchObject({ verdict: 'meets', rules: ['HEX-18', 'HEX-27'] });
  });
});

describe('settle', () => {
  test('departs in its time limit, its review on two grounds, its times, its extension and its wait', () => {
    expect(checked('settle').departures).toEqual([
      ...['2.3', '2.4', '3.7', '5.3', '5.11'],
      ...['6.2', '6.3', '6.4', '6.5', '6.10', '6.11', '6.12', '6.14'],
    ]);
  });

  test('takes complaints for six months from the event (SET-11; Code 2.3)', () => {
    expect(finding('settle', '2.3')).toMatchObject({
      verdict: 'departs',
      rules: ['SET-11'],
      reasoning:
        'A complaint is taken within 6 months after it happened, less than 12 months. It does not run from the resident becoming aware of the matter, where that is later. A later one can be taken for a good reason.',
    });
  });

  test('opens its second stage on two grounds only, with reasons gathered (SET-18, SET-19, SET-21; Code 5.3, 6.10, 6.12)', () => {
    for (const provision of ['5.3', '6.10', '6.12']) {
      expect(finding('settle', provision)).toMatchObject({
        verdict: 'departs',
        rules: expect.arrayContaining(['SET-18', 'SET-19', 'SET-21']),
      });
    }
  });

  test('acknowledges sooner than asked, and only what comes online or in writing (SET-13; Code 6.2)', () => {
    const { verdict, reasoning, rules } = finding('settle', '6.2');
    expect([verdict, rules]).toEqual(['departs', ['SET-13']]);
    expect(reasoning).toContain('4 working days after the complaint was received');
    expect(reasoning).toContain('for complaints by online, form, email and letter only');
  });

  test('aims at two weeks from being passed on: neither ten working days nor a promise (SET-15; Code 6.3)', () => {
    const { verdict, reasoning, rules, notes } = finding('settle', '6.3');
    expect([verdict, rules]).toEqual(['departs', ['SET-15']]);
    expect(reasoning).toContain('2 weeks after the complaint was passed to its handler');
    expect(reasoning).toContain('It is an aim; the Code says must.');
    expect(notes).toEqual([
      "2 weeks beside 10 working days, counted from the same day, can end later: from Saturday 6 January 2024 they end on Saturday 20 January 2024, the Code's on Friday 19 January 2024.",
      "2 weeks beside 10 working days, counted from the same day, can end earlier: from Friday 15 March 2024 they end on Friday 29 March 2024, the Code's on Tuesday 2 April 2024.",
    ]);
  });

  test('tells of an eight-week wait that went on 1 October 2022 (SET-27; Code 3.7)', () => {
    const { verdict, reasoning, rules } = finding('settle', '3.7');
    expect([verdict, rules]).toEqual(['departs', expect.arrayContaining(['SET-27'])]);
    expect(reasoning).toContain('since 1 October 2022');
  });
});

describe('arches', () => {
  test('states no times, so that none can be judged, and departs in its wait and in feedback that comes first (ARC-03, ARC-05, ARC-21, ARC-23)', () => {
    expect(checked('arches').departures).toEqual(['3.7', '5.2']);
    expect(verdicts('arches', '6.2', '6.3', '6.4', '6.11', '6.14', '6.15')).toEqual(
      Array(6).fill('cannot-tell'),
    );
    expect(finding('arches', '6.3')).toMatchObject({
      rules: ['ARC-23'],
      reasoning:
        'The document states no times at any stage; the Code has 10 working days after the complaint was acknowledged.',
    });
    expect(finding('arches', '3.7').rules).toContain('ARC-21');
  });

  test('defines a complaint as the Code does, for one resident or a group (ARC-06; Code 1.2)', () => {
    expect(finding('arches', '1.2')).toMatchObject({
      verdict: 'meets',
      rules: ['ARC-06', 'ARC-02'],
      clause: ['/definition', '/definition/grounds/0', '/intake/group'],
    });
  });

  test('says that its full policy stands elsewhere (ARC-15)', () => {
    expect(checked('arches').remarks).toContain(
      'The document says that a full policy stands elsewhere (/commitments/3): what is silent here may stand there.',
    );
  });
});

describe('westfield', () => {
  test('departs in uncapped extensions, the window to escalate and what goes with an extension', () => {
    expect(checked('westfield').departures).toEqual([
      ...['1.4', '2.2', '2.3', '5.11', '6.4', '6.5', '6.10', '6.15', '6.16'],
    ]);
  });

  test('extends both stages without a cap (WES-20, WES-25; Code 6.4, 6.15)', () => {
    expect(finding('westfield', '6.4')).toMatchObject({
      verdict: 'departs',
      clause: ['/stages/0/extension', '/silences/1'],
      rules: ['WES-20', 'WES-25'],
    });
    expect(finding('westfield', '6.15').verdict).toBe('departs');
  });

  test('gives 28 days to escalate, where the Code sets no limit (WES-21; Code 5.11, 6.10)', () => {
    expect(finding('westfield', '6.10')).toMatchObject({
      verdict: 'departs',
      rules: ['WES-21'],
      reasoning:
        'The request has to be made within 28 days after the response was received; the Code sets no such limit. What becomes of a late request it does not say.',
    });
    expect(finding('westfield', '5.11')).toMatchObject({ verdict: 'departs', unconfirmed: true });
  });

  test('answers in 10 working days from an act its page does not name: as read, it meets (WES-19; Code 6.3)', () => {
    expect(finding('westfield', '6.3')).toMatchObject({
      verdict: 'meets',
      clause: ['/stages/0/respond', '/readings/7'],
      rules: ['WES-19'],
      notes: [
        'The words leave open: "From what day do the 10 working days of stage 1 run?" Read as: "From the acknowledgement, which the page puts before the investigation." Read another way it would be "stricter": From the day the complaint was received.',
      ],
    });
  });

  test('says "should" where the Code says must, which is told and not counted (WES-18; Code 6.2)', () => {
    expect(finding('westfield', '6.2')).toMatchObject({
      verdict: 'meets',
      rules: ['WES-18'],
      notes: ['It is worded as what should happen; the Code says must.'],
    });
  });

  test('shuts out court action that need not have reached the court (WES-05; Code 2.2)', () => {
    const { verdict, rules, reasoning } = finding('westfield', '2.2');
    expect([verdict, rules]).toEqual(['departs', expect.arrayContaining(['WES-05', 'WES-14'])]);
    expect(reasoning).toContain('only once the claim form and particulars were filed at court');
  });

  test('keeps matters out of the procedure by agreement (WES-11; Code 1.4)', () => {
    expect(finding('westfield', '1.4')).toMatchObject({ verdict: 'departs', rules: ['WES-11'] });
  });

  test('tells residents of the ombudsman at any time (WES-27; Code 3.7)', () => {
    expect(finding('westfield', '3.7')).toMatchObject({ verdict: 'meets', rules: ['WES-27', 'WES-28'] });
  });
});

describe('hhs', () => {
  test('departs in the stage 1 extension, what goes with extensions, and compensation', () => {
    expect(checked('hhs').departures).toEqual(['3.7', '5.2', '6.4', '6.5', '6.16', '7.1', '7.2']);
  });

  test('counts its responses from logging, which is stricter (HHS-16, HHS-22; Code 6.3, 6.14)', () => {
    expect(verdicts('hhs', '6.3', '6.14')).toEqual(['stricter', 'stricter']);
    expect(finding('hhs', '6.14').reasoning).toBe(
      "Stage 2 (Appeal) gives 20 working days after the complaint was logged, which falls no later than the Code's 20 working days after the complaint was acknowledged, provided it is logged no later than it is acknowledged.",
    );
  });

  test('caps the stage 2 extension at 10 working days, which is stricter, and stage 1 not at all (HHS-17, HHS-23; Code 6.4, 6.15)', () => {
    expect(finding('hhs', '6.15')).toMatchObject({
      verdict: 'stricter',
      rules: ['HHS-23'],
      reasoning:
        'Stage 2 (Appeal) can be extended by 10 working days and never longer; the Code has 20 working days without good reason.',
    });
    expect(finding('hhs', '6.4')).toMatchObject({ verdict: 'departs', rules: ['HHS-17'] });
  });

  test('asks more of the stage 2 reviewer than the Code (HHS-20; Code 6.13)', () => {
    expect(finding('hhs', '6.13')).toMatchObject({ verdict: 'stricter', rules: ['HHS-20'] });
  });

  test('pays compensation in fewer cases than the impact would call for (HHS-30; Code 7.1, 7.2)', () => {
    expect(finding('hhs', '7.1')).toMatchObject({ verdict: 'departs', rules: ['HHS-30'] });
  });

  test('agrees on updates at stage 1 alone (HHS-17; Code 5.9)', () => {
    expect(verdicts('hhs', '5.9')).toEqual(['cannot-tell']);
  });

  test('promises that complaining has no adverse consequences (HHS-29; Code 5.1)', () => {
    expect(finding('hhs', '5.1')).toMatchObject({ verdict: 'meets', rules: ['HHS-29'] });
  });
});

test('a procedure of another regime is told that the Code does not bind there', () => {
  expect(checked('spso').remarks[0]).toBe(
    'The procedure is made for another regime (spso): the Code binds landlords in England, and a difference from it is no breach there.',
  );
});
