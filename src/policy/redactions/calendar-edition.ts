import { z } from 'zod';
import { words } from '../document/vocabulary';
import { instantSchema } from '../dates/local-date';
import { type Rejection, refusedAsInput } from '../rules/rejection';

/** What an edition of the working days was for, in words that name nobody. */
export const editionWhySchema = words(500);

export const newEditionRedactionSchema = z
  .strictObject({ why: editionWhySchema.describe('What stands there instead.') })
  .meta({ id: 'NewClosuresRedaction' });

/** What is kept of it: that the words went, not which. */
export const editionRedactionSchema = z.strictObject({ at: instantSchema, by: z.string() });
export type EditionRedaction = z.output<typeof editionRedactionSchema>;

/** An edition that does not say what it was for has no words to take out. */
export const noWhyToRedact = (edition: number): Rejection =>
  refusedAsInput({
    code: 'no_words_there',
    detail: `Edition ${edition} does not say why it was entered, so there is nothing to take out.`,
    facts: { edition },
    errors: [{ pointer: '/why', detail: `edition ${edition} has none` }],
  });
