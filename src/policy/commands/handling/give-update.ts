import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { recipientRefused } from '../../conditions/authority';
import { currentStage } from '../../complaint/state';
import { slugSchema, words } from '../../document/vocabulary';
import { recipientSchema } from '../../events/people';
import { type Command, happened } from '../guards/command';
import { requireRedressable } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  method: slugSchema.optional().describe('How the resident was told, e.g. phone.'),
  recipient: recipientSchema.describe('Who was told.'),
  message: words(10000).optional().describe('What they were told; kept apart from the event.'),
});

/** Records that the resident was kept informed: as agreed with an extension, or about actions still to do (Code 5.9, 6.6). */
export const giveUpdate: Command<z.infer<typeof body>> = {
  act: 'updates',
  name: 'giveUpdate',
  summary: 'Keep the resident informed',
  description:
    'Record that the resident was told how the complaint, or what was promised, is getting on. Where an extension came with agreed updates, the next one is counted from this one.',
  roles: STAFF,
  body,
  example: { method: 'phone', message: 'The surveyor has been; the report is expected on Friday.' },
  guard: (state) => requireRedressable(state, 'the subject of an update to the resident'),
  *decide(state, { method, recipient, message }, moment, rules) {
    const { stage, requested } = currentStage(state);
    yield notBefore(moment, requested, 'the complaint was received at this stage');
    yield recipientRefused(recipient, { gates: ['disclosure'], on: moment.on }, state, rules);
    const data = { stage, method: method ?? null, recipient };
    return [happened('update-given', moment, data, { message })];
  },
};
