import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { recipientRefused } from '../../conditions/authority';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { stageIndex, stageOf } from '../../document/document';
import { slugSchema, words } from '../../document/vocabulary';
import { type LocalDate, localDateSchema, longDate } from '../../dates/local-date';
import { recipientSchema } from '../../events/people';
import { type Rejection, refusedAsInput, refusedByPolicy } from '../../rules/rejection';
import { NONE_PASSES, standing } from '../../rules/objections';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { extend } from '../time/extend';
import { companionsBodySchema, companionsFull, companionsOf } from './companions';
import { defined, definitionSchema, incidentRefused } from '../intake/definition';
import { requireStatus, requireUnanswered } from '../guards/guards';
import { beyondCalendar, notBefore, occurrence } from '../../rules/occurrence';

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
  recipient: recipientSchema.describe('Who was spoken to.'),
  companions: companionsBodySchema,
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
  guard: (state, rules) =>
    requireStatus(state, ['open', 'escalation-requested'], 'discussed with the resident as work in hand') ??
    requireUnanswered(state, rules),
  *decide(
    state,
    { method, confirmedDueOn, reasons, definition, recipient, companions, notes },
    moment,
    rules,
  ) {
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
    yield confirmedDueOn
      ? (beyondCalendar(confirmedDueOn, '/confirmedDueOn', rules) ?? putOff(confirmedDueOn, state, rules))
      : null;
    yield incidentRefused(definition?.incident, state, '/definition/incident');
    yield recipientRefused(recipient, { gates: ['disclosure'], on: moment.on }, state, rules);
    yield companionsFull(state, companions);
    const came = companionsOf(state, companions);
    const data = {
      stage: current.stage,
      method: method ?? null,
      confirmedDueOn: confirmedDueOn ?? null,
      reasonsGathered: reasons !== undefined,
      recipient,
      companions: came.facts,
    };
    const spoken = { ...happened('contacted', moment, data, { reasons, notes }), parties: came.parties };
    return definition ? [spoken, defined(current.stage, moment, definition)] : [spoken];
  },
};

/** A date confirmed for the case is the limit itself (SET-22): a later one is an extension and not another contact. */
function putOff(confirmedDueOn: LocalDate, state: ComplaintState, rules: Rules): Rejection | null {
  const { policy } = rules;
  const current = currentStage(state);
  const wording = stageOf(policy, current.stage);
  const before = current.confirmedDueOn;
  if (wording.respond?.from !== 'confirmed' || !before || confirmedDueOn <= before) return null;
  // Offered only where it would be taken: the extensions may be used up.
  const extendable = standing(extend.guard(state, rules), NONE_PASSES) === null;
  return refusedByPolicy({
    code: 'date_already_confirmed',
    detail: `The response was confirmed for ${longDate(before)}; ${wording.extension ? 'a later date is an extension.' : 'the procedure gives no later date.'}`,
    facts: { confirmedDueOn: before, asked: confirmedDueOn },
    rule: { clause: `/stages/${stageIndex(policy, current.stage)}/respond`, ids: wording.respond.rules },
    allowed: extendable ? { latest: before, or: 'extensions' } : { latest: before },
    errors: [{ pointer: '/confirmedDueOn', detail: `must not be after ${before}` }],
  });
}
