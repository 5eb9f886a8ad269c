import { type ChildProcess, type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { until } from '../support/wait-until';

/** The build before `npm start` and `npm run admin`, in a clone with a service of two files. */

const ROOT = join(__dirname, '../..');
let clone: string;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'redress clone '));
  for (const name of ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.mjs'])
    cpSync(join(ROOT, name), join(clone, name));
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
  source(
    'admin.ts',
    `import { word } from './policy/word';\nimport { n } from './n.json';\nconsole.log(word, n);`,
  );
  source('policy/word.ts', `export const word: string = 'first';`);
  source('n.json', '{ "n": 1 }');
});

afterEach(() => rmSync(clone, { recursive: true, force: true }));

function source(name: string, text: string): void {
  const file = join(clone, 'src', name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const BUILDER = ['scripts/build.mjs', '--when-newer'];
const build = () => spawnSync(process.execPath, BUILDER, { cwd: clone, encoding: 'utf8' });
const npmRunAdmin = () => spawnSync('npm', ['run', '--silent', 'admin'], { cwd: clone, encoding: 'utf8' });
/** The same without npm, which takes longer than the two together. */
function admin(): SpawnSyncReturns<string> {
  const built = build();
  if (built.status !== 0) return built;
  return spawnSync(process.execPath, ['dist/admin.js'], { cwd: clone, encoding: 'utf8' });
}
const dist = (name = '') => join(clone, 'dist', name);
/** Another directory each time it is built. */
const buildNow = () => statSync(dist()).ino;
const besideDist = () => readdirSync(clone).filter((name) => name.startsWith('dist'));

describe('before a start', () => {
  test('it is built where nothing is, and not again while no source changes', () => {
    expect(npmRunAdmin()).toMatchObject({ status: 0, stdout: 'first 1\n', stderr: '' });
    const first = buildNow();
    expect(npmRunAdmin().stdout).toBe('first 1\n');
    expect(buildNow()).toBe(first);
    expect(besideDist()).toEqual(['dist']);
  });

  test.each([
    ['a source is edited', () => source('policy/word.ts', `export const word = 'later';`), 'later 1\n'],
    ['a file of data is edited', () => source('n.json', '{ "n": 2 }'), 'first 2\n'],
    ['a setting of the compiler is touched', () => touch('tsconfig.json', 0), 'first 1\n'],
    ['a source has become older, as one that is restored', () => touch('src/n.json', -1000), 'first 1\n'],
  ])('it is built again when %s', (_when, change, said) => {
    build();
    const first = buildNow();
    change();
    expect(admin().stdout).toBe(said);
    expect(buildNow()).not.toBe(first);
  });

  function touch(name: string, seconds: number): void {
    const at = Date.now() / 1000 + seconds;
    utimesSync(join(clone, name), at, at);
  }

  test('what is built of a source goes when the source does', () => {
    build();
    rmSync(join(clone, 'src/policy/word.ts'));
    expect(admin()).toMatchObject({ status: 1, stderr: expect.stringContaining(`'./policy/word'`) });
    expect(readdirSync(dist())).not.toContain('policy');
  });

  test('a source that cannot be read as TypeScript is named, and what was built stays', () => {
    build();
    source('policy/word.ts', 'export const word = ;');
    const refused = npmRunAdmin();
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toContain('src/policy/word.ts(1,21): error TS1109: Expression expected.');
    expect(readFileSync(dist('policy/word.js'), 'utf8')).toContain('first');
    expect(besideDist()).toEqual(['dist']);
  });

  test('a release without sources is taken as it was built', () => {
    build();
    rmSync(join(clone, 'src'), { recursive: true });
    rmSync(join(clone, 'node_modules'));
    expect(npmRunAdmin()).toMatchObject({ status: 0, stdout: 'first 1\n', stderr: '' });
  });
});

describe('a build while others run', () => {
  test('one that is killed half way counts for nothing, and the next clears it away', async () => {
    build();
    for (let n = 0; n < 150; n += 1) source(`more/file-${n}.ts`, `export const n: number = ${n};`);
    const killed = spawn(process.execPath, BUILDER, { cwd: clone });
    await until('it has begun', () => existsSync(join(clone, `dist.new-${killed.pid}`, 'more')));
    await end(killed);
    expect(besideDist()).toEqual(['dist', `dist.new-${killed.pid}`]);
    expect(readdirSync(dist())).not.toContain('more');
    expect(admin().stdout).toBe('first 1\n');
    expect(readdirSync(dist('more'))).toHaveLength(300);
    expect(besideDist()).toEqual(['dist']);
  });

  function end(child: ChildProcess): Promise<unknown> {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    return ended;
  }

  test('three starts at once all start, and one build is left', async () => {
    const starts = Array.from({ length: 3 }, () =>
      spawn('npm', ['run', '--silent', 'admin'], { cwd: clone }),
    );
    const said = await Promise.all(
      starts.map(async ({ stdout }) => {
        let text = '';
        for await (const chunk of stdout) text += chunk;
        return text;
      }),
    );
    expect(said).toEqual(Array(3).fill('first 1\n'));
    expect(besideDist()).toEqual(['dist']);
  });

  test('who looks meanwhile finds the one before or the new one, and never half of either', async () => {
    for (let n = 0; n < 20; n += 1) source(`many/file-${n}.ts`, `export const n = ${n};`);
    build();
    const seen: string[] = [];
    for (const word of ['second', 'third']) {
      source('policy/word.ts', `export const word = '${word}';`);
      const builder = spawn(process.execPath, BUILDER, { cwd: clone });
      while (builder.exitCode === null) {
        seen.push(look());
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    expect(new Set(seen.filter((found) => found !== 'lacking'))).toEqual(
      new Set(['first', 'second', 'third']),
    );
    // There is none between the two renames; while it is being built there is the one before.
    expect(seen.filter((found) => found === 'lacking').length).toBeLessThan(seen.length / 5);
  });

  function look(): string {
    try {
      const text = readFileSync(dist('policy/word.js'), 'utf8');
      for (let n = 0; n < 20; n += 1) readFileSync(dist(`many/file-${n}.js`));
      return /'(\w+)'/.exec(text)?.[1] ?? text;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'lacking';
      throw error;
    }
  }
});
