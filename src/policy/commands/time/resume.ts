import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { currentStage } from '../../complaint/state';
import { stageName } from '../../document/document';
import { words } from '../../document/vocabulary';
import { openPause } from '../../clocks/pauses';
import { refusedByState } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { requireStatus, requireUnanswered } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({ ...occurrence, note: words(4000).optional() });

/** Lets the time to respond go on; its date comes back, later by the whole days of the pause. */
export const resume: Command<z.infer<typeof body>> = {
  act: 'resumptions',
  name: 'resume',
  summary: 'Let the time to respond go on',
  description:
    'End the pause. The answer shows the new date and, under the clock’s pauses, each day that was given back.',
  roles: OFFICER,
  body,
  example: { note: 'The resident sent the photographs.' },
  guard(state, rules) {
    const wrong = requireStatus(state, ['open'], 'resumed') ?? requireUnanswered(state, rules);
    if (wrong) return wrong;
    const { stage, pauses } = currentStage(state);
    if (openPause(pauses)) return null;
    return refusedByState({
      code: 'not_paused',
      detail: `The time to respond at ${stageName(rules.policy, stage)} is not paused.`,
      facts: { stage },
    });
  },
  decide(state, { note }, moment) {
    const { stage, pauses } = currentStage(state);
    const began = openPause(pauses);
    if (!began) throw new RangeError('The guard lets no resumption without a pause pass');
    const early = notBefore(moment, { on: began.from, at: null }, 'the pause began');
    return early ?? [happened('resumed', moment, { stage }, { note })];
  },
};
