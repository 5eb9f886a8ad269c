import { z } from 'zod';
import { words } from '../document/vocabulary';
import type { RecordedDeparture } from '../events/departures';
import { personSchema } from '../events/parts';
import { RECORDABLE } from '../refusals/index';
import { type Departing, type Rejection, refusedAsInput } from './rejection';

const MOST_DEPARTURES = 10;

const departureSchema = z
  .strictObject({
    code: z.enum(RECORDABLE).describe('The code of the refusal that the act would meet.'),
    decidedBy: personSchema
      .nullable()
      .describe('Who decided to act against the procedure; null: not known, as in an old case.'),
    why: words(4000),
  })
  .meta({
    id: 'Departure',
    description: 'A rule of the procedure that an act did not keep, who decided so, and why.',
  });

/** Each rule is departed from once: a second entry could only contradict the first. */
export const departuresSchema = z
  .array(departureSchema)
  .max(MOST_DEPARTURES)
  .refine((given) => new Set(given.map(({ code }) => code)).size === given.length, {
    error: 'names a code twice',
  })
  .optional()
  .describe(
    'For an act that happened against the procedure: each rule it did not keep. Without this it is refused; with it, it is recorded as a departure, and counted.',
  );
export type Departures = z.infer<typeof departuresSchema>;

/** Hears the refusals that an act meets, and keeps those that the caller names as departures. */
export class NamedDepartures {
  readonly #met = new Map<string, Departing>();

  constructor(private readonly named: NonNullable<Departures>) {}

  /** Passes over a refusal that is named. A code met twice is one departure, from the rule met first. */
  readonly passes = (refusal: Rejection): boolean => {
    const departing = departingBy(refusal);
    if (!departing || !this.named.some(({ code }) => code === departing.code)) return false;
    if (!this.#met.has(departing.code)) this.#met.set(departing.code, departing);
    return true;
  };

  /** The codes of those that the act met. */
  get met(): readonly string[] {
    return [...this.#met.keys()];
  }

  unmet(): Rejection | null {
    return unmetAmong(this.named, this.met);
  }

  /** The departures as the event of the act keeps them. */
  recorded(act: string): readonly RecordedDeparture[] {
    return this.named.flatMap(({ code, decidedBy }) => {
      const rule = this.#met.get(code);
      return rule ? [{ act, code, clause: rule.clause, ids: [...rule.ids], decidedBy }] : [];
    });
  }

  /** The reasons, which are words and stand beside the event. */
  texts(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.named.map(({ code, why }) => [`departure/${code}`, why]));
  }
}

/** Refuses a code that nothing departs by: else a caller could send every code with every act. */
export function unmetAmong(named: NonNullable<Departures>, met: readonly string[]): Rejection | null {
  const at = named.findIndex(({ code }) => !met.includes(code));
  const unmet = named[at];
  if (!unmet) return null;
  return refusedAsInput({
    code: 'nothing_departed_from',
    detail: `This act does not meet ${unmet.code}, so there is no departure from that rule to record.`,
    facts: { code: unmet.code },
    allowed: { departures: [...new Set(met)] },
    errors: [{ pointer: `/departures/${at}/code`, detail: 'is not met by this act' }],
  });
}

/** Passes over every refusal of the procedure's, up to the first that no departure passes, and keeps their rules. */
export class RulesMet {
  private met: Departing[] = [];

  readonly passes = (refusal: Rejection): boolean => {
    const departing = departingBy(refusal);
    if (departing && !this.met.some(({ code }) => code === departing.code)) this.met.push(departing);
    return departing !== null;
  };

  /** The rules met so far, and none are from then on: one of these goes through all acts of a complaint. */
  taken(): readonly Departing[] {
    const { met } = this;
    if (met.length > 0) this.met = [];
    return met;
  }
}

/** The rule that a refusal comes of, where the act can be recorded as a departure from it; else null. */
function departingBy({ kind, code, rule }: Rejection): Departing | null {
  if (kind !== 'policy') return null;
  return { code: code as Departing['code'], clause: rule?.clause ?? '', ids: rule?.ids ?? [] };
}
