import { z } from 'zod';
import { nextNumber } from '../../complaint/numbers';
import type { ComplaintState } from '../../complaint/state';
import { slugSchema, words } from '../../document/vocabulary';
import type { EventOf } from '../../events/events';
import type { NamedParty } from '../../events/recorded-event';
import { type Rejection, refusedAsInput } from '../../rules/rejection';

const companionSchema = z
  .strictObject({
    as: slugSchema.describe('What they are to the resident, e.g. friend, advocate, interpreter.'),
    name: words(200).optional().describe('Kept with the people of the complaint and apart from its events.'),
  })
  .meta({ id: 'Companion' });
type Companion = z.infer<typeof companionSchema>;

/** A resident may bring somebody along (Code 3.6). They need no permission: the resident is there. */
export const companionsBodySchema = z
  .array(companionSchema)
  .max(10)
  .default([])
  .describe('Who came with the resident to the meeting.');

const MOST_COMPANIONS = 100;

/** Bounds what a complaint carries along with each act. */
export function companionsFull({ people }: ComplaintState, given: readonly Companion[]): Rejection | null {
  const companions = people.companions.length;
  if (companions + given.length <= MOST_COMPANIONS) return null;
  return refusedAsInput({
    code: 'too_many_companions',
    detail: `The complaint has ${companions} companions on record, and ${MOST_COMPANIONS} are the most it can have.`,
    facts: { companions },
    allowed: { most: MOST_COMPANIONS },
    errors: [{ pointer: '/companions', detail: `at most ${MOST_COMPANIONS - companions} more` }],
  });
}

/** What the event says of them, and the names for the parties, by one number running through the complaint. */
export function companionsOf(
  state: ComplaintState,
  given: readonly Companion[],
): { readonly facts: EventOf<'contacted'>['data']['companions']; readonly parties: readonly NamedParty[] } {
  const first = nextNumber('companions', state.people.companions, state);
  const numbered = given.map((companion, index) => ({
    n: first + index,
    ...companion,
  }));
  return {
    facts: numbered.map(({ n, as }) => ({ n, as })),
    parties: numbered.flatMap(({ n, as, name }) =>
      name === undefined ? [] : [{ role: 'companion' as const, n: n - 1, data: { name, as } }],
    ),
  };
}
