import type { RefusalEntry } from './refusal';

/** Referral, evidence, determination and orders. */
export const OMBUDSMAN = {
  referral_for_another_purpose: {
    kind: 'state',
    title: 'The referral did not go to an ombudsman for that purpose',
    cure: 'Give the number of a referral that `allowed` lists, or none where it lists none.',
  },
  no_evidence_awaited: {
    kind: 'state',
    title: 'The ombudsman waits for no evidence',
    cure: 'Record the request of the ombudsman first.',
  },
  evidence_not_awaited: {
    kind: 'state',
    title: 'The ombudsman does not wait for evidence under that request',
    cure: 'Give the number of a request that `allowed` lists.',
  },
  too_many_evidence_requests: {
    kind: 'input',
    title: 'The complaint has as many requests for evidence as it can have',
    cure: 'Answer the requests that are recorded.',
  },
  already_determined: {
    kind: 'state',
    title: 'The referral was determined already',
    cure: 'Record a further determination as one on review.',
  },
  not_determined: {
    kind: 'state',
    title: 'The referral has not been determined',
    cure: 'Record it as a first determination: `onReview` is false.',
  },
  no_such_finding: {
    kind: 'fixed',
    title: 'The ombudsman of this procedure makes no such finding',
    cure: 'Choose a finding that `allowed` lists.',
  },
  issue_found_on_twice: {
    kind: 'input',
    title: 'An issue has two findings',
    cure: 'Give each issue one finding.',
  },
  too_many_determinations: {
    kind: 'input',
    title: 'The complaint has as many determinations as it can have',
    cure: 'Go by the determinations that are recorded.',
  },
  order_without_date: {
    kind: 'input',
    title: 'An order has a date by which it has to be done',
    cure: 'Give the date, or say that it is a recommendation with `binding: false`.',
  },
  too_many_orders: {
    kind: 'input',
    title: 'The complaint has as many orders as it can have',
    cure: 'Complete the orders that are recorded.',
  },
  no_open_order: {
    kind: 'state',
    title: 'No order is still to be complied with',
    cure: 'Record the order first.',
  },
  no_such_order: {
    kind: 'state',
    title: 'No order has that number',
    cure: 'Give a number that `allowed` lists.',
  },
  order_already_completed: {
    kind: 'state',
    title: 'The order was complied with already',
    cure: 'Nothing is left to record of it. `allowed` lists the orders still to be complied with.',
  },
} as const satisfies Record<string, RefusalEntry>;
