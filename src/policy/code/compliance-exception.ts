import { z } from 'zod';
import { inFuture } from '../rules/occurrence';
import { versionSchema } from '../document/document';
import { words } from '../document/vocabulary';
import { type LocalDate, localDateSchema, longDate } from '../dates/local-date';
import { type Rejection, refusedAsInput } from '../rules/rejection';
import type { Present } from '../rules/rules';

const day = localDateSchema.nullable().default(null);

/**
 * A time in which exceptional circumstances keep a landlord from keeping the Code, and what Code 8.5 asks of it then. It
 * moves no date by itself: the times that hold meanwhile are those of the version of the procedure that is in force.
 */
export const exceptionFields = {
  from: localDateSchema.describe('The first day on which the Code could not be kept.'),
  expectedReturnOn: localDateSchema.describe('The day from which the landlord expects to keep it again.'),
  reason: words(4000).describe('What happened, e.g. an attack on its systems. It names nobody.'),
  ombudsmanToldOn: day.describe('The day the ombudsman was told.'),
  residentsToldOn: day.describe('The day the residents affected were told.'),
  publishedOn: day.describe('The day it was published, with the time in which the Code will be kept again.'),
  returnedOn: day.describe('The day from which it was kept again; null: it is not yet.'),
  policyVersion: versionSchema
    .nullable()
    .default(null)
    .describe('The published version with the times that hold meanwhile, where there is one.'),
};

export const newExceptionSchema = z.strictObject(exceptionFields).meta({ id: 'NewComplianceException' });
export type ComplianceException = z.output<typeof newExceptionSchema>;

export const exceptionChangeSchema = z
  .strictObject({
    ...exceptionFields,
    why: words(4000)
      .nullable()
      .default(null)
      .describe('Needed where anything that was recorded becomes another or is taken back.'),
  })
  .meta({ id: 'ComplianceExceptionChange' });

/** The days that Code 8.5 asks for. */
export const ASKED = ['ombudsmanToldOn', 'residentsToldOn', 'publishedOn'] as const;

const FIELDS = [
  'from',
  'expectedReturnOn',
  'reason',
  ...ASKED,
  'returnedOn',
  'policyVersion',
] as const satisfies readonly (keyof ComplianceException)[];

interface Version {
  readonly effectiveFrom: LocalDate;
}

/** Why this cannot be recorded; null where it can. `version` is the published one of the name it gives. */
export function exceptionRefused(
  given: ComplianceException,
  version: Version | null,
  clock: Present,
): Rejection | null {
  for (const field of ['from', ...ASKED, 'returnedOn'] as const) {
    const on = given[field];
    const future = on && inFuture(on, `/${field}`, clock);
    if (future) return future;
  }
  return returnBeforeStart(given) ?? versionRefused(given, version);
}

function returnBeforeStart({ from, ...given }: ComplianceException): Rejection | null {
  for (const field of ['expectedReturnOn', 'returnedOn'] as const) {
    const on = given[field];
    if (on === null || on >= from) continue;
    return refusedAsInput({
      code: 'return_before_start',
      detail: `The Code could not be kept from ${longDate(from)}, so it was not kept again on ${longDate(on)}.`,
      facts: { from, [field]: on },
      errors: [{ pointer: `/${field}`, detail: `must not be before ${from}` }],
      allowed: { earliest: from },
    });
  }
  return null;
}

/** A version that was in force before was not made for it: every date under it would pass for an exceptional one. */
function versionRefused(
  { from, returnedOn, policyVersion }: ComplianceException,
  version: Version | null,
): Rejection | null {
  if (policyVersion === null) return null;
  if (!version) {
    return refusedAsInput({
      code: 'unknown_version',
      detail: `${policyVersion} is no version that this landlord published.`,
      facts: { version: policyVersion },
      errors: [{ pointer: '/policyVersion', detail: 'is no published version' }],
    });
  }
  const { effectiveFrom } = version;
  if (effectiveFrom >= from && (returnedOn === null || effectiveFrom <= returnedOn)) return null;
  const when = effectiveFrom < from ? 'before the Code could not be kept' : 'when it was kept again';
  return refusedAsInput({
    code: 'version_of_another_time',
    detail: `Version ${policyVersion} took effect on ${longDate(effectiveFrom)}, ${when}.`,
    facts: { policyVersion, effectiveFrom, from, returnedOn },
    errors: [{ pointer: '/policyVersion', detail: 'took effect outside of that time' }],
    allowed: { effectiveFrom: { earliest: from, latest: returnedOn } },
  });
}

export const changedFields = (before: ComplianceException, after: ComplianceException) =>
  FIELDS.filter((field) => before[field] !== after[field]);

/** What was recorded stays readable, so who changes it says why; what was missing is only added. */
export function changeUnexplained(
  before: ComplianceException,
  after: ComplianceException,
  why: string | null,
): Rejection | null {
  const changed = changedFields(before, after).filter((field) => before[field] !== null);
  if (changed.length === 0 || why !== null) return null;
  return refusedAsInput({
    code: 'why_missing',
    detail: `Say why ${changed.join(', ')} becomes another than was recorded.`,
    facts: { changed },
    errors: [{ pointer: '/why', detail: 'is missing' }],
  });
}

/** Its status today: whether it lasts, whether its return is overdue, and what Code 8.5 asks for that is missing. */
export function statusOfException(exception: ComplianceException, today: LocalDate) {
  const open = exception.returnedOn === null;
  return {
    open,
    overdue: open && exception.expectedReturnOn < today,
    missing: ASKED.filter((field) => exception[field] === null),
  };
}

/** Whether any day of it falls between the two, both included. */
export const lastsWithin = (
  { from, returnedOn }: ComplianceException,
  first: LocalDate,
  last: LocalDate,
): boolean => from <= last && (returnedOn === null || returnedOn >= first);
