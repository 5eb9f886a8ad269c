import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { LEARNING_AUDIENCES } from '../../events/remedies';
import { refusedByState } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { numberSchema } from '../guards/numbered';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  n: numberSchema.describe('Which lesson, from 1 in the order they were recorded.'),
  ...occurrence,
  to: z.enum(LEARNING_AUDIENCES).describe('Who was told, or where it was published.'),
  where: words(500).optional().describe('e.g. the address of the page or the name of the report.'),
});

/** Records that a lesson was told to those it is for (Code 9.3, ARC-07, HHS-27). One lesson can be told to several, and again. */
export const publishLearning: Command<z.infer<typeof body>> = {
  act: 'learnings/{n}/publications',
  name: 'publishLearning',
  summary: 'Record that a lesson was told or published',
  description:
    'Record to whom a lesson of this complaint was reported: residents, staff, a committee, the governing body, or the public on the website or in the annual report.',
  roles: STAFF,
  body,
  example: { n: 1, to: 'website', where: 'You said, we did: autumn 2024' },
  numbers: ({ redress }) => redress.learnings.map(({ n }) => n),
  onMerged: true,
  guard: ({ redress }) =>
    redress.learnings.length > 0
      ? null
      : refusedByState({
          code: 'no_learning',
          detail: 'No lesson has been recorded of this complaint.',
          facts: {},
          allowed: { act: 'learnings' },
        }),
  decide(state, { n, to, where }, moment) {
    const { learnings } = state.redress;
    const learning = learnings.find((known) => known.n === n);
    const numbers = learnings.map((known) => known.n);
    if (!learning) {
      return refusedByState({
        code: 'no_such_learning',
        detail: `There is no lesson ${n}; the last one is ${numbers.at(-1)}.`,
        facts: { n },
        allowed: { n: numbers },
        errors: [{ pointer: '/n', detail: `must be one of ${numbers.join(', ')}` }],
      });
    }
    const early = notBefore(moment, { on: learning.on, at: null }, 'the lesson was recorded');
    const data = { stage: currentStage(state).stage, n, to };
    return early ?? [happened('learning-published', moment, data, { where })];
  },
};
