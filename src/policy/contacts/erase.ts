import { z } from 'zod';
import { basisUntrue, erasureTerms, keptWhole, RETENTION } from '../commands/record/erasure-terms';
import type { EventOf } from '../events/events';
import { type LocalDate, longDate } from '../dates/local-date';
import { openHolds } from '../complaint/privacy';
import type { ErasureBasis } from '../events/privacy';
import { type Rejection, refusedByState } from '../rules/rejection';
import { type Rules, todayOf } from '../rules/rules';
import type { ContactCommand } from './command';
import type { RecordedContactEvent } from './events';
import { type ContactRetention, contactRetention, endOf } from './retention';
import type { ContactState } from './state';

const body = z.strictObject(erasureTerms);

/** Takes the person and the words out of a contact for good; what it was, when it came and how it ended stay as figures. */
export const eraseContact: ContactCommand<z.infer<typeof body>> = {
  act: 'erasures',
  name: 'eraseContact',
  summary: 'Anonymise a contact that has ended',
  description:
    'Removes the person, the summary and every free text of a contact for good; its kind, channel, events and dates stay. Refused while it is open or on hold; for twelve months after its last event where it asked for work or was dissatisfied, since a complaint about it can still come (Code 2.2); and where it belongs to a complaint, whose own erasure takes it along. `POST /v1/retention-runs` shows which contacts have come so far.',
  roles: ['landlord-admin'],
  body,
  example: { basis: 'resident-request' },
  asksOfComplaints: true,
  decide(state, { basis }, rules) {
    const retention = contactRetention(state, rules);
    const refusal =
      keptWhole('contact', retention) ??
      tooSoon(retention, rules) ??
      basisUntrue('contact', basis, retention, rules);
    return refusal ?? gone(todayOf(rules), basis, null);
  },
};

/**
 * What the erasure of its complaint comes to for a contact; null where it stays. The work on what it asked for goes on
 * without the complaint (Code 1.5), and how that was done can be complained of for as long again (Code 2.2). What else
 * keeps it are a hold of its own and another complaint, such as one that was made after a refusal: then it goes by its
 * own time, or with the other.
 */
export function goesWithComplaint(
  state: ContactState,
  {
    complaintId,
    keptComplaints,
  }: { readonly complaintId: string; readonly keptComplaints: readonly string[] },
  {
    on,
    data: { basis },
  }: Pick<EventOf<'erased'>, 'on'> & { readonly data: Pick<EventOf<'erased'>['data'], 'basis'> },
): RecordedContactEvent | null {
  const { endedOn, notBefore } = endOf(state);
  const stays =
    endedOn === null ||
    (notBefore !== null && on < notBefore) ||
    state.erasedOn !== null ||
    openHolds(state).length > 0 ||
    keptComplaints.some((kept) => kept !== complaintId);
  return stays ? null : gone(on, basis, complaintId);
}

const gone = (on: LocalDate, basis: ErasureBasis, complaintId: string | null): RecordedContactEvent => ({
  event: { type: 'erased', on, data: { basis, complaintId } },
  texts: {},
});

function tooSoon({ endedOn, notBefore }: ContactRetention, rules: Rules): Rejection | null {
  if (!notBefore || todayOf(rules) >= notBefore) return null;
  return refusedByState({
    code: 'complaint_window_open',
    detail: `The last of the contact was on ${longDate(endedOn ?? notBefore)}, and a complaint about it can be made until ${longDate(notBefore)}.`,
    facts: { endedOn, notBefore },
    rule: { ...RETENTION, ids: ['Code 2.2'] },
    allowed: { earliest: notBefore },
  });
}
