import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { currentStage } from '../../complaint/state';
import { stageName } from '../../document/document';
import { slugSchema, words } from '../../document/vocabulary';
import { referralSchema } from '../../document/outcome';
import { earliestReferral, exhaustedOn } from '../../clocks/referrals';
import { refusedByPolicy, refusedByState } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';
import { type Command, happened } from '../guards/command';
import { notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  to: slugSchema.describe('e.g. housing-ombudsman or designated-person.'),
  purpose: referralSchema.shape.purpose,
  via: slugSchema.optional().describe('Who passed it on, e.g. designated-person.'),
  who: slugSchema.optional().describe('Who acted in that part, e.g. mp, councillor, tenant-panel.'),
  note: words(4000).optional(),
});

/**
 * Records that the case went to someone outside: the ombudsman for advice or for investigation, a designated person
 * (domain.md §4). A wait in the landlord's own text is shown and never blocks: since 1 October 2022 it binds nobody.
 */
export const refer: Command<z.infer<typeof body>> = {
  act: 'referrals',
  name: 'refer',
  summary: 'Record a referral outside the landlord',
  description:
    'Record that the resident took the case to the ombudsman, for advice or for investigation, or to a designated person. The answer shows the earliest day by the landlord’s text and by the scheme, and whether it came before the landlord’s own wait.',
  roles: STAFF,
  body,
  example: { to: 'housing-ombudsman', purpose: 'advice' },
  guard(state, rules) {
    const { referrals } = rules.policy;
    const open = referrals.some(({ after }) => after === 'any-time') || exhaustedOn(state, rules) !== null;
    if (adviceAlways(rules) || (open && referrals.length > 0)) return null;
    return refusedByState({
      code: 'no_referral_open',
      detail: 'The policy opens no way outside the landlord before its last response.',
      facts: { status: state.status, stage: currentStage(state).stage },
      rule: { clause: '/referrals', ids: [...new Set(referrals.flatMap(({ rules: ids }) => ids))] },
    });
  },
  decide(state, { to, purpose, via, who, note }, moment, rules) {
    const early = notBefore(moment, state.received, 'the complaint was received');
    if (early) return early;
    const ways = rules.policy.referrals;
    const index = ways.findIndex(
      (way) => way.to === to && way.purpose === purpose && way.via === (via ?? null),
    );
    const way = ways[index];
    const always = adviceAlways(rules) && to === 'housing-ombudsman' && purpose === 'advice' && !via;
    if (!way && !always) {
      const known = ways.map(({ to, purpose, via }) => ({ to, purpose, via }));
      return refusedByPolicy({
        code: 'no_such_referral',
        detail: `The policy has no referral to ${to} for ${purpose}${via ? ` via ${via}` : ''}.`,
        facts: { to, purpose, via: via ?? null },
        rule: { clause: '/referrals', ids: [] },
        allowed: { referrals: known },
        errors: [{ pointer: '/to', detail: 'is not among the referrals allowed' }],
      });
    }
    if (way && who && way.who.length > 0 && !way.who.includes(who)) {
      return refusedByPolicy({
        code: 'not_a_designated_person',
        detail: `Here that is ${way.who.join(' or ')}, not ${who}.`,
        facts: { who },
        rule: { clause: `/referrals/${index}/who`, ids: way.rules },
        allowed: { who: way.who },
        errors: [{ pointer: '/who', detail: `must be one of ${way.who.join(', ')}` }],
      });
    }
    const needsEnd = way?.after === 'exhausted';
    const lastWordOn = needsEnd ? exhaustedOn(state, rules) : null;
    if (way && needsEnd && !lastWordOn) {
      return refusedByState({
        code: 'procedure_not_exhausted',
        detail: `This referral follows the landlord’s last response; the complaint is ${state.status.replace('-', ' ')} at ${stageName(rules.policy, currentStage(state).stage)}.`,
        facts: { status: state.status, stage: currentStage(state).stage },
        rule: { clause: `/referrals/${index}`, ids: way.rules },
        allowed: { purpose: 'advice' },
      });
    }
    const tooEarly = notBefore(
      moment,
      lastWordOn && { on: lastWordOn, at: null },
      'the landlord’s last word',
    );
    if (tooEarly) return tooEarly;
    const earliest = way && needsEnd ? earliestReferral(way, state, rules) : null;
    const policyEarliestOn = earliest?.policyEarliestOn ?? null;
    return [
      happened(
        'referred',
        moment,
        {
          stage: currentStage(state).stage,
          to,
          purpose,
          via: via ?? null,
          who: who ?? null,
          policyEarliestOn,
          schemeEarliestOn: earliest?.schemeEarliestOn ?? null,
          beforePolicyWait: policyEarliestOn !== null && moment.on < policyEarliestOn,
        },
        { note },
      ),
    ];
  },
};

/** The Scheme lets a resident ask the Ombudsman for help at any time, whatever the landlord's text says (Code 3.7). */
const adviceAlways = ({ policy }: Rules): boolean => policy.regime === 'housing-ombudsman';
