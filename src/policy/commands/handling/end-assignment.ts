import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import type { ComplaintState, StageState } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { personSchema } from '../../events/parts';
import { handlersNow } from '../../complaint/handlers';
import { type Rejection, refusedAsInput, refusedByState } from '../../rules/rejection';
import { samePerson } from '../../complaint/same-person';
import { type Command, happened } from '../guards/command';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  person: personSchema.describe('Who has the complaint no longer, at any stage.'),
  reason: words(2000).describe('Why, e.g. a conflict of interest that has come to light.'),
});

/**
 * Takes somebody off the complaint at every stage they have. A conflict of interest is one of a person with a matter
 * and not with a stage of it (Code 5.8), and may come to light when the stage they had is long answered.
 */
export const endAssignment: Command<z.infer<typeof body>> = {
  act: 'assignment-endings',
  name: 'endAssignment',
  summary: 'Take a handler off the complaint',
  description:
    'Record that somebody no longer has the complaint, at whatever stage it was given to them, and why. Where the landlord limits handlers to what is theirs, they see it no longer. What they did stays on the record, and so does that they were involved: they are no independent reviewer of it. A stage that is not answered needs another handler.',
  roles: OFFICER,
  body,
  example: { person: 'r.adeyemi', reason: 'She is a neighbour of the resident.' },
  onMerged: true,
  guard: (state) => (handlersNow(state).length > 0 ? null : nobodyAssigned()),
  decide(state, { person, reason }, moment) {
    const theirs = handlersNow(state).filter((given) => samePerson(given.person, person));
    if (theirs.length === 0) return notAssigned(person, state);
    for (const given of theirs) {
      const early = notBefore(moment, given, 'it was given to them');
      if (early) return early;
    }
    return theirs.map((given) => happened('assignment-ended', moment, endOf(given), { reason }));
  },
};

const endOf = ({ stage, person }: StageState['assignments'][number]) => ({ stage, person });

const nobodyAssigned = (): Rejection =>
  refusedByState({
    code: 'nobody_assigned',
    detail: 'Nobody has the complaint, so nobody can be taken off it.',
    allowed: { act: 'assignments' },
  });

function notAssigned(person: string, state: ComplaintState): Rejection {
  const people = [...new Set(handlersNow(state).map((given) => given.person))];
  return refusedAsInput({
    code: 'not_assigned',
    detail: `${person} does not have the complaint at any stage.`,
    facts: { person },
    allowed: { person: people },
    errors: [{ pointer: '/person', detail: `must be one of ${people.join(', ')}` }],
  });
}
