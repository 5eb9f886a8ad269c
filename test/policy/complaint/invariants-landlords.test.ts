import { shippedProcedures } from '../../../src/policy/procedures/index';
import { expectWholeLives } from '../support/any-life';
import { SCHEMES } from '../support/schemes';
import { withPausesAndPriorities } from '../support/with-pauses-and-priorities';

const landlords = shippedProcedures().filter(({ name }) => !SCHEMES.includes(name));

describe.each([...landlords, withPausesAndPriorities()].map((policy) => [policy.name, policy] as const))(
  'any life of a complaint under %s',
  (_name, policy) => {
    test('replays to its state, holds together, and refuses exactly what it does not offer', () =>
      expectWholeLives(policy));
  },
);
