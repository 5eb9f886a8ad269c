import { z } from 'zod';
import { CLOCK_KINDS } from '../../policy/document/clock-kinds';
import { externalReferenceSchema } from '../../policy/commands/intake/log';
import { COMPLAINT_STATUSES } from '../../policy/complaint/state';
import { instantSchema, localDateSchema } from '../../policy/dates/local-date';

const text = z.string().nullable();
export const statusSchema = z.enum(COMPLAINT_STATUSES);

const dueSchema = z
  .strictObject({
    kind: z.enum(CLOCK_KINDS),
    stage: z.string(),
    dueOn: localDateSchema.nullable().describe('What the landlord works to. null: it was told no date.'),
    judgedOn: localDateSchema.describe('The date by which it counts as kept; it is overdue after it.'),
  })
  .nullable();

/** What a list shows of a complaint, and the complaint itself begins with. */
export const summary = {
  id: z.uuid(),
  reference: z.string().describe('Accepted wherever the id is.'),
  caseId: externalReferenceSchema
    .nullable()
    .describe('What the system that logged it calls it; null: none was given, or it was erased.'),
  version: z.int().describe('Also its ETag.'),
  policyVersion: z.string(),
  calendarVersion: z.string(),
  status: statusSchema,
  stage: z.string(),
  outcome: text.describe('The outcome last given.'),
  handler: text,
  channel: z.string(),
  categories: z.array(z.string()).readonly(),
  tenure: text,
  receivedOn: localDateSchema,
  nextDue: dueSchema.describe('The landlord’s next date, with the clock it belongs to.'),
  departedFrom: z
    .array(z.string())
    .readonly()
    .describe(
      'The codes of the rules that acts on it did not keep; the complaint itself tells more of each.',
    ),
  loggedAt: instantSchema,
  updatedAt: instantSchema,
};

export const complaintSummarySchema = z
  .strictObject(summary)
  .meta({ id: 'ComplaintSummary', description: 'A complaint as a list shows it.' });
export type ComplaintSummary = z.output<typeof complaintSummarySchema>;
