import { redactEditionWhy } from '../../../../src/db/landlords/redactions';
import { versionIn } from '../../../support/entity-tag';
import { startTestApp, TEST_NOW, type TestApp } from '../../../support/app';
import { type Desk, openDesk, openEmptyDesk } from '../../../support/landlord-desk';
import { meanwhile } from '../../../support/while-uncommitted';
import { everythingStored, expectWholeRecord } from '../../../support/whole-record';

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
  expect([status, versionIn(headers.etag), body]).toEqual([
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
      redactions: [],
    },
  ]);
  expect((await desk.caller.get(PATH).set('If-None-Match', headers.etag ?? '')).status).toBe(304);
});

test('a closure moves the dates of what comes in from now on, and of nothing that came before (lessons, 3 and 33)', async () => {
  const before = await desk.log(RECEIVED);
  expect(desk.due('acknowledge', 'stage-1')).toBe('2026-03-09');
  const { status, headers, body } = await desk.caller.put(PATH, { ...SHUT, why: 'The move.' });
  expect([status, versionIn(headers.etag)]).toEqual([201, '"1"']);
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

describe('a name that got into why an edition was entered', () => {
  const NAMED = 'Ms Quill-Ashby moves the office.';
  const why = 'The office moves.';
  const redact = (edition: number | string, body: object = { why }) =>
    desk.caller.post(`${PATH}/${edition}/redactions`, body);

  test('goes from every edition and rehearsal that has it, and each edition says so', async () => {
    await desk.caller.put(PATH, { ...SHUT, why: NAMED });
    const change = { kind: 'closure', closures: [{ on: '2026-03-05', why: 'Packing' }] };
    const held = await desk.caller
      .post('/v1/rehearsals', { change, why: NAMED })
      .set('Idempotency-Key', 'packing');
    expect(held.status).toBe(201);
    expect((await desk.caller.post(`/v1/rehearsals/${held.body.id}/application`, {})).status).toBe(201);
    const before = (await desk.caller.get(PATH)).body;
    expect([before.edition, before.why]).toEqual([2, NAMED]);

    const { status, headers, body } = await redact(1);
    const entry = { at: '2026-03-02T10:00:00.000Z', by: before.createdBy };
    expect([status, versionIn(headers.etag), body.edition, body.why, body.redactions]).toEqual([
      201,
      '"1-1"',
      1,
      why,
      [entry],
    ]);
    const after = await desk.caller.get(PATH);
    expect([after.body, versionIn(after.headers.etag)]).toEqual([
      { ...before, why, redactions: [entry] },
      '"2-1"',
    ]);
    expect((await desk.caller.put(PATH, SHUT).set('If-Match', '"2"')).status).toBe(412);
    expect(await everythingStored(service.owner)).not.toContain('Quill-Ashby');
    const again = await desk.caller
      .post('/v1/rehearsals', { change, why: NAMED })
      .set('Idempotency-Key', 'packing');
    expect([again.status, again.body.code]).toEqual([409, 'answer_not_repeated']);
  });

  test('goes by the admin alone, from an edition that is there and says why', async () => {
    await desk.caller.put(PATH, SHUT);
    const silent = await redact(1);
    expect([silent.status, silent.body.code, silent.body.errors[0].pointer]).toEqual([
      422,
      'no_words_there',
      '/why',
    ]);
    await desk.caller.put(PATH, { closures: [], why });
    expect((await redact(2, {})).status).toBe(400);
    expect((await redact('x')).status).toBe(400);
    expect((await redact(3)).status).toBe(404);
    const path = `${PATH}/2/redactions`;
    expect((await (await openEmptyDesk(service)).caller.post(path, { why })).status).toBe(404);
    const officer = service.as(await service.key(desk.landlordId, ['complaints-officer']));
    expect((await officer.post(path, { why })).status).toBe(403);
    expect((await service.as().post(path, { why })).status).toBe(401);
  });

  test('given by two at once, each is written, and the words given last stand', async () => {
    await desk.caller.put(PATH, { ...SHUT, why: NAMED });
    const earlier = { at: TEST_NOW, by: 'key:other' };
    const second = await meanwhile(
      service,
      ({ database }) =>
        redactEditionWhy(database, desk.landlordId, 1, {
          words: 'A first other reason.',
          redaction: earlier,
        }),
      () => redact(1),
    );
    expect([second.status, second.body.why, versionIn(second.headers.etag)]).toEqual([201, why, '"1-2"']);
    expect(second.body.redactions).toEqual([earlier, { at: TEST_NOW, by: second.body.createdBy }]);
  });

  test('goes with an entry that says so, and nothing else of an edition can be altered', async () => {
    await desk.caller.put(PATH, { ...SHUT, why });
    const entry = `redactions || '[{"by": "x"}]'`;
    for (const set of [
      `why = 'x'`,
      `why = null, redactions = ${entry}`,
      `content = '{}', redactions = ${entry}`,
      `why = 'x', redactions = '[]'`,
    ])
      await expect(service.owner.query({ text: `update calendar_editions set ${set}` })).rejects.toThrow(
        'immutable but for a redaction',
      );
    const asService = service.database
      .of(desk.landlordId)
      .query({ text: `update calendar_editions set why = 'x'` });
    await expect(asService).rejects.toThrow('permission denied');
  });
});
