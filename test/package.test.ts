import { spawnSync } from 'node:child_process';
import { builtinModules } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build, type Metafile } from 'esbuild';
import { type BuiltService, builtService } from './support/built-service';

/** `redress/policy` as somebody else's program takes it: by its name, from what was built, into a browser. */

const ROOT = join(__dirname, '..');
const readme = readFileSync(join(ROOT, 'src/policy/README.md'), 'utf8');
const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';

let built: BuiltService;
beforeAll(() => {
  built = builtService();
});

async function bundled(contents: string): Promise<{ code: string; inputs: Metafile['inputs'] }> {
  const { outputFiles, metafile, warnings } = await build({
    stdin: { contents, loader: 'ts', resolveDir: built.directory },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  expect(warnings).toEqual([]);
  return { code: outputFiles[0]?.text ?? '', inputs: metafile.inputs };
}

/** A place with the language and nothing of Node: no process, no require, no timers; what is printed is kept. */
function printedBy(code: string): string[] {
  const printed: string[] = [];
  const console = { log: (...words: unknown[]) => printed.push(words.join(' ')) };
  runInContext(code, createContext({ console }), { timeout: 60_000 });
  return printed;
}

test('the place it is tried in has no process, no require and no Buffer', () => {
  const look = 'console.log(typeof process, typeof require, typeof Buffer, typeof setTimeout, typeof window)';
  expect(printedBy(look)).toEqual(['undefined undefined undefined undefined undefined']);
});

test('the example of its README prints the dates of the Code in a browser (Code 6.2, Code 6.3)', async () => {
  const { code } = await bundled(example);
  expect(printedBy(code)).toEqual([
    expect.stringMatching(/^acknowledge stage-1 2024-12-31 .*Tuesday 31 December 2024/),
    expect.stringMatching(/^respond stage-1 2025-01-15 .*Wednesday 15 January 2025/),
  ]);
});

test('it takes in no Node built-in, and of other packages zod and luxon alone', async () => {
  const { inputs } = await bundled(
    `import * as policy from 'redress/policy'; console.log(Object.keys(policy).length);`,
  );
  const imports = Object.values(inputs).flatMap(({ imports: all }) => all.map(({ path }) => path));
  expect(imports.filter((path) => path.startsWith('node:') || builtinModules.includes(path))).toEqual([]);
  const packages = Object.keys(inputs).flatMap(
    (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  expect([...new Set(packages)].sort()).toEqual(['luxon', 'zod']);
});

test('a whole complaint is decided there, refusals included, as it is here (HEX-23)', async () => {
  const { code } = await bundled(`
    import { calendarOf, isRejection, decide, decideLog, commandOf, instantSchema, logSchema, shipped } from 'redress/policy';
    const policy = shipped('hexagon');
    const rules = { policy, calendar: calendarOf(policy), now: instantSchema.parse('2024-10-01T09:00:00Z'), zone: 'Europe/London' };
    const given = { receivedOn: '2024-09-02', channel: 'letter', complainant: { name: 'A' }, summary: 'B' };
    const logged = decideLog(logSchema.parse(given), null, rules);
    console.log(logged.state.status, logged.clocks.length);
    const closed = decide(commandOf('escalation-decisions'), logged, {}, rules);
    console.log(isRejection(closed), closed.code, closed.policyVersion);
  `);
  expect(printedBy(code)).toEqual(['open 2', expect.stringMatching(/^true \w+ 1$/)]);
});

test('a procedure is held against the Code there: four stages, and what that departs from (Code 5.3)', async () => {
  const { code } = await bundled(`
    import { checkAgainstCode, codeCheckSchema, shipped } from 'redress/policy';
    const { findings, departures } = codeCheckSchema.parse(checkAgainstCode(shipped('hexagon')));
    const { verdict, clause } = findings.find(({ provision }) => provision === '5.3');
    console.log(findings.length, verdict, clause.join(), departures.includes('5.3'));
    console.log(checkAgainstCode(shipped('code-2024')).departures.length);
  `);
  expect(printedBy(code)).toEqual(['73 departs /stages/0,/stages/1,/stages/2,/stages/3 true', '0']);
});

test('what is packed takes in what the entry points to, which git leaves out', () => {
  const { exports: entries, files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [folder] = entries['./policy'].default.replace('./', '').split('/');
  expect(files).toContain(folder);
});

test('its types are whole: the example compiles against them without anything of the service', () => {
  writeFileSync(join(built.directory, 'example.ts'), example);
  const compiled = (name: string, config: object): string => {
    const file = join(built.directory, name);
    writeFileSync(file, JSON.stringify(config));
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    return spawnSync(process.execPath, [compiler, '-p', file], { encoding: 'utf8' }).stdout;
  };
  const declarations = {
    extends: join(ROOT, 'tsconfig.build.json'),
    compilerOptions: { emitDeclarationOnly: true, noCheck: true, sourceMap: false, outDir: built.dist },
    files: [join(ROOT, 'src/policy/index.ts')],
    include: [],
  };
  expect(compiled('declarations.json', declarations)).toBe('');
  const strange = {
    strict: true,
    noEmit: true,
    target: 'es2022',
    module: 'node16',
    lib: ['es2023', 'dom'],
    types: [],
  };
  expect(compiled('example.json', { compilerOptions: strange, files: ['example.ts'] })).toBe('');
});
