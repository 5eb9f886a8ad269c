import type { RefusalEntry } from './refusal';

/** Holds on the record, and its erasure. */
export const RECORD = {
  no_hold: {
    kind: 'state',
    title: 'No hold stands',
    cure: 'Nothing needs releasing.',
  },
  no_such_hold: {
    kind: 'state',
    title: 'No hold that stands has that number',
    cure: 'Give a number that `allowed` lists.',
  },
  too_many_holds: {
    kind: 'input',
    title: 'There are as many holds as there can be',
    cure: 'Rely on a hold that stands.',
  },
  has_to_be_kept: {
    kind: 'state',
    title: 'Something keeps it whole',
    cure: 'Settle first what `facts` lists, such as a hold or an open remedy.',
  },
  retention_runs: {
    kind: 'fixed',
    title: 'The time for which the policy keeps it is not over',
    cure: 'Wait until the day in `allowed`, or name the request of the resident as the basis.',
  },
  no_retention_stated: {
    kind: 'fixed',
    title: 'The policy does not say how long complaints are kept',
    cure: 'Publish a version that says so, or name the request of the resident as the basis.',
  },
  ombudsman_window_open: {
    kind: 'state',
    title: 'The complaint can still be taken to the ombudsman',
    cure: 'Wait until the day in `allowed`.',
  },
  complaint_window_open: {
    kind: 'state',
    title: 'A complaint about the contact can still be made',
    cure: 'Wait until the day in `allowed`.',
  },
  nothing_to_change: {
    kind: 'input',
    title: 'The particulars are as given already',
    cure: 'Name a particular that `allowed` lists, with what it is now.',
  },
  of_the_other_reason: {
    kind: 'input',
    title: 'That is said of a change or of a mistake, and this is the other',
    cure: 'Leave out the field that `errors` names, or give the other reason.',
  },
  group_incomplete: {
    kind: 'input',
    title: 'A complaint that becomes a group’s needs the group’s name and size',
    cure: 'Add the fields that `errors` names.',
  },
  no_such_member: {
    kind: 'state',
    title: 'The group has no member of that number',
    cure: 'Give a number that `allowed` lists.',
  },
  too_many_members: {
    kind: 'input',
    title: 'The group would have more members by name than it can have',
    cure: 'Name no more than `allowed.most`.',
  },
  no_such_reference: {
    kind: 'state',
    title: 'The complaint has no such reference in another system',
    cure: 'Take away a reference that `allowed` lists.',
  },
  too_many_references: {
    kind: 'input',
    title: 'The complaint would have more references than it can have',
    cure: 'Keep no more than `allowed.most`.',
  },
} as const satisfies Record<string, RefusalEntry>;
