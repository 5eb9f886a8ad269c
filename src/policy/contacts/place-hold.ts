import { z } from 'zod';
import { OFFICER } from '../rules/roles';
import { holdRefused, holdTerms } from '../commands/record/hold-terms';
import { isRejection } from '../rules/rejection';
import { type ContactCommand, dayOf, noted, occurredOn } from './command';

const body = z.strictObject({ occurredOn, ...holdTerms });

/**
 * Keeps a contact whole for as long as somebody may need it as evidence. Several can stand, as of a complaint: the end
 * of a police enquiry must not let go what a court claim still needs.
 */
export const placeContactHold: ContactCommand<z.infer<typeof body>> = {
  act: 'holds',
  name: 'placeContactHold',
  summary: 'Keep the contact whole',
  description:
    'A legal hold: while one stands, nothing of the contact is anonymised, even where the complaint it became is.',
  roles: OFFICER,
  body,
  example: { reason: 'court-claim', reviewOn: '2027-03-01' },
  decide(state, { occurredOn: given, reason, reviewOn, note }, rules) {
    const on = dayOf(given, state, rules);
    if (isRejection(on)) return on;
    const data = { n: state.holds.length + 1, reason, reviewOn };
    return (
      holdRefused(state.holds, on, reviewOn, rules) ?? {
        event: { type: 'hold-placed', on, data },
        texts: noted(note),
      }
    );
  },
};
