import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { type Command, happened } from '../guards/command';
import { requireRedressable } from '../guards/guards';
import { noneOpen, noSuch, numberSchema } from '../guards/numbered';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  n: numberSchema.describe('Which permission, from 1 in the order they were recorded.'),
  ...occurrence,
  reason: words(4000).optional(),
});

const numbersOf = ({ people }: ComplaintState): number[] =>
  people.authorities.filter(({ revokedOn }) => revokedOn === null).map(({ n }) => n);

/** Records that the resident took a permission back: what waited for it waits again from that day. */
export const revokeAuthority: Command<z.infer<typeof body>> = {
  act: 'authorities/{n}/revocations',
  name: 'revokeAuthority',
  summary: 'Revoke a permission to represent',
  description:
    'Record that the resident took the permission back. It no longer covers that day or any later one; what was done under it stands.',
  roles: STAFF,
  body,
  example: { n: 1, reason: 'The resident rang and asked us to deal with her only.' },
  numbers: numbersOf,
  *guard(state) {
    yield requireRedressable(state, 'changed as to a permission');
    return numbersOf(state).length > 0 ? null : noneOpen('no_open_authority', 'authorities');
  },
  decide(state, { n, reason }, moment) {
    const authority = state.people.authorities.find((known) => known.n === n);
    if (!authority || authority.revokedOn)
      return noSuch('no_such_authority', n, numbersOf(state), { revokedOn: authority?.revokedOn ?? null });
    const whose = state.people.representatives.find(({ n: known }) => known === authority.representative);
    // Not its own first day: what was given for later can be taken back before it begins.
    const named = whose ? { on: whose.namedOn, at: null } : null;
    const early = notBefore(moment, named, 'the representative was named');
    const data = { stage: currentStage(state).stage, n };
    return early ?? [happened('authority-revoked', moment, data, { reason })];
  },
};
