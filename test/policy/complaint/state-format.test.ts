import { STATE_FORMAT } from '../../../src/policy/complaint/state-format';
import { histories, linesOf, missingKinds, STATES, stateOf } from '../support/histories';

const AGAIN = 'run node scripts/write-states.cjs';

test('what was ever recorded comes to the states of this format; if it shall not, raise STATE_FORMAT and run node scripts/write-states.cjs', () => {
  const [format, ...states] = linesOf(STATES);
  const now = histories().map(stateOf);
  // The number has to be looked at first: a state that differs under the same number is one nobody would rebuild.
  expect([now, { format: STATE_FORMAT }]).toEqual([states, format]);
});

test(`there is a history with each kind of event; for a new one, ${AGAIN}`, () => {
  expect(missingKinds(histories())).toEqual([]);
});
