import type { Division } from '../../policy/document/calendar';
import type { Session } from '../../db/connection/client';
import { findLandlord } from '../../db/landlords/landlords';
import { findEdition, latestEditionNumber } from '../../db/landlords/calendar-editions';
import { findPolicy, type PolicySummary, policiesOf } from '../../db/landlords/policies';
import { LandlordCache } from '../../db/access/cache';
import { type Calendar, isFault } from '../../policy/calendar/calendar';
import { BUNDLED, type CalendarEdition, calendarEditionSchema } from '../../policy/calendar/edition';
import type { ComplaintState } from '../../policy/complaint/state';
import { type PolicyDocument, publishedPolicySchema } from '../../policy/document/document';
import { inForceOn } from '../../policy/document/in-force';
import { type Instant, type LocalDate, longDate } from '../../policy/dates/local-date';
import { calendarOf } from '../../policy/calendar/of-policy';
import { type Rejection, refusedAsFixed } from '../../policy/rules/rejection';
import { type Pin, type Present, type RuleSet, type Rules, samePin } from '../../policy/rules/rules';
import { WallClock } from './wall-clock';

/** A landlord works by these today: its zone, its working days and its published versions, the latest to take effect first. */
interface LandlordTerms {
  readonly zone: string;
  readonly division: Division;
  readonly calendarEdition: number;
  readonly versions: readonly Pick<PolicySummary, 'version' | 'effectiveFrom' | 'effectiveTo'>[];
}

/** What a complaint says of the rules it runs by, and of those it ran by before. */
export type Pins = Pin & Pick<ComplaintState, 'clocksUnderEarlierRules'>;

/** Bounds memory: a parsed document and its calendar take some tens of kilobytes. */
const RULE_SETS_KEPT = 500;

/** What a complaint pins is not there, which nothing that the service does can bring about. */
export class UnknownPin extends Error {
  override readonly name = 'UnknownPin';
}

/** The rules a complaint runs by: the pinned version of its landlord's policy and the pinned edition of its working days. */
export class Rulebook {
  readonly landlordTerms = new LandlordCache<LandlordTerms>();
  /** Neither a published version nor an edition ever changes, so what was read once stays true. */
  private readonly ruleSets = new Map<string, RuleSet>();
  private readonly editions = new Map<string, CalendarEdition>();
  /** One for all policies that count alike, as most do: a calendar has an entry for each of six thousand days. */
  private readonly calendars = new Map<string, Calendar>();

  private readonly wallClock: WallClock;

  constructor(
    private readonly database: Session,
    now: () => Instant,
  ) {
    this.wallClock = new WallClock(now);
  }

  /** The landlord's zone and the present moment: enough to tell today from tomorrow. */
  async clockOf(landlordId: string): Promise<Present> {
    const { zone } = await this.termsOf(landlordId);
    return this.wallClock.in(zone);
  }

  /** The rules under the pins of a complaint. What it pins exists; asking for anything else is a bug. */
  async pinned(landlordId: string, pins: Pins): Promise<Rules> {
    const { zone } = await this.termsOf(landlordId);
    const { calendarEdition } = pins;
    const present = await this.ruleSet(landlordId, pins);
    const earlier: (RuleSet & Pin)[] = [];
    for (const pin of pins.clocksUnderEarlierRules) {
      if (samePin(pin, pins) || earlier.some((known) => samePin(known, pin))) continue;
      const { policyVersion, calendarEdition: edition } = pin;
      earlier.push({ policyVersion, calendarEdition: edition, ...(await this.ruleSet(landlordId, pin)) });
    }
    return { ...present, ...this.wallClock.in(zone), calendarEdition, earlier };
  }

  /** The rules under a version as a complaint received now would have them. */
  async published(landlordId: string, policyVersion: string): Promise<Rules> {
    const { calendarEdition } = await this.termsOf(landlordId);
    return this.pinned(landlordId, { policyVersion, calendarEdition, clocksUnderEarlierRules: [] });
  }

  /** The landlord's working days in force, and whose bank holidays they rest on. */
  async workingDays(
    landlordId: string,
  ): Promise<{ readonly division: Division; readonly number: number; readonly edition: CalendarEdition }> {
    const { division, calendarEdition: number } = await this.termsOf(landlordId);
    return { division, number, edition: await this.calendarEdition(landlordId, number) };
  }

  /** What an edition of the landlord's working days holds. */
  async calendarEdition(landlordId: string, number: number): Promise<CalendarEdition> {
    if (number === 0) return BUNDLED;
    const name = `${landlordId}/${number}`;
    const kept = this.editions.get(name);
    if (kept) return kept;
    const row = await findEdition(this.database, landlordId, number);
    if (!row) throw new UnknownPin(`Landlord ${landlordId} has no edition ${number} of its working days`);
    const edition = calendarEditionSchema.parse(row.content);
    this.editions.set(name, edition);
    return edition;
  }

  /** The rules in force on a day: those of the version that had begun last and not ended. */
  async inForce(landlordId: string, on: LocalDate): Promise<Rules | Rejection> {
    const { versions } = await this.termsOf(landlordId);
    const version = inForceOn(versions, on);
    if (version) return this.published(landlordId, version.version);
    return refusedAsFixed({
      code: 'no_policy_in_force',
      detail:
        versions.length > 0
          ? `No version of the procedure was in force on ${longDate(on)}.`
          : `The landlord has published no procedure, so none was in force on ${longDate(on)}.`,
      facts: { on },
      allowed: {
        inForce: versions.map(({ version: name, effectiveFrom, effectiveTo }) => ({
          version: name,
          effectiveFrom,
          effectiveTo,
        })),
      },
      errors: [{ pointer: '/receivedOn', detail: 'falls on a day without a procedure' }],
    });
  }

  private async termsOf(landlordId: string): Promise<LandlordTerms> {
    const terms = await this.landlordTerms.find(landlordId, landlordId, async () => {
      // One after the other: the session may be the single connection of a transaction.
      const landlord = await findLandlord(this.database, landlordId);
      const versions = await policiesOf(this.database, landlordId);
      const calendarEdition = await latestEditionNumber(this.database, landlordId);
      return landlord && { zone: landlord.zone, division: landlord.division, calendarEdition, versions };
    });
    if (!terms) throw new Error(`Landlord ${landlordId} has keys but no entry`);
    return terms;
  }

  /** A version of the procedure with an edition of the working days. Asking for one that is not there is a bug. */
  async ruleSet(landlordId: string, { policyVersion, calendarEdition }: Pin): Promise<RuleSet> {
    const name = `${landlordId}/${calendarEdition}/${policyVersion}`;
    const kept = this.ruleSets.get(name);
    if (kept) return kept;
    const row = await findPolicy(this.database, landlordId, policyVersion);
    if (!row) throw new UnknownPin(`Landlord ${landlordId} has no policy version ${policyVersion}`);
    const policy = publishedPolicySchema.parse(row.document);
    const edition = await this.calendarEdition(landlordId, calendarEdition);
    if (this.ruleSets.size >= RULE_SETS_KEPT) {
      this.ruleSets.clear();
      this.editions.clear();
      this.calendars.clear();
    }
    const ruleSet = { policy, calendar: this.calendarFor(policy, edition) };
    this.ruleSets.set(name, ruleSet);
    return ruleSet;
  }

  private calendarFor(policy: PolicyDocument, edition: CalendarEdition): Calendar {
    const { division, closures, yearlyClosures, extraWorkingDays, weekdays } = policy.calendar;
    const name = JSON.stringify([division, closures, yearlyClosures, extraWorkingDays, weekdays, edition]);
    const kept = this.calendars.get(name);
    if (kept) return kept;
    const calendar = calendarOf(policy, edition);
    if (isFault(calendar))
      throw new Error(
        `Policy ${policy.version} was published with a calendar that cannot be: ${calendar.message}`,
      );
    this.calendars.set(name, calendar);
    return calendar;
  }
}
