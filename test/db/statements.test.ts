import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { getTableColumns, getTableName } from 'drizzle-orm';
import ts from 'typescript';
import type * as Statements from '../../src/db/connection/statement';
import { declaredTables } from './declared-tables';
import { withoutLandlord } from './whose-rows';

const ROOT = join(__dirname, '../..');
const SRC = join(ROOT, 'src');

const typescriptFiles = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(directory, name));

const mockMade: Statements.Statement<string>[] = [];
// Every statement is made when its file is loaded, so that whoever makes them can note them all without a database.
jest.mock('../../src/db/connection/statement', () => {
  const actual = jest.requireActual<typeof Statements>('../../src/db/connection/statement');
  const noted = <Given extends unknown[]>(make: (...given: Given) => Statements.Statement<string>) => {
    return (...given: Given) => {
      const made = make(...given);
      mockMade.push(made);
      return made;
    };
  };
  return { ...actual, statement: noted(actual.statement), unnamed: noted(actual.unnamed) };
});

async function everyStatement() {
  for (const file of typescriptFiles(join(SRC, 'db'))) await import(file);
  return mockMade.map((made) => made({}));
}

describe('every statement', () => {
  test('says whose rows it wants of each table of the landlords', async () => {
    const statements = await everyStatement();
    expect(statements.length).toBeGreaterThan(10);
    const forgetful = statements.map(({ name, text }) => [name ?? text, withoutLandlord(text)] as const);
    expect(forgetful.filter(([, tables]) => tables.length > 0)).toEqual([]);
  });

  test('has a name that no other has, by which a connection knows it', async () => {
    const names = (await everyStatement()).flatMap(({ name }) => name ?? []);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

describe('the tables of which no landlord is named', () => {
  test.each([
    ['select "c"."id" from "complaints" "c" where "c"."landlord_id" = $1', []],
    ['select "c"."landlord_id" from "complaints" "c"', ['from "complaints" "c"']],
    ['select from "clocks" where "clocks"."landlord_id" = $1', []],
    ['select from "clocks" where "clocks"."n" = $1', ['from "clocks"']],
    ['update "complaints" "c" set "version" = 1 where "c"."id" = $1', ['update "complaints" "c"']],
    ['delete from "texts" using moved m where "texts"."landlord_id" = m.landlord', []],
    ['insert into "texts" as "t" ("landlord_id", "text") select $1, $2', []],
    ['insert into "texts" ("complaint_id", "text") select $1, $2', ['into "texts"']],
    [
      'select from "complaints" "c" join "clocks" "k" on "k"."complaint_id" = "c"."id" where "c"."landlord_id" = $1',
      ['join "clocks" "k"'],
    ],
    [
      'select from "complaints" "c", "clocks" "k" where "c"."landlord_id" = $1 and "k"."complaint_id" = "c"."id"',
      [', "clocks" "k"'],
    ],
    [
      'select (select from "texts" "t" where "t"."id" = 1), (select from "texts" "t" where "t"."landlord_id" = $1)',
      ['from "texts" "t"'],
    ],
    [
      'select from "complaints" "c" where exists (select from "texts" "t" where "t"."landlord_id" = "c"."landlord_id")',
      ['from "complaints" "c"'],
    ],
  ])('are found in %s', (text, found) => {
    expect(withoutLandlord(text)).toEqual(found);
  });
});

/** Strings and the fixed parts of templates in a file, without its comments. */
function literalsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const literals: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralExpression(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isTemplateHead(node))
      literals.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return literals;
}

function literalsWith(pattern: RegExp, files: readonly string[]): { file: string; what: string }[] {
  return files.flatMap((path) => {
    const found = literalsOf(path).flatMap((literal) => literal.match(pattern) ?? []);
    return found.map((what) => ({ file: relative(ROOT, path), what }));
  });
}

/** The only places that name columns: where they are declared, and the columns that several tables share. */
const SCHEMA = [join(SRC, 'db/schema'), join(SRC, 'db/connection/columns.ts')];
const outsideSchema = typescriptFiles(SRC).filter((file) => !SCHEMA.some((named) => file.startsWith(named)));

/** Names that are no columns of ours, by the file that says them. */
const NO_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  // The journal of the migrations is Drizzle's own.
  'src/db/setup/migrations-applied.ts': ['created_at'],
  // A span's facts are named as OpenTelemetry wants it.
  'src/http/hooks/request-spans.ts': ['request_id', 'landlord_id'],
};

describe('no string', () => {
  test('names a column, where its name in the database is another than that in the code', () => {
    const columns = declaredTables.flatMap((table) =>
      Object.entries(getTableColumns(table)).flatMap(([key, { name }]) => (key === name ? [] : [name])),
    );
    expect(columns).toContain('landlord_id');
    // A function of the database may have the name of a column.
    const named = literalsWith(new RegExp(`\\b(?:${columns.join('|')})\\b(?!\\()`, 'g'), outsideSchema);
    expect(named.filter(({ file, what }) => !NO_COLUMNS[file]?.includes(what))).toEqual([]);
  });

  test('names a table whose rows are read or written', () => {
    const tables = declaredTables.map(getTableName).join('|');
    const named = new RegExp(`\\b(?:from|join|into|update|using)\\s+"?(?:${tables})\\b`, 'g');
    expect(literalsWith(named, typescriptFiles(join(SRC, 'db')))).toEqual([]);
  });
});
