import { z } from 'zod';
import { OFFICER } from '../rules/roles';
import { noHold, releaseTerms, holdInForce } from '../commands/record/hold-terms';
import { notBefore } from '../rules/occurrence';
import { words } from '../document/vocabulary';
import { isRejection } from '../rules/rejection';
import { type ContactCommand, dayOf, noted, occurredOn } from './command';

const body = z.strictObject({ ...releaseTerms, occurredOn, note: words(4000).optional() });

/** Ends a legal hold: the contact is kept no longer than the retention rule says. */
export const releaseContactHold: ContactCommand<z.infer<typeof body>> = {
  act: 'holds/{n}/releases',
  name: 'releaseContactHold',
  summary: 'End a hold of a contact',
  description: 'Nobody needs the contact as evidence any more.',
  roles: OFFICER,
  body,
  example: { n: 1, note: 'The claim was settled.' },
  decide(state, { n, occurredOn: given, note }, rules) {
    const none = noHold(state);
    if (none) return none;
    const on = dayOf(given, state, rules);
    if (isRejection(on)) return on;
    const hold = holdInForce(state, n);
    if (isRejection(hold)) return hold;
    const early = notBefore({ on, at: null }, { on: hold.placedOn, at: null }, 'the hold was placed');
    return (
      early ?? {
        event: { type: 'hold-released', on, data: { n } },
        texts: noted(note),
      }
    );
  },
};
