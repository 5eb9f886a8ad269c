import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { pathOf } from '../../problems/problem';
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

const PLACES_OF_EVERYTHING = {
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
} as const;
const root = declare({ id: 'readRoot', ...PLACES_OF_EVERYTHING });
/** The root names this path, and whoever follows it is no less in need of the others. */
const api = declare({
  id: 'readApiRoot',
  ...PLACES_OF_EVERYTHING,
  summary: 'Where everything is, for who follows /v1',
});

export function rootRoute(app: Scope): void {
  app.get('/', root, async (request, reply) =>
    // Without a slash before it, the path holds behind any prefix.
    isBrowser(request) ? reply.code(302).header('location', 'docs').send(undefined) : { ...PLACES },
  );
  app.get('/v1', api, async (request, reply) => {
    const page = pathOf(request.url).endsWith('/') ? '../docs' : 'docs';
    return isBrowser(request) ? reply.code(302).header('location', page).send(undefined) : { ...PLACES };
  });
}

/** Of the two a browser would rather have HTML. */
const isBrowser = ({ headers: { accept = '*/*' } }: Pick<FastifyRequest, 'headers'>): boolean =>
  preferred(accept, ['application/json', 'text/html']) === 'text/html';
