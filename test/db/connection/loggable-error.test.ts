import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import pino from 'pino';
import { LOG_SERIALIZERS } from '../../../src/db/connection/loggable-error';
import { startTestApp, type TestApp } from '../../support/app';

let service: TestApp;
beforeAll(async () => {
  service = await startTestApp();
});
afterAll(() => service.stop());

/** A row that PostgreSQL refuses, telling what stood in it. */
async function refusedRow(): Promise<unknown> {
  await service.owner.query({ text: 'create table residents (name text check (length(name) < 3))' });
  return service.owner
    .query({ text: 'insert into residents values ($1)', values: ['Mrs Nakamura'] })
    .catch((error: unknown) => error);
}

test('what PostgreSQL says of the row it refused is on no line, whoever logs the error', async () => {
  const error = await refusedRow();
  expect(JSON.stringify(error)).toContain('Mrs Nakamura');
  const wrapped = new Error('Failed query, with: Mrs Nakamura', { cause: error });
  const written = new PassThrough();
  const logger = pino({ serializers: LOG_SERIALIZERS }, written);
  for (const fault of [error, wrapped]) {
    service.app.log.error({ err: fault }, 'of the service');
    service.app.log.child({ requestId: 'one' }).error({ err: fault }, 'of a request');
    logger.error({ err: fault }, 'of the process');
  }
  const lines = `${written.read()}${JSON.stringify(service.log)}`;
  expect(lines).not.toContain('Nakamura');
  expect(lines.split('"code":"23514"')).toHaveLength(7);
});

test('of what is thrown and is no error its kind alone is told', () => {
  const told = [null, undefined, 'Mrs Nakamura', { name: 'Mrs Nakamura' }].map(LOG_SERIALIZERS.err);
  expect(told).toEqual([null, undefined, { type: 'string' }, { type: 'object' }]);
});

/** The serializer knows one name: an error logged under another, or by a logger of another kind, would be told whole. */
test('every error that is logged is logged as err, by the one kind of logger there is', () => {
  const root = join(__dirname, '../../../src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const calls: string[] = [];
  for (const name of files) {
    const text = readFileSync(join(root, name), 'utf8');
    if (text.includes('pino('))
      expect([name, text]).toEqual([name, expect.stringContaining('serializers: LOG_SERIALIZERS')]);
    for (const [call] of text.matchAll(/\b(?:log|logger)\.(?:fatal|error|warn|info|debug|trace)\([^;]*;/g))
      calls.push(call);
    for (const [call] of text.matchAll(/console\.error\([^;]*\berror\b[^;]*;/g))
      expect([name, call]).toEqual([name, expect.stringMatching(/tellable\(error\)|error\.message/)]);
  }
  expect(calls.length).toBeGreaterThan(8);
  const careless = calls.filter((call) =>
    /\b(error|failure|fault)\b/.test(call.replace(/\berr: error\b/g, '').replace(/'[^']*'|\.error\(/g, '')),
  );
  expect(careless).toEqual([]);
});
