import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A clone with a service of two files and a file of data, new for each test, to try the build before a start on. */

const ROOT = join(__dirname, '../..');

export const BUILDER = ['scripts/build.mjs', '--when-newer'];

export interface SmallClone {
  /** The absolute path of a file or folder in the clone. */
  at(name: string): string;
  dist(name?: string): string;
  source(name: string, text: string): void;
  build(): SpawnSyncReturns<string>;
  npmRunAdmin(): SpawnSyncReturns<string>;
  /** The same without npm, which takes longer than the two together. */
  admin(): SpawnSyncReturns<string>;
  /** Another number each time it is built. */
  buildNow(): number;
  besideDist(): string[];
}

export function smallClone(): SmallClone {
  let clone: string;
  const at = (name: string) => join(clone, name);
  const dist = (name = '') => at(join('dist', name));
  const node = (...args: string[]) => spawnSync(process.execPath, args, { cwd: clone, encoding: 'utf8' });
  const build = () => node(...BUILDER);

  function source(name: string, text: string): void {
    const file = at(join('src', name));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  beforeEach(() => {
    clone = mkdtempSync(join(tmpdir(), 'redress clone '));
    for (const name of ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.mjs'])
      cpSync(join(ROOT, name), at(name));
    symlinkSync(join(ROOT, 'node_modules'), at('node_modules'));
    source(
      'admin.ts',
      `import { word } from './policy/word';\nimport { n } from './n.json';\nconsole.log(word, n);`,
    );
    source('policy/word.ts', `export const word: string = 'first';`);
    source('n.json', '{ "n": 1 }');
  });
  afterEach(() => rmSync(clone, { recursive: true, force: true }));

  return {
    at,
    dist,
    source,
    build,
    npmRunAdmin: () => spawnSync('npm', ['run', '--silent', 'admin'], { cwd: clone, encoding: 'utf8' }),
    admin() {
      const built = build();
      return built.status === 0 ? node('dist/admin.js') : built;
    },
    buildNow: () => statSync(dist()).ino,
    besideDist: () => readdirSync(clone).filter((name) => name.startsWith('dist')),
  };
}
