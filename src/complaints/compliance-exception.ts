import { uuidv7 } from 'uuidv7';
import {
  type ExceptionRow,
  exceptionVersions,
  insertException,
  listExceptions,
  redactExceptionWords,
} from '../db/compliance-exceptions';
import { findPolicy } from '../db/policies';
import {
  type ComplianceException,
  changedFields,
  changeUnexplained,
  exceptionRefused,
} from '../policy/code/compliance-exception';
import { type NewExceptionRedaction, redactionRefused } from '../policy/code/exception-redaction';
import type { LocalDate } from '../policy/local-date';
import { isRejection, type Rejection } from '../policy/rejection';
import { todayOf } from '../policy/rules';
import type { ComplaintDeps } from './deps';

/** An exception with all that was recorded of it, and the day it is. */
export interface StandingException {
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
): Promise<StandingException | Rejection> {
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
): Promise<StandingException | null> {
  const versions = await exceptionVersions(database, landlordId, id);
  const latest = versions.at(-1);
  return latest ? { latest, versions, today: todayOf(await rulebook.clockOf(landlordId)) } : null;
}

/** The exception under its next version, as it is where nothing changes; null where somebody else was quicker. */
export async function changeException(
  deps: ComplaintDeps,
  { landlordId, actor }: Who,
  { latest, versions }: StandingException,
  { why, ...given }: ComplianceException & { readonly why: string | null },
): Promise<StandingException | Rejection | null> {
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
  if (!(await insertException(deps.database, landlordId, next))) return null;
  return { latest: next, versions: [...versions, next], today };
}

/** Takes words out of an exception that should not be in it; null where there is none. */
export async function redactException(
  deps: ComplaintDeps,
  { landlordId, actor }: Who,
  id: string,
  given: NewExceptionRedaction,
): Promise<StandingException | Rejection | null> {
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
}

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
