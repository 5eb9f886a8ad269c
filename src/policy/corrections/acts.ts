import type { Command } from '../commands/guards/command';
import { COMMANDS } from '../commands/index';
import { type Entry, samePlace } from '../complaint/effective';
import { samePerson } from '../complaint/same-person';
import type { Instant } from '../dates/local-date';
import type { ComplaintEvent, EventType } from '../events/events';

/** One event of the record with what stands beside it. */
export interface RecordLine {
  readonly event: ComplaintEvent;
  readonly recordedAt: Instant;
  /** The fields of the words that came with it; null where they are gone, so that nobody can tell. */
  readonly words: readonly string[] | null;
}

/** An entry that stands, with the line of the record it comes of. */
export interface Standing extends Entry {
  readonly event: NonNullable<Entry['event']>;
}

/** An act as it was done at once: one event, or the two that one act gave. */
export type RecordedAct = readonly [Standing, ...Standing[]];

/** A step of the record: an act that is decided again, or what is taken as it stands. */
export type Step =
  | { readonly kind: 'act'; readonly act: RecordedAct }
  | { readonly kind: 'kept'; readonly entry: Entry };

/**
 * Events that no command of a complaint decides, or that the law of keeping data forbids to decide anew. Particulars are
 * put right by particulars, and a link stands on two complaints.
 */
const KEPT: readonly EventType[] = [
  'erased',
  'calendar-changed',
  'policy-changed',
  'hold-placed',
  'hold-released',
  'merged-from',
  'particulars-changed',
  'linked',
  'corrected',
];

/** True of an act of the landlord's that a correction can name. */
export const isCorrectable = ({ type }: ComplaintEvent): boolean => !KEPT.includes(type);

/** The record as the acts it came of, in their order. */
export function stepsOf(entries: readonly Entry[], lines: readonly RecordLine[]): readonly Step[] {
  const steps: Step[] = [];
  let open: [Standing, ...Standing[]] | null = null;
  for (const entry of entries) {
    if (open && stands(entry) && goTogether(open, entry, lines)) {
      open.push(entry);
      continue;
    }
    open = null;
    if (!stands(entry) || !isCorrectable(entry.event)) {
      steps.push({ kind: 'kept', entry });
      continue;
    }
    open = [entry];
    steps.push({ kind: 'act', act: open });
  }
  return steps;
}

export const stands = (entry: Entry): entry is Standing => entry.event !== null;

/** The second events of an act that gives two, by the first. */
const PAIRS: Readonly<Partial<Record<EventType, readonly EventType[]>>> = {
  acknowledged: ['defined'],
  contacted: ['defined'],
  'representative-named': ['authority-recorded'],
  referred: ['evidence-requested', 'determined', 'order-made'],
  'assignment-ended': ['assignment-ended'],
};

/** Told by neighbouring numbers and the same moment of recording: two acts are never recorded at once. */
function goTogether([first, ...more]: RecordedAct, next: Standing, lines: readonly RecordLine[]): boolean {
  const before = more.at(-1) ?? first;
  if (!PAIRS[first.event.type]?.includes(next.event.type)) return false;
  if (first.event.type !== 'assignment-ended' && more.length > 0) return false;
  if (!areNeighbours(before, next) || !areOfOneMoment(first, next, lines)) return false;
  if (first.event.type === 'referred') return first.event.data.known === 'from-the-ombudsman';
  if (first.event.type === 'assignment-ended' && next.event.type === 'assignment-ended')
    return samePerson(first.event.data.person, next.event.data.person);
  return true;
}

const areNeighbours = (a: Entry, b: Entry): boolean =>
  a.inserted === null
    ? b.inserted === null && b.sequence === a.sequence + 1
    : b.sequence === a.sequence && b.inserted === a.inserted + 1;

function areOfOneMoment(a: Standing, b: Standing, lines: readonly RecordLine[]): boolean {
  const sameMoment = a.event.on === b.event.on && a.event.at === b.event.at;
  return recordedAt(a, lines) === recordedAt(b, lines) && sameMoment;
}

/** When it was put on record. What a correction put in was recorded with it. */
export const recordedAt = ({ sequence }: Entry, lines: readonly RecordLine[]): Instant | undefined =>
  lines[sequence - 1]?.recordedAt;

/**
 * When it was put on record as it counts: with the act itself, or with the last correction that named it. An act can be
 * put right to a day after the one on which it was first recorded.
 */
export function saidAt(place: Entry, lines: readonly RecordLine[]): Instant | undefined {
  const last = lines.findLast(
    ({ event }) =>
      event.type === 'corrected' &&
      event.data.changes.some((change) => change.why === 'named' && change.now && samePlace(change, place)),
  );
  return last?.recordedAt ?? recordedAt(place, lines);
}

/** By the kind of event that an act gives first, the act; `closed` is the act of either of two. */
const COMMAND_OF: Readonly<Partial<Record<EventType, string>>> = {
  acknowledged: 'acknowledgements',
  triaged: 'triages',
  'priority-changed': 'priorities',
  defined: 'definitions',
  assigned: 'assignments',
  'assignment-ended': 'assignment-endings',
  contacted: 'contacts',
  'issue-added': 'issues',
  refused: 'refusals',
  extended: 'extensions',
  'update-given': 'updates',
  paused: 'pauses',
  resumed: 'resumptions',
  'hearing-arranged': 'hearings',
  'hearing-held': 'hearings',
  'stage-skipped': 'skips',
  settled: 'settlements',
  responded: 'outcomes',
  delivered: 'deliveries',
  escalated: 'escalations',
  'escalation-decided': 'escalation-decisions',
  withdrawn: 'withdrawals',
  'representative-named': 'representatives',
  'representative-changed': 'representatives/{n}/changes',
  'representative-ended': 'representatives/{n}/endings',
  'authority-recorded': 'authorities',
  'authority-revoked': 'authorities/{n}/revocations',
  'adjustment-recorded': 'adjustments',
  'adjustment-reviewed': 'adjustments/{n}/reviews',
  'adjustment-ended': 'adjustments/{n}/endings',
  'restriction-imposed': 'restrictions',
  'restriction-reviewed': 'restrictions/{n}/reviews',
  'restriction-ended': 'restrictions/{n}/endings',
  'remedy-offered': 'remedies',
  'remedy-completed': 'remedies/{n}/completions',
  'compensation-awarded': 'compensation',
  'learning-recorded': 'learnings',
  'learning-published': 'learnings/{n}/publications',
  noted: 'notes',
  'received-corrected': 'corrections',
  reopened: 'reopenings',
  referred: 'referrals',
  'evidence-requested': 'evidence-requests',
  'evidence-submitted': 'evidence-requests/{n}/submissions',
  determined: 'determinations',
  'order-made': 'orders',
  'order-completed': 'orders/{n}/completions',
};

/** The name of the act as its path has it; of the first event, that of logging. */
export function actOf([first, second]: RecordedAct): string {
  if (first.event.type === 'logged') return 'complaints';
  if (first.event.type === 'closed') return first.event.data.into ? 'mergers' : 'closures';
  const { type } = first.event.type === 'referred' && second ? second.event : first.event;
  return COMMAND_OF[type] ?? type;
}

/** The command that decides the act; undefined for logging, which no command of a complaint does. */
export const commandOf = (act: string): Command | undefined =>
  COMMANDS.find((command) => command.act === act);
