import { STATUS_CODES } from 'node:http';
import ts from 'typescript';

/** Words that the rules of the rooms forbid a file, as the compiler reads it: a comment may name it. */

const MOST_PARAMETERS = 4;

/** Names that know the hour, the host, the net or chance, or leave a trace. */
const OUTSIDE =
  /^(console|crypto|fetch|globalThis|performance|process|queueMicrotask|require|set(Timeout|Interval|Immediate)|XMLHttpRequest|WebSocket)$/;
const COLLECTION = /^(Weak)?(Map|Set)$/;
const CHANGES = /^(add|clear|delete|pop|push|set|shift|splice|unshift|sort|reverse|fill)$/;

type Found = (node: ts.Node) => string | null;

function findings(name: string, text: string, found: (source: ts.SourceFile) => Found): string[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const judge = found(source);
  const all: string[] = [];
  const visit = (node: ts.Node): void => {
    const why = judge(node);
    if (why !== null) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      all.push(`${name}:${line + 1} ${why}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return all;
}

/** Things that keep two calls with equal arguments from giving equal answers. */
export const impurities = (name: string, text: string): string[] =>
  findings(name, text, (source) => {
    const kept = keptByModule(source);
    return (node) => ambient(node) ?? remembered(node, kept);
  });

/** Functions that take more than a reader can tell apart at the call. */
export const longSignatures = (name: string, text: string): string[] =>
  findings(name, text, () => (node) => {
    if (!ts.isFunctionLike(node) || node.parameters.length <= MOST_PARAMETERS) return null;
    return `takes ${node.parameters.length} parameters`;
  });

/** Statuses of HTTP: of two a choice is made, or one is held against what is called a status. */
export const statuses = (name: string, text: string): string[] =>
  findings(name, text, () => (node) => {
    if (ts.isConditionalExpression(node) && [node.whenTrue, node.whenFalse].every(isStatus))
      return `chooses between statuses: ${node.getText()}`;
    if (ts.isBinaryExpression(node) && isStatusBeside(node.left, node.right)) return `has ${node.getText()}`;
    const named = ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node) || ts.isParameter(node);
    return named && node.initializer && isStatusBeside(node.name, node.initializer)
      ? `has ${node.getText()}`
      : null;
  });

const isStatus = (node: ts.Node): boolean => ts.isNumericLiteral(node) && node.text in STATUS_CODES;
const isStatusBeside = (one: ts.Node, other: ts.Node): boolean =>
  (isStatus(other) && /status(code)?$/i.test(one.getText())) ||
  (isStatus(one) && /status(code)?$/i.test(other.getText()));

function ambient(node: ts.Node): string | null {
  if (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && !node.arguments?.length)
    return 'asks the clock by new Date';
  if (ts.isCallExpression(node)) {
    const called = node.expression.getText();
    if (called === 'Date' || called === 'Math.random' || called === 'Date.now') return `calls ${called}`;
    if (/\.(format|formatToParts)$/.test(called) && node.arguments.length === 0)
      return `formats the present moment by ${called}`;
  }
  if (!ts.isIdentifier(node) || !OUTSIDE.test(node.text) || isOnlyAName(node)) return null;
  return `reaches for ${node.text}`;
}

const isNamed = (node: ts.Node, name: string): boolean => ts.isIdentifier(node) && node.text === name;

/** A field of something may be called so, and so may a type. */
function isOnlyAName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return (
    ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isBindingElement(parent)) &&
      parent.name === node) ||
    ts.isTypeNode(parent) ||
    ts.isLiteralTypeNode(parent)
  );
}

/** The names that stand as long as the process does. */
function keptByModule(source: ts.SourceFile): ReadonlySet<string> {
  const statements = source.statements.filter(ts.isVariableStatement);
  return new Set(
    statements.flatMap(({ declarationList }) =>
      declarationList.declarations.map(({ name }) => name.getText()),
    ),
  );
}

function remembered(node: ts.Node, kept: ReadonlySet<string>): string | null {
  if (ts.isVariableDeclarationList(node) && ts.isSourceFile(node.parent.parent)) {
    if ((node.flags & ts.NodeFlags.Const) === 0) return `keeps what may change: ${node.getText()}`;
    const empty = node.declarations.find(({ initializer }) => initializer && isEmptyCollection(initializer));
    return empty ? `keeps a memory: ${empty.name.getText()}` : null;
  }
  if (ts.isPropertyDeclaration(node) && node.initializer && isEmptyCollection(node.initializer)) {
    const isStatic = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
    return isStatic ? `keeps a memory: ${node.name.getText()}` : null;
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression: of, name } = node.expression;
    return ts.isIdentifier(of) && kept.has(of.text) && CHANGES.test(name.text)
      ? `changes what it keeps: ${of.text}`
      : null;
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return null;
  const { left } = node;
  const of =
    ts.isElementAccessExpression(left) || ts.isPropertyAccessExpression(left) ? left.expression : null;
  return of && ts.isIdentifier(of) && kept.has(of.text) ? `changes what it keeps: ${of.text}` : null;
}

const isEmptyCollection = (node: ts.Expression): boolean =>
  ts.isNewExpression(node) && COLLECTION.test(node.expression.getText()) && !node.arguments?.length;
