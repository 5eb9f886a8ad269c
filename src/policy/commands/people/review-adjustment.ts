import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { currentStage } from '../../complaint/state';
import { isRejection } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { numberSchema } from '../guards/numbered';
import { occurrence } from '../../rules/occurrence';
import {
  noteSchema,
  lastDayReviewed,
  openNumbers,
  requireGoingOn,
  requireOpen,
  reviewOnSchema,
} from './reviewing';

const body = z.strictObject({
  n: numberSchema.describe('Which adjustment, from 1 in the order they were recorded.'),
  ...occurrence,
  reviewOn: reviewOnSchema,
  note: noteSchema.optional().describe('What the review found; kept with the adjustment and as closely.'),
});

/** Keeps an adjustment under active review: it goes on, until the next date (Code 5.10). */
export const reviewAdjustment: Command<z.infer<typeof body>> = {
  act: 'adjustments/{n}/reviews',
  name: 'reviewAdjustment',
  summary: 'Review an adjustment',
  description:
    'Record that the adjustment was looked at again and goes on, with the next date. The clock of this review is met.',
  roles: STAFF,
  body,
  example: { n: 1, reviewOn: '2028-11-30', note: 'Still needed; the calls help.' },
  numbers: ({ people }) => openNumbers(people.adjustments),
  guard: (state) =>
    requireGoingOn(state, 'reviewed as to its adjustments') ??
    requireOpen(state.people.adjustments, 'no_open_adjustment'),
  decide(state, { n, reviewOn, note }, moment, rules) {
    const lastDay = lastDayReviewed(
      state.people.adjustments,
      'no_such_adjustment',
      { n, reviewOn, moment },
      rules,
    );
    if (isRejection(lastDay)) return lastDay;
    const event = happened('adjustment-reviewed', moment, {
      stage: currentStage(state).stage,
      n,
      reviewOn,
    });
    if (note === undefined) return [event];
    return [
      { ...event, restricted: { subject: 'adjustment', n, kind: 'review', purpose: null, text: note } },
    ];
  },
};
