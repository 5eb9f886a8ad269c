import { z } from 'zod';
import { currentStage } from '../complaint';
import { slugSchema, words } from '../document/vocabulary';
import { localDateSchema } from '../local-date';
import { isRejection, refusedAsInput } from '../rejection';
import { type Command, happened, OFFICER } from './command';
import { beyondCalendar, momentOf, notBefore, occurrence } from './occurrence';

const MOST_HOLDS = 100;

const body = z.strictObject({
  ...occurrence,
  reason: slugSchema.describe(
    'What it is kept for, e.g. court-claim, ombudsman-investigation, police-enquiry.',
  ),
  reviewOn: localDateSchema.describe('When somebody looks again whether it is still needed.'),
  note: words(4000).optional(),
});

/** Keeps a complaint whole for as long as somebody may need it as evidence, whatever the retention rule says. */
export const placeHold: Command<z.infer<typeof body>> = {
  act: 'holds',
  name: 'placeHold',
  summary: 'Keep the complaint whole',
  description:
    'A legal hold: while one stands, nothing of the complaint is anonymised. It moves no date of the procedure.',
  roles: OFFICER,
  body,
  example: { reason: 'court-claim', reviewOn: '2027-03-01' },
  onMerged: true,
  guard: () => null,
  decide(state, { reason, reviewOn, note, ...when }, rules) {
    const moment = momentOf(when, rules);
    if (isRejection(moment)) return moment;
    const n = state.privacy.holds.length + 1;
    const refusal =
      notBefore(moment, state.received, 'the complaint was received') ??
      notBefore({ on: reviewOn, at: null }, moment, 'the hold was placed', '/reviewOn') ??
      beyondCalendar(reviewOn, '/reviewOn', rules) ??
      (n > MOST_HOLDS ? tooMany() : null);
    const data = { stage: currentStage(state).stage, n, reason, reviewOn };
    return refusal ?? [happened('hold-placed', moment, data, { note })];
  },
};

const tooMany = () =>
  refusedAsInput({
    code: 'too_many_holds',
    detail: `A complaint can have ${MOST_HOLDS} holds in all.`,
    facts: { holds: MOST_HOLDS },
    errors: [{ pointer: '/reason', detail: 'would be one hold too many' }],
  });
