import { uuidv7 } from 'uuidv7';
import { inTransaction } from '../../db/connection/client';
import {
  claimException,
  type ExceptionRow,
  exceptionVersions,
  insertException,
  listExceptions,
} from '../../db/landlords/compliance-exceptions';
import { findPolicy } from '../../db/landlords/policies';
import {
  type ComplianceException,
  changedFields,
  changeUnexplained,
  exceptionRefused,
} from '../../policy/code/compliance-exception';
import type { Instant, LocalDate } from '../../policy/dates/local-date';
import { isRejection, type Rejection } from '../../policy/rules/rejection';
import { todayOf } from '../../policy/rules/rules';
import type { Acting } from '../loading/attempt';
import type { ComplaintDeps } from '../loading/deps';
import { ABSENT, type Absent, type Done, done, outcomeOf, type Refused, refused } from '../loading/outcome';

/** An exception with all that was recorded of it, and today. */
export interface ExceptionWithRecord {
  readonly latest: ExceptionRow;
  /** The first version first. */
  readonly versions: readonly ExceptionRow[];
  readonly today: LocalDate;
}

/** More than a landlord has in its life, and a bound to what a single answer holds. */
const LOOKED_AT = 100;

export async function recordException(
  deps: ComplaintDeps,
  { landlordId, actor }: Acting,
  given: ComplianceException,
): Promise<Done<ExceptionWithRecord> | Refused> {
  const today = await recordableOn(deps, landlordId, given);
  if (isRejection(today)) return refused(today);
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
  return done({ latest: first, versions: [first], today });
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
  readonly hasRead: (exception: ExceptionWithRecord) => boolean;
}

/** The caller has not read it as it is. */
interface Unread {
  readonly kind: 'unread';
  readonly exception: ExceptionWithRecord;
}

/**
 * The exception under its next version, or as it is where nothing changes. Changes and redactions of one exception come
 * one after the other: words that are being taken out while somebody writes a further version would stay in that.
 */
export const changeException = (
  deps: ComplaintDeps,
  acting: Acting,
  id: string,
  { given, hasRead }: ExceptionChange,
): Promise<Done<ExceptionWithRecord> | Absent | Refused | Unread> =>
  inTransaction(deps.database, async () => {
    await claimException(deps.database, acting.landlordId, id);
    const exception = await readException(deps, acting.landlordId, id);
    if (!exception) return ABSENT;
    if (!hasRead(exception)) return { kind: 'unread', exception } as const;
    return outcomeOf(await nextVersion(deps, acting, exception, given));
  });

async function nextVersion(
  deps: ComplaintDeps,
  { landlordId, actor }: Acting,
  { latest, versions }: ExceptionWithRecord,
  { why, ...given }: ExceptionChange['given'],
): Promise<ExceptionWithRecord | Rejection> {
  const today = await recordableOn(deps, landlordId, given);
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

/** Today, where this can be recorded today. */
async function recordableOn(
  { database, rulebook }: ComplaintDeps,
  landlordId: string,
  given: ComplianceException,
): Promise<LocalDate | Rejection> {
  const { policyVersion } = given;
  const version = policyVersion === null ? null : await findPolicy(database, landlordId, policyVersion);
  const clock = await rulebook.clockOf(landlordId);
  return exceptionRefused(given, version, clock) ?? todayOf(clock);
}

/** All the landlord recorded, now or by a moment, the last first, for what is said of them elsewhere. */
export const exceptionsOf = (
  { database }: Pick<ComplaintDeps, 'database'>,
  landlordId: string,
  knownAt?: Instant,
): Promise<ExceptionRow[]> =>
  listExceptions(database, landlordId, { afterId: null, limit: LOOKED_AT, knownAt });
