import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ROOMS from '../rooms.cjs';

const ROOT = join(__dirname, '..');
const SRC = join(ROOT, 'src');
const MOST_IN_A_ROOM = 22;

const filesBelow = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|json)$/.test(name))
    .sort();

/** By folder, how many TypeScript files lie directly in it. */
function filesByFolder(directory: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const file of filesBelow(directory).filter((name) => name.endsWith('.ts')))
    counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  return counts;
}

const IMPORT = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"](\.[^'"]+)['"]/g;

/** For each folder, the folders that its files import: types, dynamic imports and parents of a folder included. */
function importsByFolder(directory: string): Map<string, Set<string>> {
  const files = new Set(filesBelow(directory));
  const resolve = (from: string, specifier: string) => {
    const path = normalize(join(dirname(from), specifier));
    const candidates = [path, `${path}.ts`, path.replace(/\.js$/, '.ts'), join(path, 'index.ts')];
    return candidates.find((candidate) => files.has(candidate));
  };
  const imports = new Map<string, Set<string>>();
  for (const file of files) {
    if (!file.endsWith('.ts')) continue;
    for (const [, specifier = ''] of readFileSync(join(directory, file), 'utf8').matchAll(IMPORT)) {
      const target = resolve(file, specifier);
      if (target === undefined) throw new Error(`${file} imports ${specifier}, which is not there`);
      if (dirname(target) === dirname(file)) continue;
      imports.set(dirname(file), (imports.get(dirname(file)) ?? new Set()).add(dirname(target)));
    }
  }
  return imports;
}

/** A way from a folder back to itself along imports, however long; null where there is none. */
function circleFrom(start: string, imports: ReadonlyMap<string, ReadonlySet<string>>): string[] | null {
  const seen = new Set<string>();
  const search = (folder: string, way: string[]): string[] | null => {
    for (const next of imports.get(folder) ?? []) {
      if (next === start) return [...way, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = search(next, [...way, next]);
      if (found) return found;
    }
    return null;
  };
  return search(start, [start]);
}

describe('the rooms of src', () => {
  const counts = filesByFolder(SRC);

  test('directly in src/ lie the two entrances and nothing else', () => {
    expect(readdirSync(SRC).filter((name) => statSync(join(SRC, name)).isFile())).toEqual([
      'admin.ts',
      'server.ts',
    ]);
  });

  test('no room has more files than a person looks through', () => {
    expect([...counts].filter(([, files]) => files > MOST_IN_A_ROOM)).toEqual([]);
  });

  test('no folder imports a folder that imports it, at any distance, parent and child included', () => {
    const imports = importsByFolder(SRC);
    // That the search sees anything at all: the core is imported by the ring around it.
    expect(imports.get('complaints')).toContain('policy');
    expect([...imports.keys()].map((folder) => circleFrom(folder, imports)).filter(Boolean)).toEqual([]);
  });

  test('the list of rooms names every folder once, and each with a sentence', () => {
    expect(ROOMS.map(([room]) => room).sort()).toEqual(
      [...counts.keys()].filter((name) => name !== '.').sort(),
    );
    for (const [, sentence] of ROOMS) expect(sentence).toMatch(/^\S.{15,110}[^.\s]$/);
  });

  test('the architecture document draws every room with its sentence', () => {
    const document = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
    const rows = ROOMS.map(([room, sentence]) => `| \`${room}/\` | ${sentence} |`);
    expect(rows.filter((row) => !document.includes(row))).toEqual([]);
  });
});

test('every source file that a document names is there', () => {
  const documents = ['README.md', 'SECURITY.md', 'src/policy/README.md', 'bench/README.md'];
  const inDocs = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  const gone = [...documents, ...inDocs.map((name) => `docs/${name}`)].flatMap((document) =>
    [...readFileSync(join(ROOT, document), 'utf8').matchAll(/`([\w./-]+\.(?:ts|cjs|mjs))`/g)]
      .map(([, path = '']) => path)
      .filter(
        (path) =>
          ![ROOT, SRC, join(SRC, 'policy'), join(ROOT, 'scripts')].some((at) => existsSync(join(at, path))),
      )
      .map((path) => `${document}: ${path}`),
  );
  expect(gone).toEqual([]);
});

/** Folders of tests that no room has: what several tests share, and tests of the whole service. */
const APART = [
  'support',
  'support/databases',
  'support/oidc',
  'faults',
  'fuzz',
  'records',
  'http/walks',
  'policy/simulate',
  'policy/support',
  'policy/calendar/feeds',
];

test('tests lie in the rooms of what they test', () => {
  const rooms = new Set(ROOMS.map(([room]) => room));
  const isRoom = (folder: string) =>
    rooms.has(folder) || APART.includes(folder) || folder.startsWith('policy/procedures/') || folder === '.';
  const folders = [...filesByFolder(join(ROOT, 'test')).keys()];
  expect(folders.filter((folder) => !isRoom(folder) && !existsSync(join(SRC, folder)))).toEqual([]);
  expect([...filesByFolder(join(ROOT, 'test'))].filter(([, files]) => files > MOST_IN_A_ROOM)).toEqual([]);
});
