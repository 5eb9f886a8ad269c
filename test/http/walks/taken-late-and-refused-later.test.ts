import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, openDesk } from '../../support/landlord-desk';
import { expectWholeRecord } from '../../support/whole-record';

/** A complaint taken although it came late, or refused after it was taken, and the two people it is told to. */

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const on = (occurredOn: string, rest: Record<string, unknown> = {}) => ({ occurredOn, ...rest });
const told = { reason: 'The claim was issued in Luton on 1 October.', ombudsmanRightTold: true };

test('a late complaint is taken for a good reason, which stands with the event and not in it (SET-11)', async () => {
  desk = await openDesk(service, 'settle');
  const discretion = { decidedBy: 'm.silva', applied: true, reasons: 'She was in hospital until August.' };
  const incident = { occurredOn: '2024-01-15', reportedOn: '2024-09-30' };
  await desk.log({ receivedOn: '2024-09-30', incident, discretion });
  expect(desk.complaint.takenLate).toEqual({ on: '2024-09-30', decidedBy: 'm.silva' });
  expect(desk.complaint.advice.map(({ code }) => code)).not.toContain('out_of_time');
  const early = { receivedOn: '2024-02-05', incident: { occurredOn: '2024-01-15' }, discretion };
  expect((await desk.refusedLog(early)).code).toBe('not_late');
});

test('a request moves on at once and is refused on an exclusion, by somebody else than before (Code 5.11, 6.13)', async () => {
  desk = await openDesk(service, 'code-2024');
  await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('assignments', on('2024-09-02', { person: 'm.silva' }));
  await desk.act('acknowledgements', on('2024-09-03', { definition: { issues: [{ text: 'Damp' }] } }));
  const parts = [
    'stage',
    'complaint-definition',
    'decision',
    'reasons',
    'remedy',
    'outstanding-actions',
    'how-to-escalate',
  ];
  await desk.act('outcomes', {
    ...on('2024-09-16', { outcome: 'not-upheld', method: 'letter' }),
    explanations: Object.fromEntries(parts.map((part) => [part, `About the ${part}.`])),
    findings: [{ issue: 1, outcome: 'not-upheld' }],
  });
  await desk.act('escalations', on('2024-10-01', { requestedBy: 'landlord' }));
  expect([desk.complaint.status, desk.complaint.stages[0]?.escalationRequestedBy]).toEqual([
    'open',
    'landlord',
  ]);
  expect(desk.offered).toContain('escalation-decisions');
  const refusal = on('2024-10-03', { accepted: false, refusal: 'legal-proceedings', ...told });
  expect(
    await desk.refusal('escalation-decisions', { ...refusal, filedOn: '2024-10-01', decidedBy: 'm.silva' }),
  ).toEqual([422, 'reviewer_not_independent', ['Code 6.13']]);
  expect(await desk.refusal('escalation-decisions', { ...refusal, decidedBy: 'n.ahmed' })).toEqual([
    422,
    'refusal_incomplete',
    ['Code 5.11'],
  ]);
  await desk.act('escalation-decisions', { ...refusal, filedOn: '2024-10-01', decidedBy: 'n.ahmed' });
  expect([desk.complaint.status, desk.complaint.stages[1]?.gate]).toEqual(['responded', 'refused']);
});

test('an advocate without evidence is told that it came, the resident how it is understood; court action ends it later (WES-05, WES-08)', async () => {
  desk = await openDesk(service, 'westfield');
  await desk.log({
    receivedOn: '2024-09-02',
    incident: { occurredOn: '2024-08-01' },
    representative: { name: 'Mr B. Friend', type: 'family', permission: 'written' },
  });
  const acknowledgement = on('2024-09-04', {
    recipient: 'representative',
    definition: { issues: [{ text: 'Damp in the bedroom' }] },
  });
  expect(await desk.refusal('acknowledgements', acknowledgement)).toEqual([
    422,
    'authority_needed',
    ['WES-08', 'WES-10'],
  ]);
  await desk.act('acknowledgements', { ...acknowledgement, definitionRecipient: 'resident' });
  await desk.act('assignments', on('2024-09-05', { person: 't.hughes', role: 'property-services-officer' }));
  await desk.act('outcomes', on('2024-09-16', { outcome: 'not-upheld' }));
  await desk.act('escalations', on('2024-09-23'));
  await desk.act('assignments', on('2024-09-24', { person: 't.hughes', role: 'operations-manager' }));
  expect(desk.complaint.advice).toContainEqual(
    expect.objectContaining({
      code: 'handled_an_earlier_stage',
      rule: { clause: '/stages/1/handler', ids: ['WES-22', 'Code 6.13'] },
    }),
  );
  const refusal = { evidence: 'The claim for possession is before the court.', decidedBy: 'm.silva' };
  const court = { ...refusal, reason: 'court-action-being-taken', ombudsmanRightTold: true };
  await desk.act('refusals', on('2024-10-01', court));
  expect([desk.complaint.status, desk.complaint.refusal?.reason]).toEqual(['refused', court.reason]);
});
