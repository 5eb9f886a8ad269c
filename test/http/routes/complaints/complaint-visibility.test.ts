import { versionIn } from '../../../support/entity-tag';
import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk, openEmptyDesk, publish } from '../../../support/landlord-desk';
import { countRows, expectWholeRecord } from '../../../support/whole-record';
import { BESIDE_THE_PROCEDURE, FROM_OUTSIDE } from '../../../policy/support/always-offered';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

test('what has not changed answers 304 without a body, what has changed answers whole', async () => {
  const { id } = await desk.log({ receivedOn: '2024-09-03' });
  const path = `/v1/complaints/${id}`;
  const ask = (tag: string) => desk.caller.get(path).set('If-None-Match', tag);
  const etagNow = async (): Promise<string> => (await desk.caller.get(path)).headers.etag ?? '';
  const first = await etagNow();
  for (const tag of [first, `W/${first}`, `"0", ${first}`, '*']) {
    const { status, text, headers } = await ask(tag);
    expect([tag, status, text, versionIn(headers.etag)]).toEqual([tag, 304, '', '"1"']);
  }
  // A version alone is met by no answer: of the same version, yesterday's counted the days to yesterday.
  for (const tag of ['"1"', '"2"']) expect((await ask(tag)).status).toBe(200);
  expect((await ask('1')).status).toBe(400);
  await desk.act('acknowledgements', { occurredOn: '2024-09-04' });
  expect([(await ask(first)).status, (await ask(await etagNow())).status]).toEqual([200, 304]);
});

test("another landlord's complaint is as absent as one that never was, on every address", async () => {
  const { id, reference } = await desk.log({ receivedOn: '2024-09-03' });
  const stranger = await openDesk(service, 'hexagon');
  const addresses = ['', '/clocks', '/events'].map((rest) => ['get', rest, undefined] as const);
  const acts = [['post', '/acknowledgements', {}] as const];
  const before = await countRows(service.owner);
  for (const [method, rest, sent] of [...addresses, ...acts]) {
    const answers = [];
    for (const name of [id, reference, '01920000-0000-7000-8000-00000000dead', 'C-1999-000001']) {
      const { status, headers, body } = await stranger.caller[method](`/v1/complaints/${name}${rest}`, sent);
      const { instance: _, requestId: __, ...same } = body;
      answers.push([status, headers['content-type'], headers['content-length'] !== undefined, same]);
    }
    const absent = {
      type: 'urn:redress:problem:not-found',
      title: 'There is no such thing',
      status: 404,
      code: 'not_found',
      documentation: '/v1/problem-codes/not_found',
      detail: 'Nothing with this id or reference is visible to this key.',
    };
    expect(answers.map(([status, , , body]) => [status, body])).toEqual(answers.map(() => [404, absent]));
    expect(new Set(answers.map(String)).size).toBe(1);
  }
  expect(await countRows(service.owner)).toEqual(before);
});

const PUBLISH =
  'PUT /v1/policies/{version} publishes one; GET /v1/procedures lists those that come with the service, to begin from.';

test('a landlord without a policy, or with none in force that day, is told which days have one and how to publish one', async () => {
  const empty = await openEmptyDesk(service);
  const none = await empty.refusedLog({ receivedOn: '2024-09-02' });
  expect([none.status, none.code, none.allowed]).toEqual([422, 'no_policy_in_force', { inForce: [] }]);
  expect(none.detail).toBe(
    `The landlord has published no procedure, so none was in force on Monday 2 September 2024. ${PUBLISH}`,
  );
  const hhs = await openDesk(service, 'hhs');
  const early = await hhs.refusedLog({ receivedOn: '2024-03-31' });
  expect([early.detail, early.allowed]).toEqual([
    `No version of the procedure was in force on Sunday 31 March 2024. ${PUBLISH}`,
    { inForce: [{ version: '2024', effectiveFrom: '2024-04-01', effectiveTo: null }] },
  ]);
});

test('a policy published a moment ago already governs the next complaint', async () => {
  const empty = await openEmptyDesk(service);
  for (let year = 2013; year <= 2026; year += 1) {
    const { body } = await desk.caller.get('/v1/procedures/arches');
    await publish(empty, { ...body, version: `v${year}`, effectiveFrom: `${year}-01-01` });
    expect((await empty.log({ receivedOn: `${year}-02-01` })).policyVersion).toBe(`v${year}`);
  }
});

test('a key sees among the actions only what it may do itself', async () => {
  const { id } = await desk.log({ receivedOn: '2024-09-03' });
  const seen = async (role: 'reader' | 'handler' | 'landlord-admin' | 'complaints-officer') => {
    const caller = service.as(await service.key(desk.landlordId, [role]));
    const { body } = await caller.get(`/v1/complaints/${id}`);
    return body.actions.map(({ act }: { act: string }) => act);
  };
  expect(await seen('reader')).toEqual([]);
  expect(await seen('landlord-admin')).toEqual([]);
  const all = [
    'acknowledgements',
    'triages',
    'definitions',
    'assignments',
    'contacts',
    'refusals',
    'updates',
    'settlements',
    'outcomes',
    'withdrawals',
    ...BESIDE_THE_PROCEDURE,
    'mergers',
    ...FROM_OUTSIDE,
    'holds',
  ];
  expect(await seen('complaints-officer')).toEqual(all);
  expect(await seen('handler')).toEqual(
    all.filter(
      (act) =>
        ![
          'assignments',
          'refusals',
          'restrictions',
          'compensation',
          'corrections',
          'mergers',
          'evidence-requests',
          'determinations',
          'orders',
          'holds',
        ].includes(act),
    ),
  );
});

test('the record cannot be altered even with a statement of our own', async () => {
  await desk.log({ receivedOn: '2024-09-03' });
  for (const text of [
    `update complaint_events set data = '{}'`,
    'delete from complaint_events',
    'truncate complaint_events',
  ]) {
    await expect(service.owner.query({ text })).rejects.toThrow('events are append-only');
  }
});

test('a stored state that departs from its events would be noticed', async () => {
  const other = await openDesk(service, 'westfield');
  await other.log({ receivedOn: '2024-09-03' });
  await expectWholeRecord(service, other);
  await service.owner.query({
    text: `update clocks set due_on = '2024-09-11' where landlord_id = $1 and kind = 'acknowledge'`,
    values: [other.landlordId],
  });
  await expect(expectWholeRecord(service, other)).rejects.toThrow('2024-09-11');
});
