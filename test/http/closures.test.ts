import { startTestApp, type TestApp } from '../support/app';
import { type Desk, openDesk, openEmptyDesk } from '../support/desk';
import { expectWholeRecord } from '../support/record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
});
beforeEach(async () => {
  desk = await openDesk(service, 'westfield');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const PATH = '/v1/closures';
const SHUT = { closures: [{ on: '2026-03-06', why: 'Office move' }] };
const RECEIVED = { receivedOn: '2026-03-02' };

test('a landlord that never changed anything works by the bank holidays as they come', async () => {
  const { status, headers, body } = await desk.caller.get(PATH);
  expect([status, headers.etag, body]).toEqual([
    200,
    '"0"',
    {
      edition: 0,
      closures: [],
      extraWorkingDays: [],
      holidays: [],
      why: null,
      createdAt: null,
      createdBy: null,
    },
  ]);
  expect((await desk.caller.get(PATH).set('If-None-Match', '"0"')).status).toBe(304);
});

test('a closure moves the dates of what comes in from now on, and of nothing that came before (lessons, 3 and 33)', async () => {
  const before = await desk.log(RECEIVED);
  expect(desk.due('acknowledge', 'stage-1')).toBe('2026-03-09');
  const { status, headers, body } = await desk.caller.put(PATH, { ...SHUT, why: 'The move.' });
  expect([status, headers.etag]).toEqual([201, '"1"']);
  expect(body).toMatchObject({
    edition: 1,
    ...SHUT,
    why: 'The move.',
    createdAt: '2026-03-02T10:00:00.000Z',
    keepAnEarlierEdition: 1,
  });

  const after = await desk.log(RECEIVED);
  expect(desk.due('acknowledge', 'stage-1')).toBe('2026-03-10');
  expect(desk.clock('acknowledge', 'stage-1').excluded).toContainEqual(SHUT.closures[0]);
  expect([before.calendarEdition, after.calendarEdition]).toEqual([0, 1]);
  expect(after.calendarVersion).not.toBe(before.calendarVersion);

  const { body: again } = await desk.caller.get(`/v1/complaints/${before.id}`);
  expect(again.clocks).toEqual(before.clocks);
  const { body: list } = await desk.caller.get('/v1/clocks?explain=true&kind=acknowledge');
  expect(
    list.items.map((item: { dueOn: string; workingDaysLeft: number; clock: object }) => [
      item.dueOn,
      item.workingDaysLeft,
      (item.clock as { calendarVersion: string }).calendarVersion,
    ]),
  ).toEqual([
    ['2026-03-09', 5, before.calendarVersion],
    ['2026-03-10', 5, after.calendarVersion],
  ]);
});

test('an act on a complaint of before goes on counting as it began', async () => {
  const begun = await desk.log(RECEIVED);
  await desk.caller.put(PATH, SHUT);
  desk.complaint = begun;
  await desk.act('acknowledgements', {
    occurredOn: '2026-03-02',
    definition: { issues: [{ text: 'Damp in the hall' }], outcomesSought: 'A dry hall' },
  });
  expect(desk.due('respond', 'stage-1')).toBe('2026-03-16');
});

test('the same list again is no further edition; another replaces the whole of it', async () => {
  await desk.caller.put(PATH, SHUT);
  const same = await desk.caller.put(PATH, SHUT);
  expect([same.status, same.body.edition]).toEqual([200, 1]);
  const extra = { extraWorkingDays: [{ on: '2026-03-07', why: 'Saturday opening' }] };
  const other = await desk.caller.put(PATH, extra);
  expect([other.status, other.body.edition, other.body.closures]).toEqual([201, 2, []]);
  await desk.log(RECEIVED);
  expect(desk.due('acknowledge', 'stage-1')).toBe('2026-03-07');
});

test('what was read before somebody else changed it is refused', async () => {
  await desk.caller.put(PATH, SHUT).set('If-Match', '"0"');
  const { status, body } = await desk.caller.put(PATH, {}).set('If-Match', '"0"');
  expect([status, body.code]).toEqual([412, 'stale_version']);
  expect((await desk.caller.get(PATH)).body.edition).toBe(1);
});

test.each([
  [{ closures: [{ on: '2026-03-06' }] }, 400],
  [{ closures: [{ on: '2026-02-30', why: 'x' }] }, 400],
  [{ holidays: [] }, 400],
  [{ closures: [{ on: '2031-03-06', why: 'Too far ahead' }] }, 422],
  [{ closures: [SHUT.closures[0], SHUT.closures[0]] }, 422],
  [{ ...SHUT, extraWorkingDays: SHUT.closures }, 422],
])('days that make no calendar are refused and nothing changes: %j', async (body, status) => {
  const answer = await desk.caller.put(PATH, body);
  expect([answer.status, answer.body.errors.length > 0]).toEqual([status, true]);
  expect((await desk.caller.get(PATH)).body.edition).toBe(0);
});

test('an edition beside a procedure that says otherwise of a day is the later word, and makes no version unreadable', async () => {
  const { body: version } = await desk.caller.get('/v1/policies/1');
  await desk.caller.put(PATH, SHUT);
  const calendar = { ...version.document.calendar, extraWorkingDays: SHUT.closures };
  const second = { ...version.document, version: '2', effectiveFrom: '2026-03-01', calendar };
  expect((await desk.caller.put('/v1/policies/2', second)).status).toBe(201);
  await desk.log(RECEIVED);
  expect(desk.due('acknowledge', 'stage-1')).toBe('2026-03-10');
});

test('every landlord has days of its own', async () => {
  await desk.caller.put(PATH, SHUT);
  const other = await openEmptyDesk(service);
  expect((await other.caller.get(PATH)).body.edition).toBe(0);
  const reader = service.as(await service.key(desk.landlordId, ['reader']));
  expect([(await reader.get(PATH)).status, (await reader.put(PATH, SHUT)).status]).toEqual([200, 403]);
  expect([(await service.as().get(PATH)).status, (await service.as().put(PATH, SHUT)).status]).toEqual([
    401, 401,
  ]);
});
