import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { representativeNow } from '../../complaint/people';
import { type Command, happened } from '../guards/command';
import { requireRedressable } from '../guards/guards';
import { noneOpen, noSuch, numberSchema } from '../guards/numbered';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  n: numberSchema.describe('Which representative, from 1 in the order they were named.'),
  ...occurrence,
  reason: words(4000).optional(),
});

const numbersOf = ({ people }: ComplaintState): number[] => {
  const named = representativeNow(people);
  return named ? [named.n] : [];
};

/** Records that somebody no longer acts for the resident, who goes on alone or names another (Code 3.6). */
export const endRepresentative: Command<z.infer<typeof body>> = {
  act: 'representatives/{n}/endings',
  name: 'endRepresentative',
  summary: 'End a representation',
  description:
    'Record that this person no longer acts for the resident. The permission they had ends with it; the complaint goes on.',
  roles: STAFF,
  body,
  example: { n: 1, reason: 'The resident prefers to deal with it herself.' },
  numbers: numbersOf,
  *guard(state) {
    yield requireRedressable(state, 'changed as to who represents the resident');
    return numbersOf(state).length > 0 ? null : noneOpen('no_open_representative', 'representatives');
  },
  decide(state, { n, reason }, moment) {
    const named = representativeNow(state.people);
    if (named?.n !== n) return noSuch('no_such_representative', n, numbersOf(state));
    const early = notBefore(moment, { on: named.namedOn, at: null }, 'the representative was named');
    const data = { stage: currentStage(state).stage, n };
    return early ?? [happened('representative-ended', moment, data, { reason })];
  },
};
