import { readFileSync } from 'node:fs';
import { join } from 'node:path';

test('Compose begins with no password that everybody knows: it asks for each and says which', () => {
  const compose = readFileSync(join(__dirname, '../../docker-compose.yml'), 'utf8');
  const wanted = [...compose.matchAll(/\$\{(\w*PASSWORD)([^}]*)\}/g)];
  expect(new Set(wanted.map(([, name]) => name))).toEqual(
    new Set(['REDRESS_DB_PASSWORD', 'REDRESS_SERVICE_PASSWORD']),
  );
  expect(wanted.filter(([, , otherwise]) => !otherwise?.startsWith(':?the password'))).toEqual([]);
  for (const [, password] of compose.matchAll(/(?:postgres:\/\/\w+:|PASSWORD: )(\S)/g))
    expect(password).toBe('$');
});
