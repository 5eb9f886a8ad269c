import type { Clock } from './clock';
import { longDate } from '../dates/local-date';
import { OMBUDSMEN } from '../document/ombudsman-schemes';
import type { Referral } from '../document/outcome';

/**
 * The ombudsman the case can be taken to and the first day, with both dates where the landlord's own text asks for a
 * longer wait; or the day it was taken.
 */
export function referralSentence(
  referral: Referral,
  days: Pick<Clock, 'policyEarliestOn' | 'schemeEarliestOn' | 'policyLatestOn' | 'metOn'>,
): string {
  const { policyEarliestOn: policyOn, schemeEarliestOn: schemeOn, policyLatestOn: lastOn, metOn } = days;
  const to = OMBUDSMEN[referral.to] ?? referral.to.replaceAll('-', ' ');
  const via = referral.via ? ` through a ${referral.via.replaceAll('-', ' ')}` : '';
  const where = `taken to the ${to}${via} for investigation`;
  if (metOn) return `The case was ${where} on ${longDate(metOn)}.`;
  const whom = `The case can be ${where}`;
  const over = policyOn && lastOn && lastOn < policyOn;
  const until = lastOn && !over ? ` until ${longDate(lastOn)}` : '';
  const tooLate = over
    ? ` The last day for that is ${longDate(lastOn)} by the landlord's own text; whether it is taken after that, the ombudsman decides.`
    : '';
  if (policyOn && schemeOn && policyOn > schemeOn) {
    return `${whom} from ${longDate(policyOn)}${until} by the landlord's own text; the scheme itself allows it from ${longDate(schemeOn)}.${tooLate}`;
  }
  return policyOn ? `${whom} from ${longDate(policyOn)}${until}.${tooLate}` : `${whom}${until}.`;
}

/** Until when a claim can be made at court, or the day on which it was. */
export function claimSentence(
  { to }: Referral,
  { dueOn, metOn, status }: Pick<Clock, 'dueOn' | 'metOn' | 'status'>,
): string {
  const at = OMBUDSMEN[to] ?? to.replaceAll('-', ' ');
  if (metOn) return `A claim was made at the ${at} on ${longDate(metOn)}.`;
  if (!dueOn) return '';
  const can = status === 'missed' ? 'could' : 'can';
  return `A claim ${can} be made at the ${at} until ${longDate(dueOn)} by the landlord's own text; the court decides on a later one.`;
}
