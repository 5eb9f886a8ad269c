import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { REOPENING_REASONS } from '../../events/progress';
import { longDate } from '../../dates/local-date';
import { words } from '../../document/vocabulary';
import { personSchema } from '../../events/parts';
import { isExhausted } from '../../clocks/referrals';
import { type Rejection, refusedAsInput, refusedByPolicy } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { lastStep, requireStatus } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const ENDED = ['responded', 'settled', 'refused', 'withdrawn', 'closed'] as const;
type Reason = (typeof REOPENING_REASONS)[number];

const body = z.strictObject({
  ...occurrence,
  reason: z
    .enum(REOPENING_REASONS)
    .describe(
      'ombudsman-directed: the ombudsman told the landlord to take it (Code 2.4). remedy-not-done, settlement-not-kept: what was promised was not done. error, withdrawn-by-mistake: of earlier releases; a mistake is put right by a correction.',
    ),
  explanation: words(10000).describe('What is known now, or what went wrong.'),
  decidedBy: personSchema,
});

/** Goes into a complaint again that had ended: the stage begins anew, and its first result stays on record. */
export const reopen: Command<z.infer<typeof body>> = {
  act: 'reopenings',
  name: 'reopen',
  summary: 'Open the complaint again',
  description:
    'Begin the stage anew at which the complaint was answered for the last time, settled, refused, withdrawn or closed. The clocks of the new entry count from this day; what was answered, met or missed before stays as it was.',
  roles: OFFICER,
  body,
  example: {
    reason: 'new-evidence',
    explanation: 'The surveyor’s report of 2023 has been found.',
    decidedBy: 'm.silva',
  },
  guard(state, rules) {
    const wrong = requireStatus(state, ENDED, 'opened again');
    if (wrong || state.status !== 'responded' || isExhausted(state, rules)) return wrong;
    return refusedByPolicy({
      code: 'next_stage_open',
      detail: 'The complaint is not at the end of the procedure: the resident can ask for the next stage.',
      facts: { stage: currentStage(state).stage },
      allowed: { act: 'escalations' },
    });
  },
  decide(state, { reason, explanation, decidedBy }, moment) {
    const last = lastStep(state);
    const refusal =
      notBefore(moment, last.moment, last.what) ??
      notBefore(moment, state.refusal, 'the complaint was refused') ??
      notBefore(moment, dayOf(state.withdrawnOn), 'the complaint was withdrawn') ??
      notBefore(moment, dayOf(state.closedOn), 'the complaint was closed') ??
      (MISTAKES.includes(reason) ? correctInstead(reason, state) : untrue(reason, state));
    if (refusal) return refusal;
    const from = ENDED.find((status) => status === state.status);
    if (!from) throw new RangeError('The guard lets only a complaint that has ended pass');
    const { stage } = currentStage(state);
    return [happened('reopened', moment, { stage, reason, from, decidedBy }, { explanation })];
  },
};

const dayOf = (on: ComplaintState['closedOn']) => on && { on, at: null };

/** In an earlier release these began the stage anew, and what was put right only ran its time a second time. */
const MISTAKES: readonly Reason[] = ['error', 'withdrawn-by-mistake'];

/** An end by mistake was none: the act that ended it is struck, and the complaint stands where it stood. */
const correctInstead = (reason: Reason, state: ComplaintState): Rejection =>
  refusedAsInput({
    code: 'mistake_to_correct',
    detail: `A mistake is put right by a correction, and opens nothing anew. ${nowEnded(state)}`,
    facts: { reason, status: state.status },
    allowed: { act: 'corrections', reason: reasonsOf(state) },
    errors: [{ pointer: '/reason', detail: 'is put right by a correction' }],
  });

function nowEnded({ withdrawnOn, refusal, closedOn }: ComplaintState): string {
  if (closedOn) return `Strike the closing of ${longDate(closedOn)} if it was one.`;
  if (withdrawnOn) return `Strike the withdrawal of ${longDate(withdrawnOn)} if it was one.`;
  if (refusal) return `Strike the refusal of ${longDate(refusal.on)} if it was one.`;
  return 'Strike or change the act that was recorded wrongly.';
}

/** A reason has to be true of how the complaint ended. */
function untrue(reason: Reason, state: ComplaintState): Rejection | null {
  const reasons = reasonsOf(state);
  if (reasons.includes(reason)) return null;
  return refusedAsInput({
    code: 'reason_not_true',
    detail: `Nothing on record of this complaint bears out ${reason}. It can be opened again for ${reasons.join(', ')}.`,
    facts: { reason, status: state.status },
    rule: { clause: '/stages', ids: state.refusal ? ['Code 2.4'] : [] },
    allowed: { reason: reasons },
    errors: [{ pointer: '/reason', detail: `must be one of ${reasons.join(', ')}` }],
  });
}

function reasonsOf(state: ComplaintState): readonly Reason[] {
  if (state.withdrawnOn) return ['new-evidence'];
  if (state.refusal) return ['ombudsman-directed', 'new-evidence'];
  return [
    'new-evidence',
    'ombudsman-directed',
    ...(state.redress.remedies.length > 0 ? (['remedy-not-done'] as const) : []),
    ...(currentStage(state).settlement ? (['settlement-not-kept'] as const) : []),
  ];
}
