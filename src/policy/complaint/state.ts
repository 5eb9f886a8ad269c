import type { RecordedDeparture } from '../events/departures';
import type { Incident, Issue } from '../events/parts';
import type { EventOf, PromisedDate } from '../events/events';
import type { LocalDate } from '../dates/local-date';
import type { Linked } from '../events/links';
import type { Voided } from '../events/corrected';
import type { Mergers } from '../events/merger';
import type { NumbersTaken } from './numbers';
import type { ClockUnderEarlierRules } from './repin';
import type { Moment } from '../dates/moment';
import type { OmbudsmanCase } from './ombudsman';
import type { FormerFacts } from './particulars';
import type { ToldBy } from './told';
import type { People } from './people';
import type { Privacy } from './privacy';
import type { Remedies } from './remedies';

/** An act that did not keep a rule of the procedure: where the complaint stood, and the day it happened. */
export interface Departure extends RecordedDeparture {
  readonly stage: string;
  readonly on: LocalDate;
}

/** A time in which the clock to respond stands still, as the events record it. */
export interface Pause {
  readonly reason: string;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  /** The rules it departed from and for whose sake it gives back no day. */
  readonly withheld: readonly string[];
  /** How many extensions had been given before it: those came to a date of their own. */
  readonly extensionsBefore: number;
}

export type GivenAnswer = EventOf<'responded'>['data'] & Moment;

export interface StageState {
  readonly stage: string;
  /** The day this stage was asked for; for the first stage, the day the complaint was received. */
  readonly requested: Moment;
  readonly loggedOn: LocalDate;
  /** How urgent or how hard the matter is. Of the stage, so that what was answered stays judged by the priority it had. */
  readonly priority: string | null;
  /** Those it had before at this stage, each with the day on which it was given another. */
  readonly formerPriorities: readonly { readonly priority: string | null; readonly until: LocalDate }[];
  readonly acknowledged: Moment | null;
  readonly definition: { readonly issues: readonly Issue[]; readonly outcomesSought: boolean } | null;
  /** What was considered when the complaint came to the stage, as last recorded. */
  readonly triage: (EventOf<'triaged'>['data'] & Moment) | null;
  readonly contacted: Moment | null;
  readonly confirmedDueOn: LocalDate | null;
  readonly reasonsGathered: boolean;
  readonly assignments: readonly (EventOf<'assigned'>['data'] &
    Moment & {
      /** The day they were taken off it; null too where somebody else was given it after them. */
      readonly endedOn: LocalDate | null;
    })[];
  readonly extensions: readonly (EventOf<'extended'>['data'] &
    Moment & {
      /** The rules it departed from and for whose sake it does not move the date it is judged by. */
      readonly withheld: readonly string[];
    })[];
  readonly pauses: readonly Pause[];
  /** When the resident was told how their complaint was getting on. */
  readonly updates: readonly (Moment & { readonly method: string | null })[];
  readonly hearing: {
    readonly arrangedFor: LocalDate | null;
    readonly heldOn: LocalDate | null;
    readonly panel: readonly string[];
    /** Those of the panel whom the complaint is about, as it was said of them. */
    readonly complainedAbout: readonly string[];
    /** Who of the resident and their representative was there; null: not on record. */
    readonly attended: EventOf<'hearing-held'>['data']['attended'];
  };
  /** The answer that stands: of several, the last. */
  readonly response: GivenAnswer | null;
  /** Answers that a later one revised, oldest first. The first of them met the date. */
  readonly formerResponses: readonly GivenAnswer[];
  /** The response reached the resident on this day, by a record of its own. */
  readonly delivery: (EventOf<'delivered'>['data'] & Moment) | null;
  /** The request that ended this stage by moving the complaint on. */
  readonly escalation: (EventOf<'escalated'>['data'] & Moment) | null;
  /** The landlord left this stage out and moved the complaint on without answering it. */
  readonly skipped: (EventOf<'stage-skipped'>['data'] & Moment) | null;
  /** Both sides agreed how it ends, without an answer to what was complained of. */
  readonly settlement: (EventOf<'settled'>['data'] & Moment) | null;
  /** Why this stage was entered again; null where it was entered in the ordinary way. */
  readonly reopening: (EventOf<'reopened'>['data'] & Moment) | null;
  /** For a stage that was entered again later: the day on which this instance of it had ended. */
  readonly endedOn: LocalDate | null;
  /** The last day something came from the resident at this stage. */
  readonly heardOn: LocalDate | null;
  /** Whether the stage waits for, passed, failed or never had an acceptance gate. */
  readonly gate: 'none' | 'waiting' | 'accepted' | 'refused';
  readonly gateDecidedOn: LocalDate | null;
  readonly gateDecidedBy: string | null;
  /** The rules that the refusal of the request departed from, so that the stage stays owed. */
  readonly gateWithheld: readonly string[];
}

export type ComplaintStatus =
  | 'open'
  | 'escalation-requested'
  | 'responded'
  | 'settled'
  | 'refused'
  | 'withdrawn'
  | 'closed'
  | 'void';
export const COMPLAINT_STATUSES: readonly ComplaintStatus[] = [
  'open',
  'escalation-requested',
  'responded',
  'settled',
  'refused',
  'withdrawn',
  'closed',
  'void',
];

/** Those in which there is still something for the landlord or the resident to do. */
export const OPEN_STATUSES: readonly ComplaintStatus[] = ['open', 'escalation-requested', 'responded'];

/** A date as it stood before a correction. */
export type Untold = Pick<PromisedDate, 'stage' | 'kind' | 'n'> & { readonly from: LocalDate | null };

/** What the events add up to. It holds no personal data and no free text; those are kept apart. */
export interface ComplaintState {
  readonly policyVersion: string;
  readonly calendarVersion: string;
  readonly calendarEdition: number;
  /** The clocks that had ended when the complaint was moved to other rules, with the rules they ran by. */
  readonly clocksUnderEarlierRules: readonly ClockUnderEarlierRules[];
  readonly status: ComplaintStatus;
  readonly received: Moment;
  readonly channel: string;
  readonly about: EventOf<'logged'>['data']['about'];
  readonly tenure: string | null;
  readonly categories: readonly string[];
  readonly incident: Incident;
  readonly loggedOn: LocalDate;
  readonly complainantKind: string | null;
  /** Tenure, channel and the like before they changed: what began then goes by them. */
  readonly formerFacts: readonly FormerFacts[];
  /** The complaint stays that of whoever made it. */
  readonly diedOn: LocalDate | null;
  /** The last thing that went to the resident themselves, alone or with their representative. */
  readonly toldResident: { readonly act: ToldBy; readonly on: LocalDate } | null;
  readonly contactId: string | null;
  readonly people: People;
  /** One entry each time a stage is entered, in order. A refused escalation leaves its entry behind. */
  readonly stages: readonly StageState[];
  /** Index in `stages` of the stage the complaint stands at. */
  readonly current: number;
  readonly refusal: (EventOf<'refused'>['data'] & Moment & { readonly withheld: readonly string[] }) | null;
  /** Out of time, and taken all the same: who decided that (Code 2.3). */
  readonly takenLate: { readonly on: LocalDate; readonly decidedBy: string } | null;
  readonly withdrawnOn: LocalDate | null;
  /** The resident withdrew, and the landlord goes into the matter all the same. */
  readonly investigationContinues: boolean;
  readonly closedOn: LocalDate | null;
  /** The rules that the closing departed from, so that every open date goes on. */
  readonly closingWithheld: readonly string[];
  readonly referrals: readonly (EventOf<'referred'>['data'] & Moment & { readonly n: number })[];
  readonly redress: Remedies;
  readonly ombudsman: OmbudsmanCase;
  readonly privacy: Privacy;
  readonly mergers: Mergers;
  /** Where an act did not keep a rule of the procedure, in the order of the acts. */
  readonly departures: readonly Departure[];
  readonly links: readonly Linked[];
  readonly numbersTaken: NumbersTaken;
  /** The whole complaint was a mistake: it is kept, and counts nowhere. */
  readonly voided: Voided | null;
  /** Dates that a correction moved and the resident has not been told of, with what they were told. */
  readonly untold: readonly Untold[];
  /** The date last given to the resident for each clock. */
  readonly promised: readonly PromisedDate[];
}

/** The stage the complaint stands at. */
export function currentStage(state: ComplaintState): StageState {
  const stage = state.stages[state.current];
  if (!stage) throw new RangeError(`No stage at ${state.current}`);
  return stage;
}

/** Whether two dates belong to the same clock. */
export const sameClock = (
  a: Pick<PromisedDate, 'stage' | 'kind' | 'n'>,
  b: Pick<PromisedDate, 'stage' | 'kind' | 'n'>,
): boolean => a.stage === b.stage && a.kind === b.kind && a.n === b.n;
