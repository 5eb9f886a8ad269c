import { z } from 'zod';
import type { ComplaintDeps } from '../../complaints/act';
import { type RetentionEntry, runRetention } from '../../complaints/retention';
import { localDateSchema } from '../../policy/local-date';
import type { Scope } from '../app-type';
import { declare } from '../operation';
import { actorOf, principalOf } from '../principal';

const LARGEST_RUN = 500;

const entrySchema = z
  .strictObject({
    id: z.uuid(),
    reference: z.string(),
    endedOn: localDateSchema.nullable(),
    keepUntil: localDateSchema.nullable().describe('By the policy it runs under.'),
    heldBy: z
      .array(z.enum(['open', 'hold', 'duties', 'ombudsman', 'merged']))
      .readonly()
      .describe('What keeps it whatever the day is.'),
  })
  .meta({ id: 'RetentionEntry' });

const runSchema = z
  .strictObject({
    on: localDateSchema,
    dryRun: z.boolean(),
    looked: z.int().describe('How many ended complaints were looked at.'),
    due: z.array(entrySchema).describe('Anonymised, or in a dry run: those that would be.'),
    heldBack: z.array(entrySchema).describe('Past their time, and kept all the same.'),
    more: z.boolean().describe('More are due than one run takes: run again.'),
  })
  .meta({ id: 'RetentionRun' });

const run = declare({
  id: 'runRetention',
  tag: 'Privacy',
  summary: 'Anonymise what has been kept long enough',
  description:
    'Goes by the retention rule of the policy each complaint runs under. Unless told otherwise it only shows what it would do. Names, addresses and free texts go for good; events, dates and figures stay.',
  may: 'erase',
  body: z.strictObject({
    dryRun: z.boolean().default(true).describe('false: do it.'),
    limit: z.int().min(1).max(LARGEST_RUN).default(LARGEST_RUN).describe('How many at most in this run.'),
  }),
  answers: {
    200: {
      description: 'What was done, or would be.',
      schema: runSchema,
      example: {
        on: '2031-04-01',
        dryRun: true,
        looked: 214,
        due: [
          {
            id: '01920000-0000-7000-8000-000000000c01',
            reference: 'C-2024-000001',
            endedOn: '2024-10-18',
            keepUntil: '2030-10-18',
            heldBy: [],
          },
        ],
        heldBack: [],
        more: false,
      },
    },
  },
  example: { body: { dryRun: true } },
});

export function retentionRunRoutes(app: Scope, deps: ComplaintDeps): void {
  app.post('/retention-runs', run, async (request) => {
    const principal = principalOf(request);
    const { dryRun, limit } = request.body;
    const { landlordId } = principal;
    const { due, heldBack, ...rest } = await runRetention(deps, {
      landlordId,
      actor: actorOf(principal),
      dryRun,
      limit,
    });
    return { ...rest, dryRun, due: due.map(view), heldBack: heldBack.map(view) };
  });
}

const view = ({
  id,
  reference,
  endedOn,
  keepUntil,
  heldBy,
}: RetentionEntry): z.input<typeof entrySchema> => ({
  id,
  reference,
  endedOn,
  keepUntil,
  heldBy,
});
