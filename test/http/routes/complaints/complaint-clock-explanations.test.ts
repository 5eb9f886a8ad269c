import { versionIn } from '../../../support/entity-tag';
import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

test('every date says what it counts from, what was left out and why, in one sentence too', async () => {
  await desk.log({ receivedOn: '2024-12-19' });
  await desk.act('acknowledgements', { occurredOn: '2024-12-23' });
  const { status, headers, body } = await desk.caller.get(`/v1/complaints/${desk.complaint.id}/clocks`);
  expect([status, versionIn(headers.etag)]).toEqual([200, '"2"']);
  expect(body.items).toEqual(desk.complaint.clocks);
  const { readings: _, ...respond } = body.items[1];
  expect(respond).toEqual({
    kind: 'respond',
    stage: 'stage-1',
    n: 0,
    dueOn: '2025-01-09',
    judgedOn: '2025-01-09',
    textDueOn: '2025-01-09',
    needs: [],
    originalDueOn: '2025-01-09',
    anchorDueOn: null,
    anchor: { act: 'acknowledged', on: '2024-12-23' },
    limit: { amount: 10, unit: 'working-days', force: 'must' },
    rule: { clause: '/stages/0/respond', ids: ['WES-19'] },
    policyVersion: '1',
    calendarVersion: desk.complaint.calendarVersion,
    excluded: [
      { on: '2024-12-25', why: 'Christmas Day (bank holiday)' },
      { on: '2024-12-26', why: 'Boxing Day (bank holiday)' },
      { on: '2024-12-28', why: 'Saturday' },
      { on: '2024-12-29', why: 'Sunday' },
      { on: '2025-01-01', why: 'New Year’s Day (bank holiday)' },
      { on: '2025-01-04', why: 'Saturday' },
      { on: '2025-01-05', why: 'Sunday' },
    ],
    extensions: [],
    pauses: [],
    status: 'missed',
    lateStart: false,
    projected: false,
    provisional: false,
    metOn: null,
    stoppedOn: null,
    leftUnanswered: false,
    waitsSince: null,
    withheld: [],
    workingDaysTaken: null,
    workingDaysLeft: expect.any(Number),
    workingDaysSinceReceipt: 301,
    dueOnIfAcknowledgedOnTime: null,
    policyEarliestOn: null,
    schemeEarliestOn: null,
    policyLatestOn: null,
    promisedDueOn: null,
    sentence: expect.stringContaining('Thursday 9 January 2025'),
  });
});
