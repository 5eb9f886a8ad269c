import { versionIn } from '../support/entity-tag';
import { startTestApp, type TestApp } from '../support/app';
import { type Desk, openDesk } from '../support/landlord-desk';
import { expectWholeRecord } from '../support/whole-record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
});
beforeEach(() => desk.log({ receivedOn: '2026-02-23' }));
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const MANY = 24;
const atOnce = <T>(work: (n: number) => PromiseLike<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: MANY }, (_, n) => work(n)));

test('of many who act on what they read, one wins and each other gets 412 with the version that now stands', async () => {
  const read = await desk.caller.get(desk.path('').slice(0, -1));
  const answers = await atOnce(() =>
    desk.caller
      .post(desk.path('acknowledgements'), { occurredOn: '2026-02-24' })
      .set('If-Match', read.headers.etag ?? ''),
  );
  const won = answers.filter(({ status }) => status === 201);
  expect(won).toHaveLength(1);
  const present = won[0]?.headers.etag;
  for (const { status, body, headers } of answers.filter((answer) => answer !== won[0])) {
    expect([status, body.code, body.detail, headers.etag]).toEqual([
      412,
      'stale_version',
      `The present version is ${versionIn(present)}.`,
      present,
    ]);
  }
});

test('of many who do the same without having read, one wins and each other gets 409 with the version that now stands', async () => {
  const answers = await atOnce(() =>
    desk.caller.post(desk.path('acknowledgements'), { occurredOn: '2026-02-24' }),
  );
  const won = answers.filter(({ status }) => status === 201);
  expect(won).toHaveLength(1);
  const present = won[0]?.headers.etag;
  for (const { status, headers } of answers.filter((answer) => answer !== won[0]))
    expect([status, headers.etag]).toEqual([409, present]);
  expect((await desk.events).filter((type) => type === 'acknowledged')).toHaveLength(1);
});

test('of many different notes at once nearly all are in the record, and any other was answered 409', async () => {
  const answers = await atOnce((n) => desk.caller.post(desk.path('notes'), { note: `Note number ${n}` }));
  const taken = answers.filter(({ status }) => status === 201);
  expect(taken.length).toBeGreaterThan(answers.length * 0.8);
  for (const { status, body } of answers.filter((answer) => !taken.includes(answer)))
    expect([status, body.code]).toEqual([409, 'conflicting_change']);
  expect((await desk.events).filter((type) => type === 'noted')).toHaveLength(taken.length);
});
