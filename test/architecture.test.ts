import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { impurities, longSignatures, statuses } from './impurities';

const ROOT = join(__dirname, '..');
const SRC = join(ROOT, 'src');

function typescriptFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(directory, name));
}

/** What the compiler would see: a comment may name what the code may not. */
function codeOf(file: string): string {
  return readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:'"`])\/\/.*$/gm, '$1');
}

function filesWith(pattern: RegExp, files: readonly string[]): string[] {
  return files.flatMap((file) => {
    const found = pattern.exec(codeOf(file));
    return found === null ? [] : [`${relative(ROOT, file)} has ${JSON.stringify(found[0])}`];
  });
}

const allIn = (files: readonly string[], find: (name: string, text: string) => string[]): string[] =>
  files.flatMap((file) => find(relative(ROOT, file), readFileSync(file, 'utf8')));

interface Cruise {
  summary: {
    violations: { from: string; to: string; rule: { name: string } }[];
    ruleSetUsed: { forbidden: { name: string; comment: string }[] };
  };
}

/** Every breach of the import rules in the tree below `root`, as a sentence. */
function breaches(root: string): string[] {
  const cli = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(ROOT, '.dependency-cruiser.cjs');
  const run = spawnSync(process.execPath, [cli, 'src', '--config', config, '--output-type', 'json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!run.stdout.startsWith('{')) throw new Error(`dependency-cruiser failed: ${run.stderr}`);
  const { summary }: Cruise = JSON.parse(run.stdout);
  const why = new Map(summary.ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment]));
  return summary.violations.map(
    ({ from, to, rule }) => `${from} imports ${to}. ${why.get(rule.name) ?? rule.name}`,
  );
}

describe('the import rules', () => {
  test('no file of src imports what its folder may not', () => {
    expect(breaches(ROOT)).toEqual([]);
  });

  test('each rule is awake: a tree that breaks it is reported with the reason', () => {
    const root = mkdtempSync(join(tmpdir(), 'redress-imports-'));
    const write = (name: string, text: string) => {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    };
    for (const name of ['luxon', 'supertest']) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
      write(`node_modules/${name}/index.js`, 'exports.DateTime = 1;');
    }
    write(
      'package.json',
      JSON.stringify({
        name: 'breaches',
        dependencies: { zod: '*', luxon: '*' },
        devDependencies: { supertest: '*' },
      }),
    );
    write(
      'tsconfig.json',
      JSON.stringify({ compilerOptions: { module: 'node16', moduleResolution: 'node16' } }),
    );
    write('src/policy/dates/local-date.ts', `import { DateTime } from 'luxon'; export const a = DateTime;`);
    write('src/policy/a.ts', `import { readFileSync } from 'node:fs'; export const a = readFileSync;`);
    write('src/policy/b.ts', `import type { z } from '../db/z'; export type B = typeof z;`);
    write('src/policy/c.ts', `import { DateTime } from 'luxon'; export const c = DateTime;`);
    write('src/db/z.ts', `import { act } from '../complaints/act'; export const z = act;`);
    write('src/complaints/act.ts', `import { app } from '../http/app'; export const act = app;`);
    write(
      'src/policy/dates/moment.ts',
      `import { clock } from '../clocks/clock'; export const moment = clock;`,
    );
    write('src/policy/clocks/clock.ts', `export const clock = 1;`);
    write('src/reports/report.ts', `import { z } from '../db/z'; export const report = z;`);
    write('src/http/app.ts', `import { config } from '../process/config'; export const app = config;`);
    write('src/http/one.ts', `import { two } from './two'; export const one = () => two;`);
    write('src/http/two.ts', `import { one } from './one'; export const two = () => one;`);
    write(
      'src/http/test.ts',
      `import request from 'supertest'; import { gone } from './gone'; export const t = [request, gone];`,
    );
    write('src/process/config.ts', `export const config = 1;`);
    write('src/tracing/start.ts', `import { act } from '../complaints/act'; export const start = act;`);
    write('src/server.ts', `import { start } from './tracing/start'; export const server = start;`);
    write('src/late.ts', `export const late = () => import('./tracing/start.js');`);
    const found = breaches(root).sort();
    rmSync(root, { recursive: true, force: true });
    expect(found).toEqual([
      'src/complaints/act.ts imports src/http/app.ts. complaints loads, decides and appends; it does not know who asked or how it is shown.',
      'src/complaints/act.ts imports src/http/app.ts. complaints/ holds log, act, merge, convert and forget: load, decide, append. It imports only rooms below it in rooms.cjs.',
      'src/db/z.ts imports src/complaints/act.ts. A folder that rooms.cjs does not name has no place in the order: name it there, with one sentence.',
      'src/db/z.ts imports src/complaints/act.ts. db stores what policy decides; it knows nothing of the acts or the web above it.',
      'src/http/app.ts imports src/process/config.ts. http is the outer ring: it may use every ring, but not the process around it.',
      'src/http/app.ts imports src/process/config.ts. http/ holds the order in which a request meets the service, in app.ts. It imports only rooms below it in rooms.cjs.',
      'src/http/one.ts imports src/http/two.ts. Two files that import each other are one file in two pieces.',
      'src/http/test.ts imports ./gone. An import that leads nowhere fails when the service starts.',
      'src/http/test.ts imports node_modules/supertest/index.js. A package that package.json does not list as a dependency is missing in production.',
      'src/policy/a.ts imports fs. policy is a pure function of its arguments: it may import its own files and zod, and in local-date.ts luxon.',
      'src/policy/b.ts imports src/db/z.ts. policy is a pure function of its arguments: it may import its own files and zod, and in local-date.ts luxon.',
      'src/policy/c.ts imports node_modules/luxon/index.js. policy is a pure function of its arguments: it may import its own files and zod, and in local-date.ts luxon.',
      'src/policy/dates/moment.ts imports src/policy/clocks/clock.ts. policy/dates/ holds days, moments and time zones; the one place that knows luxon. It imports only rooms below it in rooms.cjs.',
      'src/reports/report.ts imports src/db/z.ts. A folder that rooms.cjs does not name has no place in the order: name it there, with one sentence.',
      'src/server.ts imports src/tracing/start.ts. Without traces their packages cost neither time nor memory: tracing is imported when it is asked for.',
      'src/tracing/start.ts imports src/complaints/act.ts. tracing watches requests and statements from outside; nothing of the service is decided in it.',
    ]);
  });
});

describe('what each folder may say', () => {
  const policy = typescriptFiles(join(SRC, 'policy'));
  const all = typescriptFiles(SRC);
  const outsideHttp = all.filter((file) => !file.startsWith(join(SRC, 'http')));

  test('policy sees no clock, no process, no randomness and no Node built-in, and remembers nothing', () => {
    expect(allIn(policy, impurities)).toEqual([]);
    expect(filesWith(/DateTime\.(?:now|local|utc)\(|randomUUID|Settings\.|['"]node:/, policy)).toEqual([]);
  });

  test.each([
    ['const memo = new Map<string, number>();', 'keeps a memory: memo'],
    [
      'const memo: Record<string, number> = {}; export const f = (k: string) => { memo[k] = 1; };',
      'changes what it keeps: memo',
    ],
    [
      'const seen: string[] = []; export const f = (k: string) => seen.push(k);',
      'changes what it keeps: seen',
    ],
    ['class Memo { static readonly all = new WeakMap<object, number>(); }', 'keeps a memory: all'],
    ['let last = 0;', 'keeps what may change: let last = 0'],
    ['export const f = () => performance.now();', 'reaches for performance'],
    ['export const f = () => new Date;', 'asks the clock by new Date'],
    ['export const f = () => new Date();', 'asks the clock by new Date'],
    ['export const f = () => Date();', 'calls Date'],
    ['export const f = () => Date.now();', 'calls Date.now'],
    ['export const f = () => Math.random();', 'calls Math.random'],
    ['export const f = () => crypto.getRandomValues(new Uint8Array(1));', 'reaches for crypto'],
    ['export const f = () => setTimeout(f, 1);', 'reaches for setTimeout'],
    ['export const f = () => console.log(1);', 'reaches for console'],
    [
      'export const f = () => Intl.DateTimeFormat().format();',
      'formats the present moment by Intl.DateTimeFormat().format',
    ],
    ["export const f = () => fetch('https://example.org');", 'reaches for fetch'],
    ['export const f = () => process.env;', 'reaches for process'],
    ['export const f = () => globalThis.process;', 'reaches for globalThis'],
  ])('no purity: %s', (text, why) => {
    expect(impurities('a.ts', text)).toEqual([`a.ts:1 ${why}`]);
  });

  test('what only bears such a name, or is kept as it was made, is pure', () => {
    const text = `const known = new Set(['a']); export const f = ({ process }: P) => known.has(process.fetch.console) && new Date(0);`;
    expect(impurities('a.ts', text.replace('process.', 'p.').replace('{ process }', 'p'))).toEqual([]);
  });

  test('no function takes more than four parameters', () => {
    expect(allIn(all, longSignatures)).toEqual([]);
    for (const text of [
      'function f(a, b, c, d, e) {}',
      'const f = (a, b, c, d, e) => 0;',
      'class A { f(a, b, c, d, e) {} }',
    ])
      expect(longSignatures('a.ts', text)).toEqual(['a.ts:1 takes 5 parameters']);
    expect(longSignatures('a.ts', 'function f(a, b, c, d) {}')).toEqual([]);
  });

  test('the environment is read by the two entry points alone', () => {
    const entries = [join(SRC, 'server.ts'), join(SRC, 'admin.ts')];
    expect(
      filesWith(
        /process\.env/,
        all.filter((file) => !entries.includes(file)),
      ),
    ).toEqual([]);
  });

  test('the current time is taken in one file', () => {
    expect(
      filesWith(
        /new Date\(\)/,
        all.filter((file) => file !== join(SRC, 'process/system-clock.ts')),
      ),
    ).toEqual([]);
  });

  test('HTTP statuses are known to http alone', () => {
    expect(
      filesWith(/\breply\b|\bstatusCode\b|\bstatus:\s*[1-5]\d\d\b|\.code\([1-5]\d\d\)/, outsideHttp),
    ).toEqual([]);
    expect(allIn(outsideHttp, statuses)).toEqual([]);
    for (const text of [
      'x ? 412 : 201',
      'const status = 404;',
      'a({ status: 404 })',
      'answer.statusCode === 409',
    ])
      expect(statuses('a.ts', text)).toHaveLength(1);
    expect(statuses('a.ts', 'const most = 200; x ? 7 : 200')).toEqual([]);
  });

  test('no file only passes on what others export, but for the public face of the policy as a package', () => {
    const within = all.filter((file) => file !== join(SRC, 'policy/index.ts'));
    expect(filesWith(/^export (?:\*|\{[^}]*\}|type \{[^}]*\}) from/m, within)).toEqual([]);
    expect(filesWith(/from '(?:\.\.?\/)+policy(?:\/index)?'/, all)).toEqual([]);
  });
});
