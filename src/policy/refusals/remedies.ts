import type { RefusalEntry } from './refusal';

/** Putting things right, paying, and learning from it. */
export const REMEDIES = {
  too_many_remedies: {
    kind: 'input',
    title: 'The complaint has as many remedies as it can have',
    cure: 'Complete the remedies that are recorded.',
  },
  no_open_remedy: {
    kind: 'state',
    title: 'No remedy is still to be done',
    cure: 'Offer a remedy first.',
  },
  no_such_remedy: {
    kind: 'state',
    title: 'No remedy has that number',
    cure: 'Give a number that `allowed` lists.',
  },
  remedy_already_completed: {
    kind: 'state',
    title: 'The remedy was completed already',
    cure: 'Nothing is left to record of it. `allowed` lists the remedies still to be done.',
  },
  remedy_replaced: {
    kind: 'state',
    title: 'The remedy paid an award that another has replaced',
    cure: 'Record the payment of the award that stands.',
  },
  remedy_pays_no_award: {
    kind: 'input',
    title: 'Only a financial remedy pays an award',
    cure: 'Leave `award` out, or record a financial remedy.',
  },
  no_such_award: {
    kind: 'state',
    title: 'No award has that number',
    cure: 'Give a number that `allowed` lists.',
  },
  award_already_replaced: {
    kind: 'state',
    title: 'Another award has replaced it already',
    cure: 'Name the award that stands, as `allowed` lists.',
  },
  award_already_paid: {
    kind: 'state',
    title: 'The award was paid already',
    cure: 'Award the difference, and leave `replaces` out.',
  },
  award_of_another_order: {
    kind: 'input',
    title: 'The two awards do not rest on the same order',
    cure: 'Name the order that `allowed` names, or award it beside the other.',
  },
  complaint_not_upheld: {
    kind: 'policy',
    withholds: [],
    title: 'The policy compensates only where the complaint is upheld',
    cure: 'Record an outcome that `allowed` lists first, or offer another remedy.',
  },
  preconditions_not_met: {
    kind: 'policy',
    withholds: [],
    content: true,
    title: 'The compensation rests on something that is not stated',
    cure: 'State what `allowed` lists, if it is true.',
  },
  no_learning: {
    kind: 'state',
    title: 'No lesson of the complaint is recorded',
    cure: 'Record a lesson first.',
  },
  no_such_learning: {
    kind: 'state',
    title: 'No lesson has that number',
    cure: 'Give a number that `allowed` lists.',
  },
} as const satisfies Record<string, RefusalEntry>;
