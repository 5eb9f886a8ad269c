import type { ComplaintState } from '../complaint/state';
import type { PolicyDocument } from '../document/document';
import type { RuleReference } from '../rules/rejection';
import type { SetDate } from './set-date-clock';

/** The landlord is bound to answer the ombudsman by its own promise to co-operate, where it makes one (ARC-22), and by the Code. */
export function ombudsmanRule({ commitments, referrals, regime }: PolicyDocument): RuleReference {
  const promise = commitments.findIndex(({ code }) => code === 'co-operate-with-ombudsman');
  const ids = [...(commitments[promise]?.rules ?? [])];
  // A loop, since half a dozen acts ask for this each time it is worked out which of them are open.
  if (promise < 0)
    for (const { rules } of referrals) for (const id of rules) if (!ids.includes(id)) ids.push(id);
  // The complaints officer answers to the Ombudsman, and its orders are reported on to the governing body.
  if (regime === 'housing-ombudsman') ids.push('Code 4.1', 'Code 9.7');
  return { clause: promise >= 0 ? `/commitments/${promise}` : '/referrals', ids };
}

/**
 * One date for each request for evidence and each order. They end when they are met and not with the complaint: an
 * order binds a landlord whose resident has withdrawn. A recommendation has none, since it cannot be missed.
 */
export function ombudsmanDates({ ombudsman }: ComplaintState, policy: PolicyDocument): SetDate[] {
  const evidence = ombudsman.evidenceRequests.map(
    ({ n, stage, requestedOn, dueOn, submittedOn, endedOn }): SetDate => ({
      kind: 'evidence',
      stage,
      n,
      rule: ombudsmanRule(policy),
      setBy: 'ombudsman-set',
      since: requestedOn,
      dueOn,
      metOn: submittedOn,
      stoppedOn: endedOn,
    }),
  );
  const orders = ombudsman.orders.flatMap(({ n, stage, binding, madeOn, dueOn, completedOn }): SetDate[] => {
    if (!binding || !dueOn) return [];
    return [
      {
        kind: 'order',
        stage,
        n,
        rule: ombudsmanRule(policy),
        setBy: 'ombudsman-set',
        since: madeOn,
        dueOn,
        metOn: completedOn,
        stoppedOn: null,
      },
    ];
  });
  return [...evidence, ...orders];
}
