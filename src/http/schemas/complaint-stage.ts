import { z } from 'zod';
import { ESCALATION_ASKERS, RECIPIENTS } from '../../policy/events/people';
import { issueSchema } from '../../policy/events/parts';
import { localDateSchema } from '../../policy/dates/local-date';

const day = localDateSchema.nullable();
const text = z.string().nullable();

/** One stage the complaint has been at, as it is shown. */
export const stageSchema = z
  .strictObject({
    stage: z.string(),
    name: z.string(),
    requestedOn: localDateSchema,
    loggedOn: localDateSchema,
    acknowledgedOn: day,
    contactedOn: day,
    confirmedDueOn: day,
    triage: z
      .strictObject({
        on: localDateSchema,
        canBeAnsweredEarly: z.boolean(),
        complex: z.boolean(),
        vulnerabilityConsidered: z.boolean(),
      })
      .nullable()
      .describe('What was considered when the complaint came to the stage, as last recorded.'),
    definition: z
      .strictObject({ issues: z.array(issueSchema).readonly(), outcomesSought: z.boolean() })
      .nullable()
      .describe('The words of each issue are with the event that defined it.'),
    handler: text,
    handlerOrganisation: text.describe('Set where a third party handles it for the landlord.'),
    gate: z
      .enum(['none', 'waiting', 'accepted', 'refused'])
      .describe('Whether an acceptance decision was needed, and how it went.'),
    hearing: z.strictObject({
      arrangedFor: day,
      heldOn: day,
      panel: z.array(z.string()).readonly(),
      attended: z
        .enum([...RECIPIENTS, 'neither'])
        .nullable()
        .describe('Who of the resident and their representative was there; null: not on record.'),
    }),
    pausedOn: day.describe('Set while the time to respond stands still.'),
    updatedOn: day.describe('When the resident was last kept informed.'),
    outcome: text.describe('Of several answers, the outcome of the last.'),
    respondedOn: day.describe('The day of the answer that stands.'),
    answers: z
      .array(
        z.strictObject({
          on: localDateSchema,
          sentOn: localDateSchema,
          receivedOn: localDateSchema,
          outcome: text,
          findings: z.array(z.strictObject({ issue: z.int(), outcome: z.string() })).readonly(),
          explained: z.array(z.string()).readonly(),
          decidedBy: text,
          recipient: z.enum(RECIPIENTS),
          revises: z.boolean(),
        }),
      )
      .readonly()
      .describe(
        'Every answer given at the stage, oldest first: the first met the date, the last stands. The words of each are with its event.',
      ),
    responseReceivedOn: day.describe('The day the resident had the response, or is taken to have had it.'),
    deliveryRecorded: z
      .boolean()
      .describe('True where responseReceivedOn was recorded as such, not deemed or taken from the sending.'),
    escalatedOn: day,
    escalationRequestedBy: z
      .enum(ESCALATION_ASKERS)
      .nullable()
      .describe('Who asked for the stage that followed; null: nobody has.'),
    skipped: z
      .strictObject({ on: localDateSchema, to: z.string(), reason: z.string() })
      .nullable()
      .describe('The stage was left out, with notice, and this one followed.'),
    settledOn: day.describe('When both sides agreed how it ends, before any response.'),
    reopening: z
      .strictObject({ on: localDateSchema, reason: z.string() })
      .nullable()
      .describe('Why the stage was entered again. The entry before keeps its result.'),
  })
  .meta({ id: 'ComplaintStage' });
