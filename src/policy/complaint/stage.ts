import type { Moment } from '../dates/moment';
import type { ComplaintState, Pause, StageState } from './state';
import { withheldFrom } from './departures';
import type { EventOf, EventType } from '../events/events';
import { type LocalDate, laterOf } from '../dates/local-date';

/** What happens within one stage and changes nothing else of the complaint. */
const STAGE_EVENTS = [
  'acknowledged',
  'triaged',
  'priority-changed',
  'assigned',
  'contacted',
  'extended',
  'issue-added',
  'update-given',
  'paused',
  'resumed',
  'delivered',
  'hearing-arranged',
  'hearing-held',
] as const satisfies readonly EventType[];
export type StageEvent = { [T in (typeof STAGE_EVENTS)[number]]: EventOf<T> }[(typeof STAGE_EVENTS)[number]];

/** A stage at its beginning: asked for, and nothing done yet. */
export function enter(
  entry: Pick<StageState, 'stage' | 'requested' | 'loggedOn' | 'priority'> &
    Partial<Pick<StageState, 'gate'>>,
): StageState {
  return {
    gate: 'none',
    ...entry,
    formerPriorities: [],
    acknowledged: null,
    definition: null,
    triage: null,
    contacted: null,
    confirmedDueOn: null,
    reasonsGathered: false,
    assignments: [],
    extensions: [],
    pauses: [],
    updates: [],
    hearing: { arrangedFor: null, heldOn: null, panel: [], complainedAbout: [], attended: null },
    response: null,
    formerResponses: [],
    delivery: null,
    escalation: null,
    skipped: null,
    settlement: null,
    reopening: null,
    endedOn: null,
    heardOn: null,
    gateDecidedOn: null,
    gateDecidedBy: null,
    gateWithheld: [],
  };
}

/** The complaint with the stage it stands at changed. */
export function onCurrent(state: ComplaintState, change: (stage: StageState) => StageState): ComplaintState {
  return {
    ...state,
    stages: state.stages.map((stage, index) => (index === state.current ? change(stage) : stage)),
  };
}

/** A letter arrives at the stage that it answered, wherever the complaint has got to since. */
export function onAnswered(state: ComplaintState, event: EventOf<'delivered'>): ComplaintState {
  const answered = state.stages.findLastIndex(
    ({ stage, response }) => stage === event.data.stage && response !== null,
  );
  return {
    ...state,
    stages: state.stages.map((stage, index) => (index === answered ? stageAfter(stage, event) : stage)),
  };
}

/** Total: the stage after one more event within it. */
export function stageAfter(stage: StageState, event: StageEvent): StageState {
  const moment: Moment = { on: event.on, at: event.at };
  switch (event.type) {
    case 'acknowledged':
      // A second one tells the resident more; the first met the date.
      return { ...stage, acknowledged: stage.acknowledged ?? moment };
    case 'triaged':
      return { ...stage, triage: { ...event.data, ...moment } };
    case 'priority-changed':
      return {
        ...stage,
        priority: event.data.priority,
        formerPriorities: [...stage.formerPriorities, { priority: stage.priority, until: event.on }],
      };
    case 'assigned':
      return { ...stage, assignments: [...stage.assignments, { ...event.data, ...moment, endedOn: null }] };
    case 'contacted':
      return {
        ...stage,
        contacted: firstOf(stage.contacted, moment),
        ...confirmedBy(stage, event),
        reasonsGathered: stage.reasonsGathered || event.data.reasonsGathered,
        heardOn: later(stage.heardOn, event.on),
      };
    case 'extended':
      return {
        ...stage,
        extensions: [...stage.extensions, { ...event.data, ...moment, withheld: withheldFrom(event) }],
      };
    case 'issue-added':
      return {
        ...stage,
        definition: {
          issues: [...(stage.definition?.issues ?? []), event.data.issue],
          outcomesSought: stage.definition?.outcomesSought ?? false,
        },
        heardOn: later(stage.heardOn, event.on),
      };
    case 'update-given':
      return { ...stage, updates: [...stage.updates, { ...moment, method: event.data.method }] };
    case 'paused':
      return { ...stage, pauses: [...stage.pauses, pauseOf(event, stage)] };
    case 'resumed':
      return { ...stage, pauses: stage.pauses.map((pause) => endedBy(pause, event.on)) };
    case 'delivered':
      return {
        ...stage,
        response: stage.response && { ...stage.response, receivedOn: event.on },
        delivery: { ...event.data, ...moment },
      };
    case 'hearing-arranged':
      return { ...stage, hearing: { ...stage.hearing, arrangedFor: event.data.hearingOn } };
    case 'hearing-held': {
      const panel = event.data.panel.map((member) => member.person);
      const complainedAbout = event.data.panel
        .filter((member) => member.subjectOfComplaint === true)
        .map((member) => member.person);
      const { attended } = event.data;
      return {
        ...stage,
        hearing: { ...stage.hearing, heldOn: event.on, panel, complainedAbout, attended },
      };
    }
  }
}

const later = (known: LocalDate | null, on: LocalDate): LocalDate => (known ? laterOf(known, on) : on);

/** Contacts are recorded in any order; the one that counts is the first that happened. */
function firstOf(known: Moment | null, moment: Moment): Moment {
  if (!known) return moment;
  if (known.on !== moment.on) return known.on < moment.on ? known : moment;
  // Recorded moments are all written in UTC and to the millisecond, so their order is that of the texts.
  return known.at && moment.at && moment.at < known.at ? moment : known;
}

/**
 * The date confirmed to the resident is the limit itself (SET-22). A later one by another contact, where the procedure
 * gives no later date, is told to the resident and moves nothing that it is judged by.
 */
function confirmedBy(
  { confirmedDueOn, extensions }: StageState,
  event: EventOf<'contacted'>,
): Pick<StageState, 'confirmedDueOn' | 'extensions'> {
  const { confirmedDueOn: told, recipient } = event.data;
  const withheld = withheldFrom(event);
  if (withheld.length === 0 || !told) return { confirmedDueOn: told ?? confirmedDueOn, extensions };
  const putOff = {
    stage: event.data.stage,
    fromDueOn: confirmedDueOn,
    toDueOn: told,
    capOn: null,
    afterDueDate: false,
    overCap: false,
    agreed: false,
    noticeGiven: false,
    ombudsmanContactGiven: false,
    updatePlan: null,
    decidedBy: null,
    role: null,
    recipient,
    on: event.on,
    at: event.at,
    withheld,
  };
  return { confirmedDueOn, extensions: [...extensions, putOff] };
}

const pauseOf = (event: EventOf<'paused'>, { extensions }: StageState): Pause => ({
  reason: event.data.reason,
  from: event.on,
  to: null,
  withheld: withheldFrom(event),
  extensionsBefore: extensions.length,
});

const endedBy = (pause: Pause, on: LocalDate): Pause => (pause.to ? pause : { ...pause, to: on });
