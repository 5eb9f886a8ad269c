/** Why an act that departed from the procedure gives no time or ends none, by the code of the rule it did not keep. */

/** After "does not count:". */
const EXTENSION: Readonly<Record<string, string>> = {
  no_extension_in_policy: 'the procedure gives none here',
  no_date_to_extend: 'the time to respond had not begun',
  extensions_used_up: 'what the procedure allows had been used up',
  extension_incomplete: 'it came without all that the procedure demands',
  role_may_not_decide: 'it was given by somebody who may not give one',
  authority_needed: 'it was told to somebody without permission',
  date_already_confirmed: 'a date had been confirmed to the resident already',
};

/** After the day as far as which it counts. */
const PAST_CAP: Readonly<Record<string, string>> = {
  extension_too_long: 'the last day that the procedure allows',
  extension_needs_good_reason: 'the last day that the procedure allows without a good reason',
  extension_needs_agreement: 'the last day that the procedure allows without the resident’s agreement',
};

/** After "gives back no day:". */
const PAUSE: Readonly<Record<string, string>> = {
  no_pause_in_policy: 'the procedure has none here',
  no_reason_to_pause: 'the procedure has none for that reason',
  date_passed: 'the date had passed by then',
};

/** After "was refused on" and "was closed on" with the day. */
const END: Readonly<Record<string, string>> = {
  nothing_excluded: 'though the procedure excludes nothing',
  not_an_exclusion: 'for no reason that the procedure has',
  already_taken: 'after it had been taken up',
  complaint_reopened: 'after it had been opened again',
  not_out_of_time: 'as too late, which it was not',
  dates_unknown: 'as too late, without the days that would show it',
  window_open: 'while the resident could still take it further',
  closure_not_in_policy: 'for no reason that the procedure has',
  last_heard_missing: 'for silence, without the day on which the resident was last heard',
  silence_not_over: 'for a silence that had not lasted long enough',
  not_a_refusal_reason: 'for no reason that the procedure has',
  reasons_not_gathered: 'before the resident had been asked for their reasons',
};

/** An event may bear a code of another release, of which no more is known than that it is a departure. */
const first = (
  known: Readonly<Record<string, string>>,
  codes: readonly string[],
  otherwise: string,
): string => codes.map((code) => known[code]).find((words) => words !== undefined) ?? otherwise;

export const whyNoExtension = (codes: readonly string[]): string =>
  first(EXTENSION, codes, 'it did not keep the procedure');

export const whyNoFurther = (codes: readonly string[]): string =>
  first(PAST_CAP, codes, 'since the one before it did not keep the procedure');

export const whyNoPause = (codes: readonly string[]): string =>
  first(PAUSE, codes, 'it did not keep the procedure');

export const whyNoEnd = (codes: readonly string[]): string => first(END, codes, 'against the procedure');
