import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { nextNumber } from '../../complaint/numbers';
import { currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { type Command, happened } from '../guards/command';
import { notBefore, occurrence } from '../../rules/occurrence';
import { requireGoingOn, reviewDateRefused, reviewOnSchema, tooMany } from './reviewing';

export const ADJUSTMENT_KINDS = ['adjustment', 'vulnerability'] as const;

const body = z.strictObject({
  ...occurrence,
  kind: z
    .enum(ADJUSTMENT_KINDS)
    .describe('A reasonable adjustment that was agreed, or a disability or vulnerability disclosed.'),
  text: words(4000).describe(
    'What was agreed or disclosed. Read by the roles named for it and by nobody else.',
  ),
  purpose: words(1000).describe('What it is kept for. Nothing of this kind is kept without a purpose.'),
  reviewOn: reviewOnSchema,
});

/** Records a reasonable adjustment or what it rests on; what it is stands apart from the record (Code 3.1, 5.10). */
export const recordAdjustment: Command<z.infer<typeof body>> = {
  act: 'adjustments',
  name: 'recordAdjustment',
  summary: 'Record an adjustment or a vulnerability',
  description:
    'Record a reasonable adjustment agreed with the resident, or a disability or vulnerability they disclosed, with the purpose it is kept for and the date it is reviewed. The complaint and its events say only that there is one.',
  roles: STAFF,
  body,
  example: {
    kind: 'adjustment',
    text: 'Letters in large print, and a call before any visit.',
    purpose: 'So that every letter and visit of this complaint is accessible.',
    reviewOn: '2028-09-29',
  },
  guard: (state) =>
    requireGoingOn(state, 'given an adjustment') ?? tooMany(state.people.adjustments, 'too_many_adjustments'),
  decide(state, { kind, text, purpose, reviewOn }, moment, rules) {
    const refusal =
      notBefore(moment, state.received, 'the complaint was received') ??
      reviewDateRefused(reviewOn, null, moment, rules);
    if (refusal) return refusal;
    const n = nextNumber('adjustments', state.people.adjustments.items, state);
    const recorded = happened('adjustment-recorded', moment, {
      stage: currentStage(state).stage,
      n,
      reviewOn,
    });
    return [{ ...recorded, restricted: { subject: 'adjustment', n, kind, purpose, text } }];
  },
};
