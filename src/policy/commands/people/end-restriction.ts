import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { isRejection } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { numberSchema } from '../guards/numbered';
import { occurrence } from '../../rules/occurrence';
import { openItem, openNumbers, requireGoingOn, requireOpen } from './reviewing';

const body = z.strictObject({
  n: numberSchema.describe('Which restriction, from 1 in the order they were imposed.'),
  ...occurrence,
  reason: words(4000).optional().describe('Why it was lifted.'),
});

/** Lifts a restriction on contact (Code 5.14). */
export const endRestriction: Command<z.infer<typeof body>> = {
  act: 'restrictions/{n}/endings',
  name: 'endRestriction',
  summary: 'Lift a contact restriction',
  description:
    'Record that contact is free again. This counts as the review of the restriction, and no further one falls due.',
  roles: OFFICER,
  body,
  example: { n: 1, reason: 'No more than one call a week since October.' },
  numbers: ({ people }) => openNumbers(people.restrictions),
  guard: (state) =>
    requireGoingOn(state, 'changed as to a contact restriction') ??
    requireOpen(state.people.restrictions, 'no_open_restriction'),
  decide(state, { n, reason }, moment) {
    const item = openItem(state.people.restrictions, n, 'no_such_restriction', moment);
    if (isRejection(item)) return item;
    const data = { stage: currentStage(state).stage, n };
    return [happened('restriction-ended', moment, data, { reason })];
  },
};
