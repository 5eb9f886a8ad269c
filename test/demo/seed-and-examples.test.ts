import { seedDemo } from '../../src/demo/seed';
import type { DemoKeys } from '../../src/demo/keys';
import { DEMO_ACTS } from '../../src/http/schemas/examples';
import { startTestApp, TEST_NOW, type TestApp } from '../support/app';
import { expectStoredEqualsReplay } from '../support/whole-record';

let service: TestApp;
let keys: DemoKeys;
beforeAll(async () => {
  service = await startTestApp();
  const seeded = await seedDemo(service.database, TEST_NOW, () => undefined);
  if (!seeded) throw new Error('The database was not empty');
  keys = seeded;
});
afterAll(() => service.stop());

interface Operation {
  readonly operationId: string;
  readonly description: string;
  readonly security?: unknown[];
  readonly parameters?: { name: string; in: string; required?: boolean; example?: string }[];
  readonly requestBody?: { content: { 'application/json': { example?: object } } };
}

/** The operation as Swagger UI would send it: its path and query filled from the examples. */
function address(path: string, { parameters = [] }: Operation): string {
  const given = parameters.filter(({ example }) => example !== undefined);
  const filled = given
    .filter((parameter) => parameter.in === 'path')
    .reduce(
      (text, { name, example }) => text.replace(`{${name}}`, encodeURIComponent(String(example))),
      path,
    );
  const query = given
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, example }) => `${name}=${example}`);
  return query.length > 0 ? `${filled}?${query.join('&')}` : filled;
}

/** The key its description names; of the others, those that only the platform may use need the platform's. */
function keyFor({ description, security }: Operation): string | undefined {
  if (security?.length === 0) return undefined;
  const named = /works with the key of ([a-z]+)/.exec(description)?.[1];
  return named === 'the' ? keys.platform.key : keys[named ?? 'hexagon']?.key;
}

test('every operation’s example works as it stands with the key its description names', async () => {
  const { body } = await service.as().get('/openapi.json');
  const operations = Object.entries(body.paths as Record<string, Record<string, Operation>>).flatMap(
    ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  // What takes a thing away comes after what reads it.
  const order = ['get', 'put', 'post', 'delete'];
  operations.sort((a, b) => order.indexOf(a.method) - order.indexOf(b.method));
  const failed: unknown[] = [];
  for (const { method, path, operation } of operations) {
    if (!(method === 'get' || method === 'put' || method === 'post' || method === 'delete'))
      throw new Error(method);
    const example = operation.requestBody?.content['application/json'].example;
    const { status, body: answer } = await service
      .as(keyFor(operation))
      [method](address(path, operation), example);
    const { refused } = DEMO_ACTS[path.replace('/v1/complaints/{id}/', '')] ?? {};
    if (refused) expect(answer.code).toBe(refused);
    else if (status >= 300)
      failed.push([operation.operationId, status, answer.code, answer.detail ?? answer.errors]);
  }
  expect(failed).toEqual([]);
});

test('after all of them every stored complaint still equals its events', async () => {
  for (const { landlordId } of Object.values(keys)) {
    if (landlordId) await expectStoredEqualsReplay(service.database, landlordId);
  }
});

test('the demo has for each landlord a complaint at every point of its procedure, and something due soon', async () => {
  const other = await startTestApp();
  const seeded = await seedDemo(other.database, TEST_NOW, () => undefined);
  for (const name of ['hexagon', 'westfield', 'settle', 'arches', 'hhs']) {
    const { body } = await other.as(seeded![name]!.key).get('/v1/complaints?sort=receivedOn');
    const references = body.items.map(({ reference }: { reference: string }) => reference).sort();
    expect(references).toEqual([
      'C-2024-000001',
      'C-2024-000002',
      'C-2024-000003',
      'C-2024-000004',
      'C-2026-000001',
    ]);
  }
  expect(await seedDemo(other.database, TEST_NOW, () => undefined)).toBeNull();
  await other.stop();
});
