import { type Entry, samePlace } from '../complaint/effective';
import type { FieldFault, Rejection } from '../rules/rejection';
import { refusedAsInput, refusedByState } from '../rules/rejection';
import { isCorrectable, type RecordedAct, type RecordLine, type Step, stands, stepsOf } from './acts';
import { type CorrectionRequest, type Insertion, isInsertion, type NamedChange } from './request';

/** The change that is asked of one act on record. */
export interface Asked {
  readonly change: NamedChange;
  /** Its place in the list of changes. */
  readonly index: number;
}

/** All that is asked, by the entry that it is asked of and by the entry that it comes before. */
export interface AskedOf {
  readonly entries: readonly Entry[];
  readonly steps: readonly Step[];
  readonly changes: ReadonlyMap<Entry, Asked>;
  readonly insertions: ReadonlyMap<Entry, readonly { change: Insertion; index: number }[]>;
}

/** Finds what each change names, or says why it cannot be named. Entries that come back are standing again. */
export function askedOf(
  entries: readonly Entry[],
  { changes: given, departures }: Pick<CorrectionRequest, 'changes' | 'departures'>,
  lines: readonly RecordLine[],
): AskedOf | Rejection {
  const changes = new Map<Entry, Asked>();
  const insertions = new Map<Entry, { change: Insertion; index: number }[]>();
  const all = [...entries];
  for (const [index, change] of (given ?? []).entries()) {
    if (isInsertion(change)) continue;
    const at = all.findIndex(
      ({ sequence, inserted }) => sequence === change.event && inserted === (change.inserted ?? null),
    );
    const entry = all[at];
    if (!entry) return noSuchEvent(change.event, index, 'event', all);
    const refusal = cannotBe(change, index, entry) ?? (changes.has(entry) ? namedTwice(index, change) : null);
    if (refusal) return refusal;
    const back = change.strike !== false ? [] : change.only ? [entry] : ofOneAct(entry, all, lines);
    for (const [place, known] of all.entries()) if (back.includes(known)) all[place] = backAgain(known);
    changes.set(all[at] ?? entry, { change, index });
  }
  for (const [index, change] of (given ?? []).entries()) {
    if (!isInsertion(change)) continue;
    const before = all.find(({ sequence, inserted }) => sequence === change.before && inserted === null);
    if (!before || change.before === 1) return noSuchEvent(change.before, index, 'before', all);
    insertions.set(before, [...(insertions.get(before) ?? []), { change, index }]);
  }
  const strange = departures.find(({ event }) => !all.some((entry) => isStandingAt(entry, event)));
  if (strange) return noSuchEvent(strange.event, departures.indexOf(strange), 'departures', all);
  return withBothOf({ entries: all, steps: stepsOf(all, lines), changes, insertions });
}

const isStandingAt = (entry: Entry, sequence: number): boolean =>
  entry.sequence === sequence && stands(entry) && isCorrectable(entry.event);

/** The entries that were recorded with this one, by one act, and share its lot. */
export function ofOneAct(
  entry: Entry,
  all: readonly Entry[],
  lines: readonly RecordLine[],
): readonly Entry[] {
  if (entry.inserted !== null) return putInWith(entry, all, lines);
  const acts = stepsOf(all.map(asRecorded), lines).flatMap((step) => (step.kind === 'act' ? [step.act] : []));
  const own = acts.find((entries) => entries.some((one) => samePlace(one, entry)));
  if (!own) return [entry];
  return all.filter(
    (other) => own.some((one) => samePlace(one, other)) && other.struck?.by === entry.struck?.by,
  );
}

const asRecorded = (entry: Entry): Entry =>
  entry.recorded.type === 'corrected' ? entry : { ...entry, event: entry.recorded };

/** The entries that one act put in by a correction gave. Those that were struck together are looked at as they counted. */
function putInWith(entry: Entry, all: readonly Entry[], lines: readonly RecordLine[]): readonly Entry[] {
  const shared = all.filter(
    ({ sequence, struck }) => sequence === entry.sequence && struck?.by === entry.struck?.by,
  );
  const acts = stepsOf(shared.map(backAgain), lines).flatMap((step) =>
    step.kind === 'act' ? [step.act] : [],
  );
  const act = acts.find((of) => of.some((known) => samePlace(known, entry))) ?? [entry];
  return shared.filter((one) => act.some((known) => samePlace(known, one)));
}

/** An entry that was struck, as it counted before: what had been put right of it stays put right. */
const backAgain = (entry: Entry): Entry => ({ ...entry, event: entry.lastCounted, struck: null });

/** An act that gave two events is changed as the one it was, whichever of them is named. */
function withBothOf(asked: AskedOf): AskedOf | Rejection {
  for (const step of asked.steps) {
    if (step.kind !== 'act') continue;
    const named = step.act.flatMap((entry) => asked.changes.get(entry) ?? []);
    const [first, second] = named;
    if (first && second) return namedTwice(second.index, second.change);
  }
  return asked;
}

/** The change that is asked of an act, by whichever of its events; with `only`, of that event alone. */
export function changeOf(act: RecordedAct, { changes }: AskedOf): (Asked & { readonly entry: Entry }) | null {
  for (const entry of act) {
    const asked = changes.get(entry);
    if (asked) return { ...asked, entry };
  }
  return null;
}

const pointer = (index: number, field: string): string => `/changes/${index}/${field}`;

function noSuchEvent(n: number, index: number, field: string, entries: readonly Entry[]): Rejection {
  const at = field === 'departures' ? `/departures/${index}/event` : pointer(index, field);
  const first = field === 'before' ? 2 : 1;
  return refusedByState({
    code: 'no_such_event',
    detail: `The complaint has no act ${n} to correct. Its events are numbered from ${first} to ${Math.max(...entries.map(({ sequence }) => sequence))}.`,
    facts: { event: n },
    allowed: {
      events: entries
        .filter(stands)
        .filter(({ event, inserted }) => inserted === null && isCorrectable(event))
        .map(({ sequence }) => sequence),
    },
    errors: [{ pointer: at, detail: 'is no act of the complaint' }],
  });
}

const namedTwice = (index: number, { event }: NamedChange): Rejection =>
  refusedAsInput({
    code: 'named_twice',
    detail: `Event ${event} is named twice, or with the other event of the same act. Say all that is to become of it in one change.`,
    facts: { event },
    errors: [{ pointer: pointer(index, 'event'), detail: 'is named already' }],
  });

/** Why nothing of this kind can become of the entry. */
function cannotBe(change: NamedChange, index: number, entry: Entry): Rejection | null {
  const { event, strike } = change;
  const at: FieldFault[] = [{ pointer: pointer(index, 'event'), detail: 'cannot be corrected' }];
  if (entry.recorded.type === 'corrected' && entry.inserted === null) {
    const named = entry.recorded.data.changes.map(({ sequence }) => sequence);
    return refusedByState({
      code: 'not_correctable',
      detail: `Event ${event} is a correction. Correct the acts that it changed, or what it put in, by another one.`,
      facts: { event, type: 'corrected' },
      allowed: { events: [...new Set(named)], inserted: entry.recorded.data.inserted.map(({ n }) => n) },
      errors: at,
    });
  }
  if (!isCorrectable(entry.recorded)) return notCorrectable(entry, at);
  if (strike === false && !entry.struck)
    return refusedByState({
      code: 'not_struck',
      detail: `Event ${event} was not struck, so it counts as it is.`,
      facts: { event },
      errors: [{ pointer: pointer(index, 'strike'), detail: 'must be true or left out' }],
    });
  // The words of what was struck can go at any time.
  const erasesOnly = change.eraseWords && change.with === undefined && strike === undefined;
  if (strike !== false && entry.struck && !erasesOnly)
    return refusedByState({
      code: 'already_struck',
      detail: `Event ${event} was struck by event ${entry.struck.by} and does not count. Let it count again first.`,
      facts: { event, struckBy: entry.struck.by },
      allowed: { event, strike: false },
      errors: [{ pointer: pointer(index, 'event'), detail: 'was struck' }],
    });
  return contradicting(change, index, entry);
}

/** The changes that say of one act two things which cannot both be. */
function contradicting(change: NamedChange, index: number, { sequence, recorded }: Entry): Rejection | null {
  const { event } = change;
  const wrong = (field: string, detail: string, said: string) =>
    refusedAsInput({
      code: 'correction_contradicts_itself',
      detail: said,
      facts: { event },
      errors: [{ pointer: pointer(index, field), detail }],
    });
  if (change.strike && change.with)
    return wrong('with', 'must be left out', `Event ${event} is struck, so nothing of it can be put right.`);
  if (change.strike && sequence === 1 && !change.as)
    return wrong('as', 'is missing', 'To strike the first event is to strike the complaint: say as what.');
  if (change.as && !(change.strike && sequence === 1))
    return wrong(
      'as',
      'must be left out',
      'Only a complaint that is struck as a whole is struck as something.',
    );
  if (change.eraseWords && sequence === 1 && !change.strike)
    return wrong(
      'eraseWords',
      'must be false or left out',
      'The words and people of the complaint itself go with its erasure, or with the complaint where it is struck.',
    );
  if (recorded.type === 'closed' && recorded.data.into && change.strike !== true && !change.eraseWords)
    return wrong(
      'strike',
      'must be true',
      'A merger is struck, and made again where it was right: the other complaint has it on record too.',
    );
  if (change.with || change.strike !== undefined || change.eraseWords) return null;
  return wrong('with', 'is missing', `Nothing is said of what is to become of event ${event}.`);
}

const INSTEAD: Readonly<Record<string, string>> = {
  'hold-placed': 'holds/{n}/releases',
  'hold-released': 'holds',
  'calendar-changed': 'rehearsals',
  'policy-changed': 'rehearsals',
  'particulars-changed': 'particulars',
};

function notCorrectable({ sequence, recorded }: Entry, errors: readonly FieldFault[]): Rejection {
  const act = INSTEAD[recorded.type];
  return refusedByState({
    code: 'not_correctable',
    detail:
      recorded.type === 'merged-from'
        ? `Event ${sequence} records what was done to ${recorded.data.reference}. Strike the merger there.`
        : `Event ${sequence} cannot be corrected${act ? '; what it did is undone by an act of its own' : ''}.`,
    facts: { event: sequence, type: recorded.type },
    ...(recorded.type === 'merged-from' && { allowed: { complaint: recorded.data.reference } }),
    ...(act && { allowed: { act } }),
    errors,
  });
}
