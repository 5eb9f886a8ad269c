import type { RefusalEntry } from './refusal';

/** The answer, and every way in which a complaint ends, joins another or opens again. */
export const OUTCOME = {
  unknown_outcome: {
    kind: 'fixed',
    title: 'The policy has no such outcome',
    cure: 'Choose an outcome that `allowed` lists.',
  },
  outcome_missing: {
    kind: 'policy',
    withholds: [],
    content: true,
    title: 'The response gives no outcome',
    cure: 'Give the outcome that the response states.',
  },
  no_response_sent: {
    kind: 'state',
    title: 'The stage has no response that could have arrived',
    cure: 'Record the response first.',
  },
  no_answer_to_revise: {
    kind: 'state',
    title: 'The stage has no answer that could be revised',
    cure: 'Leave `revises` out: this is the first answer at the stage.',
  },
  explanation_missing: {
    kind: 'policy',
    withholds: [],
    content: true,
    title: 'The response does not explain all that it has to',
    cure: 'Add the explanations that `errors` names.',
  },
  assertion_missing: {
    kind: 'policy',
    withholds: [],
    content: true,
    title: 'The outcome rests on something that is not stated',
    cure: 'State what `allowed` lists, if it is true. Otherwise choose another outcome.',
  },
  unknown_issue: {
    kind: 'input',
    title: 'The definition has no such issue',
    cure: 'Give numbers of issues that `allowed` lists.',
  },
  finding_missing: {
    kind: 'policy',
    withholds: [],
    content: true,
    title: 'An issue has no finding',
    cure: 'Give a finding for each issue that `allowed` lists.',
  },
  not_in_writing: {
    kind: 'policy',
    withholds: [],
    content: true,
    title: 'The outcome has to be confirmed in writing',
    cure: 'Give `writtenOn`, the day of the written confirmation.',
  },
  received_before_sent: {
    kind: 'input',
    title: 'The response was received before it was sent',
    cure: 'Give a day that is not before `allowed.earliest`.',
  },
  already_delivered: {
    kind: 'state',
    title: 'The receipt of the response is recorded already',
    cure: 'Nothing is left to record.',
  },
  not_given_to_them: {
    kind: 'input',
    title: 'The response was not given to that person',
    cure: 'Name a recipient that `allowed` lists.',
  },
  not_silence: {
    kind: 'input',
    title: 'The day on which the resident was last heard counts for silence alone',
    cure: 'Leave `lastHeardOn` out, or give silence as the reason.',
  },
  window_open: {
    kind: 'policy',
    withholds: ['closures'],
    title: 'The resident can still ask for the next stage',
    cure: 'Close it after that time, or for a reason that `allowed` lists.',
  },
  closure_not_in_policy: {
    kind: 'policy',
    withholds: ['closures'],
    title: 'The policy does not close a complaint for that reason',
    cure: 'Close it for a reason that `allowed` lists.',
  },
  last_heard_missing: {
    kind: 'policy',
    withholds: ['closures'],
    title: 'The day on which the resident was last heard is missing',
    cure: 'Give `lastHeardOn`.',
  },
  silence_not_over: {
    kind: 'policy',
    withholds: ['closures'],
    title: 'The silence has not lasted long enough',
    cure: 'Close it on the day in `allowed` or after it.',
  },
  remedies_open: {
    kind: 'policy',
    withholds: [],
    title: 'A remedy is still to be done',
    cure: 'Record the completion of each remedy that `allowed` lists.',
  },
  orders_open: {
    kind: 'policy',
    withholds: [],
    title: 'An order of the ombudsman is still to be complied with',
    cure: 'Record the completion of each order that `allowed` lists.',
  },
  reason_not_true: {
    kind: 'input',
    title: 'The record does not bear out that reason',
    cure: 'Give a reason that `allowed` lists, or record first what makes this one true.',
  },
  nothing_to_investigate: {
    kind: 'state',
    title: 'There is no investigation to go on with',
    cure: 'Say `investigationContinues: false`, or leave it out.',
  },
  next_stage_open: {
    kind: 'policy',
    withholds: [],
    title: 'The resident can ask for the next stage',
    cure: 'Record an escalation instead of opening the complaint again.',
  },
  merged_into_itself: {
    kind: 'state',
    title: 'A complaint cannot be merged into itself',
    cure: 'Name another complaint.',
  },
  other_not_open: {
    kind: 'state',
    title: 'The other complaint is not open',
    cure: 'Name a complaint that is open, or answer this one by itself.',
  },
  other_answered: {
    kind: 'state',
    title: 'The other complaint was answered already',
    cure: 'Answer this one by itself.',
  },
  other_received_later: {
    kind: 'state',
    title: 'The other complaint was received later',
    cure: 'Merge the other one into this one.',
  },
  another_persons_complaint: {
    kind: 'input',
    title: 'Two people’s complaints are not merged',
    cure: 'Link the two instead. Where both are of one complainant, say so by `sameComplainant: true`.',
  },
  complaint_named_twice: {
    kind: 'input',
    title: 'One letter answers a complaint once',
    cure: 'Name each of the other complaints once, and not the one whose outcome it is.',
  },
  linked_to_itself: {
    kind: 'state',
    title: 'A complaint cannot be linked to itself',
    cure: 'Name another complaint.',
  },
  already_linked: {
    kind: 'state',
    title: 'The two are linked so already',
    cure: 'Nothing is left to record.',
  },
  other_erased: {
    kind: 'state',
    title: 'The other complaint was anonymised',
    cure: 'Leave the two apart: nothing can be done to the other any more.',
  },
  too_many_links: {
    kind: 'input',
    title: 'One of the two has as many links as it can have',
    cure: 'Link it to a complaint that is linked to the others.',
  },
  too_many_merged: {
    kind: 'state',
    title: 'As many complaints as possible were merged into the other',
    cure: 'Name another complaint, or answer this one by itself.',
  },
} as const satisfies Record<string, RefusalEntry>;
