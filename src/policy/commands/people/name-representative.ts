import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { nextNumber } from '../../complaint/numbers';
import { currentStage } from '../../complaint/state';
import { representativeNow } from '../../complaint/people';
import { refusedByState } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { requireRedressable } from '../guards/guards';
import { representativeSchema } from '../../events/parties';
import { notBefore, occurrence } from '../../rules/occurrence';
import { partyOf, representativeFull } from './representative-party';

const body = z.strictObject({ ...occurrence, ...representativeSchema.shape });

/** Names who acts for the resident, at any point (Code 1.3, 3.6, HHS-06, WES-08 to WES-10). */
export const nameRepresentative: Command<z.infer<typeof body>> = {
  act: 'representatives',
  name: 'nameRepresentative',
  summary: 'Name who represents the resident',
  description:
    'Record who acts for the resident, or speaks for a group. A permission given with it is recorded as an authority without an end. One person at a time: end the one before first.',
  roles: STAFF,
  body,
  example: { name: 'Councillor J. Grey', type: 'councillor', permission: 'verbal' },
  *guard(state) {
    yield requireRedressable(state, 'given a representative');
    const named = representativeNow(state.people);
    if (!named) return representativeFull(state);
    return refusedByState({
      code: 'representative_named',
      detail: `Representative ${named.n} was named on ${named.namedOn} and acts for the resident.`,
      facts: { n: named.n, namedOn: named.namedOn },
      allowed: { acts: [`representatives/${named.n}/changes`, `representatives/${named.n}/endings`] },
    });
  },
  decide(state, { occurredOn: _on, occurredAt: _at, departures: _departures, ...person }, moment) {
    const { stage } = currentStage(state);
    const { representatives, authorities } = state.people;
    const before = representatives.at(-1)?.endedOn ?? null;
    const early =
      notBefore(moment, state.received, 'the complaint was received') ??
      notBefore(moment, before && { on: before, at: null }, 'the representative before ended');
    if (early) return early;
    const n = nextNumber('representatives', representatives, state);
    const { type = null, permission, evidence } = person;
    const named = {
      ...happened('representative-named', moment, { stage, n, type }),
      parties: [partyOf(n, person)],
    };
    if (permission === 'none') return [named];
    const authority = {
      stage,
      n: nextNumber('authorities', authorities, state),
      representative: n,
      form: permission,
      evidence: evidence !== undefined,
      scope: ['acceptance' as const, 'disclosure' as const],
      from: moment.on,
      until: null,
    };
    return [named, happened('authority-recorded', moment, authority, { evidence })];
  },
};
