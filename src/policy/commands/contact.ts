import { z } from 'zod';
import { currentStage } from '../complaint';
import { slugSchema, words } from '../document/vocabulary';
import { localDateSchema } from '../local-date';
import { isRejection, refusedAsInput } from '../rejection';
import { type Command, happened, STAFF } from './command';
import { defined, definitionSchema } from './definition';
import { requireStatus, requireUnanswered } from './guards';
import { momentOf, notBefore, occurrence } from './occurrence';

const body = z.strictObject({
  ...occurrence,
  method: slugSchema.optional(),
  confirmedDueOn: localDateSchema
    .optional()
    .describe('The date given to the resident for the full response (SET-14, SET-21).'),
  reasons: words(4000)
    .optional()
    .describe('The resident’s reasons for asking for the next stage, where they gave any.'),
  definition: definitionSchema
    .optional()
    .describe('What was agreed about the complaint, if the contact settled it (HHS-12).'),
  notes: words(10000).optional(),
});

/** Records that the handler spoke to the resident about the complaint (HHS-12, SET-14, SET-21). */
export const contact: Command<z.infer<typeof body>> = {
  act: 'contacts',
  name: 'contact',
  summary: 'Record contact with the resident',
  description:
    'Record that the resident was spoken to about the complaint: to define it, to gather their reasons, or to confirm when they will have the response.',
  roles: STAFF,
  body,
  example: { method: 'phone', notes: 'Talked through the complaint and what would put it right.' },
  guard: (state) =>
    requireStatus(state, ['open', 'escalation-requested'], 'discussed with the resident as work in hand') ??
    requireUnanswered(state),
  decide(state, { method, confirmedDueOn, reasons, definition, notes, ...when }, rules) {
    const moment = momentOf(when, rules);
    if (isRejection(moment)) return moment;
    const current = currentStage(state);
    const early = notBefore(moment, current.requested, 'the complaint was received at this stage');
    if (early) return early;
    if (confirmedDueOn && confirmedDueOn < moment.on) {
      return refusedAsInput({
        code: 'confirmed_date_passed',
        detail: `The date confirmed, ${confirmedDueOn}, is before the contact itself, on ${moment.on}.`,
        facts: { confirmedDueOn, contactedOn: moment.on },
        errors: [{ pointer: '/confirmedDueOn', detail: `must not be before ${moment.on}` }],
        allowed: { earliest: moment.on },
      });
    }
    const data = {
      stage: current.stage,
      method: method ?? null,
      confirmedDueOn: confirmedDueOn ?? null,
      reasonsGathered: reasons !== undefined,
    };
    const spoken = happened('contacted', moment, data, { reasons, notes });
    return definition ? [spoken, defined(current.stage, moment, definition)] : [spoken];
  },
};
