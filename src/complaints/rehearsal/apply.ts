import { isDeepStrictEqual } from 'node:util';
import { insertEdition, latestEditionNumber } from '../../db/landlords/calendar-editions';
import { type Database, inTransaction } from '../../db/connection/client';
import { type ComplaintMove, moveComplaints } from '../../db/complaints/move';
import {
  changedSince,
  lockRehearsal,
  markApplied,
  type RehearsalRow,
  type Rehearsed,
  rehearsedComplaints,
} from '../../db/rehearsals/rehearsals';
import { calendarEditionSchema } from '../../policy/calendar/edition';
import { type Change, changeSchema } from '../../policy/rehearsal/change';
import { type ClockMove, clockMoveSchema } from '../../policy/clocks/moves';
import type { Instant } from '../../policy/dates/local-date';
import { misfitsRefused } from '../../policy/corrections/refused';
import type { Moved } from '../../policy/rehearsal/move';
import { isRejection, type Rejection } from '../../policy/rules/rejection';
import { todayOf } from '../../policy/rules/rules';
import type { Acting } from '../loading/attempt';
import type { ComplaintDeps } from '../loading/deps';
import { ABSENT, type Absent, type Done, done, type Refused, refused } from '../loading/outcome';
import { notYetInForce } from './not-yet-in-force';
import { appendAll } from '../loading/append';
import { appendsOf } from '../loading/correction-rows';
import { FIRST, inTurns, readAhead, writeBehind } from './page-by-page';
import { presentStates } from '../loading/present-states';
import { type Plan, planAgain } from './plan';
import { rowsOf } from '../loading/rows';

/** The rehearsal no longer holds: complaints have changed since, by their references, or the landlord's working days. */
interface Outdated {
  readonly kind: 'outdated';
  readonly since: {
    readonly complaints: readonly string[];
    /** The edition in force where it is another than was rehearsed. */
    readonly edition: number | null;
  };
}

type Applied =
  | Done<RehearsalRow>
  | Absent
  | Refused
  | { readonly kind: 'already'; readonly at: Instant }
  | Outdated;

/** Undoes an application that could not be made whole, and says why. */
class Undone extends Error {
  constructor(readonly why: Applied) {
    super(`The application was undone: ${why.kind}`);
  }
}

interface Application extends Acting {
  readonly id: string;
}

/** Does exactly what a rehearsal showed, one event on each complaint, or nothing at all. */
export async function applyRehearsal(deps: ComplaintDeps, application: Application): Promise<Applied> {
  try {
    return await inTransaction(deps.database, () => apply(deps, application));
  } catch (error) {
    if (error instanceof Undone) return error.why;
    throw error;
  } finally {
    // The next complaint pins the edition in force, and what was asked meanwhile may be of either side of the commit.
    deps.rulebook.landlordTerms.forget(application.landlordId);
  }
}

async function apply({ database, rulebook, now }: ComplaintDeps, application: Application): Promise<Applied> {
  const { landlordId, actor, id } = application;
  const row = await lockRehearsal(database, landlordId, id);
  if (!row) return ABSENT;
  if (row.appliedAt) return { kind: 'already', at: row.appliedAt };
  const edition = row.edition === null ? null : calendarEditionSchema.parse(row.edition);
  const change = changeOf(row);
  // Its words went with those of its complaint, to which nothing is done any more.
  if (!change) return outdated([], null);
  const { rehearsedOn: on, fromEdition, why } = row;
  const today = todayOf(await rulebook.clockOf(landlordId));
  const early = await notYetInForce(change, today, database, landlordId);
  if (early) return refused(early);
  const plan = await planAgain(change, { fromEdition, edition }, { database, rulebook, landlordId, on });
  if (!plan || isRejection(plan)) return outdated([], null);
  const at = now();
  await requireNothingChanged(database, application, plan, change);
  if (edition) {
    const number = plan.fromEdition + 1;
    const entered = { number, content: edition, why, createdAt: at, createdBy: actor, redactions: [] };
    if (!(await insertEdition(database, landlordId, entered))) throw new Undone(outdated([], number));
  }
  if (change.kind === 'received-date' || change.kind === 'correction') {
    const misfits = await correctOne({ database, rulebook }, application, plan, at);
    if (misfits) return refused(misfits);
  } else await moveAll(database, application, plan, { at, why });
  await markApplied(database, landlordId, id, { appliedAt: at, appliedBy: actor });
  return done({ ...row, appliedAt: at, appliedBy: actor });
}

const outdated = (complaints: readonly string[], edition: number | null): Outdated => ({
  kind: 'outdated',
  since: { complaints, edition },
});

/** A dataset's feed is not kept: the edition it made is, and says all there is to do. */
const changeOf = ({ change }: RehearsalRow): Change | null =>
  isImport(change) ? { kind: 'calendar-in-force' } : (changeSchema.safeParse(change).data ?? null);

const isImport = (change: unknown): boolean =>
  typeof change === 'object' && change !== null && 'kind' in change && change.kind === 'calendar-dataset';

async function requireNothingChanged(
  database: Database,
  { landlordId, id }: Application,
  { query, fromEdition, edition }: Plan,
  { kind }: Change,
): Promise<void> {
  const ofCalendar = edition !== null || kind === 'calendar-in-force';
  const inForce = await latestEditionNumber(database, landlordId);
  const changed = await changedSince(database, landlordId, id, query);
  const otherDays = ofCalendar && inForce !== fromEdition;
  if (changed.length > 0 || otherDays) throw new Undone(outdated(changed, otherDays ? inForce : null));
}

/** When the rehearsal is applied, and its words of why, which each complaint is told. */
interface Recording {
  readonly at: Instant;
  readonly why: string | null;
}

async function moveAll(
  database: Database,
  { landlordId, actor, id }: Application,
  plan: Plan,
  recording: Recording,
): Promise<void> {
  const pages = readAhead(async (page) =>
    presentStates(database, landlordId, await rehearsedComplaints(database, landlordId, id, page)),
  );
  async function* asRehearsed(): AsyncGenerator<[ComplaintMove[], readonly Rehearsed[]]> {
    for await (const complaints of pages) {
      const moves: ComplaintMove[] = [];
      for await (const complaint of inTurns(complaints))
        moves.push(await asShown(complaint, plan, actor, recording));
      yield [moves, complaints];
    }
  }
  await writeBehind(asRehearsed(), async ([moves, complaints]) => {
    const count = await moveComplaints(database, landlordId, moves, recording.at);
    if (count < moves.length)
      throw new Undone(outdated(complaints.map(({ reference }) => reference).slice(0, 20), null));
  });
}

/** A correction is written as the act itself writes it; or why it cannot be made: acts that no longer fit. */
async function correctOne(
  deps: Pick<ComplaintDeps, 'database' | 'rulebook'>,
  { landlordId, actor, id }: Application,
  plan: Plan,
  updatedAt: Instant,
): Promise<Rejection | null> {
  const { database } = deps;
  const page = { after: FIRST, limit: 1 };
  const [only] = await presentStates(
    database,
    landlordId,
    await rehearsedComplaints(database, landlordId, id, page),
  );
  if (!only) throw new Undone(outdated([], null));
  const moved = await plan.move(only);
  if (isRejection(moved) || !moved.corrected || !isAsShown(moved, only))
    throw new Undone(outdated([only.reference], null));
  const misfits = misfitsRefused(moved.corrected);
  if (misfits) return misfits;
  const appends = await appendsOf(deps, only, moved.corrected, { landlordId, actor, updatedAt });
  if (!(await appendAll(database, landlordId, appends))) throw new Undone(outdated([only.reference], null));
  return null;
}

const isAsShown = ({ moves }: Moved, { moves: shown }: Rehearsed): boolean =>
  isDeepStrictEqual(datesIn(moves), datesIn(clockMoveSchema.array().parse(shown)));

/** The move of one complaint, which has to be the one that was shown. */
async function asShown(
  complaint: Rehearsed,
  plan: Plan,
  actor: string,
  { at, why }: Recording,
): Promise<ComplaintMove> {
  const moved = await plan.move(complaint);
  if (isRejection(moved) || !isAsShown(moved, complaint))
    throw new Undone(outdated([complaint.reference], null));
  const texts = { ...(why !== null && { why }), ...moved.event.texts };
  const { columns, events, clocks } = rowsOf(
    { ...moved, events: [{ ...moved.event, texts }] },
    { actor, recordedAt: at, rules: moved.rules },
  );
  return { id: complaint.id, version: complaint.version, columns, event: events[0], clocks };
}

/** Dates and no statuses: those go by the day it is, and the change does not. */
const datesIn = (moves: readonly ClockMove[]) =>
  moves
    .filter(({ from, to, originalFrom, originalTo }) => from !== to || originalFrom !== originalTo)
    .map(({ stage, kind, n, from, to, originalFrom, originalTo }) => [
      stage,
      kind,
      n,
      from,
      to,
      originalFrom,
      originalTo,
    ]);
