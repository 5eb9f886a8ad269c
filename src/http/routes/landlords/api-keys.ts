import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { generateKey } from '../../../db/access/api-key-secret';
import { countKeys, insertKey, listKeys, revokeKey } from '../../../db/access/api-keys';
import { concern, hasMade } from '../../hooks/access-log';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { expiryFault, isOwner, ownerOf, rolesFault } from '../../auth/key-rules';
import { isNoWider, limitFault, TOO_WIDE } from '../../auth/key-limits';
import { declare, nothing } from '../../operations/operation';
import { cursorText, page, pageOf, pageQuery } from '../../paging/page';
import { actorOf, principalOf } from '../../auth/principal';
import { notFound, problem } from '../../problems/problem';
import {
  apiKeySchema,
  apiKeyView,
  exampleIssuedKey,
  exampleKey,
  issuedKeySchema,
  newKeySchema,
  keyExample,
  keyParams,
  whose,
} from '../../schemas/api-key';

const createKey = declare({
  id: 'createApiKey',
  answersWithSecret: true,
  tag: 'API keys',
  summary: 'Create an API key',
  description:
    'The key itself is in this answer and nowhere else: store it now. Give each system or person a key of its own, with no more roles than it needs, and with `only` where it needs less than they allow. A key that is limited itself makes and replaces none that is good for more.',
  may: 'manageKeys',
  body: newKeySchema,
  answers: {
    201: { description: 'The key, shown once.', schema: issuedKeySchema, example: exampleIssuedKey },
  },
  example: { body: { name: 'Housing management system', roles: ['complaints-officer'] } },
});

const list = declare({
  id: 'listApiKeys',
  tag: 'API keys',
  summary: 'List API keys',
  description:
    'Revoked and expired keys stay in the list, so that the record of who did what can be understood.',
  may: 'manageKeys',
  query: z.strictObject({ ...whose, ...pageQuery, cursor: cursorText.optional() }),
  answers: {
    200: {
      description: 'A page of keys, the first created first.',
      schema: pageOf(apiKeySchema),
      example: { items: [exampleKey], next: null },
      headers: ['Link'],
    },
  },
});

const revoke = declare({
  id: 'revokeApiKey',
  tag: 'API keys',
  summary: 'Revoke an API key',
  description:
    'The key stops working at once and for good. Revoking it again changes nothing. In the demo, the example works with the key of hexagon.',
  may: 'manageKeys',
  params: keyParams,
  query: z.strictObject(whose),
  answers: { 204: nothing('It is revoked.') },
  example: keyExample,
});

const NO_SUCH_LANDLORD = {
  in: 'body' as const,
  pointer: '/landlordId',
  detail: 'no such landlord is visible to this key',
};

export function apiKeyRoutes(app: Scope, { database, now, keys, served, cursors: all }: RouteDeps): void {
  app.post('/api-keys', createKey, async (request, reply) => {
    const { name, roles, person, only, expiresAt, landlordId } = request.body;
    const principal = principalOf(request);
    const owner = ownerOf(principal, landlordId);
    if (owner === null || !(await isOwner(database, owner))) {
      return problem(reply, 'contradictory_request', { errors: [NO_SUCH_LANDLORD] });
    }
    concern(request, owner);
    const fault =
      rolesFault(owner, roles) ??
      limitFault(only, roles, served) ??
      (isNoWider(only, principal.only) ? null : TOO_WIDE) ??
      expiryFault(expiresAt, now());
    if (fault) return problem(reply, 'contradictory_request', { errors: [fault] });
    const { key, ...secret } = generateKey(owner);
    const given = { id: uuidv7(), name, roles: [...new Set(roles)], person, only, expiresAt };
    const row = await insertKey(database, owner, {
      ...given,
      ...secret,
      createdAt: now(),
      createdBy: actorOf(principal),
    });
    hasMade(request, row);
    reply.code(201);
    return { ...apiKeyView(row), key };
  });

  app.get('/api-keys', list, async (request, reply) => {
    const { limit, count, cursor, landlordId } = request.query;
    const owner = ownerOf(principalOf(request), landlordId);
    if (owner === null || !(await isOwner(database, owner))) return notFound(reply);
    concern(request, owner);
    const cursors = await all.of(request);
    const afterId = cursors.read(cursor, z.uuid());
    const rows = await listKeys(database, owner, { afterId, limit: limit + 1 });
    const shown = page(reply, { rows, limit, cursors, position: (row) => row.id, view: apiKeyView });
    return count ? { ...shown, count: await countKeys(database, owner) } : shown;
  });

  app.delete('/api-keys/:id', revoke, async (request, reply) => {
    const owner = ownerOf(principalOf(request), request.query.landlordId);
    if (owner === null || !(await isOwner(database, owner))) return notFound(reply);
    concern(request, owner);
    if (!(await revokeKey(database, owner, request.params.id, now()))) return notFound(reply);
    // Other processes hear of it from the database; in this one it is over before the answer leaves.
    keys.forget(owner);
    return reply.code(204).send();
  });
}
