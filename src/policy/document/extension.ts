import { z } from 'zod';
import { lengthSchema } from './limit';
import { clauseFields, slugSchema } from './vocabulary';

/** When a stage may take longer to answer, by how much, and what the resident has to be given with it. */
export const extensionSchema = z
  .strictObject({
    each: lengthSchema
      .nullable()
      .default(null)
      .describe('The longest a single extension may be; null: no cap stated.'),
    total: lengthSchema.nullable().default(null).describe('The longest all extensions may be together.'),
    count: z.int().min(1).max(50).nullable().default(null),
    overCap: z
      .enum(['refused', 'with-good-reason', 'with-agreement'])
      .default('refused')
      .describe(
        'What happens past a cap: refused, or allowed with a stated good reason (Code 6.4), or allowed if the resident agrees.',
      ),
    requires: z
      .array(
        z.enum([
          'reason',
          'new-date',
          'agreement',
          'notice',
          'update-plan',
          'agreed-update-plan',
          'ombudsman-contact',
        ]),
      )
      .default([]),
    notice: z
      .enum(['before-due-date'])
      .nullable()
      .default(null)
      .describe(
        'before-due-date: an extension after the due date is refused. null: it is recorded, and cures nothing.',
      ),
    decidedBy: z
      .array(slugSchema)
      .max(10)
      .default([])
      .describe('Roles that may allow an extension; empty: whoever handles the complaint.'),
    ...clauseFields,
  })
  .meta({ id: 'ExtensionRules' });
export type ExtensionRules = z.infer<typeof extensionSchema>;
