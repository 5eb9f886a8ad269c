import { z } from 'zod';
import type { Moment } from '../complaint';
import { words } from '../document/vocabulary';
import { incidentSchema, issueSchema, type RecordedEvent } from '../events';
import { happened } from './command';

/** The complaint definition: what the issues are and what the resident wants (Code 5.6), and whose each is (Code 5.7). */
export const definitionSchema = z
  .strictObject({
    issues: z
      .array(
        z.strictObject({
          text: words(2000).describe('The issue as the landlord understands it.'),
          responsible: issueSchema.shape.responsible.default('yes'),
        }),
      )
      .min(1)
      .max(50),
    outcomesSought: words(4000).optional().describe('What the resident wants to happen.'),
    incident: incidentSchema.optional().describe('When it happened, if that became clear only now.'),
  })
  .meta({ id: 'ComplaintDefinition' });
type Definition = z.infer<typeof definitionSchema>;

/** The event that records a definition at a stage; its words are kept apart from it. */
export function defined(
  stage: string,
  moment: Moment,
  { issues, outcomesSought, incident }: Definition,
): RecordedEvent {
  const texts = Object.fromEntries(issues.map(({ text }, index) => [`issue-${index + 1}`, text]));
  const numbered = issues.map(({ responsible }, index) => ({ n: index + 1, responsible }));
  return happened(
    'defined',
    moment,
    { stage, issues: numbered, outcomesSought: outcomesSought !== undefined, incident: incident ?? {} },
    { ...texts, 'outcomes-sought': outcomesSought },
  );
}
