import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { currentStage } from '../../complaint/state';
import { isRejection } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { numberSchema } from '../guards/numbered';
import { occurrence } from '../../rules/occurrence';
import { noteSchema, openItem, openNumbers, requireGoingOn, requireOpen } from './reviewing';

const body = z.strictObject({
  n: numberSchema.describe('Which adjustment, from 1 in the order they were recorded.'),
  ...occurrence,
  note: noteSchema.optional().describe('Why it ended; kept with the adjustment and as closely.'),
});

/** Ends an adjustment that is no longer needed, or a vulnerability that has passed (Code 5.10). */
export const endAdjustment: Command<z.infer<typeof body>> = {
  act: 'adjustments/{n}/endings',
  name: 'endAdjustment',
  summary: 'End an adjustment',
  description:
    'Record that the adjustment is no longer in force. This counts as its review, and no further one falls due.',
  roles: STAFF,
  body,
  example: { n: 1, note: 'The resident now reads letters with an app and asked us to stop.' },
  numbers: ({ people }) => openNumbers(people.adjustments),
  guard: (state) =>
    requireGoingOn(state, 'changed as to its adjustments') ??
    requireOpen(state.people.adjustments, 'no_open_adjustment'),
  decide(state, { n, note }, moment) {
    const item = openItem(state.people.adjustments, n, 'no_such_adjustment', moment);
    if (isRejection(item)) return item;
    const event = happened('adjustment-ended', moment, { stage: currentStage(state).stage, n });
    if (note === undefined) return [event];
    return [
      { ...event, restricted: { subject: 'adjustment', n, kind: 'review', purpose: null, text: note } },
    ];
  },
};
