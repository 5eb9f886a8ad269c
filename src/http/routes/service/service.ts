import type { Registry } from 'prom-client';
import { z } from 'zod';
import type { Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';

const EXAMPLE = `# HELP redress_clocks_overdue Of those, the ones whose date has passed, by the date they are judged by
# TYPE redress_clocks_overdue gauge
redress_clocks_overdue{kind="respond"} 3
`;

const metrics = declare({
  id: 'readMetrics',
  tag: 'Service',
  summary: 'Figures for monitoring',
  description:
    'In the text format of Prometheus: requests and how long they took, database connections, entries of the access log that wait, memory and event loop; and what the hourly round of maintenance counted over all landlords: open complaints, dates running, overdue and missing by kind, answers kept for repeated requests, how far the event feed was held back, when the round ended and what failed in it. Those are absent until the first round of the process has ended. No figure names a landlord or a person.',
  may: null,
  answers: {
    200: { description: 'The figures.', schema: z.string(), mediaType: 'text/plain', example: EXAMPLE },
  },
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
