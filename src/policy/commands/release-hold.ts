import { z } from 'zod';
import { currentStage } from '../complaint';
import { words } from '../document/vocabulary';
import { openHolds } from '../privacy';
import { isRejection, refusedByState } from '../rejection';
import { type Command, happened, OFFICER } from './command';
import { momentOf, notBefore, occurrence } from './occurrence';

const body = z.strictObject({
  n: z.int().min(1).max(1000).describe('Which hold, from 1 in the order they were placed.'),
  ...occurrence,
  note: words(4000).optional(),
});

/** Ends a legal hold: the complaint is kept no longer than the retention rule says. */
export const releaseHold: Command<z.infer<typeof body>> = {
  act: 'holds/{n}/releases',
  name: 'releaseHold',
  summary: 'End a hold',
  description: 'Nobody needs the complaint as evidence any more.',
  roles: OFFICER,
  body,
  example: { n: 1, note: 'The claim was settled.' },
  numbers: ({ privacy }) => openHolds(privacy),
  onMerged: true,
  guard({ privacy }) {
    if (openHolds(privacy).length > 0) return null;
    return refusedByState({
      code: 'no_hold',
      detail: 'No hold stands that could be released.',
      facts: { holds: privacy.holds.length },
      allowed: { act: 'holds' },
    });
  },
  decide(state, { n, note, ...when }, rules) {
    const moment = momentOf(when, rules);
    if (isRejection(moment)) return moment;
    const hold = state.privacy.holds.find((placed) => placed.n === n);
    if (!hold || hold.releasedOn) {
      const open = openHolds(state.privacy);
      return refusedByState({
        code: 'no_such_hold',
        detail: `Hold ${n} does not stand; those that do are ${open.join(', ')}.`,
        facts: { n, releasedOn: hold?.releasedOn ?? null },
        allowed: { n: open },
        errors: [{ pointer: '/n', detail: `must be one of ${open.join(', ')}` }],
      });
    }
    const early = notBefore(moment, { on: hold.placedOn, at: null }, 'the hold was placed');
    const data = { stage: currentStage(state).stage, n };
    return early ?? [happened('hold-released', moment, data, { note })];
  },
};
