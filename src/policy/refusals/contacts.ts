import type { RefusalEntry } from './refusal';

/** Contacts that are no complaint, and the monthly review of feedback. */
export const CONTACTS = {
  no_pre_stage_in_policy: {
    kind: 'policy',
    withholds: [],
    title: 'The policy has no step before a complaint',
    cure: 'Give another kind of contact, or log a complaint.',
  },
  agreement_missing: {
    kind: 'policy',
    withholds: [],
    title: 'The resident did not agree to the step before a complaint',
    cure: 'Ask the resident and say `agreed`, or log a complaint.',
  },
  unknown_kind: {
    kind: 'input',
    title: 'There is no such kind of contact',
    cure: 'Choose a kind that `allowed` lists; `other` stands for what the list does not name.',
  },
  dissatisfaction_contradicted: {
    kind: 'input',
    title: 'A contact of this kind expresses dissatisfaction',
    cure: 'Say `dissatisfied: true`, or give another kind.',
  },
  complaint_not_refused: {
    kind: 'state',
    title: 'The complaint named was not refused',
    cure: 'Name a refused complaint, or leave it out.',
  },
  contact_not_open: {
    kind: 'state',
    title: 'The contact has no work to end',
    cure: 'Nothing is left to record.',
  },
  choice_already_made: {
    kind: 'state',
    title: 'The contact has become a complaint',
    cure: 'Go on with the complaint: there is no choice left to offer.',
  },
  too_many_choices: {
    kind: 'state',
    title: 'The choice was offered as often as is kept',
    cure: 'Go by the offers that are recorded.',
  },
  too_many_redirections: {
    kind: 'state',
    title: 'The contact was sent on as often as is kept',
    cure: 'Go by the redirections that are recorded.',
  },
  goes_elsewhere: {
    kind: 'policy',
    withholds: [],
    title: 'The policy sends this exclusion elsewhere',
    cure: 'Send it where `allowed` says, or leave the destination out.',
  },
  filed_day_missing: {
    kind: 'policy',
    withholds: [],
    title: 'The exclusion counts only from the day a claim was filed at court',
    cure: 'Give the day in `filedOn`, or another exclusion.',
  },
  destination_missing: {
    kind: 'input',
    title: 'The destination is missing',
    cure: 'Say in `to` where it goes.',
  },
  month_not_over: {
    kind: 'state',
    title: 'The month was not over on that day',
    cure: 'Review the month after its end.',
  },
  already_reviewed: {
    kind: 'state',
    title: 'The month was reviewed already',
    cure: 'Read the review: a month is reviewed once.',
  },
  no_feedback_review: {
    kind: 'fixed',
    title: 'The policy has no monthly review of feedback',
    cure: 'Publish a version with a monthly review if there is to be one.',
  },
} as const satisfies Record<string, RefusalEntry>;
