import { within } from './key-ranges';

/** A kind of thing with events of its own: the tables of both, and the function that hashes an event. */
export interface Chain {
  readonly things: 'complaints' | 'contacts';
  readonly events: 'complaint_events' | 'contact_events';
  readonly id: 'complaint_id' | 'contact_id';
  readonly hash: 'event_hash' | 'contact_event_hash';
}

export const COMPLAINTS: Chain = {
  things: 'complaints',
  events: 'complaint_events',
  id: 'complaint_id',
  hash: 'event_hash',
};
export const CONTACTS: Chain = {
  things: 'contacts',
  events: 'contact_events',
  id: 'contact_id',
  hash: 'contact_event_hash',
};

/**
 * As SQL, the events of landlord $1 in the range, with whether each is as it was written and where it belongs, and how
 * many each thing has. `columns` of them are kept, and `unless` excuses one of a release that proved none.
 */
export const checkedEvents = (
  { things, events, id, hash }: Chain,
  columns: string,
  unless = 'false',
): string => `
checked as (
  select e.${id}, e.sequence, ${columns},
    e.hash is distinct from ${hash}(lag(e.hash) over of_one, e) and not (${unless}) as altered,
    e.sequence <> row_number() over of_one as out_of_place
  from ${events} e where e.landlord_id = $1 and ${within(`e.${id}`, things)}
  window of_one as (partition by e.${id} order by e.sequence)
), counted as (
  select ${id}, count(*) as events, min(sequence) filter (where out_of_place) as gap from checked group by ${id}
)`;

/** As SQL over those, the events that are not as they were written, and where some are missing or too many. */
export const brokenLinks = ({ things, id }: Chain): string => `
  select 'event-altered' as fault, ${id}, sequence from checked where altered and not out_of_place
  union all
  select 'event-missing', ${id}, gap from counted where gap is not null
  union all
  select 'event-missing', t.id, t.version from ${things} t left join counted n on n.${id} = t.id
  where t.landlord_id = $1 and ${within('t.id', things)}
    and n.gap is null and t.version <> coalesce(n.events, 0)`;

/** As SQL, how many events there are and their hashes in a row, as a seal covers them. */
export const hashesOf = ({ id }: Pick<Chain, 'id'>, from: string): string => `
  select count(*)::int as events, coalesce(string_agg(e.hash, '' order by e.${id}, e.sequence), '') as hashes
  from ${from}`;
