import { checkAgainstCode } from '../../../src/policy/code/check';
import { policyDocumentSchema } from '../../../src/policy/document/document';
import { procedure } from '../procedures/limit-terms';

describe('a promise taken out of the Code’s own procedure', () => {
  const { commitments } = procedure('code-2024');

  // Three of them the steps themselves show: two stages with no other, the last of them, and the way to the ombudsman.
  test.each([
    ['choice-to-complain', '1.3'],
    ['service-requests', '1.4'],
    ['complaint-beside-service-request', '1.5'],
    ['survey-comments', '1.6'],
    ['accept-unless-valid-reason', '2.1'],
    ['refusal-explained', '2.4'],
    ['no-blanket-exclusions', '2.5'],
    ['accessible', '3.1'],
    ['volume-not-negative', '3.3'],
    ['policy-published', '3.4 3.5'],
    ['ombudsman-at-any-time', ''],
    ['complaints-officer', '4.1 4.2 4.3'],
    ['one-policy', '5.1'],
    ['no-extra-stage', ''],
    ['third-parties', '5.4 5.5'],
    ['fair-handling', '5.8'],
    ['updates-agreed', '5.9'],
    ['adjustments-recorded', '5.10'],
    ['full-record', '5.12'],
    ['remedy-at-any-stage', '5.13'],
    ['restrictions', '5.14 5.15'],
    ['answer-when-known', '6.6 6.17'],
    ['further-issues', '6.8'],
    ['final-response', ''],
    ['remedies', '7.1'],
    ['remedy-reflects-impact', '7.2'],
    ['remedy-offer', '7.3'],
    ['remedy-guidance', '7.4'],
    ['annual-report', '8.1 8.2'],
    ['self-assessment-again', '8.3 8.4'],
    ['exceptional-circumstances', '8.5'],
    ['learning', '9.1 9.2'],
    ['learning-reported', '9.3'],
    ['senior-lead', '9.4'],
    ['member-responsible', '9.5 9.6'],
    ['governing-body-informed', '9.7'],
    ['standard-objective', '9.8'],
  ])('without %s what nothing else shows can no longer be told: %s', (code, untold) => {
    const document = policyDocumentSchema.parse({
      ...structuredClone(procedure('code-2024')),
      commitments: commitments.filter((each) => each.code !== code),
    });
    const open = checkAgainstCode(document).findings.filter(({ verdict }) => verdict !== 'meets');
    expect(open.map(({ provision }) => provision).join(' ')).toBe(untold);
    expect(open.filter(({ verdict }) => verdict !== 'cannot-tell')).toEqual([]);
  });

  test('the table has every promise there is', () => {
    expect(commitments).toHaveLength(37);
  });

  test('without fair-handling, who may decide on a request counts for it as who may handle a stage does', () => {
    const { stages, ...rest } = procedure('code-2024');
    const document = policyDocumentSchema.parse({
      ...structuredClone(rest),
      commitments: commitments.filter(({ code }) => code !== 'fair-handling'),
      stages: stages.map((stage) => ({ ...stage, handler: { ...stage.handler, independence: [] } })),
    });
    const found = checkAgainstCode(document).findings.find(({ provision }) => provision === '5.8');
    expect(found?.verdict).toBe('cannot-tell');
    expect(JSON.stringify(found)).toContain('Stage 1, on the request for more: not previously involved');
    expect(JSON.stringify(found)).toContain('/stages/0/escalation/decision/independence/0');
  });
});
