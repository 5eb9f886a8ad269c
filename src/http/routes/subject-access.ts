import { z } from 'zod';
import { type ComplaintDeps, readComplaint } from '../../complaints/act';
import { complaintEvents } from '../../db/events';
import { findAllRestrictedTexts } from '../../db/restricted-texts';
import { complaintsOfPerson, contactsOfPerson } from '../../db/subject-access';
import { words } from '../../policy/document/vocabulary';
import { instantSchema } from '../../policy/local-date';
import type { Scope } from '../app-type';
import { declare } from '../operation';
import { principalOf } from '../principal';
import { MAY } from '../roles';
import { complaintSchema } from '../schemas/complaint';
import { complaintView } from '../schemas/complaint-view';
import { eventSchema, eventView } from '../schemas/event';
import { exampleComplaint } from '../schemas/examples';
import { restrictedTextSchema } from '../schemas/restricted';

/** More complaints than this of one person are asked for with narrower particulars. */
const MOST = 200;

const partySchema = z.strictObject({
  role: z.string(),
  n: z.int(),
  data: z.record(z.string(), z.unknown()),
});

const answerSchema = z
  .strictObject({
    exportedAt: instantSchema,
    complaints: z.array(
      z.strictObject({
        as: z.array(partySchema).readonly().describe('The part or parts in which the person appears in it.'),
        complaint: complaintSchema,
        events: z.array(eventSchema).describe('Everything that was recorded, with its words.'),
        restricted: z
          .array(restrictedTextSchema)
          .nullable()
          .describe(
            'What was said of the complainant’s adjustments, vulnerabilities and restrictions, if it is them. null: for another role to read.',
          ),
      }),
    ),
    contacts: z
      .array(z.uuid())
      .describe('Contacts of this person that are not complaints: read each by its id.'),
    more: z.boolean().describe('There is more than one answer holds: narrow it down.'),
  })
  .meta({ id: 'SubjectAccess', description: 'All that is kept about one person in complaints.' });

const ask = declare({
  id: 'exportPerson',
  tag: 'Privacy',
  summary: 'Gather all that is kept about one person',
  description:
    'For an answer to a subject access request. Whatever is given has to fit, and a name alone does not tell two people apart, so one of the others is needed. Nothing is stored; that it was asked is in the access log. A complaint may name other people too: look through it before it goes out.',
  may: 'exportPerson',
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
      description: 'All that fits.',
      schema: answerSchema,
      example: {
        exportedAt: '2026-03-02T10:00:00.000Z',
        complaints: [
          {
            as: [
              { role: 'complainant', n: 0, data: { name: 'A. Resident', email: 'a.resident@example.org' } },
            ],
            complaint: exampleComplaint,
            events: [],
            restricted: [],
          },
        ],
        contacts: [],
        more: false,
      },
    },
  },
  example: { body: { email: 'a.resident@example.org' } },
});

export function subjectAccessRoutes(app: Scope, deps: ComplaintDeps): void {
  const { database, now } = deps;
  app.post('/subject-access', ask, async (request) => {
    const { landlordId, roles } = principalOf(request);
    const { name = null, email = null, phone = null, reference = null } = request.body;
    const person = { name, email, phone, reference };
    const found = await complaintsOfPerson(database, landlordId, person, MOST + 1);
    const contacts = await contactsOfPerson(database, landlordId, person, MOST + 1);
    const mayReadRestricted = roles.some((role) => MAY.readVulnerabilities.some((may) => may === role));
    const complaints = [];
    for (const { id, parties } of found.slice(0, MOST)) {
      const complaint = await readComplaint(deps, landlordId, id);
      if (!complaint) continue;
      const events = await complaintEvents(database, landlordId, id);
      complaints.push({
        // As they stand in their column, which was written through a schema.
        as: parties as z.input<typeof partySchema>[],
        complaint: complaintView(complaint, roles),
        events: events.map(eventView),
        restricted: mayReadRestricted
          ? parties.some(({ role }) => role === 'complainant')
            ? await findAllRestrictedTexts(database, landlordId, id)
            : []
          : null,
      });
    }
    const more = found.length > MOST || contacts.length > MOST;
    return { exportedAt: now(), complaints, contacts: contacts.slice(0, MOST), more };
  });
}
