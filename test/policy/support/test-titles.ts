import ts from 'typescript';

export interface Title {
  readonly file: string;
  readonly title: string;
}

/** The rule ids that stand in a title, each once. */
export const quotesIn = (title: string): string[] => [
  ...new Set(title.match(/\b(?:HEX|WES|SET|ARC|HHS)-\d\d\b/g) ?? []),
];

/**
 * The titles of the tests in a file, in order. Of a table of tests, the rows are named where a row itself brings an id
 * into the title; else the title stands once, with its placeholders.
 */
export function titlesIn(file: string, source: string): Title[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, false);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) found.push(...titlesOf(node));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return [...new Set(found)].map((title) => ({ file, title }));
}

function titlesOf({ expression, arguments: [first] }: ts.CallExpression): string[] {
  if (!first || !ts.isStringLiteralLike(first)) return [];
  if (isTest(expression)) return [first.text];
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return [];
  const { name, expression: tester } = expression.expression;
  if (name.text !== 'each' || !isTest(tester)) return [];
  const named = rowsOf(expression.arguments[0])
    .map((row) => filled(first.text, row))
    .filter((title) => quotesIn(title).some((id) => !quotesIn(first.text).includes(id)));
  return named.length > 0 ? named : [first.text];
}

const isTest = (node: ts.Expression): boolean => ts.isIdentifier(node) && ['test', 'it'].includes(node.text);

/** The rows of a table written out in place; what is no plain text or number leaves its placeholder as it is. */
function rowsOf(table: ts.Expression | undefined): (string | null)[][] {
  if (!table) return [];
  if (ts.isAsExpression(table)) return rowsOf(table.expression);
  if (!ts.isArrayLiteralExpression(table)) return [];
  return table.elements.map((row) =>
    (ts.isArrayLiteralExpression(row) ? [...row.elements] : [row]).map((cell) =>
      ts.isStringLiteralLike(cell) || ts.isNumericLiteral(cell) ? cell.text : null,
    ),
  );
}

function filled(title: string, row: readonly (string | null)[]): string {
  let next = 0;
  return title.replace(/%[sdi]/g, (placeholder) => row[next++] ?? placeholder);
}
