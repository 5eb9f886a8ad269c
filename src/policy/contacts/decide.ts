import { longDate } from '../dates/local-date';
import type { Departures } from '../rules/departures';
import { departingFrom } from '../rules/departing';
import { heard } from '../rules/objections';
import { isRejection, type Rejection, refusedByState } from '../rules/rejection';
import type { ContactCommand } from './command';
import type { RecordedContactEvent } from './events';
import type { ContactRules } from './retention';
import type { ContactState } from './state';

/** Runs one act on a contact, with the departures its body names. */
export function decideOnContact<Body>(
  command: ContactCommand<Body>,
  state: ContactState,
  body: Body,
  rules: ContactRules,
): RecordedContactEvent | Rejection {
  const erased = alreadyErased(state);
  if (erased) return erased;
  // Acts that no rule of the procedure stands against have no such field.
  const { departures }: { readonly departures?: Departures } = Object(body);
  const decided = departingFrom({ act: command.act, departures }, (passes) => {
    const event = heard(command.decide(state, body, rules), passes);
    return isRejection(event) ? event : [event];
  });
  if (isRejection(decided)) return decided;
  const [event] = decided;
  if (!event) throw new RangeError('An act on a contact decides one event');
  return event;
}

/** Nothing happens any more to a contact whose person and words are gone. */
export function alreadyErased({ erasedOn }: Pick<ContactState, 'erasedOn'>): Rejection | null {
  if (erasedOn === null) return null;
  return refusedByState({
    code: 'erased',
    detail: `The contact was anonymised on ${longDate(erasedOn)}. Its dates can be read, and nothing can be done to it.`,
    facts: { erasedOn },
  });
}
