import { keptComplainantSchema } from '../events/parties';
import type { ComplaintEvent, EventType } from '../events/events';
import { eventSchemas } from '../events/events';
import { numbersGivenBy } from '../complaint/numbers';
import { logSchema } from '../commands/intake/log';
import type { RecordedEvent } from '../events/recorded-event';
import { type FieldFault, type Rejection, refusedAsInput } from '../rules/rejection';
import type { RecordedAct, Standing } from './acts';
import { isOnRecord } from './on-record';

/** A complaint may have been logged by an earlier release, which took other words for the person. */
export const COMPLAINT = logSchema.extend({ complainant: keptComplainantSchema });

/** One event that an act gives when it is decided again, and the one of the record that it stands for. */
export interface Paired {
  readonly again: RecordedEvent;
  /** Null where the act gave no such event before. */
  readonly entry: Standing | null;
}

/** Each event with the one it stands for, kind by kind in their order, and those of the record that nothing stands for. */
export function pairedWith(
  act: RecordedAct,
  events: readonly RecordedEvent[],
): { readonly pairs: readonly Paired[]; readonly gone: readonly Standing[] } {
  const left = [...act];
  const pairs = events.map((again): Paired => {
    const at = left.findIndex(({ recorded }) => recorded.type === again.event.type);
    const [entry = null] = at < 0 ? [] : left.splice(at, 1);
    return { again: entry ? keepingGiven(again, entry.event) : again, entry };
  });
  return { pairs: namingShown(pairs), gone: left };
}

/** An act that shows the referral it belongs to names that by its number, which stays as it was given. */
function namingShown(pairs: readonly Paired[]): readonly Paired[] {
  const shown = pairs[0]?.again.event;
  if (shown?.type !== 'referred' || shown.data.n === null) return pairs;
  const { n } = shown.data;
  return pairs.map(({ again, entry }) =>
    'referral' in again.event.data
      ? {
          again: {
            ...again,
            event: { ...again.event, data: { ...again.event.data, referral: n } } as ComplaintEvent,
          },
          entry,
        }
      : { again, entry },
  );
}

/** The number of a thing stays given, and so does how it came to be known. */
function keepingGiven(again: RecordedEvent, before: ComplaintEvent): RecordedEvent {
  const { event } = again;
  const data: Record<string, unknown> = { ...event.data };
  const [number] = numbersGivenBy(before);
  if (number && 'n' in before.data) data.n = before.data.n;
  if (event.type === 'referred' && before.type === 'referred') data.known = before.data.known;
  if (before.type === 'logged' && before.data.externalReferences)
    data.externalReferences = before.data.externalReferences;
  if (event.type === 'issue-added' && before.type === 'issue-added')
    data.issue = { ...event.data.issue, n: before.data.issue.n };
  if ('companions' in event.data && 'companions' in before.data) {
    const { companions } = before.data;
    data.companions = event.data.companions.map((companion, at) => ({
      ...companion,
      n: companions[at]?.n ?? companion.n,
    }));
  }
  // The same moment is written as it was.
  const same = event.at && before.at && Date.parse(event.at) === Date.parse(before.at);
  return { ...again, event: { ...event, at: same ? before.at : event.at, data } as ComplaintEvent };
}

/** The facts of an event as they are kept: read by its schema, so that two that say the same are the same text. */
export const factsOf = ({ type, on, at, data, departures }: ComplaintEvent) => {
  const read: unknown = JSON.parse(JSON.stringify(eventSchemas[type].parse(data)));
  return {
    on,
    at,
    data: read as Readonly<Record<string, unknown>>,
    ...(departures && { departures: [...departures] }),
  };
};

export const saysTheSame = (a: ComplaintEvent, b: ComplaintEvent): boolean =>
  // Read by its schema an event says no less, and that takes longer than all the rest of deciding on it.
  isSame([a.on, a.at, a.data, a.departures], [b.on, b.at, b.data, b.departures]) ||
  JSON.stringify(factsOf(a)) === JSON.stringify(factsOf(b));

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [one, other] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]);
  return (
    Array.isArray(a) === Array.isArray(b) && [...fields].every((field) => isSame(one[field], other[field]))
  );
}

/** The words that are new: the others stand where they stood. */
export const newWords = ({ texts }: RecordedEvent): readonly (readonly [string, string])[] =>
  Object.entries(texts).filter(([, text]) => !isOnRecord(text));

/** Acts that belong to the complaint as a whole, wherever it stands: only their mark of the stage follows. */
const BESIDE_THE_STAGES: readonly EventType[] = [
  'noted',
  'referred',
  'evidence-requested',
  'evidence-submitted',
  'determined',
  'order-made',
  'order-completed',
  'remedy-offered',
  'remedy-completed',
  'compensation-awarded',
  'learning-recorded',
  'learning-published',
  'representative-named',
  'representative-changed',
  'representative-ended',
  'authority-recorded',
  'authority-revoked',
  'adjustment-recorded',
  'adjustment-reviewed',
  'adjustment-ended',
  'restriction-imposed',
  'restriction-reviewed',
  'restriction-ended',
  'received-corrected',
];

/** True where an act would land at another stage than it was recorded at. */
export const slides = ({ again, entry }: Paired): boolean =>
  entry !== null &&
  !BESIDE_THE_STAGES.includes(entry.event.type) &&
  (again.event.data as { stage: string }).stage !== (entry.event.data as { stage: string }).stage;

/** The fields of acts that name a person, or hold words that few may read, and the act that puts them right. */
const ELSEWHERE: Readonly<Record<string, readonly [readonly string[], string]>> = {
  complaints: [
    ['complainant', 'representative', 'group', 'property', 'caseId', 'externalReferences'],
    'particulars',
  ],
  contacts: [['companions'], 'notes'],
  hearings: [['companions'], 'notes'],
  representatives: [['name', 'email', 'phone'], 'representatives/{n}/changes'],
  'representatives/{n}/changes': [['name', 'email', 'phone'], 'representatives/{n}/changes'],
  adjustments: [['kind', 'text', 'purpose'], 'adjustments/{n}/endings'],
  'adjustments/{n}/reviews': [['note'], 'adjustments/{n}/reviews'],
  'adjustments/{n}/endings': [['note'], 'adjustments'],
  restrictions: [['equalityConsideration'], 'restrictions/{n}/reviews'],
  'restrictions/{n}/reviews': [['equalityConsideration'], 'restrictions/{n}/reviews'],
};

/**
 * Refuses to put right here what stands elsewhere: people and restricted words, which can be erased, and the answer that the
 * same letter gave to another complaint.
 */
export function standsElsewhere(
  act: string,
  patch: Readonly<Record<string, unknown>>,
  at: string,
): Rejection | null {
  if ('also' in patch) {
    return refusedAsInput({
      code: 'not_corrected_here',
      detail: 'An answer to several complaints is corrected on each of them, by a correction of its own.',
      facts: { act, field: 'also' },
      errors: [{ pointer: `${at}/also`, detail: 'must be left out' }],
    });
  }
  const [fields, instead] = ELSEWHERE[act] ?? [[], ''];
  const field = fields.find((name) => name in patch);
  if (!field) return null;
  return refusedAsInput({
    code: 'not_corrected_here',
    detail: `${field} names people or holds words that few may read, which stand apart from the record.`,
    facts: { act, field },
    allowed: { act: instead },
    errors: [{ pointer: `${at}/${field}`, detail: 'must be left out' }],
  });
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Refuses a body that the act does not take. */
export function misworded(act: string, issues: readonly Issue[], at: string): Rejection {
  const errors: FieldFault[] = issues.slice(0, 20).map(({ path, message }) => ({
    pointer: [at, ...path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/'),
    detail: message,
  }));
  return refusedAsInput({
    code: 'act_misworded',
    detail: `This is not what the act ${act} takes.`,
    facts: { act },
    errors,
  });
}
