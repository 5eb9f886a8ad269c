import type { Advice } from './advice';
import { authoritiesOn } from './authority';
import type { ToldBy } from '../complaint/told';
import { type ComplaintState, OPEN_STATUSES } from '../complaint/state';
import { longDate } from '../dates/local-date';
import { type Rules, todayOf } from '../rules/rules';

const WHAT_WENT: Record<ToldBy, string> = {
  acknowledged: 'The acknowledgement',
  contacted: 'The call or visit',
  extended: 'Word of the extension',
  'update-given': 'The update',
  responded: 'The response',
  delivered: 'The response that was received',
  'escalation-decided': 'The decision on the next stage',
  refused: 'The refusal',
};

const RULE = { clause: '/intake', ids: [] };

/**
 * A complaint outlives whoever made it, and those the law puts in their place go on with it. Nothing is refused: a letter
 * that went to somebody who had died did go there.
 */
export function adviceOnDeath(state: ComplaintState, rules: Rules): Advice[] {
  const { diedOn, toldResident } = state;
  if (!diedOn) return [];
  const inTheirPlace = authoritiesOn(state, todayOf(rules)).some(({ form }) => form === 'by-law');
  const asks = OPEN_STATUSES.includes(state.status) && !inTheirPlace;
  return [
    ...(asks
      ? [
          {
            code: 'complainant_died',
            sentence: `The complainant died on ${longDate(diedOn)}. The complaint stays theirs; nobody whom the law puts in their place is on record yet.`,
            rule: RULE,
          },
        ]
      : []),
    ...(toldResident && toldResident.on >= diedOn
      ? [
          {
            code: 'sent_to_complainant_who_died',
            sentence: `${WHAT_WENT[toldResident.act]} of ${longDate(toldResident.on)} went to the complainant, who died on ${longDate(diedOn)}. Give it to whoever acts for them now.`,
            rule: RULE,
          },
        ]
      : []),
  ];
}
