import { z } from 'zod';
import { datesMoved } from '../../clocks/moves';
import type { Moment } from '../../dates/moment';
import { OFFICER } from '../../rules/roles';
import { firstAnswer } from '../../complaint/answers';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { instantSchema, localDateSchema } from '../../dates/local-date';
import { isRejection, type Rejection, refusedAsInput } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { incidentRefused } from '../intake/definition';
import { notBefore, occurrence, resolve } from '../../rules/occurrence';

export const correctionSchema = z.strictObject({
  ...occurrence,
  receivedOn: localDateSchema.optional().describe('The day it was truly received. This or receivedAt.'),
  receivedAt: instantSchema.optional(),
  why: words(4000).describe('What shows it, e.g. the postmark.'),
});
type Correction = z.infer<typeof correctionSchema>;

/** Puts a mistaken day of receipt right. Nothing that happened changes; every date that rests on that day does. */
export const correct: Command<Correction> = {
  act: 'corrections',
  name: 'correctReceived',
  summary: 'Correct the day it was received',
  description:
    'Put right a mistaken day of receipt. The old day stays in the record, every date is worked out anew from the right one, and what was met or missed is judged by it. It cannot lie after an act that followed. The version of the procedure stays: moving to another is a rehearsal. To see first what would move, rehearse it.',
  roles: OFFICER,
  body: correctionSchema,
  example: { receivedOn: '2024-09-03', why: 'The letter is stamped 3 September.' },
  onMerged: true,
  onVoid: true,
  guard: () => null,
  decide(state, { why, ...given }, moment, rules) {
    const received = correctedDay(given, rules);
    if (isRejection(received)) return received;
    const { received: former } = state;
    if (received.on === former.on && received.at === former.at) return nothingToCorrect(state);
    // Where the complaint was logged on the day it was taken to be received, that day was the same mistake.
    const loggedOn = state.loggedOn === former.on ? received.on : state.loggedOn;
    const logged = { on: loggedOn, at: null };
    const refusal =
      notBefore(moment, received, 'the complaint was received') ??
      notBefore(logged, { on: received.on, at: null }, 'the complaint was received', '/receivedOn') ??
      followedBy(state, received) ??
      incidentRefused(state.incident, { received }, '/receivedOn');
    if (refusal) return refusal;
    const data = {
      stage: currentStage(state).stage,
      moved: [],
      formerlyOn: former.on,
      formerlyAt: former.at,
      formerlyLoggedOn: state.loggedOn,
      receivedOn: received.on,
      receivedAt: received.at,
      loggedOn,
    };
    const moved = datesMoved(state, { type: 'received-corrected', ...moment, data, promised: [] }, rules);
    return [happened('received-corrected', moment, { ...data, moved }, { why })];
  },
};

function correctedDay(
  { receivedOn, receivedAt }: Pick<Correction, 'receivedOn' | 'receivedAt'>,
  rules: Rules,
): Moment | Rejection {
  if (receivedOn || receivedAt) return resolve(receivedOn, receivedAt, ['/receivedOn', '/receivedAt'], rules);
  return refusedAsInput({
    code: 'received_day_missing',
    detail: 'Say when the complaint was received, by receivedOn or receivedAt.',
    errors: [{ pointer: '/receivedOn', detail: 'is missing' }],
    allowed: { oneOf: ['receivedOn', 'receivedAt'] },
  });
}

const nothingToCorrect = ({ received }: ComplaintState): Rejection =>
  refusedAsInput({
    code: 'nothing_to_correct',
    detail: `The complaint is recorded as received on ${received.on} already.`,
    facts: { receivedOn: received.on, receivedAt: received.at },
    errors: [{ pointer: '/receivedOn', detail: `is what the record says` }],
  });

/** The acts that follow receipt, whose own days are not in question: the first of them is the latest day receipt can be. */
function followedBy({ stages, ...state }: ComplaintState, received: Moment): Rejection | null {
  const acts = stages.flatMap((stage, index) => [
    ...(index > 0 ? [stage.requested] : []),
    stage.acknowledged,
    stage.contacted,
    ...stage.assignments,
    ...stage.extensions,
    ...stage.updates,
    stage.settlement,
    ...stage.pauses.map(({ from }) => ({ on: from, at: null })),
    ...[stage.hearing.heldOn, firstAnswer(stage)?.sentOn, stage.endedOn].map((on) =>
      on ? { on, at: null } : null,
    ),
  ]);
  const ends = [state.refusal?.on, state.withdrawnOn, state.closedOn, ...state.referrals.map(({ on }) => on)];
  const followed = [...acts, ...ends.map((on) => (on ? { on, at: null } : null))];
  for (const act of followed) {
    const late = act && notBefore(act, received, 'the complaint was received', '/receivedOn');
    if (act && late) {
      return refusedAsInput({
        code: 'after_an_act_that_followed',
        detail: `Something was done about the complaint on ${act.on}, so it was received by then.`,
        facts: { receivedOn: received.on, followedOn: act.on },
        errors: [{ pointer: '/receivedOn', detail: `must not be after ${act.on}` }],
        allowed: { latest: act.on },
      });
    }
  }
  return null;
}
