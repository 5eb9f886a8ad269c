import { z } from 'zod';

export type JsonObject = { [key: string]: unknown };

/**
 * The two directions of a schema. A request is strict: a field that is not known is refused, and what may be left out
 * may be sent as null. An answer is open: a later release adds fields to it, and a client has to pass them over.
 */
export type Direction = 'request' | 'answer';

/**
 * Zod schemas as the JSON Schema of OpenAPI 3.1, in one direction. A schema with an id is written once, among the
 * components, and only if something refers to it. The form that is read (`input`) is used for answers too: the two
 * differ only in that a field with a default may be absent.
 */
export class SchemaBook {
  readonly components: Record<string, JsonObject> = {};

  constructor(
    private readonly direction: Direction,
    /** Components whose names are taken by another form of the same. */
    private readonly taken: Readonly<Record<string, JsonObject>> = {},
  ) {}

  /** A schema to stand in the document: a reference where it has an id. */
  write(schema: z.ZodType): JsonObject {
    // Zod writes out the root whatever its id; inside an object it becomes a reference like any other.
    const { root } = this.shape(z.object({ root: schema })).properties;
    return root ?? {};
  }

  /** An object schema opened up, to list its fields one by one. */
  shape(schema: z.ZodObject): { properties: Record<string, JsonObject>; required: string[] } {
    const {
      $defs = {},
      properties = {},
      required = [],
    } = z.toJSONSchema(schema, {
      io: 'input',
      target: 'draft-2020-12',
    }) as Opened;
    for (const [id, written] of Object.entries($defs))
      this.components[this.nameOf(id)] = this.written(written) as JsonObject;
    const fields = Object.entries(properties).map(([name, field]) => [name, this.written(field)]);
    return { properties: Object.fromEntries(fields), required };
  }

  private nameOf(id: string): string {
    return id in this.taken ? `${id}Input` : id;
  }

  /**
   * Moves references to where OpenAPI keeps components, and leaves out what `format` and `integer` already say, and
   * `readOnly`: zod means by it that our own code changes nothing, OpenAPI that a request must not contain it.
   */
  private written(node: unknown): unknown {
    if (Array.isArray(node)) return node.map((each) => this.written(each));
    if (typeof node !== 'object' || node === null) return node;
    const entries = Object.entries(node).filter(([key, value]) => {
      if (key === 'readOnly' && value === true) return false;
      if (key === 'additionalProperties' && value === false) return this.direction === 'request';
      if (key === 'pattern' && 'format' in node) return node.format !== 'uuid';
      return !((key === 'minimum' || key === 'maximum') && HELD_BY_ANY_NUMBER.has(Number(value)));
    });
    const written = Object.fromEntries(
      entries.map(([key, value]) => [
        key,
        key === '$ref' && typeof value === 'string'
          ? `#/components/schemas/${this.nameOf(value.replace('#/$defs/', ''))}`
          : this.written(value),
      ]),
    );
    return this.direction === 'request' ? withNulls(written) : written;
  }
}

interface Opened {
  $defs?: Record<string, unknown>;
  properties?: Record<string, unknown>;
  required?: string[];
}

const HELD_BY_ANY_NUMBER = new Set([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]);

/** An object whose fields may each be null where they may be absent. */
function withNulls(node: JsonObject): JsonObject {
  const { properties, required = [] } = node as Opened;
  if (node.type !== 'object' || properties === undefined) return node;
  const fields = Object.entries(properties as Record<string, JsonObject>);
  const nullable = fields.map(([name, field]) => [name, required.includes(name) ? field : orNull(field)]);
  return { ...node, properties: Object.fromEntries(nullable) };
}

function orNull(schema: JsonObject): JsonObject {
  const { type, anyOf, description, ...rest } = schema;
  const isOneType = typeof type === 'string' && !('enum' in rest) && !('const' in rest);
  if (isOneType) return { ...schema, type: [type, 'null'] };
  if (Array.isArray(anyOf)) {
    const hasNull = anyOf.some((form) => (form as JsonObject).type === 'null');
    return hasNull ? schema : { ...schema, anyOf: [...anyOf, { type: 'null' }] };
  }
  const own = type === undefined ? rest : { type, ...rest };
  return {
    ...(description !== undefined && { description }),
    anyOf: [own, { type: 'null' }],
  };
}
