import type { RefusalEntry } from './refusal';

/** The request for the next stage, and the decision on it. */
export const ESCALATION = {
  final_stage: {
    kind: 'state',
    title: 'This is the last stage of the procedure',
    cure: 'Close the complaint, or record that the resident went to the ombudsman as a referral.',
  },
  not_answered_yet: {
    kind: 'policy',
    withholds: [],
    title: 'The stage had no response at that time',
    cure: 'Record the response first.',
  },
  ground_missing: {
    kind: 'policy',
    withholds: [],
    content: true,
    title: 'The policy accepts the request on a ground only',
    cure: 'Give a ground that `allowed` lists.',
  },
  not_a_refusal_reason: {
    kind: 'policy',
    withholds: ['escalation-decisions'],
    title: 'The policy does not refuse the next stage for that reason',
    cure: 'Give a reason that `allowed` lists, or accept the request.',
  },
  no_stage_after_refusal: {
    kind: 'state',
    title: 'The complaint was refused, so no stage follows',
    cure: 'The resident may take the refusal to the ombudsman, which is recorded as a referral.',
  },
  unknown_ground: {
    kind: 'fixed',
    title: 'The policy names no such ground',
    cure: 'Give grounds that `allowed` lists, or none where it lists none.',
  },
  not_late: {
    kind: 'input',
    title: 'It is in time',
    cure: 'Leave the discretion out: there is none to use.',
  },
  escalation_too_late: {
    kind: 'policy',
    withholds: [],
    title: 'The request came too late',
    cure: 'Give `lateDiscretion` where `allowed` names it. Otherwise the resident can go to the ombudsman.',
  },
  reasons_not_gathered: {
    kind: 'policy',
    withholds: ['escalation-decisions'],
    title: 'The reasons of the resident have not been gathered',
    cure: 'Ask for them and record the contact with its `reasons`.',
  },
} as const satisfies Record<string, RefusalEntry>;
