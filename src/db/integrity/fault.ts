import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';

const WAYS = ['altered', 'added', 'missing'] as const;
type Way = (typeof WAYS)[number];

/** What can differ from the record: what its events prove, and what is kept beside them because they come to it. */
type Subject = 'text' | 'restricted' | 'party' | 'handler' | 'clock';

export type Fault =
  | 'event-altered'
  | 'event-missing'
  | 'events-unreadable'
  | 'state-altered'
  | 'summary-altered'
  | 'seal-broken'
  | `${Subject}-${Way}`;

/** A place in what is kept, with what stands there and what its events come to; a value that may be personal is not told. */
export interface Difference {
  readonly at: string;
  readonly kept: string;
  readonly replayed: string;
}

export interface RecordFault {
  readonly fault: Fault;
  /** Reference of the complaint, id of the contact, or number of the seal. */
  readonly of: string;
  readonly sequence: number | null;
  readonly difference: Difference | null;
}

/** As SQL, the way in which what is kept differs from what it should be; each of them null where there is none. */
export const wayApart = (subject: Subject, due: SQLWrapper, kept: SQLWrapper): SQL =>
  sql`${`${subject}-`} || case when ${due} is null then 'added' when ${kept} is null then 'missing' else 'altered' end`;
