import { longDate } from '../dates/local-date';
import { type Rejection, refusedByState } from '../rules/rejection';
import type { ContactCommand } from './command';
import type { RecordedContactEvent } from './events';
import type { ContactRules } from './retention';
import type { ContactState } from './state';

/** Runs one act on a contact. */
export const decideOnContact = <Body>(
  command: ContactCommand<Body>,
  state: ContactState,
  body: Body,
  rules: ContactRules,
): RecordedContactEvent | Rejection => alreadyErased(state) ?? command.decide(state, body, rules);

/** Nothing happens any more to a contact whose person and words are gone. */
export function alreadyErased({ erasedOn }: Pick<ContactState, 'erasedOn'>): Rejection | null {
  if (erasedOn === null) return null;
  return refusedByState({
    code: 'erased',
    detail: `The contact was anonymised on ${longDate(erasedOn)}. Its dates can be read, and nothing can be done to it.`,
    facts: { erasedOn },
  });
}
