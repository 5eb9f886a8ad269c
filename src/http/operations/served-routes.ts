import type { FastifyInstance } from 'fastify';
import type { Operation } from './operation';

export interface ServedOperation {
  readonly method: string;
  /** As OpenAPI writes it: `/v1/landlords/{id}`. */
  readonly path: string;
  readonly operation: Operation;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: Operation;
  }
}

/** What the app serves, noted as routes are added: the OpenAPI document and the Allow header are read off it. */
export class ServedRoutes {
  readonly operations: ServedOperation[] = [];
  private readonly methods = new Map<string, Set<string>>();

  watch(app: FastifyInstance): void {
    app.addHook('onRoute', ({ method, url, config }) => {
      const path = url.replace(/:(\w+)/g, '{$1}');
      const known = this.methods.get(path) ?? new Set();
      this.methods.set(path, known);
      for (const each of [method].flat()) {
        known.add(each);
        // Fastify serves a HEAD beside each GET; it is the same operation.
        if (config?.operation && each !== 'HEAD')
          this.operations.push({ method: each, path, operation: config.operation });
      }
    });
  }

  /** The methods that some route takes at this very path; asked only once no route matched, so a scan is cheap enough. */
  methodsOf(path: string): string[] {
    const segments = path.replace(/(?!^)\/$/, '').split('/');
    for (const [pattern, methods] of this.methods) {
      const expected = pattern.split('/');
      const fits = (segment: string, at: number) =>
        segment === segments[at] || (segment.startsWith('{') && segments[at] !== '');
      if (expected.length === segments.length && expected.every(fits)) return [...methods].sort();
    }
    return [];
  }
}
