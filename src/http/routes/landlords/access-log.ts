import { z } from 'zod';
import { listAccess } from '../../../db/access/access-log';
import { asStored, findComplaint } from '../../../db/complaints/read';
import { instantSchema } from '../../../policy/dates/local-date';
import type { AccessLog } from '../../hooks/access-log';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { cursorText, orderQuery, page, pageOf, pageQuery } from '../../paging/page';
import { principalOf } from '../../auth/principal';

const entrySchema = z
  .strictObject({
    id: z.uuid(),
    at: instantSchema,
    principal: z
      .string()
      .describe('The id of the key; or, of an access token, `person:` and the reference of the person.'),
    name: z.string().describe('Its name at the time.'),
    address: z.string().describe('The address the request came from.'),
    requestId: z.string(),
    operation: z.string().describe('The operationId, e.g. readComplaint.'),
    subject: z
      .string()
      .nullable()
      .describe(
        'The complaint, contact, key or other thing as it was asked for, or the id of what was made; null for a list. What tells of people has a further entry for each complaint or contact it held: the export of a person, a list of contacts, a search of complaints by text or externalId, the corrections of a period, and the making of a complaint out of a contact.',
      ),
    status: z
      .int()
      .describe(
        'The status of its answer, taken or not: a refused attempt is on record too, and a caller that hung up.',
      ),
  })
  .meta({ id: 'AccessEntry', description: 'One request for something of the landlord, refused or not.' });

const { limit, count: _ } = pageQuery;

const list = declare({
  id: 'readAccessLog',
  tag: 'Access log',
  summary: 'See who looked at what',
  description:
    'Every request for anything of the landlord, its keys included, the latest first, refused or not: who, when, from where, with which key. What the key of the platform did to the landlord is there too; what is published to everybody, such as working days, is not. Nothing in it can be altered, or removed before its time. With `subject` given as an id or a reference, a complaint is found under both.',
  may: 'readAccessLog',
  query: z.strictObject({
    subject: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('A complaint or contact, by id or reference; anything else, such as a key, by its id.'),
    principal: z
      .string()
      .min(1)
      .max(300)
      .optional()
      .describe('As the entries name it: the id of a key, or `person:` and a reference.'),
    from: instantSchema.optional().describe('From this moment, which is included.'),
    to: instantSchema.optional().describe('Up to this moment, which is left out.'),
    ...orderQuery,
    limit,
    cursor: cursorText.optional(),
  }),
  answers: {
    200: {
      description: 'A page of the log.',
      schema: pageOf(entrySchema),
      example: {
        items: [
          {
            id: '01920000-0000-7000-8000-0000000acce5',
            at: '2024-09-03T09:12:44.120Z',
            principal: '01920000-0000-7000-8000-00000000aaaa',
            name: 'CRM plug-in',
            address: '192.0.2.14',
            requestId: '01920000-0000-7000-8000-00000000c0de',
            operation: 'readComplaint',
            subject: 'C-2024-000001',
            status: 200,
          },
        ],
        next: null,
      },
      headers: ['Link'],
    },
  },
});

export function accessLogRoutes(app: Scope, { database, cursors: all }: RouteDeps, log: AccessLog): void {
  app.get('/access-log', list, async (request, reply) => {
    const { landlordId } = principalOf(request);
    const { subject, principal = null, from = null, to = null, order, limit: most, cursor } = request.query;
    const cursors = await all.of(request);
    const afterId = cursors.read(cursor, z.uuid());
    // Whoever asks sees what has happened up to this moment, and not up to a second ago.
    await log.flush();
    const complaint = subject === undefined ? null : await findComplaint(database, landlordId, subject);
    // As it was given, too: releases before wrote an id down in the letters that were used.
    const subjects =
      subject === undefined
        ? null
        : [subject, asStored(subject), ...(complaint ? [complaint.id, complaint.reference] : [])];
    const rows = await listAccess(database, landlordId, {
      subjects,
      principal,
      from,
      to,
      order,
      afterId,
      limit: most + 1,
    });
    return page(reply, { rows, limit: most, cursors, position: ({ id }) => id, view: (row) => row });
  });
}
