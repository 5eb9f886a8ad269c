import type { RefusalEntry } from './refusal';

/** Representatives, permissions, adjustments and contact restrictions. */
export const PEOPLE = {
  group_representative_needed: {
    kind: 'policy',
    withholds: [],
    title: 'The group has not named who speaks for it',
    cure: 'Ask the group who that is, and name them as its representative first.',
  },
  representative_named: {
    kind: 'state',
    title: 'A representative acts for the resident already',
    cure: 'Change or end that representation first. `allowed` names both acts.',
  },
  no_representative: {
    kind: 'state',
    title: 'Nobody represented the resident on that day',
    cure: 'Name the representative first.',
  },
  no_open_representative: {
    kind: 'state',
    title: 'Nobody represents the resident',
    cure: 'Name a representative first.',
  },
  no_such_representative: {
    kind: 'state',
    title: 'No representative who acts now has that number',
    cure: 'Give the number that `allowed` lists.',
  },
  too_many_representatives: {
    kind: 'input',
    title: 'The complaint has had as many representatives as it can have',
    cure: 'Go on with the representative there is.',
  },
  authority_needed: {
    kind: 'policy',
    withholds: ['extensions'],
    title: 'The permission of the resident is needed first',
    cure: 'Record the permission as an authority, or deal with the resident.',
  },
  no_open_authority: {
    kind: 'state',
    title: 'No permission stands that could be revoked',
    cure: 'Nothing needs revoking.',
  },
  no_such_authority: {
    kind: 'state',
    title: 'No permission that stands has that number',
    cure: 'Give a number that `allowed` lists.',
  },
  too_many_authorities: {
    kind: 'input',
    title: 'The complaint has as many permissions as it can have',
    cure: 'Go on with a permission that is recorded.',
  },
  evidence_missing: {
    kind: 'input',
    title: 'A permission by law needs what shows it',
    cure: 'Say in `evidence` what was seen, e.g. the grant of probate of 3 May.',
  },
  until_before_from: {
    kind: 'input',
    title: 'The permission ends before it begins',
    cure: 'Give an end that is not before `allowed.earliest`.',
  },
  no_open_adjustment: {
    kind: 'state',
    title: 'The complaint has no adjustment that still holds',
    cure: 'Record an adjustment first.',
  },
  no_such_adjustment: {
    kind: 'state',
    title: 'No adjustment that still holds has that number',
    cure: 'Give a number that `allowed` lists.',
  },
  too_many_adjustments: {
    kind: 'input',
    title: 'The complaint has as many adjustments as it can have',
    cure: 'Review an adjustment that is recorded.',
  },
  no_open_restriction: {
    kind: 'state',
    title: 'No restriction on contact holds',
    cure: 'Nothing needs a review or an end.',
  },
  no_such_restriction: {
    kind: 'state',
    title: 'No restriction that still holds has that number',
    cure: 'Give a number that `allowed` lists.',
  },
  too_many_restrictions: {
    kind: 'input',
    title: 'The complaint has as many restrictions as it can have',
    cure: 'Review a restriction that is recorded.',
  },
  restriction_disproportionate: {
    kind: 'policy',
    withholds: [],
    content: true,
    title: 'The restriction lacks what makes it proportionate',
    cure: 'Add the fields that `errors` names.',
  },
  review_after_end: {
    kind: 'input',
    title: 'The review would come after the last day',
    cure: 'Give a day that is not after `allowed.latest`.',
  },
} as const satisfies Record<string, RefusalEntry>;
