import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { nextNumber } from '../../complaint/numbers';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { slugSchema, words } from '../../document/vocabulary';
import { localDateSchema } from '../../dates/local-date';
import { type Rejection, refusedByPolicy } from '../../rules/rejection';
import { reviewRule } from '../../clocks/reviews';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { notBefore, occurrence } from '../../rules/occurrence';
import { noteSchema, requireGoingOn, reviewDateRefused, reviewOnSchema, tooMany } from './reviewing';

const body = z.strictObject({
  ...occurrence,
  kind: slugSchema.describe('How contact is restricted, e.g. writing-only, single-point-of-contact.'),
  reason: words(4000).describe('What behaviour it answers.'),
  evidence: words(4000).describe('What shows it: letters, calls and visits by their dates.'),
  equalityConsideration: noteSchema
    .optional()
    .describe(
      'How the Equality Act 2010 was considered. It is required, and read by the roles named for it and by nobody else.',
    ),
  reviewOn: reviewOnSchema.optional(),
  endsOn: localDateSchema.optional().describe('The last day of it, where one is set.'),
});

/**
 * Restricts how a resident may get in touch, with its reasons, its date of review and the thought given to equality
 * (Code 5.14, 5.15). No clock and no act of the complaint waits for it.
 */
export const restrictContact: Command<z.infer<typeof body>> = {
  act: 'restrictions',
  name: 'restrictContact',
  summary: 'Restrict contact',
  description:
    'Record a restriction on contact: the reason, the evidence, the equality consideration and the date of review, without which it is refused. The complaint goes on as before, and so do all its dates.',
  roles: OFFICER,
  body,
  example: {
    kind: 'single-point-of-contact',
    reason: 'Forty calls in one day to six members of staff.',
    evidence: 'The call log of 5 September 2024.',
    equalityConsideration: 'The resident was asked about her needs; calls on Tuesdays stay open to her.',
    reviewOn: '2028-10-02',
  },
  guard: (state) =>
    requireGoingOn(state, 'given a contact restriction') ??
    tooMany(state.people.restrictions, 'too_many_restrictions'),
  *decide(state, { kind, reason, evidence, equalityConsideration, reviewOn, endsOn }, moment, rules) {
    if (equalityConsideration === undefined || reviewOn === undefined)
      yield disproportionate({ equalityConsideration, reviewOn }, state, rules);
    yield notBefore(moment, state.received, 'the complaint was received') ??
      (reviewOn ? reviewDateRefused(reviewOn, endsOn ?? null, moment, rules) : null);
    const n = nextNumber('restrictions', state.people.restrictions.items, state);
    const { stage } = currentStage(state);
    const data = { stage, n, kind, reviewOn: reviewOn ?? null, endsOn: endsOn ?? null };
    const imposed = happened('restriction-imposed', moment, data, { reason, evidence });
    if (equalityConsideration === undefined) return [imposed];
    // The resident's health is often considered here, so it is kept as closely as an adjustment.
    const words = { kind: 'equality-consideration', purpose: null, text: equalityConsideration };
    return [{ ...imposed, restricted: { subject: 'restriction', n, ...words } }];
  },
};

function disproportionate(
  given: { readonly equalityConsideration: unknown; readonly reviewOn: unknown },
  state: ComplaintState,
  { policy }: Rules,
): Rejection {
  const missing = (['equalityConsideration', 'reviewOn'] as const).filter((key) => given[key] === undefined);
  const { clause, ids } = reviewRule('review-restriction', currentStage(state).stage, policy);
  const words = {
    equalityConsideration: 'a note of the equality consideration',
    reviewOn: 'a date of review',
  };
  return refusedByPolicy({
    code: 'restriction_disproportionate',
    detail: `A restriction on contact needs ${missing.map((key) => words[key]).join(' and ')} to be proportionate.`,
    facts: { missing },
    rule: { clause, ids: ids.length > 0 ? [...ids, 'Code 5.15'] : [] },
    allowed: { required: ['equalityConsideration', 'reviewOn'] },
    errors: missing.map((key) => ({ pointer: `/${key}`, detail: 'is missing' })),
  });
}
