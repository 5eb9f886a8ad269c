import { z } from 'zod';

export type JsonObject = { [key: string]: unknown };

/**
 * Zod schemas as the JSON Schema of OpenAPI 3.1. A schema with an id is written once, among the components, and only
 * if something refers to it. The form that is read (`input`) is used for answers too: the two differ only in that a
 * field with a default may be absent, and a twin of each component would say nothing else.
 */
export class SchemaBook {
  readonly components: Record<string, JsonObject> = {};

  /** A schema to stand in the document: a reference where it has an id. */
  write(schema: z.ZodType): JsonObject {
    // Zod writes out the root whatever its id; inside an object it becomes a reference like any other.
    const { root } = this.shape(z.object({ root: schema })).properties;
    return root ?? {};
  }

  /** An object schema opened up, to list its fields one by one. */
  shape(schema: z.ZodObject): { properties: Record<string, JsonObject>; required: string[] } {
    const written = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
    const { $defs = {}, properties = {}, required = [] } = plain(written) as Opened;
    Object.assign(this.components, $defs);
    return { properties, required };
  }
}

interface Opened {
  $defs?: Record<string, JsonObject>;
  properties?: Record<string, JsonObject>;
  required?: string[];
}

const HELD_BY_ANY_NUMBER = new Set([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]);

/**
 * Moves references to where OpenAPI keeps components, and leaves out what `format` and `integer` already say, and
 * `readOnly`: zod means by it that our own code changes nothing, OpenAPI that a request must not contain it.
 */
function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).filter(([key, value]) => {
    if (key === 'readOnly' && value === true) return false;
    if (key === 'pattern' && 'format' in node) return node.format !== 'uuid';
    return !((key === 'minimum' || key === 'maximum') && HELD_BY_ANY_NUMBER.has(Number(value)));
  });
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string'
        ? value.replace('#/$defs/', '#/components/schemas/')
        : plain(value),
    ]),
  );
}
