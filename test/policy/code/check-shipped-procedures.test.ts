import { checkAgainstCode } from '../../../src/policy/code/check';
import { procedure } from '../procedures/limit-terms';

const SEEDS = ['hexagon', 'westfield', 'settle', 'arches', 'hhs'] as const;
type Seed = (typeof SEEDS)[number];

const checked = new Map(SEEDS.map((name) => [name, checkAgainstCode(procedure(name)).findings]));
const finding = (name: Seed, provision: string) =>
  checked.get(name)!.find((each) => each.provision === provision)!;

// Each verdict was read against the landlord's page by hand. What stands in no list the page does not show.
test.each<[Seed, { meets: string; stricter: string; departs: string }]>([
  [
    'hexagon',
    {
      meets: '1.1 6.4 6.5 6.12 9.1 9.2',
      stricter: '',
      departs: '2.2 2.3 2.4 3.7 5.2 5.3 5.11 6.2 6.3 6.10 6.11 6.14 6.20',
    },
  ],
  [
    'westfield',
    {
      meets: '1.1 3.4 3.7 5.3 6.2 6.3 6.11 6.12 6.14 6.20 7.1 9.1',
      stricter: '',
      departs: '1.4 2.2 2.3 5.11 6.4 6.5 6.10 6.15 6.16',
    },
  ],
  [
    'settle',
    {
      meets: '1.1 2.2 6.20 9.1',
      stricter: '',
      departs: '2.3 2.4 3.7 5.3 5.11 6.2 6.3 6.4 6.5 6.10 6.11 6.12 6.14',
    },
  ],
  ['arches', { meets: '1.1 1.2 5.3 5.11 6.10 6.12 6.20 9.1 9.2', stricter: '', departs: '3.7 5.2' }],
  [
    'hhs',
    {
      meets: '1.1 5.1 5.3 5.11 6.2 6.10 6.11 6.12 6.20',
      stricter: '6.3 6.13 6.14 6.15',
      departs: '3.7 5.2 6.4 6.5 6.16 7.1 7.2',
    },
  ],
])('%s beside the Code, provision by provision', (name, expected) => {
  const having = (verdict: string) =>
    checked
      .get(name)!
      .filter((each) => each.verdict === verdict)
      .map(({ provision }) => provision)
      .join(' ');
  expect({ meets: having('meets'), stricter: having('stricter'), departs: having('departs') }).toEqual(
    expected,
  );
});

// A finding that says "the document does not speak to it" where the page does speak is as wrong as a wrong verdict.
test.each<[Seed, string, string, string]>([
  [
    'westfield',
    '1.3',
    'WES-11 WES-12',
    'Kept out as feedback: "Negative feedback that does not require a response',
  ],
  [
    'arches',
    '1.3',
    'ARC-03 ARC-04 ARC-05',
    '"Feedback" comes before a complaint; that everybody is offered the choice',
  ],
  ['westfield', '3.1', 'WES-07', '6 channels are named: online, email, phone, in-person, letter and sms.'],
  ['westfield', '3.2', 'WES-07', '"You can complain to us in whichever way is easiest for you."'],
  [
    'hexagon',
    '3.2',
    'HEX-14',
    'No form has to be used. That any member of staff takes a complaint, it does not say.',
  ],
  [
    'westfield',
    '3.4',
    'WES-32 WES-15 WES-16 WES-22',
    '"The full Complaints Policy is linked on our policy page',
  ],
  ['westfield', '3.6', 'WES-08 WES-10', 'That a resident may be accompanied at meetings, it does not say.'],
  [
    'hhs',
    '5.8',
    'HHS-20',
    'Stage 2 (Appeal): not previously involved and Stage 2 (Appeal): not responsible for service',
  ],
  [
    'arches',
    '6.9',
    'ARC-11 ARC-12 ARC-13 ARC-14',
    'contains beyond the explanation of its outcome, the document does not say.',
  ],
  [
    'arches',
    '7.1',
    'ARC-11 ARC-12 ARC-13 ARC-17',
    'Where a complaint is upheld the answer explains what went wrong, how put right',
  ],
  ['hhs', '8.1', 'HHS-26 HHS-27', '"An annual assessment against the Code, with the results published."'],
  [
    'arches',
    '8.1',
    'ARC-18',
    '"Our latest self-assessment against the Complaint Handling Code is published."',
  ],
  ['hexagon', '9.2', 'HEX-01', '"We use your complaints to see where our service can be improved."'],
  [
    'arches',
    '9.3',
    'ARC-07',
    '"How we have learned from complaints and feedback is reported on our website."',
  ],
  ['hhs', '9.3', 'HHS-27', 'what we are doing to learn from them."'],
  ['settle', '9.1', '', 'so that we can put things right and identify how to improve our services."'],
])('%s, Code %s: the finding leads to what the page says', (name, provision, rules, says) => {
  expect(finding(name, provision).rules.join(' ')).toBe(rules);
  expect(finding(name, provision).reasoning).toContain(says);
  expect(finding(name, provision).clause).not.toEqual([]);
});

describe('what would cure it', () => {
  test('a gated review is cured by opening it, not by describing two stages (SET-18; Code 5.3)', () => {
    expect(finding('settle', '5.3').cure).toBe('Open the second stage to everybody who asks for it.');
  });

  test('a window is cured by leaving it out or by weighing what is late (WES-21; Code 5.11)', () => {
    expect(finding('westfield', '5.11').cure).toBe(
      'Leave out the time limit, or take late requests wherever there is no valid reason to refuse them. Say that an escalation is refused only for a stated reason that would also allow the complaint itself to be refused.',
    );
  });

  test('a third stage is cured by ending at the second (HEX-22; Code 6.20)', () => {
    expect(finding('hexagon', '6.20').cure).toBe(
      'Let the response at Stage 2 be the last, and leave out Stage 3.',
    );
  });
});

test.each([
  ['arches', '"Feedback" first, recorded as feedback', ['ARC-03', 'ARC-04', 'ARC-05']],
  ['hhs', '"On the spot" first, recorded as on the spot', ['HHS-03', 'HHS-09']],
] as const)('%s: what comes before a complaint is a step of its own, %s (Code 5.2)', (name, says, rules) => {
  const { verdict, reasoning, mustExplain, ...found } = finding(name, '5.2');
  expect([verdict, found.rules]).toEqual(['departs', rules]);
  expect(reasoning).toContain(`What is brought goes through ${says}`);
  expect(mustExplain).toContain('before the two stages');
});

test('a quick fix by agreement, or a talk that is open to whoever wishes, is no step that comes first (WES-11, HEX-13)', () => {
  expect(finding('westfield', '5.2').verdict).toBe('cannot-tell');
  expect(procedure('hexagon').preStage?.comesFirst).toBe(false);
});

test('a summary is told that the whole policy stands elsewhere (HHS-09, WES-32, ARC-15)', () => {
  const told = (name: Seed) =>
    checkAgainstCode(procedure(name)).remarks.filter((remark) =>
      remark.includes('a full policy stands elsewhere'),
    );
  expect(SEEDS.map((name) => [name, told(name).length])).toEqual([
    ['hexagon', 0],
    ['westfield', 1],
    ['settle', 0],
    ['arches', 1],
    ['hhs', 1],
  ]);
});

test('how many readings were chosen against the resident is told, and which', () => {
  expect(checkAgainstCode(procedure('arches')).remarks).toContain(
    "Read against the resident by the document's own account: 3 of its 8 readings (which-head-of-service, partially-upheld-explanation and feedback-first).",
  );
});

test('a document with a date is said to have taken effect on it', () => {
  const dated = { ...procedure('westfield'), undated: false };
  expect(checkAgainstCode(dated).remarks[0]).toMatch(
    /^The procedure took effect on 2012-01-01, before the Code/,
  );
});

test('a procedure older than the Code and still in force is told that the Code applies to it since', () => {
  expect(checkAgainstCode(procedure('westfield')).remarks[0]).toBe(
    'The procedure carries no date and is taken to apply from 2012-01-01, before the Code became statutory on 2024-04-01; the Code applies to it since.',
  );
});

describe('procedures of other regimes', () => {
  const of = (name: 'spso' | 'nipso' | 'psow' | 'lgsco', provision: string) =>
    checkAgainstCode(procedure(name)).findings.find((each) => each.provision === provision)!;

  test.each(['spso', 'nipso'] as const)(
    '%s lets a complaint begin at stage 2 and be moved there unanswered (Code 5.3)',
    (name) => {
      expect(of(name, '5.3')).toMatchObject({ verdict: 'departs', clause: ['/stages/0/skip', '/stages/1'] });
      expect(of(name, '6.3').verdict).toBe('departs');
    },
  );

  test('psow has one formal stage (Code 5.3)', () => {
    expect(of('psow', '5.3')).toMatchObject({
      verdict: 'departs',
      reasoning:
        'The procedure has 2 stages: Informal resolution and Formal investigation, and nothing leads on from the stage "Formal investigation". The Code has two formal ones.',
    });
  });

  test('lgsco promises reasons for a refusal and says nothing of the way to the ombudsman (Code 2.4)', () => {
    expect(of('lgsco', '2.4')).toMatchObject({ verdict: 'cannot-tell', rules: ['LGSCO refusal'] });
  });

  test('their own ombudsman is named for the end of the procedure, not left out (Code 2.4)', () => {
    for (const name of ['spso', 'nipso', 'psow'] as const) {
      expect(of(name, '2.4').reasoning).toContain('names the ombudsman only once the procedure is exhausted');
    }
  });
});
