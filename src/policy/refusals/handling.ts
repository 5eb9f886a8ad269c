import type { RefusalEntry } from './refusal';

/** The people who work on a complaint, and how they keep in touch. */
export const HANDLING = {
  role_may_not_handle: {
    kind: 'policy',
    withholds: [],
    title: 'The policy has others handle this stage',
    cure: 'Name somebody with a role that `allowed` lists.',
  },
  reviewer_not_independent: {
    kind: 'policy',
    withholds: [],
    title: 'The person is not independent of the complaint',
    cure: 'Name somebody else: `allowed` says who cannot be named, or what has to be true.',
  },
  reviewer_not_more_senior: {
    kind: 'policy',
    withholds: [],
    title: 'The person has to be more senior than the one before',
    cure: 'Name somebody more senior, and say in `seniorTo` whom they are senior to.',
  },
  independence_not_declared: {
    kind: 'policy',
    withholds: [],
    content: true,
    title: 'The independence of the person is not stated',
    cure: 'State it in the field that `errors` names.',
  },
  no_handler: {
    kind: 'policy',
    withholds: [],
    title: 'Nobody handled the stage on that day',
    cure: 'Assign it first, with the day on which it was given.',
  },
  decider_not_on_panel: {
    kind: 'policy',
    withholds: [],
    title: 'The person who decided did not sit on the panel',
    cure: 'Name a member that `allowed` lists, or leave `decidedBy` out.',
  },
  decider_not_assigned: {
    kind: 'policy',
    withholds: [],
    title: 'The person who decided did not have the stage on that day',
    cure: 'Assign the stage to them first, with the day on which it was given.',
  },
  nobody_assigned: {
    kind: 'state',
    title: 'Nobody has the complaint',
    cure: 'Assign it first: nobody can be taken off it.',
  },
  not_assigned: {
    kind: 'input',
    title: 'The person does not have the complaint',
    cure: 'Name a person that `allowed` lists.',
  },
  hearing_already_held: {
    kind: 'state',
    title: 'The hearing was held already',
    cure: 'Record its outcome.',
  },
  hearing_not_held: {
    kind: 'policy',
    withholds: [],
    title: 'The hearing has not been held',
    cure: 'Record the hearing first: its outcome follows it.',
  },
  no_hearing_at_this_stage: {
    kind: 'state',
    title: 'The stage is not a hearing',
    cure: 'Answer the stage with an outcome. `allowed` lists the stages that are hearings.',
  },
  arranged_or_held: {
    kind: 'input',
    title: 'A hearing is either arranged or held',
    cure: 'Give `arrangedFor` for a hearing to come, or `panel` for one that was held.',
  },
  not_held_yet: {
    kind: 'input',
    title: 'Who was there can be said only of a hearing that was held',
    cure: 'Give the `panel` too, or leave out who was there.',
  },
  same_person_twice: {
    kind: 'input',
    title: 'A person is named twice on the panel',
    cure: 'Name each member once.',
  },
  panel_too_small: {
    kind: 'policy',
    withholds: [],
    title: 'The panel has too few members',
    cure: 'Name at least as many members as `allowed` says.',
  },
  too_many_companions: {
    kind: 'input',
    title: 'The complaint has as many companions as it can have',
    cure: 'Leave the companion out, or note them in the words of the record.',
  },
  confirmed_date_passed: {
    kind: 'input',
    title: 'The date confirmed lies before the contact itself',
    cure: 'Give a date that is not before `allowed.earliest`.',
  },
  date_already_confirmed: {
    kind: 'policy',
    withholds: ['contacts'],
    title: 'An earlier date was confirmed for the response',
    cure: 'Keep to the date confirmed, or record an extension where `allowed` names it.',
  },
} as const satisfies Record<string, RefusalEntry>;
