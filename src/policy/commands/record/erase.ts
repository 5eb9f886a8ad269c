import { z } from 'zod';
import { currentStage } from '../../complaint/state';
import { longDate } from '../../dates/local-date';
import { type Retention, retentionOf } from '../../conditions/retention';
import { type Rejection, refusedByState } from '../../rules/rejection';
import { type Rules, todayOf } from '../../rules/rules';
import type { Occurred } from '../../rules/occurrence';
import { type Command, happened } from '../guards/command';
import { basisUntrue, erasureTerms, keptWhole, RETENTION } from './erasure-terms';

const body = z.strictObject(erasureTerms);

/**
 * Takes the people and the words out of an ended complaint for good. Its events, dates and figures stay, so that what
 * was reported of past years can still be shown to be true; and no sooner than the resident could last have gone to
 * the Ombudsman with it.
 */
export const erase: Command<z.infer<typeof body> & Occurred> = {
  act: 'erasures',
  name: 'eraseComplaint',
  summary: 'Anonymise an ended complaint',
  description:
    'Removes the names, addresses and every free text of a complaint for good; events, dates and figures stay. The contacts it came from or was sent on to go with it, but for those still open (Code 1.5), on hold, of another complaint that is kept, or with less than twelve months since what was asked for was done (Code 2.2): `GET /v1/contacts?complaint=` shows which. Refused while it is open, on hold, before the Ombudsman or with something still to do, and for twelve months after its end. `POST /v1/retention-runs` shows which complaints have come so far.',
  roles: ['landlord-admin'],
  body,
  example: { basis: 'retention' },
  onMerged: true,
  onVoid: true,
  guard(state, rules) {
    const retention = retentionOf(state, rules);
    return keptWhole('complaint', retention) ?? tooSoon(retention, rules);
  },
  decide(state, { basis }, moment, rules) {
    const refusal = basisUntrue('complaint', basis, retentionOf(state, rules), rules);
    const { stage } = currentStage(state);
    return refusal ?? [happened('erased', moment, { stage, basis, contactsRecorded: true })];
  },
};

function tooSoon({ endedOn, notBefore }: Retention, rules: Rules): Rejection | null {
  if (!notBefore || todayOf(rules) >= notBefore) return null;
  return refusedByState({
    code: 'ombudsman_window_open',
    detail: `The complaint ended on ${longDate(endedOn ?? notBefore)} and can be taken to the Ombudsman until ${longDate(notBefore)}.`,
    facts: { endedOn, notBefore },
    rule: RETENTION,
    allowed: { earliest: notBefore },
  });
}
