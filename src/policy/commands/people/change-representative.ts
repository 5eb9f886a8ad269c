import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { representativeNow } from '../../complaint/people';
import { type Command, happened } from '../guards/command';
import { requireRedressable } from '../guards/guards';
import { representativeSchema } from '../../events/parties';
import { noneOpen, noSuch, numberSchema } from '../guards/numbered';
import { notBefore, occurrence } from '../../rules/occurrence';
import { partyOf } from './representative-party';

const body = z.strictObject({
  n: numberSchema.describe('Which representative, from 1 in the order they were named.'),
  ...occurrence,
  ...representativeSchema.omit({ permission: true, evidence: true }).shape,
});

const numbersOf = ({ people }: ComplaintState): number[] => {
  const named = representativeNow(people);
  return named ? [named.n] : [];
};

/** Puts the particulars of the representative right: the same person with another number or role. */
export const changeRepresentative: Command<z.infer<typeof body>> = {
  act: 'representatives/{n}/changes',
  name: 'changeRepresentative',
  summary: "Change the representative's particulars",
  description:
    'Replace the name, type and contact particulars of the same person. Their permission stands. For another person, end this one and name the other.',
  roles: STAFF,
  body,
  example: { n: 1, name: 'Councillor J. Grey', type: 'councillor', email: 'j.grey@example.org' },
  numbers: numbersOf,
  *guard(state) {
    yield requireRedressable(state, 'changed as to who represents the resident');
    return numbersOf(state).length > 0 ? null : noneOpen('no_open_representative', 'representatives');
  },
  decide(state, { n, occurredOn: _on, occurredAt: _at, departures: _departures, ...person }, moment) {
    const named = representativeNow(state.people);
    if (named?.n !== n) return noSuch('no_such_representative', n, numbersOf(state));
    const early = notBefore(moment, { on: named.namedOn, at: null }, 'the representative was named');
    if (early) return early;
    const data = { stage: currentStage(state).stage, n, type: person.type ?? null };
    return [{ ...happened('representative-changed', moment, data), parties: [partyOf(n, person)] }];
  },
};
