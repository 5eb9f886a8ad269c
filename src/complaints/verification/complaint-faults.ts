import { ZodError } from 'zod';
import type { Session } from '../../db/connection/client';
import { CLOCK_DATE_COLUMNS, type ClockRow, SUMMARY } from '../../db/complaints/rows';
import type { EventOfComplaint } from '../../db/complaints/events';
import { type KeptComplaint, keptComplaints } from '../../db/integrity/rows-to-verify';
import type { Range } from '../../db/integrity/key-ranges';
import type { Difference, Fault, RecordFault } from '../../db/integrity/fault';
import { datedClocks } from '../../policy/clocks/deadlines';
import { columnsApart, stateApart } from './differences';
import { BeyondThisRelease, eventsByComplaint, replayStored } from '../loading/present-states';
import { type Rulebook, UnknownPin } from '../loading/rulebook';
import { clockRows, columnsOf } from '../loading/rows';

/** How many complaints were looked at, and of how many the state is not of this release, so that it proves nothing. */
export interface Replayed {
  readonly complaints: number;
  /** Of an earlier one: made anew from the events by the next round, or when somebody asks for them. */
  readonly waiting: number;
  readonly later: number;
}

/** Looks at whether what is kept of complaints beside their events is what the events come to. */
export async function replayComplaints(
  db: Session,
  landlordId: string,
  { range, rulebook }: { readonly range: Range; readonly rulebook: Rulebook },
  onFault: (fault: RecordFault) => void,
): Promise<Replayed> {
  const rows = await keptComplaints(db, landlordId, range);
  const present = rows.filter((row) => row.present);
  const events = await eventsByComplaint(db, landlordId, present);
  for (const row of present) {
    const rulesOf: RulesOf = (pins) => rulebook.pinned(landlordId, pins);
    for (const fault of await faultsOf(row, events.get(row.id) ?? [], rulesOf)) onFault(fault);
  }
  const later = rows.filter((row) => row.later).length;
  return { complaints: rows.length, waiting: rows.length - present.length - later, later };
}

type RulesOf = (pins: Parameters<Rulebook['pinned']>[1]) => ReturnType<Rulebook['pinned']>;

async function faultsOf(
  row: KeptComplaint,
  events: readonly EventOfComplaint[],
  rulesOf: RulesOf,
): Promise<RecordFault[]> {
  const fault = (
    name: Fault,
    difference: Difference | null,
    sequence: number | null = null,
  ): RecordFault => ({
    fault: name,
    of: row.reference,
    sequence,
    difference,
  });
  const state = unlessUnreadable(() => replayStored(row.id, events));
  if (state === null) return [fault('events-unreadable', null)];
  if (state instanceof BeyondThisRelease) return [fault('events-unreadable', null, state.sequence)];
  const rules = await rulesOf(state).catch(nullWhereUnknown);
  const clocks = rules && unlessUnreadable(() => datedClocks(state, rules));
  if (!rules || !clocks) return [fault('events-unreadable', null)];
  const columns = {
    ...columnsOf(state, clocks, rules),
    loggedAt: row.begunAt ?? row.loggedAt,
    updatedAt: row.movedAt ?? row.updatedAt,
  };
  const states = stateApart(row.state, state);
  return [
    ...(states ? [fault('state-altered', states)] : []),
    ...columnsApart(row, { ...row, ...columns }, LISTED).map((apart) => fault('summary-altered', apart)),
    ...clocksApart(row.clocks, clockRows(state, clocks)).map(([name, apart]) => fault(name, apart)),
  ];
}

const LISTED = [...SUMMARY, 'loggedAt', 'updatedAt'] as const;

/** A record that was tampered with can hold anything, and what makes no complaint is refused by whatever reads it. */
function unlessUnreadable<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** The rules are read from the database, whose own trouble is another matter. */
function nullWhereUnknown(error: unknown): null {
  if (error instanceof UnknownPin || error instanceof ZodError) return null;
  throw error;
}

const nameOf = ({ stage, kind, n }: ClockRow): string => `clock ${stage}/${kind}/${n}`;

function clocksApart(kept: readonly ClockRow[], replayed: readonly ClockRow[]): [Fault, Difference][] {
  const due = new Map(replayed.map((clock) => [nameOf(clock), clock]));
  const there = new Set(kept.map(nameOf));
  const wrong = kept.flatMap((clock): [Fault, Difference][] => {
    const name = nameOf(clock);
    const expected = due.get(name);
    if (!expected) return [['clock-added', { at: name, kept: 'there', replayed: 'nothing' }]];
    return columnsApart(clock, expected, CLOCK_DATE_COLUMNS).map((apart) => [
      'clock-altered',
      { ...apart, at: `${name} ${apart.at}` },
    ]);
  });
  const missing = [...due.keys()].filter((name) => !there.has(name));
  return [
    ...wrong,
    ...missing.map((name): [Fault, Difference] => [
      'clock-missing',
      { at: name, kept: 'nothing', replayed: 'due' },
    ]),
  ];
}
