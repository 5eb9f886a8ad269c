import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { buildApp } from '../../../src/http/app';
import { openDatabase } from '../../../src/db/connection/client';
import { type ServedOperation, ServedRoutes } from '../../../src/http/operations/served-routes';
import { startTestApp, TEST_NOW } from '../../support/app';

type Json = Record<string, unknown>;

let served: Json;
let operations: readonly ServedOperation[];
beforeAll(async () => {
  const service = await startTestApp();
  served = (await service.as().get('/openapi.json')).body;
  await service.stop();

  const database = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' });
  const app = buildApp({ database, now: () => TEST_NOW, logger: pino({ level: 'silent' }) });
  const routes = new ServedRoutes();
  routes.watch(app);
  await app.ready();
  operations = routes.operations;
  await app.close();
  await database.close();
});

test('the committed document is the one that is served; `npm run openapi` writes it anew', () => {
  const committed = JSON.parse(readFileSync(join(__dirname, '../../../openapi/openapi.json'), 'utf8'));
  expect(committed).toEqual(served);
});

test('every operation is in it once, under a name of its own', () => {
  const ids = operations.map(({ operation }) => operation.id);
  expect(new Set(ids).size).toBe(ids.length);
  const written = Object.values(served.paths as Record<string, Record<string, Json>>)
    .flatMap((methods) => Object.values(methods))
    .map(({ operationId }) => operationId);
  expect(written.sort()).toEqual([...ids].sort());
});

test('every example of a request is one that its own schema takes', () => {
  const wrong = operations.flatMap(({ operation: { id, params, query, body, example = {} } }) => [
    ...(params && example.params && !params.safeParse(example.params).success ? [`${id} params`] : []),
    ...(body && !body.safeParse(example.body).success ? [`${id} body`] : []),
    // Numbers arrive as text in a query.
    ...(query && example.query && !query.safeParse(asText(example.query)).success ? [`${id} query`] : []),
  ]);
  expect(wrong).toEqual([]);
});

test('every parameter of a path has an example, so that it can be tried as it stands', () => {
  const wanting = operations
    .filter(({ operation: { params, example } }) => params && !example?.params)
    .map(({ operation }) => operation.id);
  expect(wanting).toEqual([]);
});

test('every example of an answer is one that its own schema lets out', () => {
  const wrong = operations.flatMap(({ operation: { id, answers } }) =>
    Object.entries(answers)
      .filter(([, { schema, example }]) => example !== undefined && !schema.safeParse(example).success)
      .map(([status]) => `${id} ${status}`),
  );
  expect(wrong).toEqual([]);
});

test('no component stands in it that nothing refers to, and nothing refers to one that is missing', () => {
  const components = served.components as Record<string, Json>;
  const referred = new Set(
    [...JSON.stringify(served).matchAll(/"#\/components\/(\w+\/[\w-]+)"/g)].map(([, name]) => name),
  );
  const there = Object.entries(components)
    .filter(([kind]) => kind !== 'securitySchemes')
    .flatMap(([kind, named]) => Object.keys(named).map((name) => `${kind}/${name}`));
  expect(there.filter((name) => !referred.has(name))).toEqual([]);
  expect([...referred].filter((name) => !there.includes(name ?? ''))).toEqual([]);
});

test('every operation says how it fails, and needs a key unless it is about the service itself', () => {
  for (const { operation } of operations) {
    const { responses, security } = operationOf(operation.id);
    expect(Object.keys(responses as Json).some((status) => status.startsWith('4'))).toBe(true);
    expect([operation.id, (security as Json[]).length > 0]).toEqual([
      operation.id,
      operation.tag !== 'Service',
    ]);
  }
});

function operationOf(id: string): Json {
  const all = Object.values(served.paths as Record<string, Record<string, Json>>).flatMap((methods) =>
    Object.values(methods),
  );
  const found = all.find(({ operationId }) => operationId === id);
  if (!found) throw new Error(`No operation ${id}`);
  return found;
}

const asText = (query: Readonly<Json>): Json =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));

/** Every schema below a node, with the components it refers to, each once. */
function schemasBelow(node: unknown, seen = new Set<string>()): Json[] {
  if (Array.isArray(node)) return node.flatMap((each) => schemasBelow(each, seen));
  if (typeof node !== 'object' || node === null) return [];
  const { $ref } = node as Json;
  if (typeof $ref === 'string') {
    if (seen.has($ref)) return [];
    seen.add($ref);
    const found = $ref
      .slice(2)
      .split('/')
      .reduce<unknown>((inner, step) => (inner as Json)[step], served);
    return schemasBelow(found, seen);
  }
  return [node as Json, ...Object.values(node).flatMap((inner) => schemasBelow(inner, seen))];
}

const writtenOperations = (): Json[] =>
  Object.values(served.paths as Record<string, Record<string, Json>>).flatMap((methods) =>
    Object.values(methods),
  );

test('answers are open: none forbids a field that a later release may add', () => {
  const answers = schemasBelow(writtenOperations().map(({ responses }) => responses));
  expect(answers.filter(({ properties }) => properties).length).toBeGreaterThan(50);
  expect(answers.filter(({ additionalProperties }) => additionalProperties === false)).toEqual([]);
});

test('requests are strict, and each field that may be left out may be null', () => {
  // The holidays of GOV.UK are taken as they are published, with whatever else they say.
  const asPublished = new Set(['#/components/schemas/HolidayFeed']);
  const objects = schemasBelow(
    writtenOperations().map(({ requestBody }) => requestBody),
    asPublished,
  ).filter(({ type, properties }) => type === 'object' && properties);
  expect(objects.length).toBeGreaterThan(50);
  expect(objects.filter(({ additionalProperties }) => additionalProperties !== false)).toEqual([]);
  const refusing = objects.flatMap(({ properties, required = [] }) =>
    Object.entries(properties as Record<string, Json>)
      .filter(
        ([name, field]) =>
          !(required as string[]).includes(name) && !JSON.stringify(field).includes('"null"'),
      )
      .map(([name]) => name),
  );
  expect(refusing).toEqual([]);
});

test('every parameter says what it is for', () => {
  const silent = writtenOperations().flatMap(({ operationId, parameters = [] }) =>
    (parameters as Json[])
      .filter(({ description }) => typeof description !== 'string' || description.trim() === '')
      .map(({ name }) => `${operationId} ${name}`),
  );
  expect(silent).toEqual([]);
});
