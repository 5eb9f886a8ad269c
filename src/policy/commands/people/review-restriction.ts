import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { localDateSchema } from '../../dates/local-date';
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
  n: numberSchema.describe('Which restriction, from 1 in the order they were imposed.'),
  ...occurrence,
  reason: words(4000).describe('Why it is still needed.'),
  equalityConsideration: noteSchema.describe('How the Equality Act 2010 was considered this time.'),
  reviewOn: reviewOnSchema,
  endsOn: localDateSchema.optional().describe('The last day of it. Left out, the day already set, if any.'),
});

/** Keeps a restriction under review: it goes on for a reason given anew, until the next date (Code 5.14, 5.15). */
export const reviewRestriction: Command<z.infer<typeof body>> = {
  act: 'restrictions/{n}/reviews',
  name: 'reviewRestriction',
  summary: 'Review a contact restriction',
  description:
    'Record that the restriction was looked at again and goes on, why, and the next date. The clock of this review is met.',
  roles: OFFICER,
  body,
  example: {
    n: 1,
    reason: 'Calls have fallen to five a day and are still abusive.',
    equalityConsideration: 'No new need was disclosed; the Tuesday call stays.',
    reviewOn: '2028-11-30',
  },
  numbers: ({ people }) => openNumbers(people.restrictions),
  guard: (state) =>
    requireGoingOn(state, 'reviewed as to a contact restriction') ??
    requireOpen(state.people.restrictions, 'no_open_restriction'),
  decide(state, { n, reason, equalityConsideration, reviewOn, endsOn }, moment, rules) {
    const review = { n, reviewOn, endsOn, moment };
    const lastDay = lastDayReviewed(state.people.restrictions, 'no_such_restriction', review, rules);
    if (isRejection(lastDay)) return lastDay;
    const data = { stage: currentStage(state).stage, n, reviewOn, endsOn: lastDay };
    const text = equalityConsideration;
    return [
      {
        ...happened('restriction-reviewed', moment, data, { reason }),
        restricted: { subject: 'restriction', n, kind: 'equality-consideration', purpose: null, text },
      },
    ];
  },
};
