import type { Session } from '../../db/connection/client';
import { recordLines } from '../../db/complaints/record-lines';
import type { ComplaintEvent } from '../../policy/events/events';
import { eventOf } from '../../policy/events/stored-event';
import type { CorrectableRecord } from '../../policy/corrections/corrected';
import type { RecordLine } from '../../policy/corrections/acts';
import type { Instant } from '../../policy/dates/local-date';
import { type Pin, presentAt, type Rules, samePin } from '../../policy/rules/rules';
import { BeyondThisRelease } from './present-states';
import type { Rulebook } from './rulebook';

interface At {
  readonly landlordId: string;
  readonly id: string;
  /** That was read: what was added since is not there. */
  readonly version: number;
}

/** The record of a complaint with the rules of each of its places, all that a correction of it looks at. */
export async function correctableRecord(
  { database, rulebook }: { readonly database: Session; readonly rulebook: Rulebook },
  { landlordId, id, version }: At,
  present: Rules,
): Promise<CorrectableRecord> {
  const stored = await recordLines(database, landlordId, id, version);
  const events = stored.map((line) => {
    const event = eventOf(line);
    if (!event) throw new BeyondThisRelease(id, line);
    return event;
  });
  const erased = new Set(events.flatMap((event) => (event.type === 'corrected' ? event.data.erased : [])));
  const lines = stored.map(({ recordedAt, words, sequence }, index): RecordLine => {
    const event = events[index];
    if (!event) throw new RangeError('Each line has its event');
    return { event, recordedAt, words: erased.has(sequence) ? null : words };
  });
  const sets: (Pin & Pick<Rules, 'policy' | 'calendar'>)[] = [];
  for (const pin of pinsOf(events)) sets.push({ ...pin, ...(await rulebook.ruleSet(landlordId, pin)) });
  const known = new Map<Instant, ReturnType<typeof presentAt>>();
  const rulesAt: CorrectableRecord['rulesAt'] = (pins, now) => {
    const set = sets.find((one) => samePin(one, pins));
    if (!set) throw new RangeError(`No place of the record runs by ${pins.policyVersion}`);
    const moment = known.get(now) ?? presentAt(now, present.zone);
    known.set(now, moment);
    const { policy, calendar, calendarEdition } = set;
    const earlier = sets.filter((one) => one !== set);
    return {
      ...(present.other && { other: present.other }),
      policy,
      calendar,
      calendarEdition,
      earlier,
      ...moment,
    };
  };
  return { lines, rulesAt };
}

/** The rules by which a complaint ran at one place of its record or another, each once. */
function pinsOf(events: readonly ComplaintEvent[]): Pin[] {
  const pins: Pin[] = [];
  let pin: Pin | null = null;
  for (const event of events) {
    pin = pinAfter(event, pin);
    if (pin && !pins.some((known) => pin && samePin(known, pin))) pins.push(pin);
  }
  return pins;
}

function pinAfter(event: ComplaintEvent, pin: Pin | null): Pin | null {
  switch (event.type) {
    case 'logged':
      return { policyVersion: event.data.policyVersion, calendarEdition: event.data.calendarEdition };
    case 'calendar-changed':
      return pin && { ...pin, calendarEdition: event.data.toEdition };
    case 'policy-changed':
      return pin && { ...pin, policyVersion: event.data.toVersion };
    default:
      return pin;
  }
}
