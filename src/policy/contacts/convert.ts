import type { z } from 'zod';
import { logSchema } from '../commands/intake/log';
import { complainantSchema } from '../events/parties';
import type { PolicyDocument } from '../document/document';
import { slugSchema, type Statement } from '../document/vocabulary';
import type { LocalDate } from '../dates/local-date';
import type { Rejection } from '../rules/rejection';
import type { Rules } from '../rules/rules';
import { alreadyErased } from './decide';
import type { RecordedContactEvent } from './events';
import type { ContactState } from './state';

/** Always enough, whatever the policy lists: nothing may stand between a resident and a complaint (Code 1.3). */
export const RESIDENTS_WISH = 'resident-wishes';

/** The complaint a contact becomes; who and what are taken from the contact where they are left out. */
export const conversionSchema = logSchema
  .extend({
    complainant: complainantSchema.optional(),
    summary: logSchema.shape.summary.optional(),
    reason: slugSchema
      .optional()
      .describe(
        `Why it becomes a complaint: of a first attempt, one of the policy’s becomesComplaintWhen. Any other is taken as the resident’s own. ${RESIDENTS_WISH} always suffices, and is meant where it is left out.`,
      ),
  })
  .meta({ id: 'ContactBecomesComplaint' });
export type Conversion = z.output<typeof conversionSchema>;

/** The link to the complaint it became, with the reason and the rules behind that. */
export const becameComplaint = (
  rules: readonly string[],
  {
    reason,
    complaintId,
    on,
  }: { readonly reason: string; readonly complaintId: string; readonly on: LocalDate },
): RecordedContactEvent => ({
  event: { type: 'became-complaint', on, data: { complaintId, reason, rules } },
  texts: {},
});

/** The ids of the rules behind the reason, or why it becomes no complaint. */
export function basisOf(
  state: ContactState,
  reason: string,
  { policy }: Rules,
): readonly string[] | Rejection {
  const erased = alreadyErased(state);
  if (erased) return erased;
  const found = reasonsListed(state, policy).find(({ code }) => code === reason);
  if (found) return found.rules;
  return reason === RESIDENTS_WISH || isUnlisted(reason, state, policy) ? ['Code 1.3'] : [];
}

/** The reasons that the policy lists for a contact of this kind; empty where it lists none. */
export const reasonsListed = (
  { kind }: Pick<ContactState, 'kind'>,
  { preStage }: Pick<PolicyDocument, 'preStage'>,
): readonly Statement[] => (preStage && kind === preStage.recordAs ? preStage.becomesComplaintWhen : []);

/** True where the policy lists reasons and not this one, which is then the resident's own and reason enough. */
export function isUnlisted(
  reason: string,
  state: Pick<ContactState, 'kind'>,
  policy: Pick<PolicyDocument, 'preStage'>,
): boolean {
  const listed = reasonsListed(state, policy);
  return listed.length > 0 && reason !== RESIDENTS_WISH && listed.every(({ code }) => code !== reason);
}
