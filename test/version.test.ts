import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

test('package, API document and changelog bear one version number', () => {
  const { version } = JSON.parse(read('package.json'));
  expect(JSON.parse(read('package-lock.json')).version).toBe(version);
  expect(JSON.parse(read('openapi/openapi.json')).info.version).toBe(version);
  // What the next version brings is gathered above the last one.
  const headings = [...read('CHANGELOG.md').matchAll(/^## (\S+)/gm)].map(([, heading]) => heading);
  expect(headings[0] === 'Unreleased' ? headings[1] : headings[0]).toBe(version);
});
