import type { Registry } from 'prom-client';
import { z } from 'zod';
import type { Scope } from '../app-type';
import { declare } from '../operation';

const metrics = declare({
  id: 'readMetrics',
  tag: 'Service',
  summary: 'Figures for monitoring',
  description: 'Requests, response times, database connections and memory in the text format of Prometheus.',
  may: null,
  answers: { 200: { description: 'The figures.', schema: z.string(), mediaType: 'text/plain' } },
});

const openApi = declare({
  id: 'readOpenApi',
  tag: 'Service',
  summary: 'This description, for machines',
  description: 'The OpenAPI 3.1 document that Swagger UI shows, to generate clients from.',
  may: null,
  answers: { 200: { description: 'The document.', schema: z.record(z.string(), z.unknown()) } },
});

export function serviceRoutes(app: Scope, { registry }: { readonly registry: Registry }): void {
  app.get('/metrics', metrics, async (_request, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });

  app.get('/openapi.json', openApi, async () => ({ ...app.swagger() }));
}
