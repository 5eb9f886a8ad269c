import { join, relative } from 'node:path';
import ts from 'typescript';
import { type Code, isCode } from '../../../src/http/problems/codes';

/**
 * The codes that each operation can raise, read off the source: one walk with the compiler's own checker, which is long
 * because it follows handlers, guards and decisions alike, and is of one piece because they call each other.
 */

const ROOT = join(__dirname, '../../..');

/** Where a refusal or a problem gets its code: whatever has this very `code` among its parts may carry one on. */
const CARRIERS = ['src/policy/rules/rejection.ts', 'src/http/problems/problem.ts'];

/** Files in which codes are listed and not raised. */
const LISTS = ['src/http/operations/raised.ts', 'src/http/operations/codes.ts', 'src/http/problems/codes.ts'];

/** An act is looked through for its own operation; a list of acts is no way to be refused by each of them. */
const REGISTRIES: Readonly<Record<string, string>> = {
  Command: 'COMMANDS',
  ContactCommand: 'CONTACT_COMMANDS',
};

/** Functions that are not looked into, and why. */
const NOT_FOLLOWED: Readonly<Record<string, string>> = {
  answerOutcome: 'what it can answer depends on the outcome that it is given',
  timelineOf: 'the refusal of a planned act is part of an answer that is well',
  planAgain: 'a rehearsal that can no longer be planned is outdated, whatever the reason',
};

/** More codes than any one place chooses between: such a code was chosen elsewhere. */
const WIDE = 20;

export interface RaisedCodes {
  /** By the id of each operation, what its handler can answer. */
  readonly byOperation: ReadonlyMap<string, readonly Code[]>;
  /** Codes that some place in src/ raises. */
  readonly anywhere: ReadonlySet<Code>;
}

/**
 * The codes that the source raises, read off its types. A refusal travels as a value, so each handler is followed into
 * the functions it refers to whose result can hold one; a code is known where it is handed over as a `code`.
 */
export function raisedCodes(): RaisedCodes {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent({ ...config, include: ['src'] }, ts.sys, ROOT);
  return new Reader(ts.createProgram(fileNames, options)).read();
}

class Reader {
  private readonly checker: ts.TypeChecker;
  private readonly known = new Map<ts.Type, boolean>();
  private readonly sources: readonly ts.SourceFile[];
  /** The names that can refer to a function of ours: the compiler takes its time to find out what a name means. */
  private readonly names: ReadonlySet<string>;

  constructor(program: ts.Program) {
    this.checker = program.getTypeChecker();
    this.sources = program.getSourceFiles().filter((source) => placeOf(source).startsWith('src/'));
    this.names = new Set(this.sources.flatMap(namesIn));
  }

  read(): RaisedCodes {
    const byOperation = new Map<string, readonly Code[]>();
    for (const { id, parts } of this.operations()) {
      // An act with a route of its own answers by both.
      const codes = new Set<Code>(byOperation.get(id));
      const seen = new Set<ts.Node>();
      for (const part of parts) this.follow(part, codes, seen);
      byOperation.set(id, [...codes].sort());
    }
    return { byOperation, anywhere: this.anywhere() };
  }

  /** Each operation with the code that answers it: its handler, and of an act the command as well. */
  private operations(): { id: string; parts: ts.Node[] }[] {
    return this.sources
      .filter((source) => placeOf(source).startsWith('src/http/routes/'))
      .flatMap((source) => all(source, ts.isCallExpression))
      .flatMap(({ expression, arguments: [path, operation, handler] }) => {
        const isRoute =
          ts.isPropertyAccessExpression(expression) && /^(get|post|put|delete)$/.test(expression.name.text);
        if (!isRoute || !path || !operation || !handler) return [];
        const id = this.idOf(operation);
        if (id === null) return [];
        if (ts.isStringLiteral(id)) return [{ id: id.text, parts: [handler] }];
        return this.commandsOf(id).map(({ name, command }) => ({ id: name, parts: [handler, command] }));
      });
  }

  private idOf(operation: ts.Node): ts.Expression | null {
    const declared = this.initializerOf(operation);
    if (!declared || !ts.isCallExpression(declared)) return null;
    const [said] = declared.arguments;
    return said ? propertyOf(said, 'id') : null;
  }

  /** The acts behind `command.name`, from the registry of their kind. */
  private commandsOf(id: ts.Expression): { name: string; command: ts.Node }[] {
    if (!ts.isPropertyAccessExpression(id)) throw new Error(`Neither a name nor an act: ${id.getText()}`);
    const registry = REGISTRIES[this.nameOf(this.checker.getTypeAtLocation(id.expression)) ?? ''];
    const list = this.sources
      .flatMap((source) => all(source, ts.isVariableDeclaration))
      .find(({ name }) => name.getText() === registry)?.initializer;
    if (!list || !ts.isArrayLiteralExpression(list)) throw new Error(`No list of acts for ${id.getText()}`);
    return list.elements.map((element) => {
      const command = this.initializerOf(element);
      const name = command && propertyOf(command, 'name');
      if (!name || !ts.isStringLiteral(name)) throw new Error(`${element.getText()} has no name`);
      return { name: name.text, command };
    });
  }

  private initializerOf(reference: ts.Node): ts.Expression | null {
    const [declaration] = this.declarationsOf(reference);
    return declaration && ts.isVariableDeclaration(declaration) ? (declaration.initializer ?? null) : null;
  }

  private declarationsOf(reference: ts.Node): readonly ts.Declaration[] {
    const symbol = this.checker.getSymbolAtLocation(reference);
    if (!symbol) return [];
    const meant = symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
    return meant.declarations ?? [];
  }

  private follow(node: ts.Node, codes: Set<Code>, seen: Set<ts.Node>): void {
    if (seen.has(node)) return;
    seen.add(node);
    each(node, (inside) => {
      for (const code of this.raisedAt(inside)) codes.add(code);
      if (!ts.isIdentifier(inside) || !this.names.has(inside.text) || isPlainName(inside)) return;
      for (const declaration of this.referredTo(inside))
        if (this.passesOn(declaration)) this.follow(declaration, codes, seen);
    });
  }

  private referredTo(reference: ts.Identifier): readonly ts.Declaration[] {
    if (!ts.isShorthandPropertyAssignment(reference.parent)) return this.declarationsOf(reference);
    const value = this.checker.getShorthandAssignmentValueSymbol(reference.parent);
    const meant = value && value.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(value) : value;
    return meant?.declarations ?? [];
  }

  /** True where a refusal can come out of a declaration. */
  private passesOn(declaration: ts.Declaration): boolean {
    if (!placeOf(declaration.getSourceFile()).startsWith('src/')) return false;
    if (ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration))
      return declaration.body !== undefined && this.returnsCode(this.checker.getTypeAtLocation(declaration));
    if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
    const type = this.checker.getTypeAtLocation(declaration);
    return this.nameOf(type) in REGISTRIES || this.carries(type);
  }

  private returnsCode(type: ts.Type): boolean {
    return type.getCallSignatures().some((signature) => this.carries(signature.getReturnType()));
  }

  /** True where a value of the type can hold a refusal, or give one when it is called. */
  private carries(type: ts.Type): boolean {
    const known = this.known.get(type);
    if (known !== undefined) return known;
    // A type inside itself adds nothing.
    this.known.set(type, false);
    const carries = this.looksLikeCarrier(type);
    this.known.set(type, carries);
    return carries;
  }

  private looksLikeCarrier(type: ts.Type): boolean {
    if (type.isUnionOrIntersection()) return type.types.some((part) => this.carries(part));
    if (this.nameOf(type) in REGISTRIES || !(type.flags & ts.TypeFlags.Object)) return false;
    if (isCarrier(type.getProperty('code')) || this.returnsCode(type)) return true;
    const inside = this.checker.getTypeArguments(type as ts.TypeReference);
    if (inside.some((part) => this.carries(part))) return true;
    return type
      .getProperties()
      .filter((property) =>
        property.declarations?.some((each) => placeOf(each.getSourceFile()).startsWith('src/')),
      )
      .some((property) => this.carries(this.checker.getTypeOfSymbol(property)));
  }

  private nameOf(type: ts.Type): string {
    return (type.aliasSymbol ?? type.getSymbol())?.getName() ?? '';
  }

  /** The codes handed over at this very node. */
  private raisedAt(node: ts.Node): readonly Code[] {
    if (ts.isCallExpression(node)) return this.raisedByCall(node);
    if (!ts.isPropertyAssignment(node) && !ts.isShorthandPropertyAssignment(node)) return [];
    if (node.name.getText() !== 'code') return [];
    const wanted = this.checker.getContextualType(node.parent);
    if (!partsOf(wanted).some((part) => isCarrier(part.getProperty('code')))) return [];
    return this.codesIn(ts.isPropertyAssignment(node) ? node.initializer : node.name);
  }

  private raisedByCall(call: ts.CallExpression): readonly Code[] {
    if (call.expression.getText() === 'answerOutcome') return this.raisedByOutcome(call);
    // Asking for the signature of every call would take a minute.
    if (!call.arguments.some(mayBeCode)) return [];
    const parameters = this.checker.getResolvedSignature(call)?.getParameters() ?? [];
    return call.arguments.flatMap((argument, at) =>
      parameters[at]?.getName() === 'code' ? this.codesIn(argument) : [],
    );
  }

  /** The answers to an outcome, by the kinds of outcome there are. */
  private raisedByOutcome({ arguments: [, outcome] }: ts.CallExpression): readonly Code[] {
    if (!outcome) return [];
    const kind = this.checker.getTypeAtLocation(outcome).getProperty('kind');
    const kinds = kind ? literalsOf(this.checker.getTypeOfSymbolAtLocation(kind, outcome)) : [];
    return [
      ...(kinds.includes('absent') ? (['not_found'] as const) : []),
      ...(kinds.includes('stale') ? (['conflicting_change', 'stale_version'] as const) : []),
    ];
  }

  /** The codes that an expression can be. A parameter's were chosen by the caller. */
  private codesIn(expression: ts.Expression): Code[] {
    const shorthand = ts.isShorthandPropertyAssignment(expression.parent);
    const [declaration] = ts.isIdentifier(expression) ? this.referredTo(expression) : [];
    if (declaration && isParameter(declaration)) return [];
    const value = shorthand
      ? this.checker.getShorthandAssignmentValueSymbol(expression.parent)
      : this.checker.getSymbolAtLocation(expression);
    const type =
      shorthand && value
        ? this.checker.getTypeOfSymbolAtLocation(value, expression)
        : this.checker.getTypeAtLocation(expression);
    const codes = literalsOf(type).filter(isCode);
    return codes.length < WIDE ? codes : [];
  }

  /** Also the codes that a table holds, from which one is chosen. */
  private anywhere(): Set<Code> {
    const found = new Set<Code>();
    for (const source of this.sources.filter((file) => !LISTS.includes(placeOf(file))))
      each(source, (node) => {
        for (const code of this.raisedAt(node)) found.add(code);
        if (!ts.isStringLiteral(node) || !isCode(node.text)) return;
        const wanted = literalsOf(this.checker.getContextualType(node));
        if (wanted.length > 0 && wanted.every(isCode)) found.add(node.text);
      });
    return found;
  }
}

const placeOf = (source: ts.SourceFile): string => relative(ROOT, source.fileName).replaceAll('\\', '/');

/** Declarations and imports of a file that may be followed. A schema refuses nothing by itself. */
const namesIn = (source: ts.SourceFile): string[] => {
  const names: string[] = [];
  each(source, (node) => {
    const declares =
      ts.isFunctionDeclaration(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isImportSpecifier(node) ||
      (ts.isVariableDeclaration(node) && !/^z\s*\./.test(node.initializer?.getText() ?? ''));
    if (declares && node.name && !(node.name.getText() in NOT_FOLLOWED)) names.push(node.name.getText());
  });
  return names;
};

/** A name that is declared or written here, or a member that is read and not called. */
const isPlainName = (name: ts.Identifier): boolean => {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent) && parent.name === name)
    return !ts.isCallExpression(parent.parent) || parent.parent.expression !== parent;
  return 'name' in parent && parent.name === name && !ts.isShorthandPropertyAssignment(parent);
};

const isCarrier = (code: ts.Symbol | undefined): boolean =>
  code?.declarations?.some((place) => CARRIERS.includes(placeOf(place.getSourceFile()))) ?? false;

const mayBeCode = (argument: ts.Expression): boolean =>
  /\bcode$/.test(argument.getText()) || all(argument, ts.isStringLiteral).some(({ text }) => isCode(text));

const partsOf = (type: ts.Type | undefined): readonly ts.Type[] =>
  type?.isUnion() ? type.types : type ? [type] : [];

const literalsOf = (type: ts.Type | undefined): string[] =>
  partsOf(type).flatMap((part) => (part.isStringLiteral() ? [part.value] : []));

function each(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => each(child, look));
}

function all<N extends ts.Node>(node: ts.Node, is: (node: ts.Node) => node is N): N[] {
  const found: N[] = [];
  each(node, (inside) => {
    if (is(inside)) found.push(inside);
  });
  return found;
}

function propertyOf(node: ts.Node, name: string): ts.Expression | null {
  if (!ts.isObjectLiteralExpression(node)) return null;
  const found = node.properties.find((property) => property.name?.getText() === name);
  return found && ts.isPropertyAssignment(found) ? found.initializer : null;
}

function isParameter(declaration: ts.Declaration): boolean {
  if (ts.isParameter(declaration)) return true;
  return ts.isBindingElement(declaration) && isParameter(declaration.parent.parent);
}
