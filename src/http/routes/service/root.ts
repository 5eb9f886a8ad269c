import { z } from 'zod';
import type { Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { preferred } from '../../hooks/refuse-unacceptable';

const PLACES = {
  documentation: '/docs',
  description: '/openapi.json',
  api: '/v1',
  live: '/health/live',
  ready: '/health/ready',
} as const;

const root = declare({
  id: 'readRoot',
  tag: 'Service',
  summary: 'Where everything is',
  description:
    'The paths to begin with. A browser is sent on to the page where every operation can be tried.',
  may: null,
  answers: {
    200: {
      description: 'The paths.',
      schema: z.record(z.string(), z.string()),
      example: PLACES,
    },
    302: { description: 'To the page.', schema: z.undefined(), headers: ['Location'] },
  },
});

export function rootRoute(app: Scope): void {
  app.get('/', root, async (request, reply) => {
    const { accept = '*/*' } = request.headers;
    // Of the two a browser would rather have HTML. Without a slash before it, the path holds behind any prefix.
    const isBrowser = preferred(accept, ['application/json', 'text/html']) === 'text/html';
    if (!isBrowser) return { ...PLACES };
    return reply.code(302).header('location', 'docs').send(undefined);
  });
}
