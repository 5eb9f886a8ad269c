import { datedClocks } from './clocks/deadlines';
import type { DatedClock } from './clocks/dated-clock';
import { type ClockMove, clockMoves } from './clocks/moves';
import { correct as correctReceived } from './commands/time/correct';
import { askedOf } from './corrections/asked';
import type { CorrectionRequest } from './corrections/request';
import { effective, type Entry } from './complaint/effective';
import { fold, step as stepOn } from './complaint/evolve';
import { handlersNow } from './complaint/handlers';
import { type ComplaintState, currentStage, sameClock } from './complaint/state';
import { unknowableIn } from './decide';
import { refusalOf } from './open-acts';
import type { CorrectionFacts } from './events/corrected';
import type { ComplaintEvent, EventOf, PromisedDate } from './events/events';
import { isRejection, type Rejection } from './rules/rejection';
import { momentOf } from './rules/occurrence';
import { type Rules, todayOf } from './rules/rules';
import { Correcting } from './correcting';
import { touchedBy } from './corrections/touched';
import { bothForms, nothingSaid, nothingToCorrect, othersMergedInto } from './corrections/refused';
import type { CorrectableRecord, Corrected } from './corrections/corrected';

/** Every act after a change is decided again by its own command; what changes so, and what no longer fits. */
export function correct(
  { lines, rulesAt }: CorrectableRecord,
  request: CorrectionRequest,
  present: Rules,
): Corrected | Rejection {
  const events = lines.map(({ event }) => event);
  const entries = effective(events);
  const before = fold(entries);
  const { occurredOn, occurredAt } = request;
  const moment = momentOf({ occurredOn, occurredAt }, present);
  const refused = refusalOf(correctReceived, before, present);
  if (refused) return refused;
  if (isRejection(moment)) return moment;
  const given = withShortForm(request, entries);
  if (isRejection(given)) return given;
  const asked = askedOf(entries, given, lines);
  if (isRejection(asked)) return asked;
  const run = new Correcting({ lines, rulesAt }, { request, asked, entries, present });
  const refusal = run.through();
  if (refusal) return refusal;
  const { changes, inserted, erased, erasedOf } = run;
  if (changes.length + inserted.length + erasedOf.length === 0) return nothingToCorrect(before);
  const event: EventOf<'corrected'> = {
    type: 'corrected',
    ...moment,
    data: {
      stage: currentStage(before).stage,
      moved: [],
      touched: null,
      changes,
      inserted,
      erased,
      erasedOf,
      handlers: [],
      voidedAs: run.voidedAs,
      residentTold: request.residentTold,
    },
    promised: [],
  };
  const after = effective([...events, event]);
  // An act that does not fit may stand on what is struck, so that a record with it in it comes to nothing at all.
  const draft = run.misfits.length > 0 ? (run.reached ?? before) : fold(after.slice(0, -1));
  if (draft.voided && !before.voided && before.mergers.from.length > 0) return othersMergedInto(before);
  const rules = rulesAt(draft, present.now);
  const known = datedClocks(before, present);
  const clocks = datedClocks(draft, rules);
  const unknowable = unknowableIn(clocks, rules);
  if (unknowable) return unknowable;
  const moves = clockMoves(known, clocks, before, todayOf(present));
  const data = {
    ...event.data,
    stage: currentStage(draft).stage,
    moved: moves
      .filter(({ from, to }) => from !== to)
      .map(({ stage, kind, n, from, to }) => ({ stage, kind, n, from, to })),
    touched: touchedBy(
      { entries, clocks: known, state: before },
      { entries: after, clocks, state: draft },
      changes,
    ),
    handlers: handlersNow(draft).map(({ stage, person }) => ({ stage, person })),
  };
  const promised = request.residentTold ? toldNow(draft, clocks, moves) : [];
  const told: ComplaintEvent = { ...event, data, promised };
  return {
    event: { event: told, texts: { why: request.why, ...run.texts } },
    before,
    // The last entry is the correction itself, which says no more now than which dates it moved.
    state: stepOn(draft, { ...lastOf(after), recorded: told, promised }),
    clocks,
    rules,
    moves,
    follows: run.follows,
    misfits: run.misfits,
    asBefore: run.asBefore,
    partsFrom: run.partsFrom,
  };
}

function lastOf(entries: readonly Entry[]): Entry {
  const last = entries.at(-1);
  if (!last) throw new RangeError('A complaint has at least one event');
  return last;
}

/** A complaint without another that had been merged into it; null where that does not stand on its record. */
export function partedFrom(
  { lines }: CorrectableRecord,
  complaintId: string,
  { on, at }: Pick<ComplaintEvent, 'on' | 'at'>,
  rules: Rules,
): Pick<Corrected, 'event' | 'state' | 'clocks' | 'rules'> | null {
  const events = lines.map(({ event }) => event);
  const entries = effective(events);
  const merged = entries.find(
    ({ event }) => event?.type === 'merged-from' && event.data.complaintId === complaintId,
  );
  if (!merged) return null;
  const { sequence, inserted } = merged;
  const before = fold(entries);
  const data: CorrectionFacts = {
    stage: currentStage(before).stage,
    moved: [],
    touched: null,
    changes: [{ sequence, inserted, why: 'named', now: null, movedTo: null }],
    inserted: [],
    erased: [],
    erasedOf: [],
    handlers: handlersNow(before).map(({ stage, person }) => ({ stage, person })),
    voidedAs: null,
    residentTold: false,
  };
  const event: EventOf<'corrected'> = { type: 'corrected', on, at, data, promised: [] };
  const after = effective([...events, event]);
  const state = fold(after);
  const clocks = datedClocks(state, rules);
  const touched = touchedBy(
    { entries, clocks: datedClocks(before, rules), state: before },
    { entries: after, clocks, state },
    data.changes,
  );
  return { event: { event: { ...event, data: { ...data, touched } }, texts: {} }, state, clocks, rules };
}

/** The day of receipt is a fact of the first event, or of the last act that put it right before. */
function withShortForm(
  request: CorrectionRequest,
  entries: readonly Entry[],
): Pick<CorrectionRequest, 'changes' | 'departures'> | Rejection {
  const { receivedOn, receivedAt, departures } = request;
  const short = receivedOn !== undefined || receivedAt !== undefined;
  if (!short && !request.changes) return nothingSaid();
  if (short && request.changes) return bothForms();
  if (request.changes) return request;
  const said = { ...(receivedOn && { receivedOn }), ...(receivedAt && { receivedAt }) };
  const last = entries.findLast(({ event }) => event?.type === 'received-corrected');
  const named = { event: last?.sequence ?? 1, with: said, only: false, eraseWords: false };
  return { changes: [named], departures };
}

/** The dates that a letter about the correction tells: those it moved, and those an earlier one moved in silence. */
const toldNow = (
  { untold }: ComplaintState,
  clocks: readonly DatedClock[],
  moves: readonly ClockMove[],
): PromisedDate[] =>
  clocks
    .filter(({ limit, projected }) => limit !== null && !projected)
    .filter(
      (clock) =>
        moves.some((move) => move.from !== move.to && sameClock(move, clock)) ||
        untold.some((old) => sameClock(old, clock)),
    )
    .map(({ stage, kind, n, dueOn }) => ({ stage, kind, n, dueOn }));
