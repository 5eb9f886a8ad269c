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
} as const satisfies Record<string, RefusalEntry>;
