import { checkAgainstCode } from '../../../src/policy/code/check';
import { type PolicyDocument, policyDocumentSchema } from '../../../src/policy/document/document';
import { procedure } from '../procedures/limit-terms';

/** The Code as a procedure meets all of it; so whatever departs after one change departs because of it. */
function broken(change: (document: PolicyDocument) => unknown): PolicyDocument {
  const document = structuredClone(procedure('code-2024'));
  change(document);
  return policyDocumentSchema.parse(document);
}

const first = ({ stages }: PolicyDocument) => stages[0]!;
const second = ({ stages }: PolicyDocument) => stages[1]!;
const put = Object.assign;
const days = (amount: number) => ({ amount, unit: 'working-days' });
const REQUIRED = ['reason', 'new-date'];
const without = (list: readonly string[], gone: string) => list.filter((each) => each !== gone);

describe('one thing changed in the Code’s own procedure, and what then departs', () => {
  test.each<[string, string[], (document: PolicyDocument) => unknown]>([
    ['a closed list of what may be complained of', ['1.2'], (d) => put(d.definition!, { closed: true })],
    [
      'an exclusion of its own',
      // An exclusion of the complaint there excludes its next stage as well.
      ['2.2', '5.11'],
      (d) => put(d.intake, { exclusions: [{ code: 'insurance-claims' }] }),
    ],
    ['eleven months', ['2.3'], (d) => put(d.intake.timeLimit!.within, { amount: 11 })],
    [
      'twelve months from the event alone',
      ['2.3'],
      (d) => put(d.intake.timeLimit!.within, { from: 'occurred' }),
    ],
    ['no discretion', ['2.3', '2.5'], (d) => put(d.intake.timeLimit!, { discretion: 'none' })],
    ['one channel', ['3.1'], (d) => put(d.intake, { channels: [{ channel: 'letter' }] })],
    ['a form that must be used', ['3.2'], (d) => put(d.intake.formRequired!, { required: true })],
    [
      'a wait of eight weeks',
      ['3.7'],
      (d) => put(d.referrals[1]!, { wait: { amount: 8, unit: 'weeks', from: 'response-dated' } }),
    ],
    ['a stage 0', ['5.2'], (d) => put(d, { preStage: { name: 'Stage 0' } })],
    [
      'an informal first step',
      ['5.2'],
      (d) => put(d, { preStage: { name: 'A talk', recordAs: 'informal' } }),
    ],
    [
      'a second stage on one ground only',
      ['5.3', '5.11', '6.10', '6.12'],
      (d) => put(first(d).escalation!, { grounds: [{ code: 'new-evidence' }] }),
    ],
    [
      'a first stage that can be left out',
      ['5.3', '6.3'],
      (d) => put(first(d), { skip: { reasons: [{ code: 'complex' }] } }),
    ],
    ['a beginning at stage 2', ['5.3'], (d) => put(second(d), { entry: true })],
    [
      '28 days to escalate',
      ['5.11', '6.10'],
      (d) =>
        put(first(d).escalation!, {
          within: { amount: 28, unit: 'calendar-days', from: 'response-received' },
        }),
    ],
    ['six days to acknowledge', ['6.2'], (d) => put(first(d).acknowledge!, { amount: 6 })],
    ['no acknowledgement at stage 2', ['6.11'], (d) => put(second(d), { acknowledge: null })],
    ['an aim', ['6.3'], (d) => put(first(d).respond!, { force: 'aim' })],
    [
      'a pause at stage 2',
      ['6.14'],
      (d) => put(second(d), { pause: { reasons: [{ code: 'awaiting-resident' }] } }),
    ],
    ['no cap at stage 1', ['6.4'], (d) => put(first(d).extension!, { each: null, total: null })],
    [
      'thirty days more at stage 2',
      ['6.15'],
      (d) => put(second(d).extension!, { each: null, total: days(30) }),
    ],
    ['an extension without the ombudsman', ['6.5'], (d) => put(first(d).extension!, { requires: REQUIRED })],
    ['the same at stage 2', ['6.16'], (d) => put(second(d).extension!, { requires: REQUIRED })],
    ['closing with the answer', ['6.6', '6.17'], (d) => put(d, { closure: { when: 'on-response' } })],
    [
      'closing on silence',
      ['6.6', '6.17'],
      (d) =>
        put(d, {
          closure: {
            when: 'on-silence',
            silence: { amount: 20, unit: 'working-days', from: 'response-sent' },
          },
        }),
    ],
    [
      'a response that gives no remedy',
      ['6.9'],
      (d) => put(first(d).response!, { mustContain: without(first(d).response!.mustContain, 'remedy') }),
    ],
    [
      'a final response silent on the ombudsman',
      ['6.19'],
      (d) =>
        put(second(d).response!, {
          mustContain: without(second(d).response!.mustContain, 'how-to-reach-ombudsman'),
        }),
    ],
    ['a reason that is required', ['6.12'], (d) => put(first(d).escalation!, { reason: 'required' })],
    [
      'money in exceptional circumstances only',
      ['7.1', '7.2'],
      (d) => put(d, { compensation: { allOf: [{ code: 'exceptional-circumstances' }] } }),
    ],
  ])('%s: %j', (_, departures, change) => {
    const { departures: found, findings } = checkAgainstCode(broken(change));
    expect(found).toEqual(departures);
    for (const { provision, cure, mustExplain, clause } of findings) {
      if (!departures.includes(provision)) continue;
      expect([provision, cure, mustExplain]).not.toContain(null);
      if (provision !== '6.11') expect([provision, clause]).not.toEqual([provision, []]);
    }
  });

  test('a further stage departs wherever the Code has two and a last one (Code 5.3, 6.10, 6.20)', () => {
    const document = broken((d) => {
      const third = { ...structuredClone(second(d)), key: 'stage-3', name: 'Stage 3' };
      put(second(d), { escalation: { ...structuredClone(first(d).escalation!), to: 'stage-3' } });
      d.stages.push(third);
    });
    expect(checkAgainstCode(document).departures).toEqual(['5.3', '6.10', '6.20']);
  });
});

describe('what a skip does (Code 5.3, 6.3)', () => {
  const document = broken((d) => put(first(d), { skip: { reasons: [{ code: 'needs-investigation' }] } }));
  const finding = (provision: string) =>
    checkAgainstCode(document).findings.find((each) => each.provision === provision);

  test('some residents have one stage, and no response at the other; each finding says so and how it ends', () => {
    expect(finding('5.3')).toMatchObject({
      clause: ['/stages/0/skip'],
      reasoning:
        'The procedure has two stages: Stage 1 and Stage 2. Stage 1 can be left without an answer for: needs investigation. What follows is then the only stage.',
      cure: 'Answer every complaint at Stage 1 before it goes on.',
    });
    expect(finding('6.3')).toMatchObject({
      clause: ['/stages/0/respond', '/stages/0/skip'],
      reasoning: expect.stringContaining(
        'A complaint can be moved on from Stage 1 without a response for: needs investigation.',
      ),
    });
  });
});
