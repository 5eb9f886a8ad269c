import { z } from 'zod';
import type { Moment } from '../../dates/moment';
import { OFFICER } from '../../rules/roles';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { type LocalDate, localDateSchema } from '../../dates/local-date';
import { type Rejection, refusedAsInput } from '../../rules/rejection';
import { CLOSING_REASONS, type ClosingReason, unfinished, untrue } from './closing-reasons';
import { type Command, happened } from '../guards/command';
import { lastStep, requireStatus } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  reason: z
    .enum(CLOSING_REASONS)
    .describe(
      'answered and silence: only where the policy closes on the response, or on silence. resident-satisfied; actions-complete: all that was promised is done; procedure-exhausted: the last stage was answered; window-passed: the time to ask for the next stage is over; refused: the complaint was not taken.',
    ),
  lastHeardOn: localDateSchema
    .optional()
    .describe('For silence: the last day anything came from the resident, on record or not.'),
  note: words(4000).optional(),
});

/** Closes an answered or refused complaint. An answer is not a closure: actions may outlive it (Code 6.6, 6.17). */
export const close: Command<z.infer<typeof body>> = {
  act: 'closures',
  name: 'close',
  summary: 'Close the complaint',
  description:
    'Close a complaint that was answered or refused, and say why. A closed complaint can still be taken to the next stage while its window is open.',
  roles: OFFICER,
  body,
  example: { reason: 'resident-satisfied' },
  guard: (state, rules) =>
    requireStatus(state, ['responded', 'settled', 'refused'], 'closed') ?? unfinished(state, rules),
  *decide(state, { reason, lastHeardOn, note }, moment, rules) {
    const { stage } = currentStage(state);
    const last = lastStep(state);
    yield notBefore(moment, last.moment, last.what) ??
      notBefore(moment, state.refusal, 'the complaint was refused') ??
      (lastHeardOn ? heardAmiss(lastHeardOn, reason, moment, state) : null);
    yield untrue({ reason, lastHeardOn }, moment, state, rules);
    const data = { stage, reason, lastHeardOn: lastHeardOn ?? null, into: null };
    return [happened('closed', moment, data, { note })];
  },
};

/** What was heard was heard after the complaint came and before it is closed, and matters only to silence. */
function heardAmiss(
  lastHeardOn: LocalDate,
  reason: ClosingReason,
  moment: Moment,
  state: ComplaintState,
): Rejection | null {
  const pointer = '/lastHeardOn';
  if (reason !== 'silence') {
    return refusedAsInput({
      code: 'not_silence',
      detail: 'When the resident was last heard counts only for closing on silence.',
      errors: [{ pointer, detail: 'must be left out' }],
    });
  }
  const heard = { on: lastHeardOn, at: null };
  const received = { on: state.received.on, at: null };
  return (
    notBefore(heard, received, 'the complaint was received', pointer) ??
    notBefore({ on: moment.on, at: null }, heard, 'the resident was last heard')
  );
}
