import { type PolicyDocument, publishedPolicySchema } from '../../../src/policy/document/document';
import { shipped } from '../../../src/policy/procedures/index';

/** No document that comes with the service pauses or knows priorities, so one of them is given both at every stage. */
export function withPausesAndPriorities(): PolicyDocument {
  const westfield = shipped('westfield');
  if (!westfield) throw new Error('No procedure westfield');
  const pause = { reasons: [{ code: 'awaiting-resident', rules: [] }], rules: [] };
  const urgent = { when: { priorities: ['urgent'] }, amount: 3, unit: 'working-days' };
  return publishedPolicySchema.parse({
    ...westfield,
    name: 'westfield-with-pauses-and-priorities',
    intake: { ...westfield.intake, priorities: ['urgent', 'complex'] },
    stages: westfield.stages.map((stage) => ({
      ...stage,
      pause,
      respond: stage.respond && { ...stage.respond, variants: [urgent] },
    })),
  });
}
