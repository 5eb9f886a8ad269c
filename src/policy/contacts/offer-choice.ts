import type { z } from 'zod';
import { STAFF } from '../rules/roles';
import { notBefore } from '../rules/occurrence';
import { isRejection, refusedByState } from '../rules/rejection';
import { type ContactCommand, dayOf } from './command';
import { choiceSchema } from './receive';

const body = choiceSchema.extend({
  offeredOn: choiceSchema.shape.offeredOn.describe('Left out, today. Not in the future.'),
});

/** Bounds what one contact can hold; nobody is asked a hundred times. */
const MOST = 100;

/** Whoever is dissatisfied is given the choice to complain, and may change the answer at any time (Code 1.3). */
export const offerChoice: ContactCommand<z.infer<typeof body>> = {
  act: 'choices',
  name: 'offerChoiceToComplain',
  summary: 'Record the choice to complain and the answer',
  description:
    'When and how the resident was offered to make it a complaint, and what the answer was. A later answer is a further one and takes the place of none. The answer complain does not log a complaint; making the contact a complaint does.',
  roles: STAFF,
  body,
  example: { offeredOn: '2024-09-04', how: 'phone', answer: 'not-now' },
  decide(state, { offeredOn, how, answer }, rules) {
    if (state.conversion) {
      return refusedByState({
        code: 'choice_already_made',
        detail: 'The contact has become a complaint, so there is no choice left to offer.',
        facts: { complaintId: state.conversion.complaintId },
      });
    }
    if (state.choices.length >= MOST) {
      return refusedByState({
        code: 'too_many_choices',
        detail: `The choice was offered ${MOST} times, the most that is kept.`,
        facts: { offered: state.choices.length },
      });
    }
    const on = dayOf(offeredOn, state, rules, '/offeredOn');
    if (isRejection(on)) return on;
    const last = state.choices.at(-1);
    const earlier = last ? { on: last.offeredOn, at: null } : null;
    return (
      notBefore({ on, at: null }, earlier, 'the choice was last offered', '/offeredOn') ?? {
        event: { type: 'choice-offered', on, data: { how, answer } },
        texts: {},
      }
    );
  },
};
