import { z } from 'zod';
import { keptComplainantSchema } from '../../policy/events/parties';
import { adviceOnContact } from '../../policy/contacts/advice';
import { storedDeparturesSchema } from '../../policy/events/departures';
import { contactEventSchemas } from '../../policy/contacts/events';
import { CHOICE_STATUSES, contactStateSchema } from '../../policy/contacts/state';
import { instantSchema, localDateSchema } from '../../policy/dates/local-date';
import type { Contact } from '../../complaints/contacts/contact';
import type { ContactEventRow } from '../../db/contacts/lists';

const state = contactStateSchema.omit({ asksForWork: true }).shape;

export const contactSchema = z
  .strictObject({
    id: z.uuid(),
    version: z.int().describe('Also its ETag.'),
    ...state,
    holds: state.holds.unwrap().describe('While one stands, nothing of the contact is anonymised.'),
    erasedOn: state.erasedOn
      .unwrap()
      .describe('Set once the person and the words are gone; kind, channel and dates stay.'),
    status: state.status.describe('recorded: it asks for no work, so there is nothing to close.'),
    choice: z
      .enum(CHOICE_STATUSES)
      .describe('Where the choice to complain stands (Code 1.3). offered: no answer is on record.'),
    person: keptComplainantSchema.nullable().describe('null: not given, or erased.'),
    summary: z.string().nullable().describe('null: erased.'),
    complaintId: z.uuid().nullable().describe('The complaint it became.'),
    advice: z
      .array(
        z.strictObject({
          code: z.string(),
          sentence: z.string(),
          rule: z.strictObject({ clause: z.string(), ids: z.array(z.string()).readonly() }),
        }),
      )
      .describe('What a person should look at. It refuses nothing.'),
    createdAt: instantSchema,
  })
  .meta({ id: 'Contact', description: 'A contact that is not a complaint.' });

export function contactView({ row, state: held, rules }: Contact): z.output<typeof contactSchema> {
  const { asksForWork: _, ...shown } = held;
  return {
    id: row.id,
    version: row.version,
    ...shown,
    choice: row.choice,
    person: keptComplainantSchema.nullable().parse(row.person),
    summary: row.summary,
    complaintId: row.complaintId,
    advice: adviceOnContact(held, rules),
    createdAt: row.createdAt,
  };
}

const shared = {
  sequence: z.int(),
  occurredOn: localDateSchema,
  actor: z.string(),
  recordedAt: instantSchema,
  texts: z.record(z.string(), z.string()).readonly(),
};

const eventOf = <T extends keyof typeof contactEventSchemas>(type: T) =>
  z.strictObject({
    ...shared,
    type: z.literal(type),
    data: z.strictObject({ ...contactEventSchemas[type].shape, departures: storedDeparturesSchema }),
  });

export const contactEventSchema = z
  .discriminatedUnion('type', [
    eventOf('received'),
    eventOf('choice-offered'),
    eventOf('redirected'),
    eventOf('completed'),
    eventOf('became-complaint'),
    eventOf('hold-placed'),
    eventOf('hold-released'),
    eventOf('erased'),
  ])
  .meta({ id: 'ContactEvent' });

/** As it was recorded; passing the schema again gives the data its type back. */
export const contactEventView = (row: ContactEventRow): z.output<typeof contactEventSchema> =>
  contactEventSchema.parse(row);
