import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { generateKey } from '../../db/api-key-secret';
import {
  countKeys,
  findKeyById,
  insertKey,
  listKeys,
  PLATFORM,
  revokeKey,
  rotateKey,
} from '../../db/api-keys';
import { findLandlord } from '../../db/landlords';
import { concern, hasMade } from '../access-log';
import type { RouteDeps, Scope } from '../app-type';
import { expiryFault, hoursAfter, ownerOf, rolesFault } from '../key-rules';
import { isNoWider, limitFault } from '../key-limits';
import { declare, nothing } from '../operation';
import { cursorText, page, pageOf, pageQuery } from '../paging';
import { actorOf, principalOf } from '../principal';
import { notFound, problem } from '../problem';
import {
  apiKeySchema,
  apiKeyView,
  EXAMPLE_KEY_ID,
  exampleIssuedKey,
  exampleKey,
  issuedKeySchema,
  newKeySchema,
  rotationSchema,
} from '../schemas/api-key';

const params = z.strictObject({ id: z.uuid().describe('The id of the key, not the key itself.') });
const whose = {
  landlordId: z
    .uuid()
    .optional()
    .describe("Only for the platform's own key: whose keys are meant. Without it, its own."),
};
const example = { params: { id: EXAMPLE_KEY_ID } };

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
  refusals: {
    422: {
      code: 'contradictory_request',
      description:
        'The roles do not fit the owner of the key, `only` names what they may not call or more than the caller may itself, it would be expired already, or there is no such landlord.',
    },
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
  mayBeAbsent: true,
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

const rotate = declare({
  id: 'rotateApiKey',
  answersWithSecret: true,
  tag: 'API keys',
  summary: 'Replace an API key by a new one',
  description:
    'The new key has the same name, roles, person, limits and expiry. The old one works on for the overlap, so that nothing stops. In the demo, the example works with the key of hexagon.',
  may: 'manageKeys',
  params,
  query: z.strictObject(whose),
  body: rotationSchema,
  answers: {
    201: { description: 'The new key, shown once.', schema: issuedKeySchema, example: exampleIssuedKey },
  },
  refusals: { 409: { code: 'key_not_active', description: 'The key is revoked or expired.' } },
  example: { ...example, body: { overlapHours: 24 } },
});

const revoke = declare({
  id: 'revokeApiKey',
  tag: 'API keys',
  summary: 'Revoke an API key',
  description:
    'The key stops working at once and for good. Revoking it again changes nothing. In the demo, the example works with the key of hexagon.',
  may: 'manageKeys',
  params,
  query: z.strictObject(whose),
  answers: { 204: nothing('It is revoked.') },
  example,
});

const NO_SUCH_LANDLORD = {
  in: 'body' as const,
  pointer: '/landlordId',
  detail: 'no such landlord is visible to this key',
};

const TOO_WIDE = {
  in: 'body' as const,
  pointer: '/only',
  detail: 'The key would be good for more than the one that asks for it.',
};

export function apiKeyRoutes(app: Scope, { database, now, keys, served, cursors: all }: RouteDeps): void {
  const isOwner = async (id: string) => id === PLATFORM || (await findLandlord(database, id)) !== null;

  app.post('/api-keys', createKey, async (request, reply) => {
    const { name, roles, person, only, expiresAt, landlordId } = request.body;
    const principal = principalOf(request);
    const owner = ownerOf(principal, landlordId);
    if (owner === null || !(await isOwner(owner))) {
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
    if (owner === null || !(await isOwner(owner))) return notFound(reply);
    concern(request, owner);
    const cursors = await all.of(request);
    const afterId = cursors.read(cursor, z.uuid());
    const rows = await listKeys(database, owner, { afterId, limit: limit + 1 });
    const shown = page(reply, { rows, limit, cursors, position: (row) => row.id, view: apiKeyView });
    return count ? { ...shown, count: await countKeys(database, owner) } : shown;
  });

  app.post('/api-keys/:id/rotations', rotate, async (request, reply) => {
    const { id } = request.params;
    const principal = principalOf(request);
    const owner = ownerOf(principal, request.query.landlordId);
    if (owner === null || !(await isOwner(owner))) return notFound(reply);
    concern(request, owner);
    if (principal.only !== null) {
      const old = await findKeyById(database, owner, id);
      if (old && !isNoWider(old.only, principal.only))
        return problem(reply, 'beyond_key', { detail: TOO_WIDE.detail });
    }
    const at = now();
    const { key, ...secret } = generateKey(owner);
    const row = await rotateKey(database, owner, id, {
      id: uuidv7(),
      ...secret,
      createdAt: at,
      createdBy: actorOf(principal),
      oldKeyUntil: hoursAfter(at, request.body.overlapHours),
    });
    keys.forget(owner);
    if (row) {
      hasMade(request, row);
      reply.code(201);
      return { ...apiKeyView(row), key };
    }
    const old = await findKeyById(database, owner, id);
    if (!old) return notFound(reply);
    const ended = old.revokedAt === null ? `expired at ${old.expiresAt}` : `was revoked at ${old.revokedAt}`;
    return problem(reply, 'key_not_active', { detail: `The key ${old.prefix}… ${ended}.` });
  });

  app.delete('/api-keys/:id', revoke, async (request, reply) => {
    const owner = ownerOf(principalOf(request), request.query.landlordId);
    if (owner === null || !(await isOwner(owner))) return notFound(reply);
    concern(request, owner);
    if (!(await revokeKey(database, owner, request.params.id, now()))) return notFound(reply);
    // Other processes hear of it from the database; in this one it is over before the answer leaves.
    keys.forget(owner);
    return reply.code(204).send();
  });
}
