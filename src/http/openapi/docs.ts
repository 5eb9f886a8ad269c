import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, onRequestHookHandler } from 'fastify';
import { release } from '../operations/release';
import type { ServedRoutes } from '../operations/served-routes';
import { openApiDocument } from './document';

/**
 * What the page needs, and nothing else: its own files, the images within its style sheet, and requests to this service.
 * Without `upgrade-insecure-requests`: trial runs are plain http, and a browser elsewhere than localhost would find no
 * style sheet.
 */
const PAGE = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/**
 * Swagger UI over our own document: the plugin's generator is given nothing to generate from, because it cannot read
 * zod, and hands out what we wrote. `app.swagger()` is the document from then on.
 */
export function serveDocs(app: FastifyInstance, routes: ServedRoutes): void {
  app.register(fastifySwagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Redress', version: release() } },
    transform: ({ url }) => ({ url, schema: { hide: true } }),
    // The plugin's own type of a document covers less of OpenAPI 3.1 than we write.
    transformObject: () =>
      openApiDocument(routes.operations) as Exclude<ReturnType<FastifyInstance['swagger']>, string>,
  });
  app.addHook('onRoute', (route) => {
    if (route.url === '/docs/static/*') route.onRequest = refuseOtherPaths;
  });
  app.register(fastifySwaggerUi, {
    routePrefix: '/docs',
    uiConfig: {
      // Kept by the browser, a key would be there for the next person at a shared computer.
      persistAuthorization: false,
      tryItOutEnabled: true,
      displayRequestDuration: true,
      displayOperationId: false,
      docExpansion: 'list',
      // Long models come last and closed: the people here came for the operations.
      defaultModelsExpandDepth: 0,
      filter: true,
    },
    // The plugin's own banner, with its logo and a field to explore other documents, is no use to operations staff.
    theme: {
      title: 'Redress',
      css: [{ filename: 'redress.css', content: '.swagger-ui .topbar { display: none }' }],
    },
    staticCSP: PAGE,
  });
}

/** The files of Swagger UI lie in one folder, each under a plain name. */
const FILE = /^[\w-]+(\.[\w-]+)*$/;
const LONGEST_FILE = 100;

/**
 * What leads out of that folder, or could be no file in it, is not there. Left to the plugin it would be looked for on
 * the disk, and what the disk says of it answered.
 */
const refuseOtherPaths: onRequestHookHandler = (request, reply, done) => {
  const file: unknown = Object(request.params)['*'];
  // A part of a file, or a file on a condition other than its tag, is nothing that a browser needs of them.
  for (const name of ['if-match', 'if-range', 'if-unmodified-since', 'range'])
    delete request.raw.headers[name];
  if (typeof file === 'string' && file.length <= LONGEST_FILE && FILE.test(file)) return done();
  reply.callNotFound();
};
