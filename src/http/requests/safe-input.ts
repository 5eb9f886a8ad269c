import { pointerTo } from './field-faults';
import type { RequestFault } from '../problems/problem';

/** Deeper than any document here, and shallow enough that no recursive reader runs out of stack. */
const DEEPEST = 60;

/** With the u flag a proper pair is one character and no surrogate. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * More than the longest body there is reason to send: a thousand bank holidays in each of three divisions have 15,000,
 * the longest procedure that comes with the service 600. To check as many against any schema takes a quarter of a
 * second at most.
 */
const MOST_VALUES = 20_000;

export type UnsafeInput =
  | { readonly code: 'unsafe_text'; readonly fault: RequestFault }
  | { readonly code: 'too_deep' | 'too_many_values'; readonly detail: string };

/** All but tab and the ends of lines, which long texts have. A terminal that shows the others obeys them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** Nothing that a reader could see: spaces, marks of direction, characters without width, fillers. */
const INVISIBLE = /^[\s\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]+$/u;

/**
 * PostgreSQL cannot store U+0000, and half a surrogate pair is no character in any encoding: both are refused once,
 * here, so that no field needs to remember it. So are control characters, which no person types. A list of places still to visit and not recursion: the body is hostile.
 * So is the number of its values, which are counted before they are looked at.
 */
export function findUnsafeInput(part: RequestFault['in'], input: unknown): UnsafeInput | undefined {
  if (typeof input !== 'object' || input === null) return faultIn(part, [], input);
  const places: Place[] = [{ object: input, path: [] }];
  let values = 0;
  for (let place = places.pop(); place; place = places.pop()) {
    const { object, path } = place;
    if (path.length >= DEEPEST) return { code: 'too_deep', detail: `Nested more than ${DEEPEST} deep.` };
    values += Array.isArray(object) ? object.length : Object.keys(object).length;
    if (values > MOST_VALUES) return { code: 'too_many_values', detail: TOO_MANY };
    for (const [key, value] of Object.entries(object)) {
      const inner = [...path, key];
      const found = faultIn(part, inner, key) ?? faultIn(part, inner, value);
      if (found) return found;
      if (typeof value === 'object' && value !== null) places.push({ object: value, path: inner });
    }
  }
  return undefined;
}

const TOO_MANY = `Holds more than ${MOST_VALUES.toLocaleString('en-GB')} values in its objects and lists.`;

interface Place {
  readonly object: object;
  readonly path: readonly string[];
}

function faultIn(part: RequestFault['in'], path: readonly string[], value: unknown): UnsafeInput | undefined {
  const detail = typeof value === 'string' ? unsafeText(value) : undefined;
  return detail === undefined
    ? undefined
    : { code: 'unsafe_text', fault: { in: part, pointer: pointerTo(path), detail } };
}

/**
 * The text with what cannot be stored replaced. For what is noted of a request whatever it was: one entry of the access
 * log that PostgreSQL refused would hold up all that come after it.
 */
export const storable = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\ufffd');

function unsafeText(text: string): string | undefined {
  const control = CONTROL.exec(text)?.[0];
  if (control !== undefined) {
    const point = control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `contains the control character U+${point}`;
  }
  return LONE_SURROGATE.test(text) ? 'contains half of a surrogate pair (U+D800 to U+DFFF)' : undefined;
}

/** Makes of each text that shows nothing the empty one, which every schema refuses in the same words. */
export function emptyInvisibleTexts(input: unknown): void {
  if (typeof input !== 'object' || input === null) return;
  const places: object[] = [input];
  for (let place = places.pop(); place; place = places.pop())
    for (const [key, value] of Object.entries(place)) {
      if (typeof value === 'string' && INVISIBLE.test(value)) Object.assign(place, { [key]: '' });
      else if (typeof value === 'object' && value !== null) places.push(value);
    }
}
