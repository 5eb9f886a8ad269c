import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import pino from 'pino';

/** Writes openapi/openapi.json from the routes as built. It needs no database: the app starts without one. */
const require = createRequire(import.meta.url);
const { buildApp } = require('../dist/http/app.js');
const { openDatabase } = require('../dist/db/connection/client.js');

const database = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' });
const app = buildApp({ database, now: () => '2026-01-01T00:00:00Z', logger: pino({ level: 'silent' }) });
await app.ready();
writeFileSync(
  new URL('../openapi/openapi.json', import.meta.url),
  `${JSON.stringify(app.swagger(), null, 2)}\n`,
);
await app.close();
await database.close();
