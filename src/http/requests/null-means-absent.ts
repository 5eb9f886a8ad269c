import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Read<S extends z.ZodType> = z.ZodSafeParseResult<z.output<S>>;

/** A null inside a null's neighbour shows once the first is gone; bodies here are not nested so that it takes more. */
const ROUNDS = 4;

/**
 * Reads the input by the schema; a null where the schema allows none is taken for a field that was left out. An answer
 * has null where nothing is known, and callers send back what they read. A field that has to be there keeps its null,
 * so that the fault names what was sent.
 */
export function readWithNulls<S extends z.ZodType>(schema: S, input: unknown): Read<S> {
  const first: Read<S> = schema.safeParse(input, { reportInput: true });
  if (first.success || typeof input !== 'object' || input === null) return first;
  const needed = new Set<string>();
  const left = new Map<string, Path>();
  let read: Read<S> = first;
  for (let round = 0; round < ROUNDS; round += 1) {
    if (read.success) return read;
    const issues = flat(read.error.issues);
    const nulls = issues.filter(({ input: given, path }) => given === null && isField(path));
    const fresh = nulls.filter(({ path }) => !needed.has(nameOf(path)));
    const missed = issues.filter(({ input: given, path }) => given === undefined && left.has(nameOf(path)));
    if (fresh.length === 0 && missed.length === 0) return read;
    for (const { path } of fresh) left.set(nameOf(path), path);
    for (const { path } of missed) {
      needed.add(nameOf(path));
      left.delete(nameOf(path));
    }
    read = schema.safeParse(without(input, [...left.values()]), { reportInput: true });
  }
  return read;
}

type Path = readonly PropertyKey[];

const isField = (path: Path): boolean => typeof path.at(-1) === 'string';
const nameOf = (path: Path): string => JSON.stringify(path);

/** Those of every form of a union too, by their whole path. */
function flat(
  issues: readonly Issue[],
  above: Path = [],
): { readonly input?: unknown; readonly path: Path }[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    const own = { path, ...('input' in issue && { input: issue.input }) };
    return issue.code === 'invalid_union'
      ? [own, ...issue.errors.flatMap((form) => flat(form, path))]
      : [own];
  });
}

/** A copy without these fields; all but the objects on the way to them is shared. */
function without(input: unknown, paths: readonly Path[]): unknown {
  if (paths.length === 0) return input;
  const copy: Record<PropertyKey, unknown> = Array.isArray(input)
    ? (Object.assign([], input) as unknown as Record<PropertyKey, unknown>)
    : { ...(input as object) };
  const below = new Map<PropertyKey, Path[]>();
  for (const [step, ...rest] of paths) {
    if (step === undefined) continue;
    if (rest.length === 0) delete copy[step];
    else if (!below.get(step)?.push(rest)) below.set(step, [rest]);
  }
  for (const [step, rest] of below) {
    const inner = copy[step];
    if (typeof inner === 'object' && inner !== null) copy[step] = without(inner, rest);
  }
  return copy;
}
