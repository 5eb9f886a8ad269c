import type { Session } from '../../db/connection/client';
import { findPolicy } from '../../db/landlords/policies';
import type { Change } from '../../policy/rehearsal/change';
import { longDate } from '../../policy/dates/local-date';
import { type Rejection, refusedAsFixed } from '../../policy/rules/rejection';

/** A version can be rehearsed before the day it takes effect, and complaints moved to it from then on. */
export async function notYetInForce(
  change: Change,
  today: string,
  database: Session,
  landlordId: string,
): Promise<Rejection | null> {
  if (change.kind !== 'policy-version') return null;
  const policy = await findPolicy(database, landlordId, change.version);
  if (!policy || policy.effectiveFrom <= today) return null;
  return refusedAsFixed({
    code: 'not_in_force_yet',
    detail: `Version ${change.version} takes effect on ${longDate(policy.effectiveFrom)}. It can be rehearsed before that day and applied from it on.`,
    facts: { version: change.version, effectiveFrom: policy.effectiveFrom },
    allowed: { from: policy.effectiveFrom },
  });
}
