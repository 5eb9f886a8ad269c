import type { RefusalEntry } from './refusal';

/** Taking a complaint in: logging, refusing, acknowledging, defining, its issues and its priority. */
export const INTAKE = {
  received_day_missing: {
    kind: 'input',
    title: 'The day of receipt is missing',
    cure: 'Give `receivedOn` or `receivedAt`.',
  },
  unknown_stage: {
    kind: 'fixed',
    title: 'The policy has no such stage',
    cure: 'Choose a stage that `allowed` lists, or leave it out.',
  },
  not_an_entry_stage: {
    kind: 'policy',
    withholds: [],
    title: 'A complaint cannot begin at that stage',
    cure: 'Choose a stage that `allowed` lists, or leave it out.',
  },
  unknown_channel: {
    kind: 'fixed',
    title: 'The landlord has no such channel',
    cure: 'Choose a channel that `allowed` lists.',
  },
  incident_after_receipt: {
    kind: 'input',
    title: 'The incident lies after the receipt of the complaint',
    cure: 'Give a day that is not after `allowed.latest`.',
  },
  already_acknowledged: {
    kind: 'state',
    title: 'The stage was acknowledged already',
    cure: 'Record a later definition or contact as an act of its own. A second letter of acknowledgement is sent with `revises: true`.',
  },
  nothing_to_revise: {
    kind: 'input',
    title: 'There is no earlier one to revise',
    cure: 'Leave `revises` out: this is the first.',
  },
  acknowledgement_incomplete: {
    kind: 'policy',
    withholds: [],
    content: true,
    title: 'The acknowledgement lacks what the policy wants in it',
    cure: 'Add the fields that `errors` names.',
  },
  not_defined: {
    kind: 'state',
    title: 'The complaint has no definition yet',
    cure: 'Record a definition with all its issues.',
  },
  new_complaint_needed: {
    kind: 'policy',
    withholds: [],
    title: 'The further issue is a complaint of its own',
    cure: 'Log it as a new complaint.',
  },
  too_many_issues: {
    kind: 'input',
    title: 'The complaint has as many issues as it can have',
    cure: 'Log further issues as a complaint of their own.',
  },
  complaint_reopened: {
    kind: 'policy',
    withholds: ['refusals'],
    title: 'A complaint that was opened again cannot be refused',
    cure: 'Answer it with an outcome, or give a reason that `allowed` lists.',
  },
  already_taken: {
    kind: 'policy',
    withholds: ['refusals'],
    title: 'The complaint was taken at an earlier stage',
    cure: 'Answer it, or give a reason that `allowed` lists, for which it can be refused at any stage.',
  },
  complaint_refused: {
    kind: 'policy',
    withholds: [],
    title: 'The complaint was refused',
    cure: 'Leave it as it is. The resident may take the refusal to the ombudsman, which is recorded as a referral.',
  },
  nothing_excluded: {
    kind: 'policy',
    withholds: ['refusals'],
    title: 'The policy names nothing that is excluded',
    cure: 'Take the complaint: the policy gives no reason to refuse it.',
  },
  not_an_exclusion: {
    kind: 'policy',
    withholds: ['refusals'],
    title: 'The policy has no such exclusion',
    cure: 'Give an exclusion that `allowed` lists, or take the complaint.',
  },
  refusal_incomplete: {
    kind: 'policy',
    withholds: [],
    content: true,
    title: 'The refusal lacks what has to come with it',
    cure: 'Add the fields that `errors` names.',
  },
  not_out_of_time: {
    kind: 'policy',
    withholds: ['refusals'],
    title: 'The complaint is not out of time',
    cure: 'Take the complaint, or correct the dates of the incident if they are wrong.',
  },
  dates_unknown: {
    kind: 'policy',
    withholds: ['refusals'],
    title: 'The dates that decide on its being in time are not recorded',
    cure: 'Record the dates that `allowed` names, by a definition.',
  },
  discretion_not_considered: {
    kind: 'policy',
    withholds: [],
    content: true,
    title: 'Taking the late complaint was not considered',
    cure: 'Record in `discretion` who considered it and why it was not taken.',
  },
  no_priorities_in_policy: {
    kind: 'fixed',
    title: 'The policy has no priorities',
    cure: 'Leave the priority out: no date depends on one.',
  },
  unknown_priority: {
    kind: 'fixed',
    title: 'The policy has no such priority',
    cure: 'Choose a priority that `allowed` lists.',
  },
  priority_unchanged: {
    kind: 'input',
    title: 'The complaint has that priority already',
    cure: 'Nothing needs changing.',
  },
} as const satisfies Record<string, RefusalEntry>;
