import { z } from 'zod';
import { findingSchema, resultFields } from '../../policy/code/reading/findings';
import { selfAssessmentFields } from '../../policy/code/self-assessment';
import { instantSchema } from '../../policy/dates/local-date';
import { exactlyOneProcedure, procedureChoiceFields } from './procedure-choice';

export const codeCheckRequestSchema = z
  .strictObject({
    ...procedureChoiceFields,
  })
  .superRefine(exactlyOneProcedure)
  .meta({
    id: 'CodeCheckRequest',
    description: 'A procedure: document, version or procedure, one of the three.',
  });

/** The reporting year by the year it begins, as the homes of a landlord name it. It ends in the next, and dates end with 2199. */
export const FIRST_YEAR = 2020;
export const LAST_YEAR = 2198;

export const selfAssessmentViewSchema = z
  .strictObject({
    year: z.int(),
    ...selfAssessmentFields,
    ...resultFields,
    unexplained: z
      .array(z.string())
      .describe('Departures without a commentary: the assessment has to explain them.'),
    findings: z.array(findingSchema).describe('As the check found them when this was entered.'),
    recordedDepartures: z
      .array(
        z.strictObject({
          provision: z.string().nullable().describe('Of the Code, where one stands behind the rule.'),
          code: z.string().describe('The code of the rule that was not kept.'),
          act: z.string(),
          stage: z.string(),
          ids: z.array(z.string()),
          acts: z.int(),
          complaints: z.int(),
        }),
      )
      .describe(
        'Acts of the year that were recorded against the procedure. They change nothing of what the landlord answers.',
      ),
    version: z.int().describe('Also its ETag.'),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'SelfAssessment', description: "A year's assessment against the Complaint Handling Code." });

const exampleFinding = {
  provision: '6.2',
  title: 'Stage 1 acknowledgement',
  requirement: 'Acknowledged, defined and logged within five working days of receipt.',
  verdict: 'departs',
  clause: ['/silences/3'],
  reasoning:
    'Stage 1 promises no time for the acknowledgement, where the Code has 5 working days after the complaint was received.',
  cure: 'Promise an acknowledgement of every complaint within 5 working days of receipt.',
  mustExplain: 'Why Stage 1 has no time for the acknowledgement.',
  evidence: null,
  notes: [],
  rules: ['HEX-27'],
  unconfirmed: false,
  unconfirmedWhy: null,
};
const exampleResult = {
  summary: { meets: 0, stricter: 0, departs: 1, 'cannot-tell': 0 },
  departures: ['6.2'],
};

/** One finding of the seventy-three. */
export const exampleCodeCheck = {
  code: 'housing-ombudsman-2024',
  document: { name: 'hexagon', version: '1', regime: 'housing-ombudsman' },
  ...exampleResult,
  remarks: [
    'The procedure carries no date and is taken to apply from 2012-01-01, before the Code became statutory on 2024-04-01; the Code applies to it since.',
  ],
  findings: [exampleFinding],
};

/** The example landlord's in the demo, whose policy has this version. */
export const EXAMPLE_YEAR = 2025;
export const exampleAssessmentDetails = {
  policyVersion: '1',
  trigger: 'annual',
  entries: [
    {
      provision: '6.2',
      complies: false,
      evidence: 'Letters of acknowledgement, April to December 2025.',
      commentary: 'The procedure of 2012 promises no acknowledgement. A new one is being written.',
      complyBy: '2026-09-30',
    },
  ],
  governingBodyResponse: 'The board has read the assessment and asked for a new procedure by September.',
  governingBodyRespondedOn: '2026-01-26',
};
export const exampleAssessment = {
  year: EXAMPLE_YEAR,
  ...exampleAssessmentDetails,
  ...exampleResult,
  unexplained: [],
  findings: [exampleFinding],
  recordedDepartures: [],
  version: 1,
  createdAt: '2026-04-20T09:00:00.000Z',
  updatedAt: '2026-04-20T09:00:00.000Z',
};
