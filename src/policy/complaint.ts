import type { ComplaintEvent, EventOf, Incident, Issue, PromisedDate } from './events';
import type { Instant, LocalDate } from './local-date';
import type { Pause } from './pauses';
import { NO_REDRESS, type Redress, redressAfter } from './redress';

/** When something happened: always a day, and a moment where one was given. */
export interface Moment {
  readonly on: LocalDate;
  readonly at: Instant | null;
}

export interface StageState {
  readonly stage: string;
  /** The day this stage was asked for; for the first stage, the day the complaint was received. */
  readonly requested: Moment;
  readonly loggedOn: LocalDate;
  readonly acknowledged: Moment | null;
  readonly definition: { readonly issues: readonly Issue[]; readonly outcomesSought: boolean } | null;
  readonly contacted: Moment | null;
  readonly confirmedDueOn: LocalDate | null;
  readonly reasonsGathered: boolean;
  readonly assignments: readonly (EventOf<'assigned'>['data'] & Moment)[];
  readonly extensions: readonly (EventOf<'extended'>['data'] & Moment)[];
  readonly pauses: readonly Pause[];
  /** When the resident was told how their complaint was getting on. */
  readonly updates: readonly Moment[];
  readonly hearing: {
    readonly arrangedFor: LocalDate | null;
    readonly heldOn: LocalDate | null;
    readonly panel: readonly string[];
  };
  readonly response: (EventOf<'responded'>['data'] & Moment) | null;
  /** The response reached the resident on this day, by a record of its own. */
  readonly delivery: (EventOf<'delivered'>['data'] & Moment) | null;
  /** The request that ended this stage by moving the complaint on. */
  readonly escalation: (EventOf<'escalated'>['data'] & Moment) | null;
  /** Whether the stage waits for, passed, failed or never had an acceptance gate. */
  readonly gate: 'none' | 'waiting' | 'accepted' | 'refused';
  readonly gateDecidedOn: LocalDate | null;
  readonly gateDecidedBy: string | null;
}

export type ComplaintStatus =
  | 'open'
  | 'escalation-requested'
  | 'responded'
  | 'refused'
  | 'withdrawn'
  | 'closed';
export const COMPLAINT_STATUSES: readonly ComplaintStatus[] = [
  'open',
  'escalation-requested',
  'responded',
  'refused',
  'withdrawn',
  'closed',
];

/** What the events add up to. It holds no personal data and no free text; those are kept apart. */
export interface ComplaintState {
  readonly policyVersion: string;
  readonly calendarVersion: string;
  readonly status: ComplaintStatus;
  readonly received: Moment;
  readonly channel: string;
  readonly priority: string | null;
  readonly tenure: string | null;
  readonly categories: readonly string[];
  readonly incident: Incident;
  readonly loggedOn: LocalDate;
  readonly complainantKind: string | null;
  readonly contactId: string | null;
  readonly externalReferences: EventOf<'logged'>['data']['externalReferences'];
  readonly representative: EventOf<'logged'>['data']['representative'];
  /** One entry each time a stage is entered, in order. A refused escalation leaves its entry behind. */
  readonly stages: readonly StageState[];
  /** Index in `stages` of the stage the complaint stands at. */
  readonly current: number;
  readonly refusal: (EventOf<'refused'>['data'] & Moment) | null;
  readonly withdrawnOn: LocalDate | null;
  readonly closedOn: LocalDate | null;
  readonly referrals: readonly (EventOf<'referred'>['data'] & Moment)[];
  readonly redress: Redress;
  /** The date last given to the resident for each clock. */
  readonly promised: readonly PromisedDate[];
}

function enter(stage: string, requested: Moment, loggedOn: LocalDate, gate: StageState['gate']): StageState {
  return {
    stage,
    requested,
    loggedOn,
    acknowledged: null,
    definition: null,
    contacted: null,
    confirmedDueOn: null,
    reasonsGathered: false,
    assignments: [],
    extensions: [],
    pauses: [],
    updates: [],
    hearing: { arrangedFor: null, heldOn: null, panel: [] },
    response: null,
    delivery: null,
    escalation: null,
    gate,
    gateDecidedOn: null,
    gateDecidedBy: null,
  };
}

/** The stage the complaint stands at. */
export function currentStage(state: ComplaintState): StageState {
  const stage = state.stages[state.current];
  if (!stage) throw new RangeError(`No stage at ${state.current}`);
  return stage;
}

function onCurrent(state: ComplaintState, change: (stage: StageState) => StageState): ComplaintState {
  return {
    ...state,
    stages: state.stages.map((stage, index) => (index === state.current ? change(stage) : stage)),
  };
}

function begin({ data }: EventOf<'logged'>): ComplaintState {
  const received = { on: data.receivedOn, at: data.receivedAt };
  return {
    policyVersion: data.policyVersion,
    calendarVersion: data.calendarVersion,
    status: 'open',
    received,
    channel: data.channel,
    priority: data.priority,
    tenure: data.tenure,
    categories: data.categories,
    incident: data.incident,
    loggedOn: data.loggedOn,
    complainantKind: data.complainantKind,
    contactId: data.contactId,
    externalReferences: data.externalReferences,
    representative: data.representative,
    stages: [enter(data.stage, received, data.loggedOn, 'none')],
    current: 0,
    refusal: null,
    withdrawnOn: null,
    closedOn: null,
    referrals: [],
    redress: NO_REDRESS,
    promised: [],
  };
}

/** Begins the state from the first event, or moves it on by one. */
export function evolve(state: ComplaintState | null, event: ComplaintEvent): ComplaintState {
  const next = move(state, event);
  if (event.promised.length === 0) return next;
  const kept = next.promised.filter((old) => !event.promised.some((promise) => sameClock(promise, old)));
  return { ...next, promised: [...kept, ...event.promised] };
}

/** Whether two dates belong to the same clock. */
export const sameClock = (
  a: Pick<PromisedDate, 'stage' | 'kind' | 'n'>,
  b: Pick<PromisedDate, 'stage' | 'kind' | 'n'>,
): boolean => a.stage === b.stage && a.kind === b.kind && a.n === b.n;

/** Total: every event type is here, with no default. */
function move(state: ComplaintState | null, event: ComplaintEvent): ComplaintState {
  if (event.type === 'logged') return begin(event);
  if (state === null) throw new RangeError(`A complaint begins with logged, not ${event.type}`);
  const moment: Moment = { on: event.on, at: event.at };
  switch (event.type) {
    case 'acknowledged':
      return onCurrent(state, (stage) => ({ ...stage, acknowledged: moment }));
    case 'defined': {
      const { issues, outcomesSought } = event.data;
      const known = { ...state, incident: { ...state.incident, ...event.data.incident } };
      return onCurrent(known, (stage) => ({ ...stage, definition: { issues, outcomesSought } }));
    }
    case 'assigned':
      return onCurrent(state, (stage) => ({
        ...stage,
        assignments: [...stage.assignments, { ...event.data, ...moment }],
      }));
    case 'contacted':
      return onCurrent(state, (stage) => ({
        ...stage,
        contacted: firstOf(stage.contacted, moment),
        confirmedDueOn: event.data.confirmedDueOn ?? stage.confirmedDueOn,
        reasonsGathered: stage.reasonsGathered || event.data.reasonsGathered,
      }));
    case 'extended':
      return onCurrent(state, (stage) => ({
        ...stage,
        extensions: [...stage.extensions, { ...event.data, ...moment }],
      }));
    case 'issue-added':
      return onCurrent(state, (stage) => ({
        ...stage,
        definition: {
          issues: [...(stage.definition?.issues ?? []), event.data.issue],
          outcomesSought: stage.definition?.outcomesSought ?? false,
        },
      }));
    case 'update-given':
      return onCurrent(state, (stage) => ({ ...stage, updates: [...stage.updates, moment] }));
    case 'paused':
      return onCurrent(state, (stage) => ({ ...stage, pauses: [...stage.pauses, pauseOf(event, stage)] }));
    case 'resumed':
      return onCurrent(state, (stage) => ({
        ...stage,
        pauses: stage.pauses.map((pause) => (pause.to ? pause : { ...pause, to: event.on })),
      }));
    case 'responded':
      return {
        ...onCurrent(state, (stage) => ({ ...stage, response: { ...event.data, ...moment } })),
        status: 'responded',
      };
    case 'delivered':
      return onCurrent(state, (stage) => ({
        ...stage,
        response: stage.response && { ...stage.response, receivedOn: event.on },
        delivery: { ...event.data, ...moment },
      }));
    case 'escalated':
      return escalated(state, event, moment);
    case 'escalation-decided':
      return decided(state, event, moment);
    case 'hearing-arranged':
      return onCurrent(state, (stage) => ({
        ...stage,
        hearing: { ...stage.hearing, arrangedFor: event.data.hearingOn },
      }));
    case 'hearing-held': {
      const panel = event.data.panel.map((member) => member.person);
      return onCurrent(state, (stage) => ({
        ...stage,
        hearing: { ...stage.hearing, heldOn: event.on, panel },
      }));
    }
    case 'refused':
      return { ...state, status: 'refused', refusal: { ...event.data, ...moment } };
    case 'withdrawn':
      return { ...state, status: 'withdrawn', withdrawnOn: event.on };
    case 'closed':
      return { ...state, status: 'closed', closedOn: event.on };
    case 'referred':
      return { ...state, referrals: [...state.referrals, { ...event.data, ...moment }] };
    case 'remedy-offered':
    case 'remedy-completed':
    case 'compensation-awarded':
    case 'learning-recorded':
      return { ...state, redress: redressAfter(state.redress, event) };
    case 'noted':
      return state;
  }
}

/** Contacts are recorded in any order; the one that counts is the first that happened. */
function firstOf(known: Moment | null, moment: Moment): Moment {
  if (!known) return moment;
  if (known.on !== moment.on) return known.on < moment.on ? known : moment;
  // Recorded moments are all written in UTC and to the millisecond, so their order is that of the texts.
  return known.at && moment.at && moment.at < known.at ? moment : known;
}

const pauseOf = ({ on, data }: EventOf<'paused'>, { extensions }: StageState): Pause => ({
  reason: data.reason,
  from: on,
  to: null,
  extensionsBefore: extensions.length,
});

function escalated(state: ComplaintState, event: EventOf<'escalated'>, moment: Moment): ComplaintState {
  const { to, loggedOn, needsDecision } = event.data;
  const left = onCurrent(state, (stage) => ({ ...stage, escalation: { ...event.data, ...moment } }));
  return {
    ...left,
    // A complaint closed on its response comes back to life when the resident asks for the next stage in time.
    closedOn: null,
    status: needsDecision ? 'escalation-requested' : 'open',
    stages: [...left.stages, enter(to, moment, loggedOn, needsDecision ? 'waiting' : 'none')],
    current: left.stages.length,
  };
}

function decided(
  state: ComplaintState,
  event: EventOf<'escalation-decided'>,
  moment: Moment,
): ComplaintState {
  const { accepted, decidedBy } = event.data;
  const marked = onCurrent(state, (stage) => ({
    ...stage,
    gate: accepted ? 'accepted' : 'refused',
    gateDecidedOn: moment.on,
    gateDecidedBy: decidedBy,
  }));
  if (accepted) return { ...marked, status: 'open' };
  return { ...marked, status: 'responded', current: stageBefore(state) };
}

/** The stage a refused escalation falls back to: the one that was escalated from, not an earlier refused request. */
function stageBefore(state: ComplaintState): number {
  for (let index = state.current - 1; index >= 0; index -= 1) {
    if (state.stages[index]?.gate !== 'refused') return index;
  }
  throw new RangeError('An escalation was decided before any stage was left');
}

/** The state of a complaint from all its events, oldest first. */
export function replay(events: readonly ComplaintEvent[]): ComplaintState {
  let state: ComplaintState | null = null;
  for (const event of events) state = evolve(state, event);
  if (state === null) throw new RangeError('A complaint has at least one event');
  return state;
}
