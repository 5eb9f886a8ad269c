import type { PolicyDocument } from '../../../src/policy/document';
import { shipped } from '../../../src/policy/procedures/index';

/** No document that comes with the service pauses, so one of them is given pauses at every stage. */
export function withPauses(): PolicyDocument {
  const westfield = shipped('westfield');
  if (!westfield) throw new Error('No procedure westfield');
  const pause = { reasons: [{ code: 'awaiting-resident', rules: [] }], rules: [] };
  return {
    ...westfield,
    name: 'westfield-with-pauses',
    stages: westfield.stages.map((stage) => ({ ...stage, pause })),
  };
}
