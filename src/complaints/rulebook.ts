import type { Session } from '../db/client';
import { findLandlord } from '../db/landlords';
import { findPolicy, type PolicySummary, policiesOf } from '../db/policies';
import { Remembered } from '../db/remembered';
import { type Calendar, isFault } from '../policy/calendar';
import { type PolicyDocument, publishedPolicySchema } from '../policy/document';
import { inForceOn } from '../policy/in-force';
import { type Instant, type LocalDate, longDate } from '../policy/local-date';
import { calendarOf } from '../policy/policy-calendar';
import { type Rejection, refusedByPolicy } from '../policy/rejection';
import type { Rules } from '../policy/rules';

/** What a landlord works by today: its zone and the versions it has published, the latest to take effect first. */
interface Standing {
  readonly zone: string;
  readonly versions: readonly Pick<PolicySummary, 'version' | 'effectiveFrom' | 'effectiveTo'>[];
}

interface Edition {
  readonly policy: PolicyDocument;
  readonly calendar: Calendar;
}

/** Bounds memory: a parsed document and its calendar take some tens of kilobytes. */
const EDITIONS_KEPT = 500;

/** The rules a complaint runs by: the pinned version of its landlord's policy and the calendar that goes with it. */
export class Rulebook {
  readonly standings = new Remembered<Standing>();
  /** A published version never changes, so what was read once stays true. */
  private readonly editions = new Map<string, Edition>();
  /** One for all policies that count alike, as most do: a calendar has an entry for each of six thousand days. */
  private readonly calendars = new Map<string, Calendar>();

  constructor(
    private readonly database: Session,
    private readonly now: () => Instant,
  ) {}

  /** The landlord's zone and the present moment: enough to tell today from tomorrow. */
  async clockOf(landlordId: string): Promise<Pick<Rules, 'now' | 'zone'>> {
    const { zone } = await this.standing(landlordId);
    return { now: this.now(), zone };
  }

  /** The rules under one version. A complaint pins one that exists; asking for another is a bug. */
  async pinned(landlordId: string, version: string): Promise<Rules> {
    const { zone } = await this.standing(landlordId);
    const edition = await this.edition(landlordId, version);
    return { ...edition, now: this.now(), zone };
  }

  /** The rules in force on a day: those of the version that had begun last and not ended. */
  async inForce(landlordId: string, on: LocalDate): Promise<Rules | Rejection> {
    const { versions } = await this.standing(landlordId);
    const version = inForceOn(versions, on);
    if (version) return this.pinned(landlordId, version.version);
    return refusedByPolicy({
      code: 'no_policy_in_force',
      detail: `No version of the procedure was in force on ${longDate(on)}.`,
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

  private async standing(landlordId: string): Promise<Standing> {
    const standing = await this.standings.find(landlordId, landlordId, async () => {
      // One after the other: the session may be the single connection of a transaction.
      const landlord = await findLandlord(this.database, landlordId);
      const versions = await policiesOf(this.database, landlordId);
      return landlord && { zone: landlord.zone, versions };
    });
    if (!standing) throw new Error(`Landlord ${landlordId} has keys but no entry`);
    return standing;
  }

  private async edition(landlordId: string, version: string): Promise<Edition> {
    const name = `${landlordId}/${version}`;
    const kept = this.editions.get(name);
    if (kept) return kept;
    const row = await findPolicy(this.database, landlordId, version);
    if (!row) throw new Error(`Landlord ${landlordId} has no policy version ${version}`);
    const policy = publishedPolicySchema.parse(row.document);
    if (this.editions.size >= EDITIONS_KEPT) {
      this.editions.clear();
      this.calendars.clear();
    }
    const edition = { policy, calendar: this.calendarFor(policy) };
    this.editions.set(name, edition);
    return edition;
  }

  private calendarFor(policy: PolicyDocument): Calendar {
    const { division, closures, extraWorkingDays, weekdays } = policy.calendar;
    const name = JSON.stringify([division, closures, extraWorkingDays, weekdays]);
    const kept = this.calendars.get(name);
    if (kept) return kept;
    const calendar = calendarOf(policy);
    if (isFault(calendar))
      throw new Error(
        `Policy ${policy.version} was published with a calendar that cannot be: ${calendar.message}`,
      );
    this.calendars.set(name, calendar);
    return calendar;
  }
}
