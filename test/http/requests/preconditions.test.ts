import { versionIn } from '../../support/entity-tag';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, openDesk } from '../../support/landlord-desk';
import { expectWholeRecord } from '../../support/whole-record';

/** A tag names the version and all else that the answer depends on; If-Match asks for the version alone. */

let service: TestApp;
let desk: Desk;
let path: string;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
});
beforeEach(async () => {
  service.setNow('2024-09-03T10:00:00.000Z');
  path = `/v1/complaints/${(await desk.log({ receivedOn: '2024-09-02' })).id}`;
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const etagOf = async (address: string): Promise<string> =>
  (await desk.caller.get(address)).headers.etag ?? '';

test('at midnight in the landlord’s zone the tag is another, and the days that are left with it', async () => {
  service.setNow('2024-09-03T22:59:59.999Z');
  const { headers, body } = await desk.caller.get(path);
  const { etag = '' } = headers;
  expect((await desk.caller.get(path).set('If-None-Match', etag)).status).toBe(304);

  service.setNow('2024-09-03T23:00:00.000Z');
  const next = await desk.caller.get(path).set('If-None-Match', etag);
  expect([next.status, versionIn(next.headers.etag)]).toEqual([200, versionIn(etag)]);
  const left = [body, next.body].map(({ clocks }) => clocks[0].workingDaysLeft);
  expect(left).toEqual([4, 3]);
});

test('callers of other roles have other tags, since each is offered other acts', async () => {
  const reader = service.as(await service.key(desk.landlordId, ['reader']));
  const own = await etagOf(path);
  const { status, headers, body } = await reader.get(path).set('If-None-Match', own);
  expect([status, versionIn(headers.etag), body.actions]).toEqual([200, versionIn(own), []]);
  const both = await service.key(desk.landlordId, ['landlord-admin', 'complaints-officer']);
  expect((await service.as(both).get(path).set('If-None-Match', own)).status).toBe(304);
});

test.each([
  ['the whole tag', (etag: string) => etag],
  ['the whole tag, weakened by a proxy', (etag: string) => `W/${etag}`],
  ['the version alone', () => '"1"'],
  ['the version alone, weakened', () => 'W/"1"'],
  ['a list with empty entries', () => ', "1",'],
  ['the version with the tag of another day', () => '"1.Yk0tQ2bLx0Aa"'],
])('If-Match takes %s', async (_name, given) => {
  const etag = await etagOf(path);
  const { status } = await desk
    .post(desk.path('acknowledgements'), { occurredOn: '2024-09-03' })
    .set('If-Match', given(etag));
  expect(status).toBe(201);
});

test('a tag that was read yesterday is good for a change today, and a version that is gone is not', async () => {
  const etag = await etagOf(path);
  service.setNow('2024-09-04T10:00:00.000Z');
  const acknowledge = () =>
    desk.post(desk.path('acknowledgements'), { occurredOn: '2024-09-04' }).set('If-Match', etag);
  const [first, second] = [await acknowledge(), await acknowledge()];
  expect([first.status, second.status, second.body.code]).toEqual([201, 412, 'stale_version']);
  expect(second.body.detail).toBe('The present version is "2".');
});

test.each(['', '/events'])(
  'a reader without sight of it learns no version by a condition: GET …%s',
  async (rest) => {
    const stranger = await openDesk(service, 'hexagon');
    for (const tag of ['*', await etagOf(path)]) {
      const { status, headers } = await stranger.caller.get(`${path}${rest}`).set('If-None-Match', tag);
      expect([status, headers.etag]).toEqual([404, undefined]);
    }
  },
);
