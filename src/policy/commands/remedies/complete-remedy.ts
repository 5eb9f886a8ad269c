import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { longDate } from '../../dates/local-date';
import { openRemedies, type Remedy } from '../../complaint/remedies';
import { refusedByState } from '../../rules/rejection';
import { remedyRule } from '../../clocks/remedies';
import { type Command, happened } from '../guards/command';
import { requireRedressable } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  n: z.int().min(1).max(1000).describe('Which remedy, from 1 in the order they were offered.'),
  ...occurrence,
  note: words(4000).optional().describe('How it is known to be done.'),
});

const ACT = 'completed as a remedy';

/** The remedies that can be completed now: what the ombudsman ordered, wherever the complaint has got to. */
function doable(state: ComplaintState): readonly number[] {
  const open = openRemedies(state.redress);
  if (!requireRedressable(state, ACT)) return open;
  return open.filter((n) => state.redress.remedies.some((remedy) => remedy.n === n && remedy.order !== null));
}

function notOpen(remedy: Remedy | undefined) {
  if (!remedy) return 'no_such_remedy';
  return remedy.endedOn ? 'remedy_replaced' : 'remedy_already_completed';
}

/** Follows a remedy through to completion (Code 7.3). */
export const completeRemedy: Command<z.infer<typeof body>> = {
  act: 'remedies/{n}/completions',
  name: 'completeRemedy',
  summary: 'Record that a remedy is done',
  description: 'Record that what was offered has been done. The clock of that remedy stops on that day.',
  roles: STAFF,
  body,
  example: { n: 1, note: 'The contractor sent photographs.' },
  numbers: doable,
  *guard(state, { policy }) {
    if (doable(state).length > 0) return null;
    yield requireRedressable(state, ACT);
    if (openRemedies(state.redress).length > 0) return null;
    return refusedByState({
      code: 'no_open_remedy',
      detail: 'No remedy is still to be done.',
      facts: { remedies: state.redress.remedies.length },
      rule: remedyRule(currentStage(state).stage, policy),
      allowed: { act: 'remedies' },
    });
  },
  *decide(state, { n, note }, moment) {
    const remedy = state.redress.remedies.find((offered) => offered.n === n);
    if (!remedy || remedy.completedOn || remedy.endedOn) {
      const open = doable(state);
      return refusedByState({
        code: notOpen(remedy),
        detail: remedy
          ? remedy.endedOn
            ? `Remedy ${n} was to pay award ${remedy.award}, which was replaced on ${longDate(remedy.endedOn)}.`
            : `Remedy ${n} was completed on ${remedy.completedOn}.`
          : `There is no remedy ${n}; those still to be done are ${open.join(', ')}.`,
        facts: { n, completedOn: remedy?.completedOn ?? null },
        allowed: { n: open },
        errors: [{ pointer: '/n', detail: `must be one of ${open.join(', ')}` }],
      });
    }
    yield remedy.order === null ? requireRedressable(state, ACT) : null;
    const early = notBefore(moment, { on: remedy.offeredOn, at: null }, 'the remedy was offered');
    return early ?? [happened('remedy-completed', moment, { stage: remedy.stage, n }, { note })];
  },
};
