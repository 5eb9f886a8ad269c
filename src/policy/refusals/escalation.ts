import type { RefusalEntry } from './refusal';

/** The request for the next stage, and the decision on it. */
export const ESCALATION = {
  final_stage: {
    kind: 'state',
    title: 'This is the last stage of the procedure',
    cure: 'Close the complaint, or record that the resident went to the ombudsman as a referral.',
  },
  not_answered_yet: {
    kind: 'state',
    title: 'The stage had no response at that time',
    cure: 'Record the response first.',
  },
  unknown_ground: {
    kind: 'policy',
    title: 'The policy names no such ground',
    cure: 'Give grounds that `allowed` lists, or none where it lists none.',
  },
  reason_required: {
    kind: 'policy',
    title: 'The policy wants the reasons of the resident',
    cure: 'Give `reason`, in the words of the resident.',
  },
  not_late: {
    kind: 'input',
    title: 'It is in time',
    cure: 'Leave the discretion out: there is none to use.',
  },
  escalation_too_late: {
    kind: 'policy',
    title: 'The request came too late',
    cure: 'Give `lateDiscretion` where `allowed` names it. Otherwise the resident can go to the ombudsman.',
  },
  reasons_not_gathered: {
    kind: 'state',
    title: 'The reasons of the resident have not been gathered',
    cure: 'Ask for them and record the contact with its `reasons`.',
  },
} as const satisfies Record<string, RefusalEntry>;
