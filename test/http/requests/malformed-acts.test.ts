import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, openDesk } from '../../support/landlord-desk';
import { countRows, expectWholeRecord } from '../../support/whole-record';

let service: TestApp;
let desk: Desk;
let key: string;
let before: Record<string, number>;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
  key = await service.key(desk.landlordId, ['complaints-officer']);
  await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('acknowledgements', { occurredOn: '2024-09-04' });
  before = await countRows(service.owner);
});
afterEach(async () => {
  expect(await countRows(service.owner)).toEqual(before);
  await expectWholeRecord(service, desk);
});
afterAll(() => service.stop());

const act = (name: string, body: object) => service.as(key).post(desk.path(name), body);

test.each<[what: string, name: string, body: object, status: number, code: string]>([
  ['a second acknowledgement', 'acknowledgements', { occurredOn: '2024-09-05' }, 409, 'already_acknowledged'],
  ['an act of tomorrow', 'contacts', { occurredOn: '2026-03-03' }, 422, 'in_the_future'],
  ['an act before the complaint', 'contacts', { occurredOn: '2024-09-01' }, 422, 'before_the_act_it_follows'],
  [
    'an answer before the acknowledgement',
    'outcomes',
    { occurredOn: '2024-09-03', outcome: 'upheld' },
    422,
    'before_the_act_it_follows',
  ],
  [
    'an answer received before it was sent',
    'outcomes',
    { occurredOn: '2024-09-10', sentOn: '2024-09-12', receivedOn: '2024-09-11', outcome: 'upheld' },
    422,
    'received_before_sent',
  ],
  [
    'an unknown outcome',
    'outcomes',
    { occurredOn: '2024-09-10', outcome: 'resolved' },
    422,
    'unknown_outcome',
  ],
  [
    'a finding on no issue',
    'outcomes',
    { occurredOn: '2024-09-10', outcome: 'upheld', findings: [{ issue: 1, outcome: 'upheld' }] },
    422,
    'unknown_issue',
  ],
  [
    'a date in 2199',
    'extensions',
    { occurredOn: '2024-09-10', newDueOn: '2199-12-31', reason: 'x', agreed: true },
    422,
    'outside_calendar',
  ],
  [
    'a confirmed date that has passed',
    'contacts',
    { occurredOn: '2024-09-10', confirmedDueOn: '2024-09-09' },
    422,
    'confirmed_date_passed',
  ],
  ['a role nobody has', 'assignments', { person: 'x', role: 'pope' }, 422, 'role_may_not_handle'],
  [
    'a decision nobody asked for',
    'escalation-decisions',
    { accepted: true, decidedBy: 'x' },
    409,
    'not_at_this_point',
  ],
  ['a closure of an open complaint', 'closures', { reason: 'resident-satisfied' }, 409, 'not_at_this_point'],
  ['an unknown field', 'acknowledgements', { method: 'email', sendNow: true }, 400, 'invalid_request'],
  ['an impossible day', 'acknowledgements', { occurredOn: '2024-13-01' }, 400, 'invalid_request'],
  ['no issue at all', 'definitions', { issues: [] }, 400, 'invalid_request'],
  ['51 issues', 'definitions', { issues: Array(51).fill({ text: 'x' }) }, 400, 'invalid_request'],
  ['a person of 101 characters', 'assignments', { person: 'p'.repeat(101) }, 400, 'invalid_request'],
  [
    'an explanation under no key',
    'outcomes',
    { outcome: 'upheld', explanations: { __x: 'y' } },
    400,
    'invalid_request',
  ],
  ['a list for a body', 'acknowledgements', [], 400, 'invalid_request'],
])('%s is refused', async (_, name, body, status, code) => {
  const answer = await act(name, body);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.body.errors ?? answer.body.detail ?? null).not.toBeNull();
});

test('an id of 300 characters answers what an id is, on every address of a complaint', async () => {
  const long = 'a'.repeat(300);
  const answers = [
    await service.as(key).get(`/v1/complaints/${long}`),
    await service.as(key).get(`/v1/complaints/${long}/clocks`),
    await service.as(key).get(`/v1/complaints/${long}/events`),
    await service.as(key).post(`/v1/complaints/${long}/acknowledgements`, {}),
  ];
  for (const { status, body } of answers) {
    expect([status, body.errors]).toEqual([
      400,
      [{ in: 'path', pointer: '/id', detail: 'must have at most 100 characters' }],
    ]);
  }
});

test.each(['%27%20or%201%3D1--', '..%2f..%2fetc', '%F0%9F%8F%A0', '%25', 'd-2024-000001', 'C-2024-1', '0'])(
  'the id %s is simply not there',
  async (id) => {
    expect((await service.as(key).get(`/v1/complaints/${id}`)).status).toBe(404);
    expect((await service.as(key).post(`/v1/complaints/${id}/acknowledgements`, {})).status).toBe(404);
  },
);

test('an act that does not exist is no address, and reading an act says how it is done', async () => {
  const none = await service.as(key).post(desk.path('apologies'), {});
  expect([none.status, none.body.code]).toEqual([404, 'no_such_path']);
  const read = await service.as(key).get(desk.path('acknowledgements'));
  expect([read.status, read.body.code, read.headers.allow]).toEqual([405, 'method_not_allowed', 'POST']);
});
