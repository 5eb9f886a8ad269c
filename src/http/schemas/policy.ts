import { z } from 'zod';
import { localDateSchema, instantSchema } from '../../policy/dates/local-date';
import { publishedPolicySchema, versionSchema } from '../../policy/document/document';

const summary = {
  version: versionSchema,
  effectiveFrom: localDateSchema.describe('Complaints received from this day on are under it.'),
  effectiveTo: localDateSchema.nullable(),
  publishedAt: instantSchema,
  publishedBy: z.string(),
};

export const policySummarySchema = z.strictObject(summary).meta({ id: 'PolicySummary' });

/** Nothing that a later release would refuse may keep a version from being read: its shape alone is asked for. */
const documentSchema = publishedPolicySchema.meta({ id: 'PolicyDocument' });

export const policySchema = z
  .strictObject({ ...summary, document: documentSchema })
  .meta({ id: 'Policy', description: 'A published version. It never changes.' });

/** Small enough to read in Swagger UI, and complete: two stages, the days of the Code, the ombudsman after the second. */
export const exampleDocument = {
  format: 1,
  name: 'two-stages',
  title: 'Complaints procedure in two stages',
  version: '2027-04',
  effectiveFrom: '2027-04-01',
  regime: 'housing-ombudsman',
  calendar: { division: 'england-and-wales', counting: 'day-after' },
  intake: {
    timeLimit: { within: { amount: 12, unit: 'months', from: 'occurred' }, discretion: 'must-consider' },
  },
  stages: [
    {
      key: 'stage-1',
      name: 'Stage 1',
      acknowledge: { amount: 5, unit: 'working-days', from: 'received', rules: ['Code 6.2'] },
      respond: { amount: 10, unit: 'working-days', from: 'acknowledged', rules: ['Code 6.3'] },
      escalation: { to: 'stage-2', rules: ['Code 6.10'] },
    },
    {
      key: 'stage-2',
      name: 'Stage 2',
      handler: { independence: [{ test: 'not-previously-involved', rules: ['Code 6.13'] }] },
      acknowledge: { amount: 5, unit: 'working-days', from: 'requested', rules: ['Code 6.11'] },
      respond: { amount: 20, unit: 'working-days', from: 'acknowledged', rules: ['Code 6.14'] },
    },
  ],
  referrals: [{ to: 'housing-ombudsman', purpose: 'investigation', after: 'exhausted' }],
};

export const examplePublication = {
  version: '2027-04',
  effectiveFrom: '2027-04-01',
  effectiveTo: null,
  publishedAt: '2027-03-01T09:00:00.000Z',
  publishedBy: 'key:Hexagon administrator#01920000-0000-7000-8000-00000000aaaa',
};
