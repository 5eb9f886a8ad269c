import { deciderOf } from '../commands/guards/decider';
import { receiptOf, SPOKEN } from '../commands/outcome/respond';
import { currentStage, type StageState } from '../complaint/state';
import type { EventOf } from '../events/events';
import { isRejection } from '../rules/rejection';
import type { RecordedAct } from './acts';
import { type Before, type Body, groundOnRecord, ON_RECORD as WORDS } from './on-record';

const orNothing = (there: boolean | null): string | undefined => (there ? WORDS : undefined);

/**
 * The fields that the general rule would not get right: a field that is called otherwise in the event, words of which the
 * event says if they were there, and all that the command works out by itself. Undefined leaves a field out.
 */
export function exceptionsOf(
  [{ event }, second]: RecordedAct,
  before: Before,
  words: readonly string[] | null,
): Body {
  switch (event.type) {
    case 'acknowledged': {
      const { discretion } = event.data;
      return {
        definition: definitionIn(second?.event),
        discretion: discretion ? { ...discretion, reasons: WORDS } : undefined,
      };
    }
    case 'contacted':
      return {
        definition: definitionIn(second?.event),
        reasons: orNothing(event.data.reasonsGathered),
        companions: event.data.companions.map(({ as }) => ({ as })),
      };
    case 'defined':
      return { ...definitionIn(event) };
    case 'issue-added':
      return { text: WORDS, responsible: event.data.issue.responsible, related: isRelated(event, before) };
    case 'refused': {
      const { discretion, exceptionConsidered } = event.data;
      return {
        discretion: discretion ? { ...discretion, reasons: WORDS } : undefined,
        exception: orNothing(exceptionConsidered ?? words?.includes('exception') ?? false),
      };
    }
    case 'extended':
      return {
        newDueOn: event.data.toDueOn ?? undefined,
        // A good reason nobody needed is not assumed where its words are gone.
        goodReason: orNothing(words ? words.includes('good-reason') : event.data.overCap),
      };
    case 'hearing-arranged':
      return { arrangedFor: event.data.hearingOn };
    case 'hearing-held':
      return { companions: event.data.companions.map(({ as }) => ({ as })) };
    case 'responded':
      return answerOf(event, before);
    case 'delivered':
      return deliveryOf(event, before);
    case 'escalated':
      return {
        by: undefined,
        requestedBy: event.data.by,
        grounds: [
          ...event.data.grounds,
          ...Array.from({ length: event.data.otherGrounds }, (_, at) => groundOnRecord(at + 1)),
        ],
        loggedOn: event.data.loggedOn === event.on ? undefined : event.data.loggedOn,
        reason: orNothing(event.data.reasonGiven),
        lateDiscretion: event.data.late ? { decidedBy: event.data.late.decidedBy, reason: WORDS } : undefined,
      };
    case 'escalation-decided': {
      const { exceptionConsidered } = event.data;
      return { exception: orNothing(exceptionConsidered ?? words?.includes('exception') ?? false) };
    }
    case 'closed':
      // The reason of a merger stands in its words; that of a closing is a word of the list.
      return event.data.into ? { into: event.data.into.reference, sameComplainant: true, reason: WORDS } : {};
    case 'representative-named': {
      const authority = second?.event.type === 'authority-recorded' ? second.event.data : null;
      return { permission: authority?.form ?? 'none', evidence: orNothing(authority?.evidence ?? false) };
    }
    case 'authority-recorded': {
      const { evidence, from } = event.data;
      return { evidence: orNothing(evidence), from: from === event.on ? undefined : from };
    }
    case 'adjustment-recorded':
      return { kind: 'adjustment' };
    case 'restriction-imposed': {
      // It stands where few may read it, so that only a departure for its sake tells that it was left out.
      const { reviewOn } = event.data;
      const leftOut = reviewOn !== null && event.departures !== undefined;
      return { equalityConsideration: leftOut ? undefined : WORDS };
    }
    case 'restriction-reviewed': {
      const { n, endsOn } = event.data;
      const known = before.state?.people.restrictions.items.find((item) => item.n === n);
      return { endsOn: endsOn === null || endsOn === known?.endsOn ? undefined : endsOn };
    }
    case 'referred':
      // The act itself showed that the ombudsman has the case, and named none.
      return second ? { referral: undefined, ...findingsIn(second.event) } : {};
    case 'determined':
      return { ...findingsIn(event) };
    default:
      return {};
  }
}

/** One that was taken in against the procedure though nothing had been answered was not related, or would have delayed. */
const isRelated = ({ departures = [] }: EventOf<'issue-added'>, { state }: Before): boolean =>
  !departures.some(({ code }) => code === 'new_complaint_needed') ||
  (state?.stages.some(({ response }) => response !== null) ?? false);

function definitionIn(event: RecordedAct[number]['event'] | undefined): Body | undefined {
  if (event?.type !== 'defined') return undefined;
  const { issues, outcomesSought, incident } = event.data;
  return {
    issues: issues.map(({ responsible }) => ({ text: WORDS, responsible })),
    outcomesSought: orNothing(outcomesSought),
    incident: Object.keys(incident).length > 0 ? incident : undefined,
  };
}

function findingsIn(event: RecordedAct[number]['event']): Body {
  if (event.type !== 'determined') return {};
  return { findings: event.data.findings.map((finding) => ({ ...finding, inWords: WORDS })) };
}

/** The days of an answer follow its own where nobody gave others, and so does who decided it. */
function answerOf({ on, data }: EventOf<'responded'>, { state, rules }: Before): Body {
  const { sentOn, receivedOn, writtenOn, decidedBy } = data;
  const method = data.method ?? undefined;
  const deemed = receiptOf(sentOn, method, rules);
  const written = method !== undefined && SPOKEN.includes(method) ? null : sentOn;
  const decider = state && deciderOf(currentStage(state), rules.policy, on);
  return {
    sentOn: sentOn === on ? undefined : sentOn,
    receivedOn: !isRejection(deemed) && receivedOn === deemed ? undefined : receivedOn,
    writtenOn: writtenOn === null || writtenOn === written ? undefined : writtenOn,
    decidedBy: decidedBy === null || decidedBy === decider ? undefined : decidedBy,
    explanations: Object.fromEntries(data.explained.map((key) => [key, WORDS])),
    assertions: data.asserted,
  };
}

function deliveryOf({ data }: EventOf<'delivered'>, { state }: Before): Body {
  const answered = (stage: StageState) => stage.stage === data.stage && stage.response !== null;
  const given = state?.stages.findLast(answered)?.response?.recipient;
  return { recipient: data.recipient === given ? undefined : data.recipient };
}
