import { shipped } from '../../../src/policy/procedures';
import type { Happening } from '../../support/worked-example';

/** The acts of the worked examples under the Code of 2024, each with no more than its procedure demands. */

const EXPLAINED = shipped('code-2024')?.stages[0]?.response?.mustContain ?? [];
const ANSWER = {
  outcome: 'upheld',
  explanations: Object.fromEntries(EXPLAINED.map((key) => [key, 'As the letter says.'])),
};
const ACKNOWLEDGEMENT = {
  definition: { issues: [{ text: 'Damp in the hall' }], outcomesSought: 'A dry hall' },
};
const FINDINGS = [{ issue: 1, outcome: 'upheld', reasons: 'Seen on the visit.' }];

export const received = (day: string): Happening => [day, 'complaints'];

export const acknowledged = (day: string): Happening => [day, 'acknowledgements', ACKNOWLEDGEMENT];

export const answered = (day: string): Happening[] => [
  [day, 'assignments', { person: 'p.one' }],
  [day, 'outcomes', { ...ANSWER, findings: FINDINGS }],
];

/** There is no definition to find on where nothing was acknowledged. */
export const answeredAtOnce = (day: string): Happening[] => [
  [day, 'assignments', { person: 'p.one' }],
  [day, 'outcomes', ANSWER],
];

export const extended = (day: string, newDueOn: string, more: object = {}): Happening => [
  day,
  'extensions',
  { newDueOn, reason: 'The surveyor is ill.', ombudsmanContactGiven: true, ...more },
];

/** As the body of an act that happened against these rules has it. */
export const departing = (...codes: readonly string[]) => ({
  departures: codes.map((code) => ({ code, decidedBy: 'o.one', why: 'Nobody looked at the date.' })),
});

/** The event of this number struck, on this day. */
export const struck = (day: string, event: number): Happening => [
  day,
  'corrections',
  { why: 'It never went out.', changes: [{ event, strike: true }] },
];
