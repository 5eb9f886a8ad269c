import { type Rejection, refusedAsInput } from '../../rules/rejection';
import type { AlsoActs } from '../guards/command';
import type { Response } from './response-body';

/** A letter may answer several households; each of their complaints has its own answer on record. */
export const alsoAnswered = (body: Response): AlsoActs<Response> => ({
  complaints: body.also,
  body: { ...body, also: [] },
  unknown,
  twice,
});

const unknown = (named: string, pointer: string): Rejection =>
  refusedAsInput({
    code: 'unknown_complaint',
    detail: `There is no complaint ${named} that the letter could answer as well.`,
    facts: { also: named },
    errors: [{ pointer, detail: 'must be the id or the reference of another complaint' }],
  });

const twice = (named: string, pointer: string): Rejection =>
  refusedAsInput({
    code: 'complaint_named_twice',
    detail: `${named} is named twice, and a letter answers it once.`,
    facts: { also: named },
    errors: [{ pointer, detail: 'is named already' }],
  });
