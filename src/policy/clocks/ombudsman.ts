import type { ComplaintState } from '../complaint/state';
import type { DatedClock } from './dated-clock';
import type { PolicyDocument } from '../document/document';
import type { LocalDate } from '../dates/local-date';
import type { RuleReference } from '../rules/rejection';
import type { Rules } from '../rules/rules';
import { setDateClock } from './set-date-clock';

/** A document does not change, and half a dozen acts ask for this each time it is worked out which of them are open. */
const known = new WeakMap<PolicyDocument, RuleReference>();

/** What binds the landlord to answer the ombudsman: its own promise to co-operate where it makes one (ARC-22), and the Code. */
export function ombudsmanRule(policy: PolicyDocument): RuleReference {
  const rule = known.get(policy) ?? ruleIn(policy);
  known.set(policy, rule);
  return rule;
}

function ruleIn({ commitments, referrals, regime }: PolicyDocument): RuleReference {
  const promise = commitments.findIndex(({ code }) => code === 'co-operate-with-ombudsman');
  const ways = [...new Set(referrals.flatMap(({ rules }) => rules))];
  return {
    clause: promise >= 0 ? `/commitments/${promise}` : '/referrals',
    ids: [
      ...(commitments[promise]?.rules ?? ways),
      // The complaints officer answers to the Ombudsman, and its orders are reported on to the governing body.
      ...(regime === 'housing-ombudsman' ? ['Code 4.1', 'Code 9.7'] : []),
    ],
  };
}

/**
 * One clock for each request for evidence and each order. They end when they are met and not with the complaint: an
 * order binds a landlord whose resident has withdrawn. A recommendation has none, since it cannot be missed.
 */
export function ombudsmanClocks({ ombudsman }: ComplaintState, rules: Rules, today: LocalDate): DatedClock[] {
  const rule = ombudsmanRule(rules.policy);
  const setBy = 'ombudsman-set';
  const evidence = ombudsman.evidenceRequests.map(({ n, stage, requestedOn, dueOn, submittedOn, endedOn }) =>
    setDateClock(
      {
        kind: 'evidence',
        stage,
        n,
        rule,
        setBy,
        since: requestedOn,
        dueOn,
        metOn: submittedOn,
        stoppedOn: endedOn,
      },
      rules,
      today,
    ),
  );
  const orders = ombudsman.orders.flatMap(({ n, stage, binding, madeOn, dueOn, completedOn }) =>
    binding && dueOn
      ? [
          setDateClock(
            {
              kind: 'order',
              stage,
              n,
              rule,
              setBy,
              since: madeOn,
              dueOn,
              metOn: completedOn,
              stoppedOn: null,
            },
            rules,
            today,
          ),
        ]
      : [],
  );
  return [...evidence, ...orders];
}
