import type { z } from 'zod';
import type { Command } from '../commands/guards/command';
import { COMMANDS } from '../commands/index';
import type { EventOf } from '../events/events';
import type { Place } from '../complaint/effective';
import type { RecordedAct, RecordLine } from './acts';
import { exceptionsOf } from './body-exceptions';
import { type Before, type Body, ON_RECORD } from './on-record';

/**
 * The request that an act came of, as far as deciding on it can ask: the facts of its event that the command's body
 * knows. What the command works out by itself is left out, so that it is worked out anew.
 */
export function bodyOf(act: RecordedAct, name: string, before: Before, lines: readonly RecordLine[]): Body {
  const [{ event: first }, second] = act;
  const event = first.type === 'referred' && second ? second.event : first;
  const words = wordsOf(act, lines);
  const given = exceptionsOf(act, before, words);
  const data = event.data as Readonly<Record<string, unknown>>;
  const body: Record<string, unknown> = { occurredOn: event.on, ...(event.at && { occurredAt: event.at }) };
  for (const field of fieldsOf(name)) {
    if (field.name in given) continue;
    const value = field.name in data ? data[field.name] : wordsFor(field, words);
    if (value !== undefined && (value !== null || field.takesNull)) body[field.name] = value;
  }
  for (const [field, value] of Object.entries(given)) if (value !== undefined) body[field] = value;
  return body;
}

/**
 * A departure that was recorded with an act is one again when the act is decided again, also where a correction had made it
 * none for a time.
 */
export function departuresOf([{ event, recorded }]: RecordedAct): readonly NamedDeparture[] {
  const counted = event.departures ?? [];
  const formerly = (recorded.departures ?? []).filter(
    ({ code }) => !counted.some((known) => known.code === code),
  );
  return [...counted, ...formerly].map(({ code, decidedBy }) => ({ code, decidedBy, why: ON_RECORD }));
}

export interface NamedDeparture {
  readonly code: string;
  readonly decidedBy: string | null;
  readonly why: string;
}

interface Field {
  readonly name: string;
  /** As the texts beside an event are called. */
  readonly text: string;
  readonly takesWords: boolean;
  readonly takesNull: boolean;
  readonly required: boolean;
}

const NOT_FROM_FACTS = ['occurredOn', 'occurredAt', 'departures'];

const fieldOf = (name: string, schema: z.ZodType): Field => ({
  name,
  text: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  takesWords: schema.safeParse(ON_RECORD).success,
  takesNull: schema.safeParse(null).success,
  required: !schema.safeParse(undefined).success,
});

/** Every body of a command is an object; the interface says no more than that it can be parsed. */
const fieldsIn = ({ body }: Command): readonly Field[] =>
  Object.entries((body as z.ZodObject).shape)
    .filter(([field]) => !NOT_FROM_FACTS.includes(field))
    .map(([field, of]) => fieldOf(field, of as z.ZodType));

/** Asked once of each command: a schema takes longer to ask than an act to decide. */
const FIELDS: Readonly<Record<string, readonly Field[]>> = Object.fromEntries(
  COMMANDS.map((command) => [command.act, fieldsIn(command)]),
);

const fieldsOf = (name: string): readonly Field[] => FIELDS[name] ?? [];

const wordsFor = ({ text, takesWords, required }: Field, words: readonly string[] | null) =>
  takesWords && (required || words === null || words.includes(text)) ? ON_RECORD : undefined;

/** How words that a correction gave for an act are called beside it. */
export const prefixOf = ({ sequence, inserted }: Place): string =>
  inserted === null ? `${sequence}/` : `${sequence}.${inserted}/`;

/** The fields of the words that belong to an act, with what corrections gave; null where nobody can tell any more. */
function wordsOf(act: RecordedAct, lines: readonly RecordLine[]): readonly string[] | null {
  const found: string[] = [];
  for (const entry of act) {
    const own = entry.inserted === null ? lines[entry.sequence - 1]?.words : [];
    if (!own) return null;
    found.push(...own);
    const prefix = prefixOf(entry);
    for (const { event, words } of lines)
      if (event.type === 'corrected')
        for (const field of words ?? []) if (field.startsWith(prefix)) found.push(field.slice(prefix.length));
  }
  return found;
}

/** The words of logging, of which the policy asks nothing. */
export function complaintOf({ data }: EventOf<'logged'>): Body {
  const { representative, group, discretion, receivedAt, loggedOn, complainantKind } = data;
  return {
    receivedOn: data.receivedOn,
    ...(receivedAt && { receivedAt }),
    // Where it was logged on the day it was received, that day is the same in whatever way it is put right.
    ...(loggedOn !== data.receivedOn && { loggedOn }),
    channel: data.channel,
    stage: data.stage,
    ...(data.about && { about: data.about }),
    ...(data.priority && { priority: data.priority }),
    ...(data.tenure && { tenure: data.tenure }),
    categories: data.categories,
    complainant: { name: ON_RECORD, ...(complainantKind && { kind: complainantKind }) },
    ...(representative && {
      representative: {
        name: ON_RECORD,
        ...(representative.type && { type: representative.type }),
        permission: representative.permission,
        ...(representative.evidence && { evidence: ON_RECORD }),
      },
    }),
    ...(group && { group: { name: ON_RECORD, size: group.size } }),
    summary: ON_RECORD,
    incident: data.incident,
    ...(discretion && { discretion: { ...discretion, reasons: ON_RECORD } }),
  };
}
