import { z } from 'zod';
import { readComplaint } from '../../../complaints/act';
import { readContact } from '../../../complaints/contacts/contact';
import { contactEventsOf } from '../../../db/contacts/lists';
import { complaintEventsOf } from '../../../db/complaints/events';
import { findAllRestrictedTexts } from '../../../db/complaints/restricted-texts';
import { complaintsOfPerson, contactsOfPerson } from '../../../db/complaints/by-person';
import { words } from '../../../policy/document/vocabulary';
import { instantSchema } from '../../../policy/dates/local-date';
import { handOut } from '../../hooks/access-log';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { cursorText, page, pageQuery } from '../../paging/page';
import { principalOf } from '../../auth/principal';
import { MAY } from '../../auth/roles';
import { complaintSchema } from '../../schemas/complaint';
import { complaintView } from '../../schemas/complaint-view';
import { eventSchema, eventViews } from '../../schemas/event';
import { contactEventSchema, contactEventView, contactSchema, contactView } from '../../schemas/contact';
import { exampleContact, exampleContactEvent } from '../../schemas/contact-examples';
import { exampleComplaint } from '../../schemas/examples';
import { restrictedTextSchema } from '../../schemas/restricted';

const partySchema = z.strictObject({
  role: z.string(),
  n: z.int(),
  data: z.record(z.string(), z.unknown()),
  former: z.boolean().describe('true: as it was recorded before something of it changed.'),
});

const complaintPart = z.strictObject({
  as: z
    .array(partySchema)
    .readonly()
    .describe('The part or parts in which the person appears in it, a group as a whole.'),
  complaint: complaintSchema,
  events: z.array(eventSchema).describe('Everything that was recorded, with its words.'),
  restricted: z
    .array(restrictedTextSchema)
    .nullable()
    .describe(
      'What was said of the complainant’s adjustments, vulnerabilities and restrictions, if it is them. null: for another role to read.',
    ),
});

const contactPart = z.strictObject({
  contact: contactSchema,
  events: z.array(contactEventSchema).describe('Its history, with the words that were recorded.'),
});

const answerSchema = z
  .strictObject({
    exportedAt: instantSchema,
    complaints: z.array(complaintPart),
    contacts: z
      .array(contactPart)
      .describe(
        'Contacts of this person, those that became complaints among them. They follow the complaints.',
      ),
    next: z
      .string()
      .nullable()
      .describe(
        'Hand it back as `cursor`, with the same body, for the rest; null where this is the last of it.',
      ),
  })
  .meta({ id: 'SubjectAccess', description: 'All that is kept about one person, a part at a time.' });

const position = z.strictObject({ of: z.enum(['complaint', 'contact']), id: z.uuid() });

const { limit, count: _ } = pageQuery;

const ask = declare({
  id: 'exportPerson',
  tag: 'Privacy',
  summary: 'Gather all that is kept about one person',
  description:
    'For an answer to a subject access request. Whatever is given has to fit, and a name alone does not tell two people apart, so one of the others is needed. Nothing is stored, whether or not an `Idempotency-Key` comes with it. The access log has an entry for every complaint and contact handed out. A complaint may name other people too: look through it before it goes out.',
  may: 'exportPerson',
  readsOnly: true,
  query: z.strictObject({ limit, cursor: cursorText.optional() }),
  body: z
    .strictObject({
      name: words(200).optional(),
      email: words(254).optional(),
      phone: words(40).optional().describe('Compared by its digits.'),
      reference: words(100).optional().describe('The person’s number in the landlord’s own system.'),
    })
    .refine(({ email, phone, reference }) => email ?? phone ?? reference, {
      message: 'needs an email, a phone or a reference: a name alone does not tell two people apart',
    }),
  answers: {
    200: {
      description: 'All that fits, or the first part of it.',
      schema: answerSchema,
      headers: ['Link'],
      example: {
        exportedAt: '2026-03-02T10:00:00.000Z',
        complaints: [
          {
            as: [
              {
                role: 'complainant',
                n: 0,
                data: { name: 'A. Resident', email: 'a.resident@example.org' },
                former: false,
              },
            ],
            complaint: exampleComplaint,
            events: [],
            restricted: [],
          },
        ],
        contacts: [{ contact: exampleContact, events: [exampleContactEvent] }],
        next: null,
      },
    },
  },
  example: { body: { email: 'a.resident@example.org' } },
});

export function subjectAccessRoutes(app: Scope, deps: RouteDeps): void {
  const { database, now } = deps;
  app.post('/subject-access', ask, async (request, reply) => {
    const { landlordId, roles } = principalOf(request);
    const { limit, cursor } = request.query;
    const { name = null, email = null, phone = null, reference = null } = request.body;
    const person = { name, email, phone, reference };
    const cursors = await deps.cursors.of(request);
    const after = cursors.read(cursor, position);
    // The complaints first, and then the contacts in what room there is.
    const afterComplaint = after?.of === 'complaint' ? after.id : null;
    const found =
      after?.of === 'contact'
        ? []
        : await complaintsOfPerson(database, landlordId, person, { after: afterComplaint, limit: limit + 1 });
    const afterContact = after?.of === 'contact' ? after.id : null;
    const room = limit + 1 - found.length;
    const made = await contactsOfPerson(database, landlordId, person, { after: afterContact, limit: room });
    const rows = [
      ...found.map((each) => ({ of: 'complaint' as const, ...each })),
      ...made.map((id) => ({ of: 'contact' as const, id })),
    ];
    const { items, next } = page(reply, {
      rows,
      limit,
      cursors,
      position: ({ of, id }) => ({ of, id }),
      view: (row) => row,
    });
    const mayReadRestricted = roles.some((role) => MAY.readVulnerabilities.some((may) => may === role));
    const complaints: z.input<typeof complaintPart>[] = [];
    const contacts: z.input<typeof contactPart>[] = [];
    for (const item of items) {
      if (item.of === 'contact') {
        const contact = await readContact(deps, landlordId, item.id);
        const events = await contactEventsOf(database, landlordId, item.id);
        if (contact) contacts.push({ contact: contactView(contact), events: events.map(contactEventView) });
        continue;
      }
      const { id, parties } = item;
      const complaint = await readComplaint(deps, landlordId, id);
      if (!complaint) continue;
      const isComplainant = parties.some(({ role }) => role === 'complainant');
      complaints.push({
        // As they stand in their column, which was written through a schema.
        as: parties as z.input<typeof partySchema>[],
        complaint: complaintView(complaint, roles),
        events: eventViews(await complaintEventsOf(database, landlordId, id)),
        restricted: mayReadRestricted
          ? isComplainant
            ? await findAllRestrictedTexts(database, landlordId, id)
            : []
          : null,
      });
    }
    handOut(request, items);
    return { exportedAt: now(), complaints, contacts, next };
  });
}
