import { z } from 'zod';
import { STAFF } from '../rules/roles';
import { words } from '../document/vocabulary';
import { isRejection, refusedByState } from '../rules/rejection';
import { type ContactCommand, dayOf, noted, occurredOn } from './command';
import { RESULTS } from './events';

const body = z.strictObject({
  occurredOn,
  result: z.enum(RESULTS).describe('How it ended; not-put-right is what makes many a complaint.'),
  note: words(4000).optional(),
});

/** Ends the work a contact asked for. A complaint made of it neither ends that work nor waits for it (Code 1.5). */
export const complete: ContactCommand<z.infer<typeof body>> = {
  act: 'completions',
  name: 'completeContact',
  summary: 'Record that the work is done',
  description:
    'Closes a service request, a report, an appeal or a first attempt, and says how it ended. A complaint that was made of it goes its own way.',
  roles: STAFF,
  body,
  example: { occurredOn: '2024-09-11', result: 'put-right', note: 'A new lock is fitted.' },
  decide(state, given, rules) {
    if (state.status !== 'open') {
      return refusedByState({
        code: 'contact_not_open',
        detail:
          state.status === 'closed'
            ? `The work was recorded as done on ${state.completion?.on}.`
            : `A contact of the kind ${state.kind} asks for no work, so there is none to end.`,
        facts: { status: state.status, kind: state.kind },
      });
    }
    const on = dayOf(given.occurredOn, state, rules);
    if (isRejection(on)) return on;
    return { event: { type: 'completed', on, data: { result: given.result } }, texts: noted(given.note) };
  },
};
