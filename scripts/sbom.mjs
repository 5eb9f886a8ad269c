import { execSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Prints a CycloneDX bill of materials of what a production installation may hold. `npm sbom --omit dev` alone leaves
 * out what the development needs as well (with npm 11.19 that was jose, lru-cache and half of pg), so it is given a
 * package that has no development.
 */
const read = (name) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));
const { devDependencies: _, ...manifest } = read('package.json');
const lock = read('package-lock.json');
const { devDependencies: __, ...root } = lock.packages[''];
const packages = Object.fromEntries(
  Object.entries({ ...lock.packages, '': root }).filter(([, { dev }]) => dev !== true),
);

const parent = mkdtempSync(join(tmpdir(), 'redress-sbom-'));
// npm names the service in the bill after the directory.
const directory = join(parent, manifest.name);
mkdirSync(directory);
writeFileSync(join(directory, 'package.json'), JSON.stringify(manifest));
writeFileSync(join(directory, 'package-lock.json'), JSON.stringify({ ...lock, packages }));
try {
  const command = 'npm sbom --package-lock-only --sbom-format cyclonedx --sbom-type application';
  process.stdout.write(execSync(command, { cwd: directory, stdio: ['ignore', 'pipe', 'inherit'] }));
} finally {
  rmSync(parent, { recursive: true });
}
