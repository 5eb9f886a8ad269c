import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtService } from '../support/built-service';
import { createEmptyDatabase } from '../support/database';
import { landlordAt, send } from '../support/landlord-over-http';
import { startService } from '../support/running-service';
import { startCollector } from './trace-collector';

const built = builtService();
let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'redress traces '));
});
afterAll(() => {
  rmSync(cwd, { recursive: true, force: true });
});

test('told of a collector, the service sends it what it did, in protobuf, the last of it when it is told to stop', async () => {
  const collector = await startCollector();
  const { url: databaseUrl, drop } = await createEmptyDatabase();
  const service = await startService(built, cwd, {
    DATABASE_URL: databaseUrl,
    HOST: '127.0.0.1',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_SERVICE_NAME: 'complaints-of-the-north',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=trial',
  });
  const { key, database } = await landlordAt(service.url, databaseUrl);
  await database.close();
  expect((await send({ url: service.url, key }, 'GET', '/v1/complaints')).status).toBe(200);
  expect(await service.end('SIGTERM')).toBe(0);
  await drop();

  expect(new Set(collector.types)).toEqual(new Set(['application/x-protobuf']));
  // Protobuf writes texts as they are.
  const sent = Buffer.concat(collector.bodies).toString('latin1');
  for (const text of ['complaints-of-the-north', 'trial', 'GET /v1/complaints', 'maintenance', 'figures'])
    expect(sent).toContain(text);
  expect(sent).not.toContain(key);
  await collector.stop();
});
