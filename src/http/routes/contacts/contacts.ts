import { z } from 'zod';
import { STAFF } from '../../../policy/rules/roles';
import { contactOf, readContact } from '../../../complaints/contacts/contact';
import { receiveContact } from '../../../complaints/contacts/receive';
import { findComplaint } from '../../../db/complaints/read';
import { contactVersion } from '../../../db/contacts/contacts';
import { contactEventsOf, countContacts, listContacts } from '../../../db/contacts/lists';
import { newContactSchema } from '../../../policy/contacts/receive';
import { CHOICE_STATUSES, CONTACT_STATUSES } from '../../../policy/contacts/state';
import { slugSchema } from '../../../policy/document/vocabulary';
import { localDateSchema } from '../../../policy/dates/local-date';
import { handOut } from '../../hooks/access-log';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare, UNCHANGED } from '../../operations/operation';
import { answerOutcome } from '../../operations/outcome';
import { cursorText, page, pageOf, pageQuery, several } from '../../paging/page';
import { etagOf, ifNoneMatch, known } from '../../requests/preconditions';
import { actingOf, principalOf } from '../../auth/principal';
import { notFound } from '../../problems/problem';
import { contactEventSchema, contactEventView, contactSchema, contactView } from '../../schemas/contact';
import {
  exampleContact,
  exampleContactEvent,
  exampleNewContact,
  exampleRequest,
} from '../../schemas/contact-examples';

export const contactParams = z.strictObject({ id: z.uuid().describe('The id of the contact.') });
const answer = { description: 'The contact.', schema: contactSchema, example: exampleContact };

const receive = declare({
  id: 'recordContact',
  tag: 'Contacts',
  summary: 'Record a contact that is not a complaint',
  description:
    'A first attempt to put things right, feedback, a compliment, a service request, an appeal, a report of anti-social behaviour or a survey response. It starts no clock, and the resident can make it a complaint at any time.',
  may: STAFF,
  body: newContactSchema,
  answers: { 201: { ...answer, headers: ['ETag', 'Location'] } },
  example: { body: exampleNewContact },
});

const position = z.strictObject({ receivedOn: localDateSchema, id: z.uuid() });

const list = declare({
  id: 'listContacts',
  tag: 'Contacts',
  summary: 'List contacts',
  description:
    'The latest received first, or the oldest: status=open&order=oldest shows what has waited longest (Code 1.4), choice=not-offered whom nobody gave the choice to complain (Code 1.3).',
  may: 'readComplaints',
  query: z.strictObject({
    kind: several(slugSchema)
      .optional()
      .describe('A kind of contact, or the landlord’s own word; several are each enough.'),
    status: several(z.enum(CONTACT_STATUSES)).optional().describe('How it stands; several are each enough.'),
    choice: z
      .enum(CHOICE_STATUSES)
      .optional()
      .describe('Whether the resident was offered to complain, and the answer.'),
    receivedFrom: localDateSchema.optional().describe('Received on this day or later.'),
    receivedTo: localDateSchema.optional().describe('Received on this day or earlier.'),
    complaint: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('The complaint it became, or the refused one it was made from: its id or its reference.'),
    order: z
      .enum(['latest', 'oldest'])
      .default('latest')
      .describe('Which comes first by the day it was received.'),
    ...pageQuery,
    cursor: cursorText.optional(),
  }),
  answers: {
    200: {
      description: 'A page of contacts.',
      schema: pageOf(contactSchema),
      example: { items: [exampleContact], next: null },
      headers: ['Link'],
    },
  },
});

const read = declare({
  id: 'readContact',
  tag: 'Contacts',
  summary: 'Read a contact',
  description: 'With the complaint it became, if it did, and what a person should look at.',
  may: 'readComplaints',
  params: contactParams,
  headers: z.object(ifNoneMatch),
  answers: { 200: { ...answer, headers: ['ETag'] }, 304: UNCHANGED },
  example: { params: { id: exampleContact.id } },
});

const history = declare({
  id: 'listContactEvents',
  tag: 'Contacts',
  summary: 'Read the history of a contact',
  description: 'Everything that happened to it in order, with the words that were recorded.',
  may: 'readComplaints',
  params: contactParams,
  answers: {
    200: {
      description: 'The events.',
      schema: z.strictObject({ items: z.array(contactEventSchema) }),
      example: { items: [exampleContactEvent] },
    },
  },
  example: { params: { id: exampleRequest.id } },
});

export function contactRoutes(app: Scope, deps: RouteDeps): void {
  const { database } = deps;

  app.post('/contacts', receive, async (request, reply) => {
    const received = await receiveContact(deps, actingOf(request), request.body);
    return answerOutcome(reply, received, (contact) => {
      const { id, version } = contact.row;
      reply.code(201).header('location', `/v1/contacts/${id}`).header('etag', etagOf(request, version));
      return contactView(contact);
    });
  });

  app.get('/contacts', list, async (request, reply) => {
    const { order, limit, count, cursor, ...given } = request.query;
    const { landlordId } = principalOf(request);
    const cursors = await deps.cursors.of(request);
    const { kind: kinds = null, status: statuses = null, choice = null } = given;
    const { receivedFrom = null, receivedTo = null } = given;
    const named =
      given.complaint === undefined ? null : await findComplaint(database, landlordId, given.complaint);
    if (given.complaint !== undefined && !named) return { items: [], next: null, ...(count && { count: 0 }) };
    const complaint = named?.id ?? null;
    const filter = { kinds, statuses, choice, complaint, receivedFrom, receivedTo };
    const after = cursors.read(cursor, position);
    const rows = await listContacts(database, landlordId, { filter, order, after, limit: limit + 1 });
    const contacts = await Promise.all(rows.map((row) => contactOf(deps, landlordId, row)));
    const shown = page(reply, {
      rows: contacts,
      limit,
      cursors,
      position: ({ row: { receivedOn, id } }) => ({ receivedOn, id }),
      view: contactView,
    });
    handOut(request, shown.items);
    return count ? { ...shown, count: await countContacts(database, landlordId, filter) } : shown;
  });

  app.get('/contacts/:id', read, async (request, reply) => {
    const { landlordId } = principalOf(request);
    const { id } = request.params;
    if (await known(reply, () => contactVersion(database, landlordId, id))) return reply.code(304).send();
    const contact = await readContact(deps, landlordId, id);
    if (!contact) return notFound(reply);
    reply.header('etag', etagOf(request, contact.row.version));
    return contactView(contact);
  });

  app.get('/contacts/:id/events', history, async (request, reply) => {
    const events = await contactEventsOf(database, principalOf(request).landlordId, request.params.id);
    return events.length > 0 ? { items: events.map(contactEventView) } : notFound(reply);
  });
}
