import { latestEditionNumber } from '../../db/landlords/calendar-editions';
import type { Session } from '../../db/connection/client';
import { findComplaint } from '../../db/complaints/read';
import type { OpenComplaint, OpenQuery } from '../../db/complaints/open';
import { findPolicy } from '../../db/landlords/policies';
import { type Calendar, isFault } from '../../policy/calendar/calendar';
import type { CalendarEdition } from '../../policy/calendar/edition';
import { type Change, nextEdition } from '../../policy/rehearsal/change';
import type { ComplaintState } from '../../policy/complaint/state';
import { correct } from '../../policy/correction';
import type { CorrectionRequest } from '../../policy/corrections/request';
import { datedClocks } from '../../policy/clocks/deadlines';
import type { PolicyDocument } from '../../policy/document/document';
import type { ImportReport } from '../../policy/calendar/holiday-feed';
import type { LocalDate } from '../../policy/dates/local-date';
import { calendarOf } from '../../policy/calendar/of-policy';
import { type Moved, movedRules, moveTo } from '../../policy/rehearsal/move';
import { isRejection, type Rejection, refusedAsInput } from '../../policy/rules/rejection';
import type { Rules } from '../../policy/rules/rules';
import { rulesAndMergedInto } from '../loading/merged-with';
import { correctableRecord } from '../loading/record';
import type { Rulebook } from '../loading/rulebook';

/** How a change comes to each complaint, worked out once: the same for showing it and for doing it. */
export interface Plan {
  readonly query: OpenQuery;
  /** The edition of the landlord's working days that it sets out from. */
  readonly fromEdition: number;
  /** The edition it makes; null where it makes none. */
  readonly edition: CalendarEdition | null;
  readonly report: ImportReport | null;
  move(complaint: OpenComplaint): Promise<Moved | Rejection>;
}

interface PlanDeps {
  readonly database: Session;
  readonly rulebook: Rulebook;
  readonly landlordId: string;
  /** The day of the rehearsal, which decides what is open. */
  readonly on: LocalDate;
}

const ALL = { underVersion: null, notUnderVersion: null, beforeEdition: null, complaintId: null };

/** The plan of a change as it would be made today; null where it names a complaint that is not there. */
export async function planOf(change: Change, deps: PlanDeps): Promise<Plan | Rejection | null> {
  const { rulebook, landlordId, database } = deps;
  switch (change.kind) {
    case 'closure':
    case 'holiday-added':
    case 'holiday-withdrawn':
    case 'calendar-dataset': {
      const { division, number, edition: inForce } = await rulebook.workingDays(landlordId);
      const next = nextEdition(change, inForce, division);
      if (isRejection(next)) return next;
      const { kind } = change;
      return calendarPlan(next.edition, { fromEdition: number, report: next.report, kind }, deps);
    }
    case 'calendar-in-force': {
      const fromEdition = await latestEditionNumber(database, landlordId);
      return inForcePlan(fromEdition, deps);
    }
    case 'policy-version':
      return versionPlan(change, deps);
    case 'received-date':
    case 'correction':
      return correctionPlan(change, deps);
  }
}

/** The plan of a rehearsal as it was shown: a next edition is the one that was shown, and is not worked out again. */
export async function planAgain(
  change: Change,
  shown: { readonly fromEdition: number; readonly edition: CalendarEdition | null },
  deps: PlanDeps,
): Promise<Plan | Rejection | null> {
  const { edition, fromEdition } = shown;
  const { kind } = change;
  if (edition) return calendarPlan(edition, { fromEdition, report: null, kind }, deps);
  return change.kind === 'calendar-in-force' ? inForcePlan(fromEdition, deps) : planOf(change, deps);
}

/** The rules a complaint runs by, and those it is moved to. */
type BeforeAndAfter = readonly [Rules, Rules];

/** Looks the rules up once for all complaints of a version and an edition; one that was moved before has more behind it. */
function oncePerPin(
  lookUp: (state: ComplaintState) => Promise<BeforeAndAfter>,
): (state: ComplaintState) => Promise<BeforeAndAfter> {
  const known = new Map<string, BeforeAndAfter>();
  return async (state) => {
    if (state.clocksUnderEarlierRules.length > 0) return lookUp(state);
    const pin = `${state.calendarEdition}/${state.policyVersion}`;
    const rules = known.get(pin) ?? (await lookUp(state));
    known.set(pin, rules);
    return rules;
  };
}

function calendarPlan(
  edition: CalendarEdition,
  { fromEdition, report, kind }: Pick<Plan, 'fromEdition' | 'report'> & Pick<Change, 'kind'>,
  { rulebook, landlordId, on }: PlanDeps,
): Plan {
  const calendars = new Map<string, Calendar>();
  const calendarFor = (policy: PolicyDocument): Calendar => {
    const known = calendars.get(policy.version);
    if (known) return known;
    const calendar = calendarOf(policy, edition);
    if (isFault(calendar)) throw new Error(`Version ${policy.version} has no calendar: ${calendar.message}`);
    calendars.set(policy.version, calendar);
    return calendar;
  };
  const rulesOf = oncePerPin(async (state) => {
    const before = await rulebook.pinned(landlordId, state);
    const { policy } = before;
    return [before, movedRules(before, { policy, calendar: calendarFor(policy) }, fromEdition + 1)];
  });
  return {
    query: { ...ALL, on },
    fromEdition,
    edition,
    report,
    move: async ({ state }) => moveTo(state, ...(await rulesOf(state)), { leavesLate: kind === 'closure' }),
  };
}

function inForcePlan(edition: number, { rulebook, landlordId, on }: PlanDeps): Plan {
  const rulesOf = oncePerPin(async (state) => {
    const { policyVersion } = state;
    const before = await rulebook.pinned(landlordId, state);
    const to = await rulebook.ruleSet(landlordId, { policyVersion, calendarEdition: edition });
    return [before, movedRules(before, to, edition)];
  });
  return {
    query: { ...ALL, on, beforeEdition: edition },
    fromEdition: edition,
    edition: null,
    report: null,
    move: async ({ state }) => moveTo(state, ...(await rulesOf(state))),
  };
}

async function versionPlan(
  { version, from }: Extract<Change, { kind: 'policy-version' }>,
  { database, rulebook, landlordId, on }: PlanDeps,
): Promise<Plan | Rejection> {
  for (const [name, pointer] of [
    [version, '/change/version'],
    [from ?? null, '/change/from'],
  ] as const) {
    if (name === null || (await findPolicy(database, landlordId, name))) continue;
    return refusedAsInput({
      code: 'unknown_version',
      detail: `${name} is no version that this landlord published.`,
      facts: { version: name },
      errors: [{ pointer, detail: 'is no version that this landlord published' }],
    });
  }
  const rulesOf = oncePerPin(async (state) => {
    const { calendarEdition } = state;
    const before = await rulebook.pinned(landlordId, state);
    const to = await rulebook.ruleSet(landlordId, { policyVersion: version, calendarEdition });
    return [before, movedRules(before, to, calendarEdition)];
  });
  return {
    query: { ...ALL, on, underVersion: from ?? null, notUnderVersion: version },
    fromEdition: await latestEditionNumber(database, landlordId),
    edition: null,
    report: null,
    move: async ({ state }) => moveTo(state, ...(await rulesOf(state))),
  };
}

type ToOne = Extract<Change, { kind: 'received-date' | 'correction' }>;

async function correctionPlan(
  change: ToOne,
  { database, rulebook, landlordId, on }: PlanDeps,
): Promise<Plan | null> {
  const found = await findComplaint(database, landlordId, change.complaint);
  if (!found) return null;
  return {
    query: { ...ALL, on, complaintId: found.id },
    fromEdition: await latestEditionNumber(database, landlordId),
    edition: null,
    report: null,
    async move({ id, version, state }) {
      const { rules } = await rulesAndMergedInto({ database, rulebook }, landlordId, { id, state });
      const record = await correctableRecord({ database, rulebook }, { landlordId, id, version }, rules);
      const corrected = correct(record, requestOf(change), rules);
      if (isRejection(corrected)) return corrected;
      const { event, clocks, moves } = corrected;
      const open = datedClocks(state, rules).filter(({ metOn, stoppedOn }) => !metOn && !stoppedOn).length;
      return { event, state: corrected.state, clocks, rules: corrected.rules, moves, open, corrected };
    },
  };
}

/** The request that the act itself would get. */
function requestOf(change: ToOne): CorrectionRequest {
  const { kind: _, complaint: __, ...request } = change;
  return { departures: [], residentTold: false, ...request };
}
