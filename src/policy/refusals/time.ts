import type { RefusalEntry } from './refusal';

/** Acts that move a date: extending, pausing, correcting, skipping. */
export const TIME = {
  no_extension_in_policy: {
    kind: 'policy',
    withholds: ['extensions'],
    title: 'The procedure gives no extension here',
    cure: 'Answer by the date there is: a late answer is recorded as late.',
  },
  no_date_to_extend: {
    kind: 'policy',
    withholds: ['extensions'],
    title: 'No date is running that could be extended',
    cure: 'Record first what starts the time to respond. `detail` says which act that is.',
  },
  no_limit_to_extend: {
    kind: 'state',
    title: 'The procedure sets no time for the response here',
    cure: 'Nothing needs extending: no date runs at this stage.',
  },
  extensions_used_up: {
    kind: 'policy',
    withholds: ['extensions'],
    title: 'The extensions the policy allows are used up',
    cure: 'Answer now: a late answer is recorded as late.',
  },
  extension_incomplete: {
    kind: 'policy',
    withholds: ['extensions'],
    title: 'The extension lacks what has to come with it',
    cure: 'Add the fields that `errors` names.',
  },
  extension_after_due_date: {
    kind: 'policy',
    withholds: ['extensions'],
    title: 'The extension comes after the date it would move',
    cure: 'Give the day on which it was given if that was earlier. Otherwise answer now, late.',
  },
  not_an_extension: {
    kind: 'input',
    title: 'The new date is not after the present one',
    cure: 'Give a date after the one in `allowed`.',
  },
  extension_too_long: {
    kind: 'policy',
    withholds: ['extensions'],
    title: 'The extension is longer than the policy allows',
    cure: 'Give a date that is not after `allowed.latest`.',
  },
  extension_needs_good_reason: {
    kind: 'policy',
    withholds: ['extensions'],
    title: 'An extension of this length needs a good reason',
    cure: 'Give `goodReason`, or a date that is not after `allowed.latest`.',
  },
  extension_needs_agreement: {
    kind: 'policy',
    withholds: ['extensions'],
    title: 'An extension of this length needs the agreement of the resident',
    cure: 'Ask the resident and say `agreed`, or give a date that is not after `allowed.latest`.',
  },
  no_pause_in_policy: {
    kind: 'policy',
    withholds: ['pauses'],
    title: 'The procedure never lets the time to respond stand still here',
    cure: 'Answer by the date there is, or extend it where the policy allows that.',
  },
  no_reason_to_pause: {
    kind: 'policy',
    withholds: ['pauses'],
    title: 'The procedure does not pause for that reason',
    cure: 'Give a reason that `allowed` lists.',
  },
  no_date_to_pause: {
    kind: 'state',
    title: 'No date is running that could be paused',
    cure: 'Wait until the time to respond has begun.',
  },
  date_passed: {
    kind: 'policy',
    withholds: ['pauses'],
    title: 'The date had passed before the pause',
    cure: 'Give the day on which the pause began if that was earlier. Otherwise answer now, late.',
  },
  not_paused: {
    kind: 'state',
    title: 'The time to respond is not paused',
    cure: 'Nothing has to go on: the time runs.',
  },
  no_skip_in_policy: {
    kind: 'policy',
    withholds: [],
    title: 'The procedure does not let this stage be left out',
    cure: 'Answer the stage.',
  },
  no_reason_to_skip: {
    kind: 'policy',
    withholds: [],
    title: 'The procedure does not leave the stage out for that reason',
    cure: 'Give a reason that `allowed` lists, or answer the stage.',
  },
  nothing_to_correct: {
    kind: 'input',
    title: 'The record says this already',
    cure: 'Nothing needs correcting.',
  },
  after_an_act_that_followed: {
    kind: 'input',
    title: 'Something was done about the complaint before that day',
    cure: 'Give a day that is not after `allowed.latest`.',
  },
} as const satisfies Record<string, RefusalEntry>;
