import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { ComplaintState } from '../../policy/complaint/state';
import { ENDED_STATUSES } from '../../policy/conditions/retention';
import { ENDED_CONTACT_STATUSES } from '../../policy/contacts/retention';
import type { LocalDate } from '../../policy/dates/local-date';
import type { Session } from '../connection/client';
import { type Places, statement } from '../connection/statement';
import type { ContactRow } from '../contacts/contacts';
import { complaints } from '../schema/complaints';
import { contacts } from '../schema/contacts';
import { policies } from '../schema/landlords';
import { c, STORED_STATE, type Stored } from './rows';

/** The cases that still have their people and words, after the one that came last; `today` decides what has been there long enough. */
export interface EndedPart {
  readonly today: LocalDate;
  readonly after: string | null;
  readonly limit: number;
}

const t = alias(contacts, 't');

const WITH = ['landlordId', 'statuses', 'after', 'limit', 'today'] as const;
type WithPlaces = Places<(typeof WITH)[number]>;

/**
 * The years of retention that each policy of the landlord states. Nothing is let go before they have passed since the day
 * of receipt, so most rows need not be read at all; of the others it is the policy module that says whether their time is
 * over. Taken out of the documents once: for each of 50,000 contacts anew it took more than a second.
 */
const keeping = ($: WithPlaces) => sql`
  with keeping as materialized (
    select ${policies.version} as version, (${policies.document} #>> '{retention,years}')::int as years
    from ${policies} where ${policies.landlordId} = ${$.landlordId}
  )`;
const oldEnough = ($: WithPlaces, receivedOn: typeof c.receivedOn | typeof t.receivedOn) =>
  sql`(${receivedOn} + make_interval(years => k.years))::date <= ${$.today}::date`;

const ENDED_COMPLAINTS = statement(
  'ended-complaints',
  WITH,
  ($) => sql`${keeping($)}
  select ${STORED_STATE}, ${c.reference} as reference from ${complaints} ${c}
  join keeping k on k.version = ${c.policyVersion}
  where ${c.landlordId} = ${$.landlordId} and ${c.status} = any(${$.statuses})
    and ${c.state} #>> '{privacy,erasedOn}' is null
    and (${$.after}::uuid is null or ${c.id} > ${$.after}) and ${oldEnough($, c.receivedOn)}
  order by ${c.id}
  limit ${$.limit}`,
);

const ENDED_CONTACTS = statement(
  'ended-contacts',
  WITH,
  ($) => sql`${keeping($)}
  select ${t.id} as id, ${t.facts} as facts from ${contacts} ${t}
  join keeping k on k.version = ${t.facts} ->> 'policyVersion'
  where ${t.landlordId} = ${$.landlordId} and ${t.status} = any(${$.statuses}) and ${t.facts} ->> 'erasedOn' is null
    and (${$.after}::uuid is null or ${t.id} > ${$.after}) and ${oldEnough($, t.receivedOn)}
    and not exists (
      select from ${complaints} ${c}
      where ${c.landlordId} = ${t.landlordId} and ${c.id} in (${t.complaintId}, ${t.refusedComplaintId})
        and ${c.state} #>> '{privacy,erasedOn}' is null)
  order by ${t.id}
  limit ${$.limit}`,
);

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
  part: EndedPart,
): Promise<Stored<EndedComplaint>[]> {
  return db
    .of(landlordId)
    .query<Stored<EndedComplaint>>(ENDED_COMPLAINTS({ landlordId, statuses: ENDED_STATUSES, ...part }));
}

/** By id, the first recorded first; without those that belong to a complaint which is kept, and go with it. */
export async function endedContacts(
  db: Session,
  landlordId: string,
  part: EndedPart,
): Promise<Pick<ContactRow, 'id' | 'facts'>[]> {
  return db
    .of(landlordId)
    .query<Pick<ContactRow, 'id' | 'facts'>>(
      ENDED_CONTACTS({ landlordId, statuses: ENDED_CONTACT_STATUSES, ...part }),
    );
}
