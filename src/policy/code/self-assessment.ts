import { z } from 'zod';
import { versionSchema } from '../document/document';
import { words } from '../document/vocabulary';
import { type LocalDate, localDateSchema } from '../dates/local-date';
import type { Finding } from './reading/findings';
import { isProvision, provisionNumberSchema } from './reading/provisions';

/** What occasions an assessment (Code 8.1, 8.3, 8.4). */
export const triggerSchema = z.enum([
  'annual',
  'restructure',
  'merger',
  'change-of-procedures',
  'ombudsman-investigation',
]);
export type Trigger = z.infer<typeof triggerSchema>;

const MOST = 10_000;

/** What the landlord itself says of one provision. A document cannot show conduct: this is where its evidence goes. */
const entrySchema = z
  .strictObject({
    provision: provisionNumberSchema,
    complies: z.boolean().nullable().default(null).describe("The landlord's own answer; null: not yet."),
    evidence: words(MOST).nullable().default(null),
    commentary: words(MOST).nullable().default(null).describe('For a departure, the explanation.'),
    complyBy: localDateSchema
      .nullable()
      .default(null)
      .describe('When the provision will be kept, if it is not.'),
  })
  .meta({ id: 'SelfAssessmentEntry' });
export type SelfAssessmentEntry = z.infer<typeof entrySchema>;

export const selfAssessmentFields = {
  policyVersion: versionSchema.describe('The published version that is assessed.'),
  trigger: triggerSchema.default('annual'),
  entries: z.array(entrySchema).max(200).default([]).describe('One for a provision at most.'),
  governingBodyResponse: words(20_000)
    .nullable()
    .default(null)
    .describe('Published beside the assessment (Code 8.2).'),
  governingBodyRespondedOn: localDateSchema
    .nullable()
    .default(null)
    .describe('The day the governing body gave it: with the response, and not without.'),
};

export const selfAssessmentSchema = z
  .strictObject(selfAssessmentFields)
  .superRefine(({ entries, governingBodyResponse, governingBodyRespondedOn }, context) => {
    if ((governingBodyResponse === null) !== (governingBodyRespondedOn === null)) {
      const [path, message] =
        governingBodyRespondedOn === null
          ? ['governingBodyRespondedOn', 'is missing: say when the governing body responded']
          : ['governingBodyResponse', 'is missing: a day without a response says nothing'];
      context.addIssue({ code: 'custom', path: [path], message });
    }
    const numbers = entries.map(({ provision }) => provision);
    numbers.forEach((number, index) => {
      const path = ['entries', index, 'provision'];
      if (!isProvision(number))
        context.addIssue({ code: 'custom', path, message: `the Code has no provision ${number}` });
      else if (numbers.indexOf(number) !== index)
        context.addIssue({ code: 'custom', path, message: `provision ${number} stands twice` });
    });
  })
  .meta({ id: 'SelfAssessmentDetails' });

/** The departures for which the landlord has said nothing yet: an assessment with any of them is not finished. */
export function unexplained(findings: readonly Finding[], entries: readonly SelfAssessmentEntry[]): string[] {
  const explained = new Set(entries.filter(({ commentary }) => commentary).map(({ provision }) => provision));
  return findings
    .filter(({ verdict, provision }) => verdict === 'departs' && !explained.has(provision))
    .map(({ provision }) => provision);
}

/**
 * The reporting year that ended last: 2025 is April 2025 to March 2026. Its report and self-assessment are what a
 * landlord owes its governing body and its residents now (Code 8.1).
 */
export function reportingYearBefore(today: LocalDate): number {
  const year = Number(today.slice(0, 4));
  return today.slice(5) >= '04-01' ? year - 1 : year - 2;
}

/** Reminds of the year's report and self-assessment, while none is entered for the year. */
export const annualReportReminder = (year: number) => ({
  code: 'annual-report',
  sentence: `No self-assessment is entered for the year from April ${year} to March ${year + 1}. It goes to the governing body and is published with the year's report on complaints and improvement.`,
  rule: { clause: '/', ids: ['Code 8.1', 'Code 8.2'] },
});
