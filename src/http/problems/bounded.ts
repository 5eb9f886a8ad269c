/** More than anybody mends at once; the others are counted. */
const MOST_FAULTS = 50;

/** Together well below 64 kB: no refusal weighs more, whatever was sent and whatever is stored. */
const BYTES_OF_FAULTS = 32 * 1024;
const BYTES_OF_THE_REST = 16 * 1024;

const LONGEST_TEXT = 1000;
const LONGEST_POINTER = 500;

/** A list of what would do that is no longer may stand at each field; a longer one is said once. */
const SHORT_LIST = 200;

interface Fault {
  readonly in: 'body' | 'query' | 'path' | 'header';
  readonly pointer: string;
  readonly detail: string;
  readonly allowed?: unknown;
}

/** The parts of a problem that grow with what was sent or stored. */
interface Growing {
  readonly instance: string;
  readonly detail?: string | undefined;
  readonly allowed?: unknown;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
  readonly errors?: readonly Fault[] | undefined;
}

/** The room that is left, in bytes of JSON. */
interface Room {
  left: number;
}

/** The problem with its first faults and the number of the others, its long texts shortened and its long lists cut off. */
export function bounded<P extends Growing>(problem: P): P {
  const { instance, detail, allowed, facts, errors } = problem;
  const room = { left: BYTES_OF_THE_REST };
  return {
    ...problem,
    instance: textWithin(instance, room, LONGEST_POINTER),
    ...(detail !== undefined && { detail: textWithin(detail, room) }),
    ...(allowed !== undefined && { allowed: within(allowed, room) }),
    ...(facts && { facts: fieldsWithin(facts, room) }),
    ...(errors && { errors: firstOf(errors) }),
  };
}

/** The text, or its beginning. */
export const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most).replace(/\p{Surrogate}$/u, '')}…` : text;

const andMore = (count: number): string => `… and ${count.toLocaleString('en-GB')} more`;

function firstOf(errors: readonly Fault[]): Fault[] {
  const room = { left: BYTES_OF_FAULTS };
  const lists = new Set<string>();
  const told: Fault[] = [];
  for (const fault of errors) {
    if (told.length === MOST_FAULTS || room.left <= 0) {
      const others = { in: fault.in, pointer: '', detail: andMore(errors.length - told.length) };
      return [...told, others];
    }
    told.push(faultWithin(fault, room, lists));
  }
  return told;
}

function faultWithin(fault: Fault, room: Room, lists: Set<string>): Fault {
  const { allowed, ...rest } = fault;
  const list = JSON.stringify(allowed) ?? '';
  const isSaid = lists.has(list);
  if (list.length > SHORT_LIST) lists.add(list);
  return {
    ...rest,
    pointer: textWithin(fault.pointer, room, LONGEST_POINTER),
    detail: textWithin(fault.detail, room),
    ...(allowed !== undefined && !isSaid && { allowed: within(allowed, room) }),
  };
}

function within(value: unknown, room: Room): unknown {
  if (Array.isArray(value)) return listWithin(value, room);
  if (typeof value === 'object' && value !== null) return fieldsWithin(value, room);
  if (typeof value === 'string') return textWithin(value, room);
  room.left -= String(value).length;
  return value;
}

function textWithin(text: string, room: Room, most = LONGEST_TEXT): string {
  const shown = shortened(text, most);
  room.left -= Buffer.byteLength(JSON.stringify(shown));
  return shown;
}

function listWithin(list: readonly unknown[], room: Room): unknown[] {
  const shown: unknown[] = [];
  for (const each of list) {
    if (room.left <= 0) return [...shown, andMore(list.length - shown.length)];
    shown.push(within(each, room));
  }
  return shown;
}

function fieldsWithin(object: object, room: Room): Record<string, unknown> {
  const shown: [string, unknown][] = [];
  const fields = Object.entries(object);
  for (const [name, value] of fields) {
    if (room.left <= 0) return Object.fromEntries([...shown, ['…', andMore(fields.length - shown.length)]]);
    shown.push([textWithin(name, room), within(value, room)]);
  }
  return Object.fromEntries(shown);
}
