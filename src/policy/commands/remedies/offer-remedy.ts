import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { localDateSchema } from '../../dates/local-date';
import { REMEDY_TYPES } from '../../events/remedies';
import { type Command, happened } from '../guards/command';
import { requireRedressable } from '../guards/guards';
import { beyondCalendar, notBefore, occurrence } from '../../rules/occurrence';
import { tooMany } from '../guards/too-many';

const MOST_REMEDIES = 100;

const body = z.strictObject({
  ...occurrence,
  type: z.enum(REMEDY_TYPES).describe('One of the eight ways to put things right (Code 7.1).'),
  what: words(4000).describe('What will be done.'),
  dueOn: localDateSchema.describe('By when, as the resident was told.'),
  agreedWithResident: z.boolean().default(false),
  impact: words(4000).optional().describe('How it reflects the impact on the resident (Code 7.2).'),
  guidance: words(500).optional().describe('The guidance that was taken into account (Code 7.4).'),
});

/** Offers to put something right: what and by when, at any stage and before any response (Code 5.13, 7.1 to 7.3). */
export const offerRemedy: Command<z.infer<typeof body>> = {
  act: 'remedies',
  name: 'offerRemedy',
  summary: 'Offer a remedy',
  description:
    'Record what will be done to put things right and by when. It gets a clock of its own, which outlives the response and the closing until the remedy is completed.',
  roles: STAFF,
  body,
  example: {
    type: 'action',
    what: 'Treat the damp and repaint the wall',
    dueOn: '2028-10-31',
    agreedWithResident: true,
  },
  guard: (state) => requireRedressable(state, 'offered a remedy'),
  decide(state, { type, what, dueOn, agreedWithResident, impact, guidance }, moment, rules) {
    const { stage, requested } = currentStage(state);
    const { remedies } = state.redress;
    const refusal =
      notBefore(moment, requested, 'the complaint was received at this stage') ??
      notBefore({ on: dueOn, at: null }, { on: moment.on, at: null }, 'the remedy was offered', '/dueOn') ??
      beyondCalendar(dueOn, '/dueOn', rules) ??
      tooMany('too_many_remedies', remedies.length, MOST_REMEDIES);
    if (refusal) return refusal;
    const data = { stage, n: remedies.length + 1, type, dueOn, agreedWithResident };
    return [happened('remedy-offered', moment, data, { what, impact, guidance })];
  },
};
