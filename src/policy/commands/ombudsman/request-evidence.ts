import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { nextNumber } from '../../complaint/numbers';
import { currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { localDateSchema } from '../../dates/local-date';
import { caseReferenceSchema } from '../../events/ombudsman';
import { isRejection } from '../../rules/rejection';
import { type Command, happened } from '../guards/command';
import { caseOf, ENQUIRIES } from './case';
import { beyondCalendar, notBefore, occurrence } from '../../rules/occurrence';
import { tooMany } from '../guards/too-many';

const MOST_REQUESTS = 100;

const body = z.strictObject({
  ...occurrence,
  referral: z.int().min(1).max(1000).optional().describe('Which referral, from 1. Left out: the latest.'),
  reference: caseReferenceSchema.optional(),
  dueOn: localDateSchema.describe('By when the ombudsman wants it.'),
  what: words(10000).optional().describe('What was asked for.'),
});

/** Records that the ombudsman asked for evidence, and by when. The landlord has to answer (ARC-22, Code 4.1). */
export const requestEvidence: Command<z.infer<typeof body>> = {
  act: 'evidence-requests',
  name: 'recordEvidenceRequest',
  summary: 'Record that the ombudsman asked for evidence',
  description:
    'Record what the ombudsman asked for and by when. It gets a clock of its own, which ends when the evidence is sent or the case is determined. Where no referral to an ombudsman is on record, the request shows that it has the case: a referral of that day is recorded with it.',
  roles: OFFICER,
  body,
  example: {
    reference: '202400224',
    dueOn: '2028-10-31',
    what: 'The repair log and all letters since March.',
  },
  guard: () => null,
  decide(state, { referral: named, reference, dueOn, what }, moment, rules) {
    const asked = { named, purposes: ENQUIRIES, shows: 'investigation' as const, moment };
    const found = caseOf(asked, state, rules);
    if (isRejection(found)) return found;
    const { evidenceRequests } = state.ombudsman;
    const refusal =
      notBefore({ on: dueOn, at: null }, { on: moment.on, at: null }, 'it was asked for', '/dueOn') ??
      beyondCalendar(dueOn, '/dueOn', rules) ??
      tooMany('too_many_evidence_requests', evidenceRequests.length, MOST_REQUESTS);
    if (refusal) return refusal;
    const data = {
      stage: currentStage(state).stage,
      n: nextNumber('evidence-requests', evidenceRequests, state),
      referral: found.referral,
      reference: reference ?? null,
      dueOn,
    };
    return [...found.shown, happened('evidence-requested', moment, data, { what })];
  },
};
