import { z } from 'zod';
import { convertContact, takeContact } from '../../complaints/contact';
import { type ContactRow, countContacts, findContact, listContacts } from '../../db/contacts';
import { STAFF } from '../../policy/commands/command';
import { complainantSchema } from '../../policy/commands/log';
import { conversionSchema, newContactSchema } from '../../policy/contact';
import { slugSchema } from '../../policy/document/vocabulary';
import { instantSchema, localDateSchema } from '../../policy/local-date';
import { isRejection } from '../../policy/rejection';
import type { RouteDeps, Scope } from '../app-type';
import { declare } from '../operation';
import { cursorText, page, pageOf, pageQuery } from '../paging';
import { etagOf } from '../preconditions';
import { actorOf, principalOf } from '../principal';
import { answerProblem, notFound, problem } from '../problem';
import { problemOfRejection } from '../refusal';
import { complaintSchema } from '../schemas/complaint';
import { complaintView } from '../schemas/complaint-view';
import { exampleComplaint, exampleContact, exampleNewContact } from '../schemas/examples';

const contactSchema = z
  .strictObject({
    id: z.uuid(),
    receivedOn: localDateSchema,
    channel: z.string(),
    kind: z.string(),
    person: complainantSchema.nullable(),
    summary: z.string().nullable(),
    agreed: z.boolean(),
    choiceOffered: z.boolean(),
    handledBy: z.string().nullable(),
    policyVersion: z.string(),
    complaintId: z.uuid().nullable().describe('The complaint it became.'),
    createdAt: instantSchema,
  })
  .meta({ id: 'Contact', description: 'A contact that is not a complaint.' });

const params = z.strictObject({ id: z.uuid().describe('The id of the contact.') });
const example = { params: { id: exampleContact.id } };

const receive = declare({
  id: 'recordContact',
  tag: 'Contacts',
  summary: 'Record a contact that is not a complaint',
  description:
    'A first attempt to put things right, feedback, a compliment or a service request. It starts no clock, and the resident can make it a complaint at any time.',
  may: STAFF,
  body: newContactSchema,
  answers: {
    201: {
      description: 'The contact.',
      schema: contactSchema,
      example: exampleContact,
      headers: ['Location'],
    },
  },
  refusals: {
    422: 'The policy demands more, such as the resident’s agreement, or the date lies in the future.',
  },
  example: { body: exampleNewContact },
});

const position = z.strictObject({ receivedOn: localDateSchema, id: z.uuid() });

const list = declare({
  id: 'listContacts',
  tag: 'Contacts',
  summary: 'List contacts',
  description: 'The latest received first.',
  may: 'readComplaints',
  query: z.strictObject({
    kind: slugSchema.optional(),
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
  description: 'With the complaint it became, if it did.',
  may: 'readComplaints',
  params,
  answers: { 200: { description: 'The contact.', schema: contactSchema, example: exampleContact } },
  example,
});

const convert = declare({
  id: 'makeContactAComplaint',
  tag: 'Contacts',
  summary: 'Make a contact a complaint',
  description:
    'Logs the complaint the contact became and links the two. Who and what are taken from the contact unless given. Work on what the contact asked for goes on (Code 1.5).',
  may: STAFF,
  params,
  body: conversionSchema,
  answers: {
    201: {
      description: 'The complaint.',
      schema: complaintSchema,
      example: exampleComplaint,
      headers: ['ETag', 'Location'],
    },
  },
  refusals: {
    409: 'The contact has already become a complaint.',
    422: 'The complaint cannot be taken as given. `allowed` says what would do.',
  },
  example: { ...example, body: { receivedOn: '2024-09-09', channel: 'phone' } },
});

export function contactRoutes(app: Scope, deps: RouteDeps): void {
  const { database } = deps;

  app.post('/contacts', receive, async (request, reply) => {
    const taken = await takeContact(deps, principalOf(request).landlordId, request.body);
    if (isRejection(taken)) return answerProblem(reply, problemOfRejection(taken));
    reply.code(201).header('location', `/v1/contacts/${taken.id}`);
    return view(taken);
  });

  app.get('/contacts', list, async (request, reply) => {
    const { kind = null, limit, count, cursor } = request.query;
    const { landlordId } = principalOf(request);
    const cursors = await deps.cursors.of(request);
    const after = cursors.read(cursor, position);
    const rows = await listContacts(database, landlordId, {
      kind,
      after,
      limit: limit + 1,
    });
    const shown = page(reply, {
      rows,
      limit,
      cursors,
      position: ({ receivedOn, id }) => ({ receivedOn, id }),
      view,
    });
    return count ? { ...shown, count: await countContacts(database, landlordId, kind) } : shown;
  });

  app.get('/contacts/:id', read, async (request, reply) => {
    const row = await findContact(database, principalOf(request).landlordId, request.params.id);
    return row ? view(row) : notFound(reply);
  });

  app.post('/contacts/:id/complaint', convert, async (request, reply) => {
    const principal = principalOf(request);
    const { landlordId, roles } = principal;
    const attempt = { landlordId, actor: actorOf(principal), id: request.params.id };
    const converted = await convertContact(deps, attempt, request.body);
    switch (converted.kind) {
      case 'absent':
        return notFound(reply);
      case 'already':
        return problem(reply, 'already_a_complaint', { facts: { complaintId: converted.complaintId } });
      case 'nameless':
        return problem(reply, 'contradictory_request', {
          errors: [{ in: 'body', pointer: '/complainant', detail: 'is missing here and in the contact' }],
        });
      case 'refused':
        return answerProblem(reply, problemOfRejection(converted.rejection));
      case 'done': {
        const { row } = converted.complaint;
        reply.code(201).header('location', `/v1/complaints/${row.id}`).header('etag', etagOf(row.version));
        return complaintView(converted.complaint, roles);
      }
    }
  });
}

/** Facts and person as they were recorded; passing the schema again gives them their types back. */
const view = ({ facts, version: _, ...row }: ContactRow): z.output<typeof contactSchema> =>
  contactSchema.parse({ ...row, ...(typeof facts === 'object' ? facts : {}) });
