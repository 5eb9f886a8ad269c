import type { Command } from '../../../src/policy/commands/guards/command';
import { COMMANDS } from '../../../src/policy/commands/index';
import { decide } from '../../../src/policy/decide';
import { localDateSchema } from '../../../src/policy/dates/local-date';
import { isRejection } from '../../../src/policy/rules/rejection';
import { walkOf } from '../support/walk';

/** Staff enter yesterday's call today, and nobody enters tomorrow's: the registry sees to it for every act alike. */

const OPEN = walkOf('code-2024', '2024-09-06T10:00:00Z').log({ receivedOn: '2024-09-02' });

/** The act as if nothing stood in its way but the moment it is said to have happened. */
const unguarded = (command: Command): Command => ({ ...command, guard: () => null, decide: () => [] });

test.each(COMMANDS.map((command) => [command.act, command] as const))(
  '%s: a day that has not come yet is refused before the act is looked at',
  (_act, command) => {
    const tomorrow = localDateSchema.parse('2024-09-07');
    const decided = decide(unguarded(command), { state: OPEN.state }, { occurredOn: tomorrow }, OPEN.rules);
    expect(isRejection(decided) && decided).toMatchObject({
      code: 'in_the_future',
      allowed: { latest: '2024-09-06' },
      policyVersion: OPEN.rules.policy.version,
    });
  },
);

test.each(COMMANDS.filter(({ act }) => act !== 'erasures').map((command) => [command.act, command] as const))(
  '%s: its body can say when it happened',
  (_act, { body }) => {
    const { error } = body.safeParse({ occurredOn: 'yesterday', occurredAt: 'noon' });
    const faults = error?.issues.map(({ path }) => path.join('/'));
    expect(faults).toEqual(expect.arrayContaining(['occurredOn', 'occurredAt']));
  },
);

test('an erasure happens when it is asked for, so its body takes no day', () => {
  const erasure = COMMANDS.find(({ act }) => act === 'erasures');
  expect(erasure?.body.safeParse({ basis: 'retention', occurredOn: '2024-09-02' }).success).toBe(false);
});
