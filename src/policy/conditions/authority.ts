import type { ComplaintState } from '../complaint/state';
import { type LocalDate, longDate } from '../dates/local-date';
import { type Authority, representativeNow } from '../complaint/people';
import type { Recipient } from '../events/people';
import { type Rejection, type RuleReference, refusedByPolicy, refusedByState } from '../rules/rejection';
import type { Rules } from '../rules/rules';

export type Gate = Authority['scope'][number];

const WAITS: Record<Gate, string> = {
  acceptance: 'taking the complaint from the representative',
  disclosure: 'discussing any details with the representative',
};

/** Whether a permission holds on a day: from its first to its last, and up to the day before it was revoked. */
const covers = ({ from, until, revokedOn }: Authority, on: LocalDate): boolean =>
  from <= on && (until === null || on <= until) && (revokedOn === null || on < revokedOn);

/** The permissions of whoever represents the resident now that hold on a day. */
export function authoritiesOn({ people }: ComplaintState, on: LocalDate): Authority[] {
  const named = representativeNow(people);
  return people.authorities.filter((known) => known.representative === named?.n && covers(known, on));
}

/** A document that does not take a complaint from somebody without permission will not tell them its details either (WES-08). */
const impliedBy = (gates: readonly Gate[]): readonly Gate[] =>
  gates.includes('acceptance') && !gates.includes('disclosure') ? [...gates, 'disclosure'] : gates;

export interface Missing {
  /** The need, in words that begin a sentence. */
  readonly need: string;
  /** What waits for it, in words that follow "before"; empty where the document lets nothing wait. */
  readonly waits: readonly string[];
  readonly gates: readonly Gate[];
  readonly rule: RuleReference;
}

/** What the document asks of the permission to represent and was not there on a day; null where nothing is missing. */
export function permissionMissing(state: ComplaintState, on: LocalDate, { policy }: Rules): Missing | null {
  const wanted = policy.intake.representative;
  if (!wanted || wanted.permission === 'none' || !representativeNow(state.people)) return null;
  const held = authoritiesOn(state, on);
  const formed = held.filter(({ form }) => wanted.permission !== 'written' || form !== 'verbal');
  const full = formed.filter(({ evidence }) => evidence || !wanted.evidence);
  const covered = (gate: Gate) => full.some(({ scope }) => scope.includes(gate));
  const gates = impliedBy(wanted.gates).filter((gate) => !covered(gate));
  if (wanted.gates.length > 0 ? wanted.gates.every(covered) : full.length > 0) return null;
  const lacking = (known: readonly Authority[]) =>
    wanted.gates.length > 0
      ? gates.some((gate) => !known.some(({ scope }) => scope.includes(gate)))
      : known.length === 0;
  const permission = wanted.permission === 'written' ? 'Written permission' : 'The resident’s permission';
  return {
    need: lacking(formed) ? permission : 'Evidence of the permission',
    waits: gates.map((gate) => WAITS[gate]),
    gates,
    rule: { clause: '/intake/representative', ids: wanted.rules },
  };
}

/** Something that passes to or from the representative: the day, which permission it waits for, and where the body says so. */
interface Passage {
  readonly gates: readonly Gate[];
  readonly on: LocalDate;
  readonly pointer?: string;
}

/**
 * Refuses what goes to the representative, or comes from them, without the permission the document makes it wait for on
 * that day. What passes between the landlord and the resident never waits, and neither does the acknowledgement: the
 * clocks run all the same (Code 1.3, 3.6, 6.2).
 */
export function authorityRefused(
  { gates, on, pointer }: Passage & { readonly pointer: string },
  state: ComplaintState,
  rules: Rules,
): Rejection | null {
  const named = representativeNow(state.people);
  if (!named || on < named.namedOn) return noRepresentative(on, pointer, named?.namedOn ?? null);
  const missing = permissionMissing(state, on, rules);
  const waiting = missing?.gates.filter((gate) => gates.includes(gate)) ?? [];
  if (!missing || waiting.length === 0) return null;
  const { need, rule } = missing;
  return refusedByPolicy({
    code: 'authority_needed',
    detail: `${need} that covers ${longDate(on)} is needed from the resident before ${waiting.map((gate) => WAITS[gate]).join(' and ')}.`,
    facts: {
      representative: named.n,
      on,
      gates: waiting,
      authorities: state.people.authorities
        .filter(({ representative }) => representative === named.n)
        .map(({ n, form, evidence, from, until, revokedOn }) => ({
          n,
          form,
          evidence,
          from,
          until,
          revokedOn,
        })),
    },
    rule,
    allowed: { act: 'authorities', or: 'the same with the resident' },
    errors: [{ pointer, detail: 'the representative has no permission for this on that day' }],
  });
}

/** The same of a recipient: nothing that goes to the resident alone has to wait. */
export const recipientRefused = (
  recipient: Recipient,
  passage: Passage,
  state: ComplaintState,
  rules: Rules,
): Rejection | null =>
  recipient === 'resident' ? null : authorityRefused({ pointer: '/recipient', ...passage }, state, rules);

const noRepresentative = (on: LocalDate, pointer: string, namedOn: LocalDate | null): Rejection =>
  refusedByState({
    code: 'no_representative',
    detail: namedOn
      ? `Nobody represented the resident on ${longDate(on)}; the representative was named on ${longDate(namedOn)}.`
      : 'Nobody represents the resident now.',
    facts: { on, namedOn },
    allowed: { act: 'representatives' },
    errors: [{ pointer, detail: 'there is no representative' }],
  });

/** A group complains through its one named representative where the document says so; without one nobody can be answered (WES-09). */
export function groupVoiceMissing({ people }: ComplaintState, { policy }: Rules): RuleReference | null {
  const { group } = policy.intake;
  if (!people.group || !group?.singleNamedRepresentative || representativeNow(people)) return null;
  return { clause: '/intake/group', ids: group.rules };
}
