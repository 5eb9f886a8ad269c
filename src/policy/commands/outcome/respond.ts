import type { Moment } from '../../dates/moment';
import { STAFF } from '../../rules/roles';
import { recipientRefused } from '../../conditions/authority';
import { isOutside } from '../../calendar/calendar';
import { type ComplaintState, currentStage, type StageState } from '../../complaint/state';
import { deemedReceipt } from '../../clocks/counting/deemed-receipt';
import { type PolicyDocument, stageIndex, stageName, stageOf } from '../../document/document';
import { type LocalDate, longDate } from '../../dates/local-date';
import {
  isRejection,
  type Rejection,
  refusedAsInput,
  refusedByPolicy,
  refusedByState,
} from '../../rules/rejection';
import type { Objections } from '../../rules/objections';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { deciderOf, deciderRefused, handlerMissing, handlerMissingOn } from '../guards/decider';
import { groupVoiceRefused } from '../people/group-voice';
import { lastStep, requireInHand, requireUnanswered } from '../guards/guards';
import { inFuture, notBefore } from '../../rules/occurrence';
import { alsoAnswered } from './also-answered';
import { type Response, responseSchema } from './response-body';
import { contentMissingFrom } from './response-content';

/** Told by word of mouth: an outcome given so is in writing only once it is confirmed. */
export const SPOKEN: readonly string[] = [
  'phone',
  'in-person',
  'office',
  'home-visit',
  'video-call',
  'hearing',
];

/** Gives the landlord's answer at this stage, with what this landlord's outcome has to explain (Code 6.9, ARC-12, HHS-15). */
export const respond: Command<Response> = {
  act: 'outcomes',
  name: 'respond',
  summary: 'Give the outcome at this stage',
  description:
    'Record the response: the outcome, and every explanation, statement and finding this policy demands of it. It stops the response clock and opens the resident’s way to the next stage. Actions still to do outlive it. An acknowledgement that was not sent by then stays missed. A second letter that changes the answer is sent with `revises: true`: the first meets the date, and the later outcome stands.',
  roles: STAFF,
  body: responseSchema,
  example: {
    outcome: 'upheld',
    method: 'letter',
    explanations: {
      'what-went-wrong': 'The repair was ordered twice and cancelled twice.',
      'how-put-right': 'The work is booked, and £100 is offered.',
      'prevent-recurrence': 'Cancelled orders are now checked by a person.',
    },
  },
  also: alsoAnswered,
  guard: (state, rules, given) =>
    (given?.revises ? notToRevise(state, rules) : notToAnswer(state, rules)) ?? unprepared(state, rules),
  *decide(state, given, moment, rules) {
    const current = currentStage(state);
    const days = daysOf(given, moment, rules);
    if (isRejection(days)) return days;
    const last = lastStep(state);
    yield notBefore(moment, last.moment, last.what);
    yield* contentMissingFrom(given, current, rules.policy);
    yield writingMissing(given, current, rules.policy);
    yield handlerMissingOn(current, moment.on, rules);
    yield* deciderRefused(given.decidedBy, state, rules.policy, moment.on);
    yield recipientRefused(
      given.recipient,
      { gates: ['acceptance', 'disclosure'], on: days.sentOn },
      state,
      rules,
    );
    const findings = given.findings.map(({ issue, outcome }) => ({ issue, outcome }));
    // With a stroke, which no key of an explanation can contain.
    const reasons = given.findings.map(({ issue, reasons }) => [`finding/${issue}`, reasons] as const);
    return [
      happened(
        'responded',
        moment,
        {
          stage: current.stage,
          outcome: given.outcome ?? null,
          ...days,
          method: given.method ?? null,
          decidedBy: given.decidedBy ?? deciderOf(current, rules.policy, moment.on),
          explained: Object.keys(given.explanations),
          asserted: given.assertions,
          findings,
          recipient: given.recipient,
          revises: given.revises,
        },
        { ...given.explanations, ...Object.fromEntries(reasons) },
      ),
    ];
  },
};

/** A stage is answered once. A second letter that changes the answer says so, and a slip of the record is corrected. */
function notToAnswer(state: ComplaintState, rules: Rules): Rejection | null {
  const answered = requireUnanswered(state, rules);
  if (answered && !notToRevise(state, rules))
    return { ...answered, allowed: { acts: ['corrections'], or: { revises: true } } };
  return requireInHand(state, 'answered') ?? answered;
}

/** A landlord revises the answer that is its last word: not after the next stage was asked for, nor after the ombudsman decided. */
function notToRevise(state: ComplaintState, { policy }: Rules): Rejection | null {
  const { stage, response } = currentStage(state);
  if (!response) {
    return refusedByState({
      code: 'no_answer_to_revise',
      detail: `${stageName(policy, stage)} has no answer that could be revised.`,
      facts: { stage },
      allowed: { revises: false },
      errors: [{ pointer: '/revises', detail: 'must be false or left out' }],
    });
  }
  const wrong = requireInHand(state, 'given a revised answer', ['responded', 'closed']);
  const determined = state.ombudsman.determinations.at(-1);
  if (wrong || !determined) return wrong;
  return refusedByState({
    code: 'already_determined',
    detail: `The ombudsman determined the case, as the landlord was told on ${longDate(determined.notifiedOn)}, so its answer is not revised any more. What the landlord does since is recorded as a remedy.`,
    facts: { stage, notifiedOn: determined.notifiedOn },
    allowed: { acts: ['remedies', 'compensation'] },
  });
}

/** The things that the procedure has come before an answer. */
function* unprepared(state: ComplaintState, rules: Rules): Objections<null> {
  yield groupVoiceRefused(state, rules);
  yield handlerMissing(state, rules);
  yield hearingMissing(state, rules);
  return null;
}

/** Refuses the answer of a hearing stage before its hearing. One without an acknowledgement is on record: that date stays missed. */
function hearingMissing(state: ComplaintState, { policy }: Rules): Rejection | null {
  const current = currentStage(state);
  // After a withdrawal no date counts any more, and nobody is there to be acknowledged or heard.
  if (state.withdrawnOn) return null;
  const wording = stageOf(policy, current.stage);
  const clause = `/stages/${stageIndex(policy, current.stage)}`;
  if (wording.kind === 'hearing' && !current.hearing.heldOn) {
    return refusedByPolicy({
      code: 'hearing_not_held',
      detail: `${wording.name} is a hearing; its outcome follows the hearing.`,
      facts: { stage: current.stage },
      rule: { clause, ids: wording.rules },
      allowed: { act: 'hearings' },
    });
  }
  return null;
}

interface ResponseDays {
  readonly sentOn: LocalDate;
  readonly receivedOn: LocalDate;
  readonly writtenOn: LocalDate | null;
}

/** The days of a response: dated, sent, written, received. A posted one counts as received when the policy deems it so. */
function daysOf(given: Response, moment: Moment, rules: Rules): ResponseDays | Rejection {
  const spoken = given.method !== undefined && SPOKEN.includes(given.method);
  const sentOn = given.sentOn ?? moment.on;
  const writtenOn = given.writtenOn ?? (spoken ? null : sentOn);
  for (const [day, pointer] of [
    [given.sentOn, '/sentOn'],
    [given.receivedOn, '/receivedOn'],
    [given.writtenOn, '/writtenOn'],
  ] as const) {
    if (!day) continue;
    const dated = { on: moment.on, at: null };
    const refusal =
      inFuture(day, pointer, rules) ??
      notBefore({ on: day, at: null }, dated, 'the response was dated', pointer);
    if (refusal) return refusal;
  }
  if (given.receivedOn && given.receivedOn < sentOn) {
    return refusedAsInput({
      code: 'received_before_sent',
      detail: `A response sent on ${sentOn} cannot have been received on ${given.receivedOn}.`,
      facts: { sentOn, receivedOn: given.receivedOn },
      errors: [{ pointer: '/receivedOn', detail: `must not be before ${sentOn}` }],
      allowed: { earliest: sentOn },
    });
  }
  const receivedOn = given.receivedOn ?? receiptOf(sentOn, given.method, rules);
  return isRejection(receivedOn) ? receivedOn : { sentOn, writtenOn, receivedOn };
}

/** Nobody knows when a letter arrived, so the policy says when it counts as received; anything else arrives as it is sent. */
export function receiptOf(
  sentOn: LocalDate,
  method: Response['method'],
  { policy, calendar }: Rules,
): LocalDate | Rejection {
  if (!policy.deemedReceipt || method !== 'letter') return sentOn;
  const deemed = deemedReceipt(calendar, sentOn, policy.deemedReceipt);
  if (!isOutside(deemed)) return deemed;
  return refusedAsInput({
    code: 'outside_calendar',
    detail: `When a letter sent on ${sentOn} counts as received cannot be worked out: bank holidays are known from ${deemed.first} to ${deemed.last}.`,
    facts: { asked: deemed.asked, calendarVersion: deemed.calendarVersion },
    rule: { clause: '/deemedReceipt', ids: [] },
    allowed: { receivedOn: 'the day the resident received it' },
    errors: [{ pointer: '/receivedOn', detail: 'is needed' }],
  });
}

function writingMissing(given: Response, current: StageState, policy: PolicyDocument): Rejection | null {
  const wording = stageOf(policy, current.stage).response;
  if (!wording?.writing || given.writtenOn || !given.method || !SPOKEN.includes(given.method)) return null;
  return refusedByPolicy({
    code: 'not_in_writing',
    detail: `An outcome given by ${given.method} has to be confirmed in writing; say on which day.`,
    facts: { method: given.method },
    rule: { clause: `/stages/${stageIndex(policy, current.stage)}/response/writing`, ids: wording.rules },
    allowed: { writtenOn: 'the day of the written confirmation' },
    errors: [{ pointer: '/writtenOn', detail: 'is missing' }],
  });
}
