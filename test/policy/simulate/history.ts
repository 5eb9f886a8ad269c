import { type Calendar, isFault } from '../../../src/policy/calendar/calendar';
import type { CalendarEdition } from '../../../src/policy/calendar/edition';
import { calendarOf } from '../../../src/policy/calendar/of-policy';
import { type PolicyDocument, publishedPolicySchema } from '../../../src/policy/document/document';
import { shippedProcedures } from '../../../src/policy/procedures/index';
import { type CalendarChange, nextEdition } from '../../../src/policy/rehearsal/change';
import { isRejection } from '../../../src/policy/rules/rejection';
import type { Division } from '../../../src/policy/document/calendar';
import type { Body } from '../support/walk';
import { withPausesAndPriorities } from '../support/with-pauses-and-priorities';

/**
 * A thing that happens, as it is printed and can be pasted into a test: the day it is recorded, the act and its body.
 * `complaints` logs the complaint. `midnight` is nothing but time; `calendar` changes the landlord’s working days, and
 * `procedure` brings another version into force. Open complaints come to both.
 */
export type Step = readonly [on: string, act: string, body: Body];

export const PROCEDURES: readonly PolicyDocument[] = [...shippedProcedures(), withPausesAndPriorities()];

export function procedureNamed(name: string): PolicyDocument {
  const policy = PROCEDURES.find((known) => known.name === name);
  if (!policy) throw new RangeError(`No procedure ${name}`);
  return policy;
}

const versions = new Map<string, PolicyDocument>();

/** The procedure with longer or shorter times to acknowledge and to answer, as another version. */
export function otherVersion(policy: PolicyDocument, version: string, days: number): PolicyDocument {
  const key = `${policy.name} ${policy.version} ${version} ${days}`;
  const known = versions.get(key);
  if (known) return known;
  const longer = <L extends { readonly amount: number } | null>(limit: L): L =>
    limit && { ...limit, amount: Math.max(1, limit.amount + days) };
  const stages = policy.stages.map((stage) => ({
    ...stage,
    acknowledge: longer(stage.acknowledge),
    respond: longer(stage.respond),
  }));
  const other = publishedPolicySchema.parse({ ...policy, version, stages });
  versions.set(key, other);
  return other;
}

const calendars = new Map<string, Calendar>();

/** Built once for all complaints of a landlord; of the landlords before, none is kept for long. */
export function calendarUnder(policy: PolicyDocument, edition: CalendarEdition): Calendar {
  const key = `${policy.name} ${policy.version} ${JSON.stringify(edition)}`;
  const known = calendars.get(key);
  if (known) return known;
  if (calendars.size > 100) calendars.clear();
  const calendar = calendarOf(policy, edition);
  if (isFault(calendar)) throw new Error(calendar.message);
  // A fault was thrown above; the type guard narrows the fault away only by the code it carries.
  calendars.set(key, calendar as Calendar);
  return calendar as Calendar;
}

const editions = new Map<string, CalendarEdition | null>();

/** The working days after a change, worked out once for all complaints of a landlord; null where there can be no such. */
export function editionAfter(
  change: CalendarChange,
  inForce: CalendarEdition,
  division: Division,
): CalendarEdition | null {
  const key = JSON.stringify([change, inForce, division]);
  const known = editions.get(key);
  if (known !== undefined) return known;
  if (editions.size > 100) editions.clear();
  const next = nextEdition(change, inForce, division);
  const edition = isRejection(next) ? null : next.edition;
  editions.set(key, edition);
  return edition;
}
