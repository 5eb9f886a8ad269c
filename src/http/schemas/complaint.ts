import { z } from 'zod';
import { clockSchema } from '../../policy/clocks/clock';
import { AUTHORITY_FORMS, AUTHORITY_SCOPES } from '../../policy/events/people';
import { logSchema } from '../../policy/commands/intake/log';
import {
  keptComplainantSchema,
  keptGroupSchema,
  keptRepresentativeSchema,
} from '../../policy/events/parties';
import { ABOUT, incidentSchema } from '../../policy/events/parts';
import { recordedDepartureSchema } from '../../policy/events/departures';
import { LINKED_AS } from '../../policy/events/links';
import { referralMarks } from '../../policy/events/ombudsman';
import { instantSchema, localDateSchema } from '../../policy/dates/local-date';
import { VOIDED_AS } from '../../policy/events/corrected';
import { LEARNING_AUDIENCES, REMEDY_TYPES, remedyEventSchemas } from '../../policy/events/remedies';
import { silenceSchema } from '../../policy/conditions/silence';
import { stageSchema } from './complaint-stage';
import { summary } from './complaint-summary';
import { ombudsmanSchema } from './ombudsman';

const day = localDateSchema.nullable();
const text = z.string().nullable();
const order = remedyEventSchemas['compensation-awarded'].shape.order.unwrap();
const mergedSchema = z
  .strictObject({ complaintId: z.uuid(), reference: z.string(), on: localDateSchema })
  .meta({ id: 'MergedComplaint' });

const linkShape = { act: z.string(), title: z.string(), method: z.literal('POST'), href: z.string() };

export const complaintSchema = z
  .strictObject({
    ...summary,
    receivedAt: instantSchema.nullable(),
    calendarEdition: z
      .int()
      .describe('The edition of the landlord’s working days that its dates are counted by.'),
    loggedOn: localDateSchema,
    about: z.enum(ABOUT).nullable().describe('Whose doing it is about; null: not said.'),
    priority: text.describe('At the stage it stands at.'),
    incident: incidentSchema,
    contactId: z.uuid().nullable().describe('The contact it began as.'),
    complainant: keptComplainantSchema.nullable().describe('null: erased.'),
    atReceipt: z
      .strictObject({ tenure: text, kind: text })
      .describe('Tenure and kind of complainant as they were when it was received.'),
    formerParticulars: z
      .array(
        z.strictObject({
          role: z.enum(['complainant', 'representative', 'group', 'companion']),
          n: z.int(),
          event: z.int().nullable().describe('The event that recorded it; null: not known.'),
          data: z.record(z.string(), z.unknown()),
        }),
      )
      .readonly()
      .describe('People as they were recorded before a change, so that one can tell where a letter went.'),
    property: logSchema.shape.property.unwrap().nullable(),
    representative: keptRepresentativeSchema
      .nullable()
      .describe('Who acts for the resident now; permission is what holds today by the authorities.'),
    representatives: z.array(
      z.strictObject({ n: z.int(), type: text, namedOn: localDateSchema, endedOn: day }),
    ),
    authorities: z
      .array(
        z.strictObject({
          n: z.int(),
          representative: z.int(),
          form: z.enum(AUTHORITY_FORMS),
          evidence: z.boolean(),
          scope: z.array(z.enum(AUTHORITY_SCOPES)).readonly(),
          from: localDateSchema,
          until: day,
          revokedOn: day,
          inForce: z.boolean(),
        }),
      )
      .describe('What the resident permitted their representatives.'),
    adjustments: z
      .strictObject({ inForce: z.int(), nextReviewOn: day })
      .describe('What they are is read apart, by the roles named for it.'),
    restrictions: z.array(
      z.strictObject({
        n: z.int(),
        kind: z.string(),
        startedOn: localDateSchema,
        endsOn: day,
        endedOn: day,
        nextReviewOn: day,
        inForce: z.boolean(),
      }),
    ),
    companions: z
      .array(
        z.strictObject({ n: z.int(), as: z.string(), name: text, stage: z.string(), on: localDateSchema }),
      )
      .describe(
        'Who came with the resident to a meeting or a hearing (Code 3.6); name null: not given, or erased.',
      ),
    group: keptGroupSchema.nullable(),
    summary: text,
    description: text,
    desiredOutcome: text,
    externalReferences: z.array(z.strictObject({ system: z.string(), id: z.string() })).readonly(),
    stages: z.array(stageSchema),
    refusal: z
      .strictObject({
        on: localDateSchema,
        reason: z.string(),
        decidedBy: z.string(),
        ombudsmanRightTold: z.boolean(),
        redirectedTo: text,
        filedOn: day.describe('The day a claim was filed at court, where the exclusion turns on it.'),
        exceptionConsidered: z
          .boolean()
          .nullable()
          .describe(
            'Whether the exception from the exclusion was considered; null: the record does not say.',
          ),
        discretionConsidered: z.boolean().describe('Whether taking it although late was considered.'),
      })
      .nullable(),
    takenLate: z
      .strictObject({ on: localDateSchema, decidedBy: z.string() })
      .nullable()
      .describe('It came late and was taken all the same; the reasons stand with the event.'),
    withdrawnOn: day,
    investigationContinues: z
      .boolean()
      .describe('Withdrawn, and the landlord goes into the matter all the same.'),
    closedOn: day,
    voided: z
      .strictObject({ on: localDateSchema, as: z.enum(VOIDED_AS) })
      .nullable()
      .describe('Struck as a whole: since when, and as what. It is kept and counts nowhere.'),
    mergedInto: mergedSchema
      .nullable()
      .describe('The complaint that its matter goes on in: this one was closed in favour of it.'),
    mergedFrom: z
      .array(mergedSchema)
      .readonly()
      .describe('The complaints that were closed in favour of this one.'),
    links: z
      .array(
        z.strictObject({
          complaintId: z.uuid(),
          reference: z.string(),
          as: z.enum(LINKED_AS),
          on: localDateSchema,
        }),
      )
      .readonly()
      .describe(
        'Complaints about the same matter, and those before or after this one. Each stands by itself.',
      ),
    silence: silenceSchema
      .nullable()
      .describe(
        'From when it may be closed because nothing was heard; null: not under this policy, or not yet.',
      ),
    referrals: z.array(
      z.strictObject({
        n: z.int(),
        on: localDateSchema,
        to: z.string(),
        purpose: z.string(),
        via: text,
        who: text,
        policyEarliestOn: day,
        schemeEarliestOn: day,
        beforePolicyWait: z.boolean(),
        ground: referralMarks.ground.unwrap(),
        beforeExhaustion: referralMarks.beforeExhaustion.unwrap(),
        notInPolicy: referralMarks.notInPolicy.unwrap(),
        known: referralMarks.known.unwrap(),
      }),
    ),
    remedies: z
      .array(
        z.strictObject({
          n: z.int(),
          stage: z.string(),
          type: z.enum(REMEDY_TYPES),
          offeredOn: localDateSchema,
          dueOn: localDateSchema,
          agreedWithResident: z.boolean(),
          order,
          stated: z.array(z.string()).readonly(),
          completedOn: day,
          award: z.int().nullable().describe('The award that it pays; null: none is named.'),
          endedOn: day.describe('When that award was replaced, so that this is owed no more.'),
        }),
      )
      .readonly()
      .describe('What each is, in words, is with the event that offered it.'),
    compensation: z
      .array(
        z.strictObject({
          n: z.int(),
          on: localDateSchema,
          stage: z.string(),
          pence: z.int(),
          for: z.string(),
          stated: z.array(z.string()),
          order,
          replaces: z.int().nullable().describe('The award whose place it took.'),
          replacedBy: z
            .int()
            .nullable()
            .describe('The award that took its place, so that it is owed no more.'),
        }),
      )
      .readonly()
      .describe('All that was ever awarded. What was replaced is kept, and counts in no figure.'),
    learnings: z
      .array(
        z.strictObject({
          n: z.int(),
          on: localDateSchema,
          stage: z.string(),
          theme: z.string(),
          publications: z
            .array(z.strictObject({ on: localDateSchema, to: z.enum(LEARNING_AUDIENCES) }))
            .readonly(),
        }),
      )
      .readonly()
      .describe('The lessons, and to whom each was told.'),
    ombudsman: ombudsmanSchema,
    holds: z
      .array(
        z.strictObject({
          n: z.int(),
          stage: z.string(),
          reason: z.string(),
          placedOn: localDateSchema,
          reviewOn: localDateSchema,
          releasedOn: day,
        }),
      )
      .readonly()
      .describe('While one stands, nothing of the complaint is anonymised.'),
    erasedOn: day.describe('Set once the people and the words are gone; dates and figures stay.'),
    clocks: z.array(clockSchema).readonly(),
    advice: z
      .array(
        z.strictObject({
          code: z.string(),
          sentence: z.string(),
          rule: z.strictObject({ clause: z.string(), ids: z.array(z.string()).readonly() }),
        }),
      )
      .describe('What a person should look at before going on. It refuses nothing.'),
    departures: z
      .array(
        z.strictObject({
          n: z.int(),
          on: localDateSchema,
          stage: z.string(),
          ...recordedDepartureSchema.shape,
          title: z.string().describe('The rule that was not kept, in a sentence.'),
        }),
      )
      .describe('The acts that did not keep the procedure; why stands in the texts of their events.'),
    actions: z.array(z.strictObject(linkShape)).describe('What this key may do next.'),
    recordable: z
      .array(
        z.strictObject({
          ...linkShape,
          departures: z.array(
            z.strictObject({ code: z.string(), clause: z.string(), ids: z.array(z.string()) }),
          ),
        }),
      )
      .describe(
        'What the procedure does not offer now and this key may record all the same, if it happened: with these departures.',
      ),
  })
  .meta({ id: 'Complaint', description: 'A complaint with its dates, its stages and what can happen next.' });
export type ComplaintView = z.input<typeof complaintSchema>;
