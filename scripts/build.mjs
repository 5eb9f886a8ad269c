import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * node scripts/build.mjs                builds dist/ with its types, which it checks
 * node scripts/build.mjs --when-newer   builds the JavaScript of dist/, and only where a source is not as it was built
 * node scripts/build.mjs --into <dir>   builds the JavaScript into a directory
 *
 * The JavaScript is the same in each case. It needs no package but to build, so that a release without src/ runs it too.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SRC = join(ROOT, 'src');
const DIST = join(ROOT, 'dist');
const CONFIG = join(ROOT, 'tsconfig.build.json');
const SETTINGS = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.mjs'];
const STAMP = '.sources';

class Fault extends Error {}

try {
  const [mode, directory] = process.argv.slice(2);
  if (mode === '--into') await compile(directory);
  else if (mode === '--when-newer') await buildWhenNewer();
  else await build(compileWithTypes, sources(), () => true);
} catch (error) {
  console.error(error instanceof Fault ? error.message : error);
  process.exitCode = 1;
}

async function buildWhenNewer() {
  if (!existsSync(SRC)) return;
  const now = sources();
  // Of two starts at once each builds, and the second leaves alone what the first already runs from.
  if (built() !== now) await build(compile, now, () => built() !== now);
}

/** By name, size and time of each source: it differs too where one is gone, or an older one has come back. */
function sources() {
  const names = readdirSync(SRC, { recursive: true }).map((name) => join('src', name));
  const hash = createHash('sha256');
  for (const name of [...SETTINGS, ...names].sort()) {
    const file = statSync(join(ROOT, name), { throwIfNoEntry: false });
    if (file?.isFile()) hash.update(`${name} ${file.size} ${file.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function built() {
  const stamp = join(DIST, STAMP);
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : null;
}

/** Beside dist/ and into its place only when it is whole, since a service may be running from there. */
async function build(into, now, isWanted) {
  sweep();
  const made = join(ROOT, `dist.new-${process.pid}`);
  try {
    await into(made);
    writeFileSync(join(made, STAMP), now);
    if (isWanted()) publish(made);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** No directory can be renamed over another, so for the time of two renames there is none. */
function publish(made) {
  const old = join(ROOT, `dist.old-${process.pid}`);
  for (let put = false; !put; ) {
    renamed(DIST, old, ['ENOENT']);
    // Another build can have been put there in between, which is to go as well.
    put = renamed(made, DIST, ['ENOTEMPTY', 'EEXIST']);
    rmSync(old, { recursive: true, force: true });
  }
}

function renamed(from, to, expected) {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (expected.includes(error.code)) return false;
    throw error;
  }
}

/** The remains of builds that were ended half way. */
function sweep() {
  for (const name of readdirSync(ROOT)) {
    const [, pid] = /^dist\.(?:new|old)-(\d+)$/.exec(name) ?? [];
    if (pid && !isOther(Number(pid))) rmSync(join(ROOT, name), { recursive: true, force: true });
  }
}

function isOther(pid) {
  try {
    return pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function compileWithTypes(directory) {
  const compiler = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
  const options = ['-p', CONFIG, '--outDir', directory];
  const { status } = spawnSync(process.execPath, [compiler, ...options], { stdio: 'inherit' });
  if (status !== 0) throw new Fault('Nothing was built: the sources do not compile.');
}

/** File by file: types are checked by `npm run check`, and to look at none of them takes a fifth of the time. */
async function compile(directory) {
  const { default: ts } = await import('typescript');
  const { config } = ts.readConfigFile(CONFIG, ts.sys.readFile);
  const { options: compilerOptions } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  for (const name of readdirSync(SRC, { recursive: true })) {
    const [from, to] = [join(SRC, name), join(directory, name)];
    if (!/\.(ts|json)$/.test(name)) continue;
    mkdirSync(dirname(to), { recursive: true });
    if (name.endsWith('.json')) copyFileSync(from, to);
    else write(ts, from, to.replace(/ts$/, 'js'), compilerOptions);
  }
}

function write(ts, from, to, compilerOptions) {
  const source = readFileSync(from, 'utf8');
  const options = { fileName: from, compilerOptions, reportDiagnostics: true };
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(source, options);
  const host = {
    getCurrentDirectory: () => ROOT,
    getCanonicalFileName: (name) => name,
    getNewLine: () => '\n',
  };
  if (diagnostics.length > 0) throw new Fault(ts.formatDiagnostics(diagnostics, host).trimEnd());
  writeFileSync(to, outputText);
  writeFileSync(`${to}.map`, sourceMapText);
}
