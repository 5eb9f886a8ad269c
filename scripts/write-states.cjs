const { appendFileSync, existsSync, writeFileSync } = require('node:fs');
require('./typescript.cjs');

/**
 * Writes what the histories in test/records come to, and first adds histories for the kinds of events that none has.
 * A kind that no act brings about, such as a change of the working days, needs a line by hand.
 * A state that was there before may only become another together with STATE_FORMAT.
 */
const { STATE_FORMAT } = require('../src/policy/complaint/state-format.ts');
const {
  histories,
  LATER,
  linesOf,
  STATES,
  stateOf,
  withMissingKinds,
} = require('../test/policy/support/histories.ts');

const lines = (values) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

const [{ format }, ...before] = existsSync(STATES) ? linesOf(STATES) : [{ format: 0 }];
appendFileSync(LATER, lines(withMissingKinds(histories())));
const states = histories().map(stateOf);
const changed = before.some((state, index) => JSON.stringify(state) !== JSON.stringify(states[index]));
if (changed && format === STATE_FORMAT) {
  console.error(
    'Events of before come to other states now: raise STATE_FORMAT in src/policy/complaint/state-format.ts first.',
  );
  process.exit(1);
}
writeFileSync(STATES, lines([{ format: STATE_FORMAT }, ...states]));
