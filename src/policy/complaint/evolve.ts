import type { Moment } from '../dates/moment';
import { type ComplaintState, sameClock } from './state';
import { answered } from './answers';
import { departed, withheldFrom } from './departures';
import { reopened, settled, skipped } from './progress';
import { effective, type Entry } from './effective';
import { escalated, escalationDecided } from './escalation';
import type { ComplaintEvent, EventOf, PromisedDate } from '../events/events';
import type { LocalDate } from '../dates/local-date';
import { assignmentEnded } from './handlers';
import { NO_MERGERS } from '../events/merger';
import { closed, linked, mergedFrom } from './merger';
import { withNumbersTaken } from './numbers';
import { moved } from './repin';
import { NOTHING_ERASED, privacyAfter } from './privacy';
import { caseAfter, NO_CASE } from './ombudsman';
import { particularsChanged } from './particulars';
import { accompanied, peopleAfter, peopleAtFirst } from './people';
import { NO_REMEDIES, remediesAfter } from './remedies';
import { enter, onAnswered, onCurrent, stageAfter } from './stage';
import { withTold } from './told';

function begin({ data }: EventOf<'logged'>): ComplaintState {
  const received = { on: data.receivedOn, at: data.receivedAt };
  return {
    policyVersion: data.policyVersion,
    calendarVersion: data.calendarVersion,
    calendarEdition: data.calendarEdition,
    clocksUnderEarlierRules: [],
    status: 'open',
    received,
    channel: data.channel,
    about: data.about,
    tenure: data.tenure,
    categories: data.categories,
    incident: data.incident,
    loggedOn: data.loggedOn,
    complainantKind: data.complainantKind,
    formerFacts: [],
    diedOn: null,
    toldResident: null,
    contactId: data.contactId,
    people: peopleAtFirst(data),
    stages: [
      enter({ stage: data.stage, requested: received, loggedOn: data.loggedOn, priority: data.priority }),
    ],
    current: 0,
    refusal: null,
    takenLate: takenLate(data, data.loggedOn),
    withdrawnOn: null,
    investigationContinues: false,
    closedOn: null,
    closingWithheld: [],
    referrals: [],
    redress: NO_REMEDIES,
    ombudsman: NO_CASE,
    privacy: NOTHING_ERASED,
    mergers: NO_MERGERS,
    departures: [],
    links: [],
    numbersTaken: {},
    voided: null,
    untold: [],
    promised: [],
  };
}

/** A use of discretion in favour of a resident who came late; null where none is on record with the act. */
const takenLate = (
  { discretion }: EventOf<'logged'>['data'] | EventOf<'acknowledged'>['data'],
  on: LocalDate,
): ComplaintState['takenLate'] => (discretion?.applied ? { on, decidedBy: discretion.decidedBy } : null);

/** Begins the state from the first event, or moves it on by one. */
export function evolve(state: ComplaintState | null, event: ComplaintEvent): ComplaintState {
  const moved = withTold(move(state, event), event);
  return withPromises(event.departures ? departed(state, moved, event) : moved, event.promised);
}

/** Of each clock the resident goes by the date they were told last. */
export function withPromises(state: ComplaintState, promised: readonly PromisedDate[]): ComplaintState {
  if (promised.length === 0) return state;
  const isToldNow = (old: Pick<PromisedDate, 'stage' | 'kind' | 'n'>) =>
    promised.some((promise) => sameClock(promise, old));
  const kept = state.promised.filter((old) => !isToldNow(old));
  const untold = state.untold.filter((old) => !isToldNow(old));
  return { ...state, promised: [...kept, ...promised], untold };
}

/** Total: every event type is here, with no default. */
function move(state: ComplaintState | null, event: ComplaintEvent): ComplaintState {
  if (event.type === 'logged') return begin(event);
  if (state === null) throw new RangeError(`A complaint begins with logged, not ${event.type}`);
  const moment: Moment = { on: event.on, at: event.at };
  switch (event.type) {
    case 'contacted':
    case 'hearing-held': {
      const met = onCurrent(state, (stage) => stageAfter(stage, event));
      return { ...met, people: accompanied(state.people, event) };
    }
    case 'acknowledged': {
      const told = onCurrent(state, (stage) => stageAfter(stage, event));
      return { ...told, takenLate: takenLate(event.data, event.on) ?? state.takenLate };
    }
    case 'triaged':
    case 'priority-changed':
    case 'assigned':
    case 'extended':
    case 'issue-added':
    case 'update-given':
    case 'paused':
    case 'resumed':
    case 'hearing-arranged':
      return onCurrent(state, (stage) => stageAfter(stage, event));
    case 'delivered':
      return onAnswered(state, event);
    case 'assignment-ended':
      return assignmentEnded(state, event);
    case 'defined': {
      const { issues, outcomesSought } = event.data;
      const known = { ...state, incident: { ...state.incident, ...event.data.incident } };
      return onCurrent(known, (stage) => ({ ...stage, definition: { issues, outcomesSought } }));
    }
    case 'responded':
      return {
        ...onCurrent(state, (stage) => answered(stage, { ...event.data, ...moment })),
        // A finding of the landlord's after a withdrawal does not undo it, nor does a second letter open what was closed.
        status: event.data.revises || state.status === 'withdrawn' ? state.status : 'responded',
      };
    case 'escalated':
      return escalated(state, event, moment);
    case 'escalation-decided':
      return escalationDecided(state, event, moment);
    case 'refused':
      return {
        ...state,
        status: 'refused',
        refusal: { ...event.data, ...moment, withheld: withheldFrom(event) },
      };
    case 'withdrawn':
      return {
        ...state,
        status: 'withdrawn',
        withdrawnOn: event.on,
        investigationContinues: event.data.investigationContinues,
      };
    case 'closed':
      return closed(state, event, moment);
    case 'merged-from':
      return mergedFrom(state, event);
    case 'stage-skipped':
      return skipped(state, event, moment);
    case 'settled':
      return settled(state, event, moment);
    case 'reopened':
      return reopened(state, event, moment);
    case 'referred':
      return { ...state, referrals: [...state.referrals, referralOf(event, state.referrals.length + 1)] };
    case 'remedy-offered':
    case 'remedy-completed':
    case 'compensation-awarded':
    case 'learning-recorded':
    case 'learning-published':
      return { ...state, redress: remediesAfter(state.redress, event) };
    case 'evidence-requested':
    case 'evidence-submitted':
    case 'determined':
    case 'order-made':
    case 'order-completed':
      return { ...state, ombudsman: caseAfter(state.ombudsman, event) };
    case 'hold-placed':
    case 'hold-released':
    case 'erased':
      return { ...state, privacy: privacyAfter(state.privacy, event) };
    case 'representative-named':
    case 'representative-changed':
    case 'representative-ended':
    case 'authority-recorded':
    case 'authority-revoked':
    case 'adjustment-recorded':
    case 'adjustment-reviewed':
    case 'adjustment-ended':
    case 'restriction-imposed':
    case 'restriction-reviewed':
    case 'restriction-ended':
      return { ...state, people: peopleAfter(state.people, event) };
    case 'linked':
      return linked(state, event);
    case 'particulars-changed':
      return particularsChanged(state, event);
    case 'noted':
      return state;
    case 'calendar-changed':
    case 'policy-changed':
    case 'received-corrected':
      return moved(state, event);
    case 'corrected':
      // It changes the list that is folded, and is no step in it.
      throw new RangeError('A correction is applied to the record before it is replayed');
  }
}

/** The state of a complaint from all its events, oldest first. */
export const replay = (events: readonly ComplaintEvent[]): ComplaintState => fold(effective(events));

/** The state that a list of entries comes to. */
export function fold(entries: readonly Entry[]): ComplaintState {
  let state: ComplaintState | null = null;
  for (const entry of entries) state = step(state, entry);
  if (state === null) throw new RangeError('A complaint has at least one event');
  return voidedBy(entries[0], state);
}

/** Moves the state on by one entry. Of what was struck there remain its number and what the resident was told. */
export function step(state: ComplaintState | null, { event, recorded, promised }: Entry): ComplaintState {
  if (event) return evolve(state, { ...event, promised });
  if (state === null) throw new RangeError('A complaint begins with logged');
  const after =
    recorded.type === 'corrected'
      ? withUntold(state, recorded)
      : { ...state, numbersTaken: withNumbersTaken(state.numbersTaken, [recorded]) };
  return withPromises(after, promised);
}

/** Of each date that was moved and not told, what the resident was told last stays known. */
function withUntold(state: ComplaintState, { data }: EventOf<'corrected'>): ComplaintState {
  if (data.residentTold) return state;
  const news = data.moved.filter((date) => !state.untold.some((old) => sameClock(old, date)));
  const untold = news.map(({ stage, kind, n, from }) => ({ stage, kind, n, from }));
  return { ...state, untold: [...state.untold, ...untold] };
}

function voidedBy(first: Entry | undefined, state: ComplaintState): ComplaintState {
  if (!first?.struck || !first.voidedAs) return state;
  return { ...state, status: 'void', voided: { on: first.struck.on, as: first.voidedAs } };
}

const referralOf = (
  { data, on, at }: EventOf<'referred'>,
  n: number,
): ComplaintState['referrals'][number] => ({ ...data, n: data.n ?? n, on, at });
