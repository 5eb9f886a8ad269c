import { findComplaint } from '../db/complaints/read';
import type { ComplaintDetail, Stored } from '../db/complaints/rows';
import { correct } from '../policy/correction';
import { misfitsRefused } from '../policy/corrections/refused';
import type { CorrectionRequest } from '../policy/corrections/request';
import { isRejection, type Rejection } from '../policy/rules/rejection';
import { type Complaint, readComplaint } from './act';
import { appendAll } from './loading/append';
import { type Acting, type Attempt, loadDecideAppend } from './loading/attempt';
import { appendsOf } from './loading/correction-rows';
import type { ComplaintDeps } from './loading/deps';
import { rulesAndMergedInto } from './loading/merged-with';
import type { Outcome } from './loading/outcome';
import { presentState } from './loading/present-states';
import { correctableRecord } from './loading/record';

/** Puts a mistake in the record right by an event of its own, with all that follows from it, or writes nothing. */
export const correctComplaint = (
  deps: ComplaintDeps,
  request: CorrectionRequest,
  attempt: Attempt,
): Promise<Outcome<Complaint>> =>
  loadDecideAppend(attempt, {
    find: () => findComplaint(deps.database, attempt.landlordId, attempt.id),
    decideAndAppend: (stored) => correctAndAppend(deps, request, { ...attempt, stored }),
  });

async function correctAndAppend(
  deps: ComplaintDeps,
  request: CorrectionRequest,
  { landlordId, actor, stored }: Acting & { readonly stored: Stored<ComplaintDetail> },
): Promise<Complaint | Rejection | null> {
  const { database, now } = deps;
  const row = await presentState(database, landlordId, stored);
  const { rules } = await rulesAndMergedInto(deps, landlordId, row);
  const record = await correctableRecord(deps, { landlordId, id: row.id, version: row.version }, rules);
  const corrected = correct(record, request, rules);
  if (isRejection(corrected)) return corrected;
  const refused = misfitsRefused(corrected);
  if (refused) return refused;
  const recorded = { landlordId, actor, updatedAt: now() };
  const appends = await appendsOf(deps, row, corrected, recorded);
  if (!(await appendAll(database, landlordId, appends))) return null;
  return readComplaint(deps, landlordId, row.id);
}
