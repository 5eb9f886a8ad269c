import type { RefusalEntry } from './refusal';

/** Refusals of any act: where the complaint stands, when it happened, the calendar and the version. */
export const RULES = {
  not_at_this_point: {
    kind: 'state',
    title: 'The complaint is at another point of the procedure',
    cure: 'Read the complaint: `actions` lists what can be done now, and `allowed` the statuses that would do.',
  },
  already_answered: {
    kind: 'state',
    title: 'A response was issued already',
    cure: 'Go on with what follows the response. A second letter that changes it is an outcome with `revises: true`; a slip of the record is corrected. A further matter is a complaint of its own.',
  },
  paused: {
    kind: 'state',
    title: 'The time to respond is paused',
    cure: 'Record the resumption first.',
  },
  erased: {
    kind: 'state',
    title: 'It was anonymised',
    cure: 'Nothing can be done to it any more. Its dates and figures can still be read.',
  },
  merged: {
    kind: 'state',
    title: 'The complaint was merged into another',
    cure: 'Do it to the complaint that `allowed` names.',
  },
  nothing_departed_from: {
    kind: 'input',
    title: 'Nothing in this act departs from that rule',
    cure: 'Leave out the departures that `allowed` does not list.',
  },
  in_the_future: {
    kind: 'input',
    title: 'The day or moment has not come yet',
    cure: 'Give one that is not after `allowed.latest`, or record it once it has happened.',
  },
  dates_disagree: {
    kind: 'input',
    title: 'The day and the moment given are not the same day',
    cure: 'Leave one of the two out, or give the day in `allowed`.',
  },
  before_the_act_it_follows: {
    kind: 'input',
    title: 'It is dated before what it follows',
    cure: 'Give a date that is not before `allowed.earliest`.',
  },
  outside_calendar: {
    kind: 'input',
    title: 'The dates lie outside the calendar',
    cure: 'Give dates within `allowed`. Bank holidays are known between two days only, and no date is guessed beyond.',
  },
  no_policy_in_force: {
    kind: 'fixed',
    title: 'No version of the procedure was in force on that day',
    cure: 'Publish a version that begins on or before the day, or correct the day.',
  },
  not_in_force_yet: {
    kind: 'fixed',
    title: 'The version of the procedure is not in force yet',
    cure: 'Apply it on the day in `allowed` or after it.',
  },
  unknown_version: {
    kind: 'input',
    title: 'This landlord published no such version of the procedure',
    cure: 'Name a version from the list of the published ones.',
  },
  unknown_complaint: {
    kind: 'input',
    title: 'The complaint named does not exist',
    cure: 'Give the id or the reference of a complaint that this caller can read.',
  },
  role_may_not_decide: {
    kind: 'policy',
    withholds: ['extensions'],
    title: 'The policy names other roles for this decision',
    cure: 'Have somebody decide who holds a role in `allowed`, and give that role.',
  },
  stage_missing: {
    kind: 'fixed',
    title: 'The version lacks a stage that the complaint has entered',
    cure: 'Leave the complaint under its version, or publish one with that stage.',
  },
  gate_missing: {
    kind: 'fixed',
    title: 'The version does not decide on a request that is waiting',
    cure: 'Decide on the request first, or publish a version that decides on it.',
  },
  already_a_holiday: {
    kind: 'input',
    title: 'The day is a bank holiday already',
    cure: 'Nothing needs adding. Check the day and the division.',
  },
  not_a_holiday: {
    kind: 'input',
    title: 'The day is no bank holiday',
    cure: 'Name a bank holiday of the division, or one that was added.',
  },
  no_such_closure: {
    kind: 'input',
    title: 'No closure that was entered is on that day',
    cure: 'Name a day of the closures in force. A closure of the procedure is undone by an extra working day.',
  },
  no_working_weekday: {
    kind: 'input',
    title: 'The calendar has no working weekday',
    cure: 'Name at least one working weekday, from 1 (Monday) to 7 (Sunday).',
  },
  unknown_weekday: {
    kind: 'input',
    title: 'The weekday does not exist',
    cure: 'Give weekdays from 1 (Monday) to 7 (Sunday).',
  },
  outside_coverage: {
    kind: 'input',
    title: 'A day lies where bank holidays are not known',
    cure: 'Give days within the coverage of the bank holidays, which `facts` names.',
  },
  duplicate_date: {
    kind: 'input',
    title: 'A day is listed twice',
    cure: 'List each day once.',
  },
  contradiction: {
    kind: 'input',
    title: 'A day is listed both as closed and as worked',
    cure: 'Take the day out of one of the two lists.',
  },
  closed_too_long: {
    kind: 'input',
    title: 'A yearly closure is too long',
    cure: 'Shorten the closure, or enter its days for each year.',
  },
  return_before_start: {
    kind: 'input',
    title: 'The return lies before the start',
    cure: 'Give a day that is not before `allowed.earliest`.',
  },
  version_of_another_time: {
    kind: 'input',
    title: 'The version took effect outside the exceptional time',
    cure: 'Name a version that took effect within `allowed`, or leave it out.',
  },
  why_missing: {
    kind: 'input',
    title: 'The change of what was recorded is not explained',
    cure: 'Say in `why` why it becomes another.',
  },
  no_such_version: {
    kind: 'input',
    title: 'Nothing was recorded as that version',
    cure: 'Name a version that `allowed` lists.',
  },
  no_words_there: {
    kind: 'input',
    title: 'There are no words to take out',
    cure: 'Leave the field out, or name a version that has words there.',
  },
} as const satisfies Record<string, RefusalEntry>;
