import type { Session } from '../../db/connection/client';
import type { ComplaintRow } from '../../db/complaints/rows';
import { findComplaint } from '../../db/complaints/read';
import { currentStage } from '../../policy/complaint/state';
import type { OtherComplaint, Rules } from '../../policy/rules/rules';
import { presentState } from './present-states';
import type { Rulebook } from './rulebook';

type Row = Pick<ComplaintRow, 'id' | 'reference' | 'version' | 'state'>;

/** The rules a complaint runs by, and the complaint it was merged into or is to be, where there is one. */
export interface RulesAndMergedInto {
  readonly rules: Rules;
  readonly other: Row | null;
}

export async function rulesAndMergedInto(
  { database, rulebook }: { readonly database: Session; readonly rulebook: Rulebook },
  landlordId: string,
  { id, state }: Pick<Row, 'id' | 'state'>,
  named: string | null = null,
): Promise<RulesAndMergedInto> {
  const rules = await rulebook.pinned(landlordId, state);
  const asked = state.mergers.into?.complaintId ?? named;
  const stored = asked === null ? null : await findComplaint(database, landlordId, asked);
  const other = stored && (await presentState(database, landlordId, stored));
  return other ? { rules: { ...rules, other: otherSeenFrom(id, other) }, other } : { rules, other };
}

/** The facts of another complaint that the rules of this one look at. */
export const otherSeenFrom = (
  beside: string,
  { id, reference, state }: Pick<Row, 'id' | 'reference' | 'state'>,
): OtherComplaint => ({
  complaintId: id,
  reference,
  same: id === beside,
  status: state.status,
  received: state.received,
  answeredOn: currentStage(state).response?.on ?? null,
  mergedFrom: state.mergers.from.length,
  links: state.links.length,
  erasedOn: state.privacy.erasedOn,
});
