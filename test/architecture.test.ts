import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

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

  test('policy sees no clock, no process, no randomness and no Node built-in', () => {
    expect(
      filesWith(
        /new Date\(\)|Date\.now|DateTime\.(?:now|local|utc)\(|process\.|Math\.random|randomUUID|Settings\.|['"]node:/,
        policy,
      ),
    ).toEqual([]);
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
  });

  test('no file only passes on what others export, but for the public face of the policy as a package', () => {
    const within = all.filter((file) => file !== join(SRC, 'policy/index.ts'));
    expect(filesWith(/^export (?:\*|\{[^}]*\}|type \{[^}]*\}) from/m, within)).toEqual([]);
    expect(filesWith(/from '(?:\.\.?\/)+policy(?:\/index)?'/, all)).toEqual([]);
  });
});
