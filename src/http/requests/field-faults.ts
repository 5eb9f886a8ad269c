import { z } from 'zod';
import { shortened } from '../problems/bounded';
import { nearest } from '../problems/nearest';
import type { RequestFault } from '../problems/problem';

type Part = RequestFault['in'];
type Issue = z.core.$ZodIssue;

/**
 * What zod found wrong, as the fields of a problem. Ask zod for `reportInput`: a missing field is told by its input.
 * What is known at a place is said with the first name that is not.
 */
export function faultsOf(part: Part, schema: z.ZodType, issues: readonly Issue[]): RequestFault[] {
  const said = new Set<string>();
  let hints = MOST_HINTS;
  const faults = issues.flatMap(meantBy).flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [faultOf(part, schema, issue)];
    const allowed = knownFields(schema, issue.path);
    const known = allowed.join(', ');
    return issue.keys.map((key) => {
      hints -= 1;
      const near = hints < 0 ? null : nearest(key, allowed);
      const detail = near === null ? 'is not known here' : `is not known here; did you mean ${near}?`;
      const fault = { in: part, pointer: pointerTo([...issue.path, key]), detail };
      if (said.has(known)) return fault;
      said.add(known);
      const all = near === null ? `; known: ${known}` : ` Known: ${known}`;
      return { ...fault, detail: known === '' ? detail : `${detail}${all}`, allowed };
    });
  });
  return onceEach(faults);
}

/** An empty text breaks the least length and the pattern alike, and is told once. */
function onceEach(faults: readonly RequestFault[]): RequestFault[] {
  const told = new Set<string>();
  return faults.filter(({ pointer, detail }) => {
    const before = told.size;
    return told.add(`${pointer} ${detail}`).size > before;
  });
}

/** As many as a problem tells of: comparing is dear, and a body may hold thousands of names. */
const MOST_HINTS = 50;

/** The issues behind one: of a choice between forms, those of the form that was meant. */
function meantBy(issue: Issue): Issue[] {
  const meant = issue.code === 'invalid_union' ? formMeant(issue) : null;
  return meant ? meant.flatMap(meantBy) : [issue];
}

/**
 * Of several forms, the only one of the kind that was given, or that fits but for a part: what is wrong with it says more
 * than that none fits.
 */
function formMeant({ errors, path }: z.core.$ZodIssueInvalidUnion): Issue[] | null {
  const ofTheKind = errors.filter(
    (issues) => !issues.some((issue) => issue.code === 'invalid_type' && issue.path.length === 0),
  );
  const inPart = ofTheKind.filter((issues) => issues.every((issue) => issue.path.length > 0));
  const [meant, ...others] = inPart.length > 0 ? inPart : ofTheKind;
  if (!meant || others.length > 0) return null;
  return meant.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
}

const LONGEST_STEP = 100;

/** A step that nobody but its sender can have named may be as long as the body; its beginning does to find it by. */
export const pointerTo = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => shortened(String(step), LONGEST_STEP))
    .map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');

function faultOf(part: Part, schema: z.ZodType, issue: Issue): RequestFault {
  const detail = isRepeated(part, issue) ? REPEATED : detailOf(issue, mayBeLeftOut(schema, issue.path));
  const fault = { in: part, pointer: pointerTo(issue.path), detail };
  const allowed = allowedBy(issue);
  return allowed ? { ...fault, allowed } : fault;
}

/** The values that would do: of a field that has a few, and of the one by which several forms are told apart. */
function allowedBy(issue: Issue): unknown[] | null {
  if (issue.code === 'invalid_value') return [...issue.values];
  return issue.code === 'invalid_union' && 'options' in issue && issue.options ? [...issue.options] : null;
}

/** Forms of other systems send every field they have, filled in or not: the caller is told what to do with those. */
const EMPTY = 'is empty: leave it out or give a value';
const EMPTY_AND_NEEDED = 'is empty: give a value';
const REPEATED = 'is there more than once: give it once';

/** Fastify makes a list of a parameter that comes again, and one that takes no list has no form for it. */
const isRepeated = (part: Part, { path, input, code }: Issue): boolean =>
  part === 'query' &&
  path.length === 1 &&
  Array.isArray(input) &&
  // A list that may be given is refused for what is in it.
  code !== 'custom' &&
  !code.startsWith('too_');

function detailOf(issue: Issue, mayGo: boolean): string {
  if (issue.input === '') return mayGo ? EMPTY : EMPTY_AND_NEEDED;
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value')) {
    return 'is required';
  }
  switch (issue.code) {
    case 'invalid_type':
      return isOwnWording(issue.message)
        ? issue.message
        : `must be ${withArticle(issue.expected)}, not ${kindOf(issue.input)}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return allowedBy(issue)
        ? `must be one of ${allowedBy(issue)?.join(', ')}`
        : 'has none of the forms allowed here';
    case 'too_small':
      return isOwnWording(issue.message)
        ? issue.message
        : `must ${bound(issue.origin, 'at least', issue.minimum)}`;
    case 'too_big':
      return isOwnWording(issue.message)
        ? issue.message
        : `must ${bound(issue.origin, 'at most', issue.maximum)}`;
    case 'invalid_format':
      return isOwnWording(issue.message)
        ? issue.message
        : `must be ${withArticle(issue.format.toUpperCase())}`;
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return issue.message;
  }
}

/** Zod begins its own messages with one of these; any other was written for the field and says it better. */
const isOwnWording = (message: string): boolean => !/^(Invalid|Too small|Too big|Unrecognized)/.test(message);

function bound(origin: string, word: string, limit: number | bigint): string {
  if (origin === 'string') return `have ${word} ${limit} characters`;
  if (origin === 'array' || origin === 'set') return `have ${word} ${limit} entries`;
  return `be ${word} ${limit}`;
}

const withArticle = (word: string): string =>
  /^(array|object|int|email)/i.test(word) ? `an ${word}` : `a ${word}`;

function kindOf(input: unknown): string {
  if (input === null) return 'null';
  return Array.isArray(input) ? 'an array' : withArticle(typeof input);
}

/** The names an object at this place of the schema may have; empty where the place has no single shape. */
function knownFields(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const here = unwrapped(schema);
  if (here instanceof z.ZodUnion) {
    return [...new Set(here.options.flatMap((option) => knownFields(option, path)))];
  }
  const [step, ...rest] = path;
  if (here instanceof z.ZodObject) {
    if (step === undefined) return Object.keys(here.shape);
    const next: unknown = here.shape[String(step)];
    return next instanceof z.ZodType ? knownFields(next, rest) : [];
  }
  if (here instanceof z.ZodArray && step !== undefined) return knownFields(here.element, rest);
  if (here instanceof z.ZodRecord && step !== undefined) return knownFields(here.valueType, rest);
  return [];
}

/** True where the request would do without what stands at this place; an entry of a list always may go. */
function mayBeLeftOut(schema: z.core.$ZodType, path: readonly PropertyKey[]): boolean {
  const [step, ...rest] = path;
  const here = unwrapped(schema);
  if (step === undefined) return true;
  if (here instanceof z.ZodUnion) return here.options.every((option) => mayBeLeftOut(option, path));
  if (here instanceof z.ZodArray) return mayBeLeftOut(here.element, rest);
  if (!(here instanceof z.ZodObject)) return true;
  const field: unknown = here.shape[String(step)];
  if (!(field instanceof z.ZodType)) return true;
  return rest.length > 0 ? mayBeLeftOut(field, rest) : field.safeParse(undefined).success;
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return unwrapped(schema.unwrap());
  }
  if (schema instanceof z.ZodPipe)
    return unwrapped(schema.in instanceof z.ZodTransform ? schema.out : schema.in);
  return schema;
}
