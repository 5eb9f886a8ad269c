import { z } from 'zod';
import type { OmbudsmanCase } from '../../policy/complaint/ombudsman';
import type { PolicyDocument } from '../../policy/document/document';
import { findingSchema, ombudsmanEventSchemas } from '../../policy/events/ombudsman';
import { overallFinding } from '../../policy/conditions/ombudsman-findings';
import { localDateSchema } from '../../policy/dates/local-date';

const day = localDateSchema.nullable();

/** The complaint before the ombudsman, as a complaint shows it. */
export const ombudsmanSchema = z
  .strictObject({
    evidenceRequests: z
      .array(
        ombudsmanEventSchemas['evidence-requested'].extend({
          requestedOn: localDateSchema,
          submittedOn: day,
          endedOn: day.describe('The case was determined before the evidence went in.'),
        }),
      )
      .readonly(),
    determinations: z
      .array(
        ombudsmanEventSchemas.determined.omit({ findings: true }).extend({
          notifiedOn: localDateSchema,
          findings: z.array(findingSchema.extend({ issue: z.int().nullable() })),
          overall: z
            .string()
            .nullable()
            .describe(
              'One word for all findings, e.g. partial-maladministration where they are mixed; null where no word covers them.',
            ),
        }),
      )
      .readonly()
      .describe('The last on a referral stands.'),
    orders: z
      .array(
        ombudsmanEventSchemas['order-made'].extend({
          binding: z.boolean().describe('false: a recommendation.'),
          beforeDetermination: ombudsmanEventSchemas['order-made'].shape.beforeDetermination.unwrap(),
          madeOn: localDateSchema,
          completedOn: day,
        }),
      )
      .readonly(),
  })
  .meta({ id: 'OmbudsmanCase', description: 'What the ombudsman asked for, found and ordered.' });

export const ombudsmanView = (
  { evidenceRequests, determinations, orders }: OmbudsmanCase,
  { regime }: Pick<PolicyDocument, 'regime'>,
): z.input<typeof ombudsmanSchema> => ({
  evidenceRequests,
  determinations: determinations.map((determination) => ({
    ...determination,
    overall: overallFinding(
      determination.findings.map(({ finding }) => finding),
      regime,
    ),
  })),
  orders,
});
