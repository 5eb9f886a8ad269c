import { shippedProcedures } from '../../../../src/policy/procedures/index';
import { type Body, Walk } from '../../support/walk';

const BAD: [string, Body, string, string][] = [
  ['no received day', {}, 'received_day_missing', '/receivedOn'],
  ['a received day to come', { receivedOn: '2026-11-22' }, 'in_the_future', '/receivedOn'],
  ['a received moment to come', { receivedAt: '2026-11-21T09:00:01Z' }, 'in_the_future', '/receivedAt'],
  [
    'a day and a moment that disagree',
    { receivedOn: '2026-06-30', receivedAt: '2026-06-30T23:30:00Z' },
    'dates_disagree',
    '/receivedOn',
  ],
  [
    'logged before received',
    { receivedOn: '2026-06-30', loggedOn: '2026-06-29' },
    'before_the_act_it_follows',
    '/loggedOn',
  ],
  ['an unknown channel', { receivedOn: '2026-06-30', channel: 'telepathy' }, 'unknown_channel', '/channel'],
  ['an unknown stage', { receivedOn: '2026-06-30', stage: 'stage-9' }, 'unknown_stage', '/stage'],
  ['an unknown priority', { receivedOn: '2026-06-30', priority: 'vip' }, 'unknown_priority', '/priority'],
  [
    'an incident after the complaint',
    { receivedOn: '2026-06-30', incident: { reportedOn: '2026-07-01' } },
    'incident_after_receipt',
    '/incident/reportedOn',
  ],
];

describe.each(shippedProcedures().map((policy) => [policy.name, policy] as const))(
  'under %s',
  (_name, policy) => {
    test.each(BAD)(
      '%s is refused, where it stands and with the version that refuses',
      (_what, body, code, pointer) => {
        const refusal = new Walk(policy).refusedLog(body);
        expect(refusal).toMatchObject({
          rejected: true,
          code,
          policyVersion: policy.version,
          errors: [{ pointer }],
        });
        expect(refusal.detail).toMatch(/^\S.*\.$/);
        expect(refusal.allowed).toBeDefined();
      },
    );
  },
);
