import type { ComplaintState } from '../../policy/complaint/state';
import { ENDED_CONTACT_STATUSES } from '../../policy/contacts/retention';
import type { LocalDate } from '../../policy/dates/local-date';
import { ENDED_STATUSES } from '../../policy/conditions/retention';
import type { Session } from '../connection/client';
import { STORED_STATE, type Stored } from './rows';
import type { ContactRow } from '../contacts/contacts';

/** What still has its people and words, after the one that came last; `today` decides what has been there long enough. */
export interface EndedPart {
  readonly today: LocalDate;
  readonly after: string | null;
  readonly limit: number;
}

/**
 * The years of retention that each policy of the landlord states. Nothing is let go before they have passed since the day
 * of receipt, so most rows need not be read at all; of the others it is the policy module that says whether their time is
 * over. Taken out of the documents once: for each of 50,000 contacts anew it took more than a second.
 */
const KEEPING = `
      with keeping as materialized (
        select version, (document #>> '{retention,years}')::int as years from policies where landlord_id = $1
      )`;
const oldEnough = (receivedOn: string): string =>
  `(${receivedOn} + make_interval(years => k.years))::date <= $5::date`;

/** A complaint that has ended and still has its people and words. */
export interface EndedComplaint {
  readonly id: string;
  readonly reference: string;
  readonly version: number;
  readonly state: ComplaintState;
}

/** By id, the first logged first. */
export async function endedComplaints(
  db: Session,
  landlordId: string,
  { today, after, limit }: EndedPart,
): Promise<Stored<EndedComplaint>[]> {
  return db.of(landlordId).query<Stored<EndedComplaint>>({
    name: 'ended-complaints',
    text: `${KEEPING}
      select ${STORED_STATE}, c.reference from complaints c
      join keeping k on k.version = c.policy_version
      where c.landlord_id = $1 and c.status = any($2) and c.state #>> '{privacy,erasedOn}' is null
        and ($3::uuid is null or c.id > $3) and ${oldEnough('c.received_on')}
      order by c.id
      limit $4`,
    values: [landlordId, ENDED_STATUSES, after, limit, today],
  });
}

/** By id, the first recorded first; without those that belong to a complaint which is kept, and go with it. */
export async function endedContacts(
  db: Session,
  landlordId: string,
  { today, after, limit }: EndedPart,
): Promise<Pick<ContactRow, 'id' | 'facts'>[]> {
  return db.of(landlordId).query<Pick<ContactRow, 'id' | 'facts'>>({
    name: 'ended-contacts',
    text: `${KEEPING}
      select t.id, t.facts from contacts t
      join keeping k on k.version = t.facts ->> 'policyVersion'
      where t.landlord_id = $1 and t.status = any($2) and t.facts ->> 'erasedOn' is null
        and ($3::uuid is null or t.id > $3) and ${oldEnough('t.received_on')}
        and not exists (
          select from complaints c where c.landlord_id = t.landlord_id and c.id in (t.complaint_id, t.refused_complaint_id)
            and c.state #>> '{privacy,erasedOn}' is null)
      order by t.id
      limit $4`,
    values: [landlordId, ENDED_CONTACT_STATUSES, after, limit, today],
  });
}
