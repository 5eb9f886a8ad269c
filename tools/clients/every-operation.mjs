import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A generator that passes over what it does not understand still writes code that compiles. */

const { paths } = JSON.parse(readFileSync('../../openapi/openapi.json', 'utf8'));
const operations = Object.values(paths)
  .flatMap((item) => Object.values(item))
  .flatMap(({ operationId }) => operationId ?? []);

for (const client of readdirSync('generated')) {
  const code = readdirSync(join('generated', client), { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join('generated', client, file), 'utf8'))
    .join('\n');
  const missing = operations.filter((id) => !new RegExp(`\\b${id}\\s*[:=]\\s*(async\\s*)?[<(]`).test(code));
  console.log(`${client}: ${operations.length - missing.length} of ${operations.length} operations`);
  if (missing.length > 0) {
    console.error(`Missing: ${missing.join(', ')}`);
    process.exitCode = 1;
  }
}
