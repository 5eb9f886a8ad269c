import { uuidv7 } from 'uuidv7';
import { inTransaction } from '../../db/connection/client';
import {
  claimException,
  type ExceptionRow,
  exceptionVersions,
  insertException,
  listExceptions,
  redactExceptionWords,
} from '../../db/landlords/compliance-exceptions';
import { findPolicy } from '../../db/landlords/policies';
import {
  type ComplianceException,
  changedFields,
  changeUnexplained,
  exceptionRefused,
} from '../../policy/code/compliance-exception';
import { type NewExceptionRedaction, redactionRefused } from '../../policy/redactions/compliance-exception';
import type { LocalDate } from '../../policy/dates/local-date';
import { isRejection, type Rejection } from '../../policy/rules/rejection';
import { todayOf } from '../../policy/rules/rules';
import type { ComplaintDeps } from '../loading/deps';

/** An exception with all that was recorded of it, and the day it is. */
export interface ExceptionWithRecord {
  readonly latest: ExceptionRow;
  /** The first version first. */
  readonly versions: readonly ExceptionRow[];
  readonly today: LocalDate;
}

interface Who {
  readonly landlordId: string;
  readonly actor: string;
}

/** More than a landlord has in its life, and a bound to what a single answer holds. */
const LOOKED_AT = 100;

export async function recordException(
  deps: ComplaintDeps,
  { landlordId, actor }: Who,
  given: ComplianceException,
): Promise<ExceptionWithRecord | Rejection> {
  const today = await takenOn(deps, landlordId, given);
  if (isRejection(today)) return today;
  const first = {
    ...given,
    id: uuidv7(),
    version: 1,
    why: null,
    recordedAt: deps.now(),
    recordedBy: actor,
    redactions: [],
  };
  await insertException(deps.database, landlordId, first);
  return { latest: first, versions: [first], today };
}

export async function readException(
  { database, rulebook }: ComplaintDeps,
  landlordId: string,
  id: string,
): Promise<ExceptionWithRecord | null> {
  const versions = await exceptionVersions(database, landlordId, id);
  const latest = versions.at(-1);
  return latest ? { latest, versions, today: todayOf(await rulebook.clockOf(landlordId)) } : null;
}

/** What it is changed to, and whether the caller has read it as it stands. */
export interface ExceptionChange {
  readonly given: ComplianceException & { readonly why: string | null };
  readonly hasRead: (standing: ExceptionWithRecord) => boolean;
}

export type ExceptionChanged =
  | { readonly kind: 'done'; readonly standing: ExceptionWithRecord }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread'; readonly standing: ExceptionWithRecord }
  | { readonly kind: 'refused'; readonly rejection: Rejection };

/**
 * The exception under its next version, or as it is where nothing changes. Changes and redactions of one exception come
 * one after the other: words that are being taken out while somebody writes a further version would stay in that.
 */
export const changeException = (
  deps: ComplaintDeps,
  who: Who,
  id: string,
  { given, hasRead }: ExceptionChange,
): Promise<ExceptionChanged> =>
  inTransaction(deps.database, async (): Promise<ExceptionChanged> => {
    await claimException(deps.database, who.landlordId, id);
    const standing = await readException(deps, who.landlordId, id);
    if (!standing) return { kind: 'absent' };
    if (!hasRead(standing)) return { kind: 'unread', standing };
    const next = await nextVersion(deps, who, standing, given);
    return isRejection(next) ? { kind: 'refused', rejection: next } : { kind: 'done', standing: next };
  });

async function nextVersion(
  deps: ComplaintDeps,
  { landlordId, actor }: Who,
  { latest, versions }: ExceptionWithRecord,
  { why, ...given }: ExceptionChange['given'],
): Promise<ExceptionWithRecord | Rejection> {
  const today = await takenOn(deps, landlordId, given);
  if (isRejection(today)) return today;
  const unexplained = changeUnexplained(latest, given, why);
  if (unexplained) return unexplained;
  if (changedFields(latest, given).length === 0) return { latest, versions, today };
  const next = {
    ...given,
    id: latest.id,
    version: latest.version + 1,
    why,
    recordedAt: deps.now(),
    recordedBy: actor,
    redactions: [],
  };
  await insertException(deps.database, landlordId, next);
  return { latest: next, versions: [...versions, next], today };
}

/** Takes words out of an exception that should not be in it; null where there is none. */
export const redactException = (
  deps: ComplaintDeps,
  { landlordId, actor }: Who,
  id: string,
  given: NewExceptionRedaction,
): Promise<ExceptionWithRecord | Rejection | null> =>
  inTransaction(deps.database, async () => {
    await claimException(deps.database, landlordId, id);
    const found = await readException(deps, landlordId, id);
    if (!found) return null;
    const refused = redactionRefused(given, found.versions);
    if (refused) return refused;
    // By the id as it is stored: kept answers are looked for by its letters.
    await redactExceptionWords(deps.database, landlordId, found.latest.id, given, {
      at: deps.now(),
      by: actor,
    });
    return readException(deps, landlordId, id);
  });

/** Today, where this can be recorded today. */
async function takenOn(
  { database, rulebook }: ComplaintDeps,
  landlordId: string,
  given: ComplianceException,
): Promise<LocalDate | Rejection> {
  const { policyVersion } = given;
  const version = policyVersion === null ? null : await findPolicy(database, landlordId, policyVersion);
  const clock = await rulebook.clockOf(landlordId);
  return exceptionRefused(given, version, clock) ?? todayOf(clock);
}

/** All the landlord recorded, the last first, for what is said of them elsewhere. */
export const exceptionsOf = (
  { database }: Pick<ComplaintDeps, 'database'>,
  landlordId: string,
): Promise<ExceptionRow[]> => listExceptions(database, landlordId, { afterId: null, limit: LOOKED_AT });
