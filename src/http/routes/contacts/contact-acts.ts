import { z } from 'zod';
import { STAFF } from '../../../policy/rules/roles';
import { actOnContact } from '../../../complaints/contacts/act';
import { convertContact } from '../../../complaints/convert-contact';
import type { ContactCommand } from '../../../policy/contacts/command';
import { conversionSchema } from '../../../policy/contacts/convert';
import { CONTACT_COMMANDS } from '../../../policy/contacts/index';
import { handOut } from '../../hooks/access-log';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { numberParam, withNumber, withoutNumber } from '../../requests/numbered-act';
import { declare } from '../../operations/operation';
import { answerAlreadyLogged } from '../../operations/already-logged';
import { answerOutcome, attemptOf } from '../../operations/outcome';
import { etagOf, ifMatch } from '../../requests/preconditions';
import { principalOf } from '../../auth/principal';
import { problem } from '../../problems/problem';
import { complaintSchema } from '../../schemas/complaint';
import { complaintView } from '../../schemas/complaint-view';
import { contactSchema, contactView } from '../../schemas/contact';
import { CONTACT_ACT_EXAMPLES, exampleContact, exampleRequest } from '../../schemas/contact-examples';
import { exampleComplaint } from '../../schemas/examples';
import { contactParams } from './contacts';

const convert = declare({
  id: 'makeContactAComplaint',
  tag: 'Contacts',
  summary: 'Make a contact a complaint',
  description:
    'Logs the complaint the contact became, links the two and records why. Who and what are taken from the contact unless given. Work on what the contact asked for goes on (Code 1.5).',
  may: STAFF,
  params: contactParams,
  headers: z.object(ifMatch),
  body: conversionSchema,
  answers: {
    201: {
      description: 'The complaint.',
      schema: complaintSchema,
      example: exampleComplaint,
      headers: ['ETag', 'Location'],
    },
  },
  example: {
    params: { id: exampleContact.id },
    body: { receivedOn: '2024-09-09', channel: 'phone', reason: 'resident-wishes' },
  },
});

const numberedParams = contactParams.extend(numberParam('contact'));

/** One route for each command of the registry, and the one that logs a complaint as well. */
export function contactActRoutes(app: Scope, deps: RouteDeps): void {
  for (const command of CONTACT_COMMANDS) contactActRoute(app, command, deps);

  app.post('/contacts/:id/complaint', convert, async (request, reply) => {
    const converted = await convertContact(deps, attemptOf(request, request.params.id), request.body);
    if (converted.kind === 'already')
      return problem(reply, 'already_a_complaint', { facts: { complaintId: converted.complaintId } });
    if (converted.kind === 'already-logged') return answerAlreadyLogged(reply, converted);
    if (converted.kind === 'nameless')
      return problem(reply, 'contradictory_request', {
        errors: [{ in: 'body', pointer: '/complainant', detail: 'is missing here and in the contact' }],
      });
    return answerOutcome(reply, converted, (complaint) => {
      const { row } = complaint;
      handOut(request, [row]);
      reply
        .code(201)
        .header('location', `/v1/complaints/${row.id}`)
        .header('etag', etagOf(request, row.version));
      return complaintView(complaint, principalOf(request).roles);
    });
  });
}

function contactActRoute(app: Scope, command: ContactCommand<unknown>, deps: RouteDeps): void {
  const numbered = command.act.includes('{n}');
  const { n, ...example } = command.example;
  const contact = CONTACT_ACT_EXAMPLES[command.act] ?? exampleRequest;
  const operation = declare({
    id: command.name,
    tag: 'Contacts',
    summary: command.summary,
    description: command.description,
    may: command.roles,
    params: numbered ? numberedParams : contactParams,
    headers: z.object(ifMatch),
    body: numbered ? withoutNumber(command.body) : command.body,
    answers: {
      201: {
        description: 'Done: the contact as it is now.',
        schema: contactSchema,
        example: contact,
        headers: ['ETag'],
      },
    },
    example: { params: { id: contact.id, ...(numbered && { n }) }, body: example },
  });

  app.post(`/contacts/:id/${command.act.replace('{n}', ':n')}`, operation, async (request, reply) => {
    const { id, ...number } = request.params;
    const body = numbered ? withNumber(request.body, number) : request.body;
    const acted = await actOnContact(deps, command, body, attemptOf(request, id));
    return answerOutcome(reply, acted, (contact) => {
      reply.code(201).header('etag', etagOf(request, contact.row.version));
      return contactView(contact);
    });
  });
}
