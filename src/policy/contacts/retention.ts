import { addMonths, type LocalDate, laterOf } from '../dates/local-date';
import { openHolds } from '../complaint/privacy';
import { keptUntil } from '../conditions/retention';
import type { Rules } from '../rules/rules';
import type { ContactState } from './state';

/** Those a contact can be kept in for good. */
export const ENDED_CONTACT_STATUSES: readonly ContactState['status'][] = ['closed', 'recorded'];

/**
 * A complaint about how a request was dealt with, or about what made somebody dissatisfied, can be brought for twelve
 * months at least (Code 2.2). Until then what was said has to be there to be looked at, whoever asks for it to go.
 */
const COMPLAINT_MONTHS = 12;

/** What bears on a contact beside itself and the policy. */
export interface ContactRules extends Rules {
  /** Of the complaints it became or was made from, those that still have their people and words. */
  readonly keptComplaints: readonly string[];
}

/** When the person and the words of a contact may go, and what keeps them whatever the day is. */
export interface ContactRetention {
  /** The last day on which anything happened to it; null while what it asked for is not done. */
  readonly endedOn: LocalDate | null;
  /** Not before this day, whoever asks; null where nothing was asked for and nobody was dissatisfied. */
  readonly notBefore: LocalDate | null;
  /** The day from which the landlord's own rule lets them go; null where its document states none. */
  readonly keepUntil: LocalDate | null;
  readonly heldBy: readonly ('open' | 'hold' | 'complaint')[];
}

/**
 * No document met so far has a time for contacts of their own, so they go by the one it states for complaints: what
 * counts there from the closing counts here from the last thing that happened.
 */
export function contactRetention(state: ContactState, rules: ContactRules): ContactRetention {
  const { receivedOn } = state;
  const { endedOn, notBefore } = endOf(state);
  return {
    endedOn,
    notBefore,
    keepUntil: endedOn && keptUntil({ receivedOn, endedOn, notBefore }, rules),
    heldBy: [
      ...(endedOn ? [] : ['open' as const]),
      ...(openHolds(state).length > 0 ? ['hold' as const] : []),
      ...(rules.keptComplaints.length > 0 ? ['complaint' as const] : []),
    ],
  };
}

/** When it ended, and until when a complaint about it can still come. */
export function endOf(state: ContactState): Pick<ContactRetention, 'endedOn' | 'notBefore'> {
  const endedOn = state.status === 'open' ? null : lastDayOf(state);
  const notBefore = endedOn && mayBeComplainedOf(state) ? addMonths(endedOn, COMPLAINT_MONTHS) : null;
  return { endedOn, notBefore };
}

const mayBeComplainedOf = ({ asksForWork, dissatisfied }: ContactState): boolean =>
  asksForWork || dissatisfied;

/** A hold is no part of the matter: that it was placed or released makes the contact no younger. */
const lastDayOf = (state: ContactState): LocalDate =>
  [
    ...state.choices.map(({ offeredOn }) => offeredOn),
    ...state.redirections.flatMap(({ on, toldOn }) => (toldOn ? [on, toldOn] : [on])),
    ...(state.completion ? [state.completion.on] : []),
    ...(state.conversion ? [state.conversion.on] : []),
  ].reduce(laterOf, state.receivedOn);
