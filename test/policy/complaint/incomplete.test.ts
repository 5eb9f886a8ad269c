import { isIncomplete } from '../../../src/policy/complaint/departures';
import type { ComplaintState } from '../../../src/policy/complaint/state';
import type { LocalDate } from '../../../src/policy/dates/local-date';

/** Stage one, answered on 16 and again on 20 June and then opened anew, with one act that departs from a rule. */
const on = (day: string) => day as LocalDate;
const withDeparture = (act: string, code: string, day: string) =>
  ({
    departures: [{ act, code, stage: 'one', on: on(day), clause: '', ids: [], decidedBy: null }],
    stages: [
      {
        acknowledged: { on: on('2025-06-04') },
        response: { on: on('2025-06-20') },
        formerResponses: [{ on: on('2025-06-16') }],
      },
      { acknowledged: null, response: { on: on('2025-07-10') }, formerResponses: [] },
    ],
  }) as unknown as ComplaintState;
const first = { kind: 'respond', stage: 'one', n: 0, metOn: on('2025-06-16') };
const again = { ...first, n: 1, metOn: on('2025-07-10') };
const arrived = { ...first, kind: 'acknowledge', metOn: on('2025-06-04') };

test.each([
  [
    'an answer without its explanations',
    'outcomes',
    'explanation_missing',
    '2025-06-16',
    [true, false, false],
  ],
  ['the answer after it was opened again', 'outcomes', 'finding_missing', '2025-07-10', [false, true, false]],
  [
    'a later letter that revises the first',
    'outcomes',
    'finding_missing',
    '2025-06-20',
    [false, false, false],
  ],
  ['an answer by nobody in particular', 'outcomes', 'no_handler', '2025-06-16', [false, false, false]],
  [
    'an acknowledgement without its definition',
    'acknowledgements',
    'acknowledgement_incomplete',
    '2025-06-04',
    [false, false, true],
  ],
  [
    'another act of that day',
    'assignments',
    'independence_not_declared',
    '2025-06-16',
    [false, false, false],
  ],
])('%s makes incomplete what it met, and nothing else', (_, act, code, day, expected) => {
  const state = withDeparture(act, code, day);
  expect([first, again, arrived].map((clock) => isIncomplete(state, clock))).toEqual(expected);
});

test('a second letter before the first was written down does not spoil it', () => {
  const state = withDeparture('outcomes', 'finding_missing', '2025-06-20');
  expect(isIncomplete(state, { ...first, metOn: on('2025-06-25') })).toBe(false);
});

test('what was never done is not incomplete', () => {
  const state = withDeparture('outcomes', 'explanation_missing', '2025-06-16');
  expect(isIncomplete(state, { ...first, metOn: null })).toBe(false);
});
