import type { z } from 'zod';
import { logSchema } from '../commands/intake/log';
import { complainantSchema } from '../events/parties';
import { slugSchema, type Statement } from '../document/vocabulary';
import type { LocalDate } from '../dates/local-date';
import { type Rejection, refusedByPolicy } from '../rules/rejection';
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
        `Why it becomes a complaint: of a first attempt, one of the policy’s becomesComplaintWhen. ${RESIDENTS_WISH} always suffices, and is meant where it is left out.`,
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
  const { preStage } = policy;
  const listed: readonly Statement[] =
    preStage && state.kind === preStage.recordAs ? preStage.becomesComplaintWhen : [];
  const found = listed.find(({ code }) => code === reason);
  if (found) return found.rules;
  if (reason === RESIDENTS_WISH) return ['Code 1.3'];
  if (listed.length === 0) return [];
  const allowed = [...listed.map(({ code }) => code), RESIDENTS_WISH];
  return refusedByPolicy({
    code: 'not_a_reason_to_complain',
    detail: `The policy makes it a complaint for ${allowed.join(', ')}; the resident's wish alone suffices.`,
    facts: { reason },
    policyVersion: policy.version,
    rule: {
      clause: '/preStage/becomesComplaintWhen',
      ids: [...new Set(listed.flatMap((each) => each.rules))],
    },
    allowed: { reason: allowed },
    errors: [{ pointer: '/reason', detail: `must be one of ${allowed.join(', ')}` }],
  });
}
