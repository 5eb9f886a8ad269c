import { startTestApp, TEST_NOW, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';

const DEFINITION = { issues: [{ text: 'The boiler was left broken' }], outcomesSought: 'A working boiler' };

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
});
beforeEach(() => service.setNow(TEST_NOW));
afterAll(() => service.stop());

const PATH = '/v1/reports/overview?from=2026-03-01&to=2026-03-31';

test('scrutiny sees how many are open, overdue, kept and ended, and no single case', async () => {
  const scrutiny = service.as(await service.key(desk.landlordId, ['scrutiny']));
  expect((await scrutiny.get(PATH)).body).toEqual({
    on: '2026-03-02',
    from: '2026-03-01',
    to: '2026-03-31',
    open: [],
    overdue: [],
    undated: [],
    kept: [],
    exceptions: [],
    keptUnderExceptions: [],
    received: 0,
    outcomes: [],
    refusals: { byReason: [], againstPolicy: { complaints: 0, requests: 0 } },
    departures: [],
    beyondTheCode: [],
    remedies: [],
    remediesCompleted: 0,
    compensation: { awards: 0, pence: 0 },
    learning: [],
    learningPublished: [],
    reminders: [expect.objectContaining({ code: 'annual-report' })],
  });

  // Monday 2 March: Westfield acknowledges within five working days, by the 9th. One in time, one not at all.
  const first = await desk.log({ receivedOn: '2026-03-02' });
  await desk.log({ receivedOn: '2026-03-02' });
  service.setNow('2026-03-04T10:00:00.000Z');
  desk.complaint = first;
  await desk.act('acknowledgements', { method: 'email', definition: DEFINITION });
  service.setNow('2026-03-10T10:00:00.000Z');
  const { status, body, text } = await scrutiny.get(PATH);
  expect([status, body.on, body.received]).toEqual([200, '2026-03-10', 2]);
  expect(body.open).toEqual([{ status: 'open', stage: 'stage-1', complaints: 2 }]);
  expect(body.overdue).toEqual([{ stage: 'stage-1', kind: 'acknowledge', force: 'should', dates: 1 }]);
  expect(body.kept).toContainEqual({
    stage: 'stage-1',
    kind: 'acknowledge',
    force: 'should',
    due: 2,
    inTime: 1,
    inTimeByLateStart: 0,
    late: 0,
    outstanding: 1,
    undated: 0,
    incomplete: 0,
    leftUnanswered: 0,
  });
  expect(body.outcomes).toEqual([{ stage: 'stage-1', outcome: null, complaints: 2 }]);
  expect([text.includes(first.id), text.includes(first.reference)]).toEqual([false, false]);
});

test('what is done after its day is late, what was withdrawn before it counts for nothing, and after it as not done', async () => {
  const other = await openDesk(service, 'westfield');
  const late = await other.log({ receivedOn: '2026-03-02' });
  const withdrawn = await other.log({ receivedOn: '2026-03-02' });
  await other.log({ receivedOn: '2026-03-02' });
  await other.act('withdrawals', { reason: 'Put right the same day' });
  service.setNow('2026-03-10T10:00:00.000Z');
  other.complaint = late;
  await other.act('acknowledgements', { method: 'email', definition: DEFINITION });
  other.complaint = withdrawn;
  await other.act('withdrawals', { reason: 'The resident no longer wishes it' });
  const { body } = await other.caller.get(PATH);
  const acknowledged = body.kept.find(({ kind }: { kind: string }) => kind === 'acknowledge');
  expect(acknowledged).toEqual({
    stage: 'stage-1',
    kind: 'acknowledge',
    force: 'should',
    due: 2,
    inTime: 0,
    inTimeByLateStart: 0,
    late: 1,
    outstanding: 1,
    undated: 0,
    incomplete: 0,
    leftUnanswered: 0,
  });
  expect([body.received, body.overdue, body.open.length]).toEqual([3, [], 1]);
});

test('a stage that was left for the next is left unanswered before its date, and outstanding after it', async () => {
  const stage = (key: string) => ({
    key,
    name: key,
    respond: { amount: 10, unit: 'working-days', from: 'requested' },
    ...(key === 'one' && { skip: { reasons: [{ code: 'complex' }] }, escalation: { to: 'two' } }),
  });
  const skipping = await openDesk(service, {
    name: 'invented',
    title: 'An invented procedure',
    version: '1',
    effectiveFrom: '2012-01-01',
    regime: 'none',
    calendar: { division: 'england-and-wales', counting: 'day-after' },
    intake: {},
    stages: [stage('one'), stage('two')],
  });
  const inTime = await skipping.log({ receivedOn: '2026-03-02' });
  const late = await skipping.log({ receivedOn: '2026-03-02' });
  service.setNow('2026-03-16T10:00:00.000Z');
  skipping.complaint = inTime;
  await skipping.act('skips', { reason: 'complex', notice: 'It is investigated at once.' });
  service.setNow('2026-03-17T10:00:00.000Z');
  skipping.complaint = late;
  await skipping.act('skips', { reason: 'complex', notice: 'It is investigated at once.' });
  const { body } = await skipping.caller.get(PATH);
  // The date of both is Monday 16 March. Stage two is not due before the 30th.
  expect(body.kept).toEqual([
    {
      stage: 'one',
      kind: 'respond',
      force: 'must',
      due: 1,
      inTime: 0,
      inTimeByLateStart: 0,
      late: 0,
      outstanding: 1,
      undated: 0,
      incomplete: 0,
      leftUnanswered: 1,
    },
  ]);
});

test("another landlord's complaints are in nobody's figures", async () => {
  const stranger = await openDesk(service, 'westfield');
  const { body } = await stranger.caller.get('/v1/reports/overview?from=2020-01-01&to=2030-01-01');
  expect([body.received, body.open, body.kept]).toEqual([0, [], []]);
});

test('the platform may not look, nor anyone without credentials', async () => {
  expect((await service.as(await service.platformKey()).get(PATH)).status).toBe(403);
  expect((await service.as().get(PATH)).status).toBe(401);
});

test('a period that is missing or no period is refused', async () => {
  const missing = await desk.caller.get('/v1/reports/overview?from=2026-03-01');
  expect([missing.status, missing.body.errors[0].pointer]).toEqual([400, '/to']);
  const backwards = await desk.caller.get('/v1/reports/overview?from=2026-03-02&to=2026-03-01');
  expect([backwards.status, backwards.body.errors]).toEqual([
    422,
    [{ in: 'query', pointer: '/to', detail: 'must not be before 2026-03-02, the first day of the period' }],
  ]);
});
