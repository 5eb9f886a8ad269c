import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { nextNumber } from '../../complaint/numbers';
import { currentStage } from '../../complaint/state';
import { slugSchema, words } from '../../document/vocabulary';
import { type Command, happened } from '../guards/command';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  theme: slugSchema.describe('What it is about, so that themes can be counted, e.g. appointments.'),
  learning: words(10000).describe('What the landlord learnt, and what it will do differently.'),
});

/** Records what the landlord learnt from the complaint, whatever became of it (Code 9.1, ARC-07, HHS-27). */
export const recordLearning: Command<z.infer<typeof body>> = {
  act: 'learnings',
  name: 'recordLearning',
  summary: 'Record what was learnt',
  description:
    'Record a lesson for the service under a theme. It can be recorded at any point, also of a complaint that was refused, withdrawn, closed or merged into another.',
  roles: STAFF,
  body,
  example: { theme: 'appointments', learning: 'A cancelled order is now checked by a person.' },
  onMerged: true,
  guard: () => null,
  decide(state, { theme, learning }, moment) {
    const early = notBefore(moment, state.received, 'the complaint was received');
    const n = nextNumber('learnings', state.redress.learnings, state);
    const data = { stage: currentStage(state).stage, n, theme };
    return early ?? [happened('learning-recorded', moment, data, { learning })];
  },
};
