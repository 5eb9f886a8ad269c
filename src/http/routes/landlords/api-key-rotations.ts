import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { generateKey } from '../../../db/access/api-key-secret';
import { findKeyById, rotateKey } from '../../../db/access/api-keys';
import { concern, hasMade } from '../../hooks/access-log';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { isNoWider, TOO_WIDE } from '../../auth/key-limits';
import { hoursAfter, isOwner, ownerOf } from '../../auth/key-rules';
import { declare } from '../../operations/operation';
import { actorOf, principalOf } from '../../auth/principal';
import { notFound, problem } from '../../problems/problem';
import {
  apiKeyView,
  exampleIssuedKey,
  issuedKeySchema,
  keyExample,
  keyParams,
  rotationSchema,
  whose,
} from '../../schemas/api-key';

const rotate = declare({
  id: 'rotateApiKey',
  answersWithSecret: true,
  tag: 'API keys',
  summary: 'Replace an API key by a new one',
  description:
    'The new key has the same name, roles, person, limits and expiry. The old one works on for the overlap, so that nothing stops. A key is replaced once: of two requests the second is refused and told which key took its place. In the demo, the example works with the key of hexagon.',
  may: 'manageKeys',
  params: keyParams,
  query: z.strictObject(whose),
  body: rotationSchema,
  answers: {
    201: { description: 'The new key, shown once.', schema: issuedKeySchema, example: exampleIssuedKey },
  },
  example: { ...keyExample, body: { overlapHours: 24 } },
});

export function apiKeyRotationRoutes(app: Scope, { database, now, keys }: RouteDeps): void {
  app.post('/api-keys/:id/rotations', rotate, async (request, reply) => {
    const { id } = request.params;
    const principal = principalOf(request);
    const owner = ownerOf(principal, request.query.landlordId);
    if (owner === null || !(await isOwner(database, owner))) return notFound(reply);
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
    if (old.revokedAt === null && old.replacedBy !== null)
      return problem(reply, 'key_replaced', {
        detail: `Another key took the place of ${old.prefix}… already.`,
        facts: { replacedBy: old.replacedBy },
      });
    const ended = old.revokedAt === null ? `expired at ${old.expiresAt}` : `was revoked at ${old.revokedAt}`;
    return problem(reply, 'key_not_active', { detail: `The key ${old.prefix}… ${ended}.` });
  });
}
