import { z } from 'zod';
import type { EventRow, EventTypes, EventWithTexts, FeedRow } from '../../db/complaints/events';
import { CONTACT_EVENT_TYPES } from '../../policy/contacts/events';
import { effective } from '../../policy/complaint/effective';
import { EVENT_TYPES } from '../../policy/events/events';
import { eventOf } from '../../policy/events/stored-event';
import { instantSchema, localDateSchema } from '../../policy/dates/local-date';
import { summary } from './complaint-summary';

const promised = z
  .array(
    z.strictObject({ stage: z.string(), kind: z.string(), n: z.int(), dueOn: localDateSchema.nullable() }),
  )
  .readonly()
  .describe('The dates this act settled or moved, as the resident would be told them.');

const facts = {
  sequence: z.int().describe('Its place in the record of its complaint or contact.'),
  occurredOn: localDateSchema,
  occurredAt: instantSchema.nullable(),
  actor: z
    .string()
    .describe(
      'Who recorded it: `key:`, the name of the key, `#` and its id as the access log has it (no id in what earlier releases recorded); or `person:` and the reference of whoever came with an access token.',
    ),
  data: z.record(z.string(), z.unknown()).describe('The facts. No names and no free text.'),
  promised,
};

const IN_FEED = /^redress\.(complaint|contact)\.(.+)\.v1$/;

/** The types of the feed, as its events bear them. */
export const FEED_TYPES = [
  ...EVENT_TYPES.map((type) => `redress.complaint.${type}.v1`),
  ...CONTACT_EVENT_TYPES.map((type) => `redress.contact.${type}.v1`),
];

/** The same types as they are stored, apart by what they belong to. */
export function storedTypes(types: readonly string[]): EventTypes {
  const read = types.map((type) => IN_FEED.exec(type) ?? []);
  const of = (what: string) => read.flatMap(([, of, type]) => (of === what && type ? [type] : []));
  return { complaint: of('complaint'), contact: of('contact') };
}

const by = z.strictObject({ by: z.int(), on: localDateSchema }).nullable();

export const eventSchema = z
  .strictObject({
    id: z.uuid(),
    type: z.enum(EVENT_TYPES),
    ...facts,
    recordedAt: instantSchema,
    texts: z
      .record(z.string(), z.string())
      .describe('The free text that belongs to it, kept apart and erasable.'),
    struck: by.describe('The correction that struck it, so that it does not count; null: it stands.'),
    changed: by.describe('The last correction that changed its facts, and says what they are now.'),
  })
  .meta({ id: 'ComplaintEvent' });

/** CloudEvents 1.0: the same object a webhook will carry. */
export const cloudEventSchema = z
  .strictObject({
    specversion: z.literal('1.0'),
    id: z.uuid(),
    source: z.string(),
    type: z
      .string()
      .describe('e.g. redress.complaint.acknowledged.v1, or redress.contact.received.v1 of a contact.'),
    subject: z.string().describe('The id of the complaint, or of the contact.'),
    time: instantSchema.describe('When it was recorded.'),
    datacontenttype: z.literal('application/json'),
    data: z.strictObject({
      reference: z.string().nullable().describe('Of the complaint; null for an event of a contact.'),
      caseId: summary.caseId.describe(
        'Of the complaint, as it stands; null: none was given, or it was erased.',
      ),
      ...facts,
    }),
  })
  .meta({ id: 'CloudEvent', description: 'One event in the form of CloudEvents 1.0.' });

/** The event as its own row was written; the answer is parsed by the schema again. */
export const eventViews = (rows: readonly EventWithTexts[]): z.input<typeof eventSchema>[] => {
  const marks = marksOf(rows);
  return rows.map((row) => ({ ...eventView(row), ...(marks.get(row.sequence) ?? UNMARKED) }));
};

type Marks = Pick<z.input<typeof eventSchema>, 'struck' | 'changed'>;
const UNMARKED: Marks = { struck: null, changed: null };

/** The marks that corrections left on each event. An event that only a later release can read leaves all without a mark. */
function marksOf(rows: readonly EventWithTexts[]): ReadonlyMap<number, Marks> {
  const events = rows.some(({ type }) => type === 'corrected')
    ? rows.flatMap((row) => eventOf(row) ?? [])
    : [];
  if (events.length < rows.length) return new Map();
  const recorded = effective(events).filter(({ inserted }) => inserted === null);
  return new Map(recorded.map(({ sequence, struck, changed }) => [sequence, { struck, changed }]));
}

const eventView = (row: EventWithTexts): Omit<z.input<typeof eventSchema>, keyof Marks> => ({
  id: row.id,
  type: row.type as z.input<typeof eventSchema>['type'],
  ...factsOf(row),
  recordedAt: row.recordedAt,
  texts: row.texts,
});

export const cloudEventView =
  (landlordId: string) =>
  (row: FeedRow): z.input<typeof cloudEventSchema> => ({
    specversion: '1.0',
    id: row.id,
    source: `/v1/landlords/${landlordId}`,
    type: `redress.${row.of}.${row.type}.v1`,
    subject: row.subject,
    time: row.recordedAt,
    datacontenttype: 'application/json',
    data: { reference: row.reference, caseId: row.caseId, ...factsOf(row) },
  });

const factsOf = ({ sequence, occurredOn, occurredAt, actor, data, promised: dates }: EventRow) => ({
  sequence,
  occurredOn,
  occurredAt,
  actor,
  data: data as Record<string, unknown>,
  promised: dates,
});
