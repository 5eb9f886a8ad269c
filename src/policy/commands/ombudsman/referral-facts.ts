import type { Moment } from '../../dates/moment';
import { nextNumber } from '../../complaint/numbers';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { COURT_GROUNDS, DESIGNATED_PERSONS } from '../../document/vocabulary';
import type { Referral } from '../../document/outcome';
import { earliestReferral, exhaustedOn } from '../../clocks/referrals';
import type { EventOf } from '../../events/events';
import type { Rules } from '../../rules/rules';

type Facts = EventOf<'referred'>['data'];
/** A referral as its maker has it: nothing of it is the landlord's to refuse. */
export type ReferralMade = Pick<Facts, 'to' | 'via' | 'who' | 'ground' | 'known'> & {
  readonly purpose: Referral['purpose'];
};

/** The event of a referral says two things: the referral itself, and how the landlord's procedure stands to it. */
export function referralFacts(
  made: ReferralMade,
  moment: Moment,
  state: ComplaintState,
  rules: Rules,
): Facts {
  const way = wayOf(made, rules);
  const lastWordOn = exhaustedOn(state, rules);
  // An ombudsman whom no way of the document leads to investigates what the landlord has finished with, too.
  const follows = way ? way.after === 'exhausted' : made.purpose === 'investigation';
  const beforeExhaustion = follows && (lastWordOn === null || moment.on < lastWordOn);
  const earliest = way && follows && !beforeExhaustion ? earliestReferral(way, state, rules) : null;
  const policyEarliestOn = earliest?.policyEarliestOn ?? null;
  return {
    ...made,
    stage: currentStage(state).stage,
    n: nextNumber('referrals', state.referrals, state),
    policyEarliestOn,
    schemeEarliestOn: earliest?.schemeEarliestOn ?? null,
    beforePolicyWait: policyEarliestOn !== null && moment.on < policyEarliestOn,
    beforeExhaustion,
    notInPolicy: way ? strange(made, way) : !adviceAlways(made, rules),
  };
}

const wayOf = ({ to, purpose, via }: ReferralMade, { policy }: Rules): Referral | undefined =>
  policy.referrals.find((way) => way.to === to && way.purpose === purpose && way.via === via);

/** The Scheme lets a resident ask the Ombudsman for help at any time, whatever the landlord's text says (Code 3.7). */
const adviceAlways = ({ to, purpose, via }: ReferralMade, { policy }: Rules): boolean =>
  policy.regime === 'housing-ombudsman' && to === 'housing-ombudsman' && purpose === 'advice' && !via;

/** True where the document lists persons or grounds for this way and not the one that was there. */
const strange = ({ who, ground }: ReferralMade, way: Referral): boolean =>
  !isListed(who, way.who, DESIGNATED_PERSONS) || !isListed(ground, way.grounds, COURT_GROUNDS);

/** A word that only the document has is recorded as "other". */
const isListed = (word: string | null, listed: readonly string[], common: readonly string[]): boolean =>
  word === null ||
  listed.length === 0 ||
  listed.includes(word) ||
  (word === 'other' && listed.some((own) => !common.includes(own)));
