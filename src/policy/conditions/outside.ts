import type { Advice } from './advice';
import type { ComplaintState } from '../complaint/state';
import { DESIGNATED_PERSONS } from '../document/vocabulary';
import type { Order } from '../complaint/ombudsman';
import { determinationInForce } from '../complaint/ombudsman';
import { longDate } from '../dates/local-date';
import { OMBUDSMEN } from '../document/ombudsman-schemes';
import { ombudsmanRule } from '../clocks/ombudsman';
import type { RuleReference } from '../rules/rejection';
import type { Rules } from '../rules/rules';

type Referral = ComplaintState['referrals'][number];

/** Acts of others about the complaint that its procedure does not expect of them. It stands, and somebody should know. */
export const adviceOnOutside = (state: ComplaintState, rules: Rules): Advice[] => [
  ...state.referrals.flatMap((referral) => onReferral(referral, state, rules)),
  ...state.ombudsman.orders.flatMap((order) => onOrder(order, state, rules)),
];

function onReferral(referral: Referral, state: ComplaintState, rules: Rules): Advice[] {
  const { n, on, beforeExhaustion, notInPolicy, known } = referral;
  // A finding of the ombudsman ends every question of how the case came to it.
  if (determinationInForce(state.ombudsman, n)) return [];
  const rule = ruleOf(referral, rules);
  const found: Advice[] = [];
  if (known === 'from-the-ombudsman') {
    const sentence = `The case was with ${placeOf(referral)} by ${longDate(on)}, as what came on that day shows. When it was taken there is not on record.`;
    found.push({ code: 'referral_not_recorded', sentence, rule });
  }
  if (beforeExhaustion) {
    const sentence = `The case went to ${placeOf(referral)} by ${longDate(on)}, before the last response of the procedure. The landlord’s own dates go on all the same.`;
    found.push({ code: 'referred_before_exhaustion', sentence, rule });
  }
  if (notInPolicy) {
    const sentence = `The procedure names no such way to ${placeOf(referral)} as the one of ${longDate(on)}. The resident may take it all the same.`;
    found.push({ code: 'referral_not_in_policy', sentence, rule });
  }
  return found;
}

function onOrder({ n, madeOn, source, referral }: Order, state: ComplaintState, rules: Rules): Advice[] {
  if (source !== 'determination') return [];
  const rule = ombudsmanRule(rules.policy);
  const determination = determinationInForce(state.ombudsman, referral);
  if (!determination) {
    const sentence = `Order ${n} of ${longDate(madeOn)} rests on a determination that is not on record. Record what was determined.`;
    return [{ code: 'determination_not_recorded', sentence, rule }];
  }
  if (!determination.findings.every(({ finding }) => finding === 'outside-jurisdiction')) return [];
  const sentence = `Order ${n} of ${longDate(madeOn)} belongs to a case that the ombudsman found outside its jurisdiction. Ask the ombudsman whether it binds.`;
  return [{ code: 'order_outside_jurisdiction', sentence, rule }];
}

/** The place in words that follow "to". */
function placeOf({ to, who }: Referral): string {
  if (to === 'designated-person')
    return PERSONS[DESIGNATED_PERSONS.find((known) => known === who) ?? 'other'];
  const ombudsman = OMBUDSMEN[to];
  return ombudsman ? `the ${ombudsman}` : `the ${to.replaceAll('-', ' ')}`;
}

const PERSONS: Readonly<Record<(typeof DESIGNATED_PERSONS)[number], string>> = {
  mp: 'an MP',
  councillor: 'a councillor',
  'tenant-panel': 'a tenant panel',
  other: 'a designated person',
};

function ruleOf({ to, purpose, via }: Referral, { policy: { referrals } }: Rules): RuleReference {
  const index = referrals.findIndex((way) => way.to === to && way.purpose === purpose && way.via === via);
  const way = referrals[index];
  return { clause: way ? `/referrals/${index}` : '/referrals', ids: way?.rules ?? [] };
}
