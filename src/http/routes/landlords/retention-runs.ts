import { z } from 'zod';
import type { ComplaintDeps } from '../../../complaints/loading/deps';
import {
  type ComplaintEntry,
  type ContactEntry,
  type Found,
  LARGEST_RUN,
  runRetention,
} from '../../../complaints/retention';
import { localDateSchema } from '../../../policy/dates/local-date';
import type { Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { actingOf } from '../../auth/principal';

const kept = {
  endedOn: localDateSchema.nullable(),
  keepUntil: localDateSchema.nullable().describe('By the policy it runs under.'),
};
const HELD = 'What keeps it whatever the day is.';

const complaintEntry = z
  .strictObject({
    id: z.uuid(),
    reference: z.string(),
    ...kept,
    heldBy: z
      .array(z.enum(['open', 'hold', 'duties', 'ombudsman', 'merged']))
      .readonly()
      .describe(HELD),
  })
  .meta({ id: 'RetentionEntry' });

const contactEntry = z
  .strictObject({
    id: z.uuid(),
    ...kept,
    endedOn: kept.endedOn.describe('The last day on which anything happened to it.'),
    heldBy: z
      .array(z.enum(['open', 'hold', 'complaint']))
      .readonly()
      .describe(HELD),
  })
  .meta({ id: 'ContactRetentionEntry' });

const found = <Entry extends z.ZodType>(things: string, entry: Entry) => ({
  looked: z.int().describe(`How many ${things} had ended and been there for the years their policy states.`),
  due: z.array(entry).describe('Anonymised, or in a dry run: those that would be.'),
  heldBack: z.array(entry).describe('Past their time, and kept all the same.'),
  more: z.boolean().describe('More are due than one run takes: run again.'),
});

const runSchema = z
  .strictObject({
    on: localDateSchema,
    dryRun: z.boolean(),
    ...found('complaints', complaintEntry),
    contacts: z
      .strictObject(found('contacts', contactEntry))
      .describe('Contacts that belong to no complaint which is kept: those go with it, and are not listed.'),
  })
  .meta({ id: 'RetentionRun' });

const run = declare({
  id: 'runRetention',
  tag: 'Privacy',
  summary: 'Anonymise what has been kept long enough',
  description:
    'Goes by the retention rule of the policy each complaint and each contact runs under; a contact is kept for as long as a complaint, counted from the last thing that happened to it. Unless told otherwise it only shows what it would do. Names, addresses and free texts go for good; events, dates and figures stay.',
  may: 'erase',
  body: z.strictObject({
    dryRun: z.boolean().default(true).describe('false: do it.'),
    limit: z
      .int()
      .min(1)
      .max(LARGEST_RUN)
      .default(LARGEST_RUN)
      .describe('How many complaints at most in this run, and how many contacts.'),
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
        contacts: {
          looked: 31,
          due: [],
          heldBack: [
            {
              id: '01920000-0000-7000-8000-0000000c0418',
              endedOn: '2024-09-11',
              keepUntil: '2030-09-11',
              heldBy: ['hold'],
            },
          ],
          more: false,
        },
      },
    },
  },
  example: { body: { dryRun: true } },
});

export function retentionRunRoutes(app: Scope, deps: ComplaintDeps): void {
  app.post('/retention-runs', run, async (request) => {
    const { dryRun, limit } = request.body;
    const asked = { ...actingOf(request), dryRun, limit };
    const { on, contacts, ...complaints } = await runRetention(deps, asked);
    return {
      on,
      dryRun,
      ...viewOf(complaints, ({ reference, ...entry }) => ({ reference, ...keptView(entry) })),
      contacts: viewOf(contacts, keptView),
    };
  });
}

const viewOf = <E, V>({ looked, due, heldBack, more }: Found<E>, view: (entry: E) => V) => ({
  looked,
  due: due.map(view),
  heldBack: heldBack.map(view),
  more,
});

/** All that the answer says of an entry of either kind. */
const keptView = <E extends Pick<ComplaintEntry | ContactEntry, 'id' | 'endedOn' | 'keepUntil' | 'heldBy'>>({
  id,
  endedOn,
  keepUntil,
  heldBy,
}: E): Pick<E, 'id' | 'endedOn' | 'keepUntil' | 'heldBy'> => ({ id, endedOn, keepUntil, heldBy });
