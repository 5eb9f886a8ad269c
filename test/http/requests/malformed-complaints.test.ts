import type { Problem } from '../../../src/http/problems/problem';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, LEAST, openDesk } from '../../support/landlord-desk';
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

const COMPLAINT = { ...LEAST, receivedOn: '2024-09-02' };
const log = (body: object) => service.as(key).post('/v1/complaints', body);

const raw = (path: string, body: string) =>
  fetch(`${service.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body,
  }).then(async (answer) => ({
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: (await answer.json()) as Problem,
  }));

test.each<[what: string, change: object, pointers: string[]]>([
  ['an unknown field', { recievedOn: '2024-09-02' }, ['/recievedOn']],
  ['an unknown field inside', { complainant: { name: 'x', nickname: 'y' } }, ['/complainant/nickname']],
  ['a missing channel', { channel: undefined }, ['/channel']],
  ['a missing name', { complainant: {} }, ['/complainant/name']],
  [
    'no complainant and no summary',
    { complainant: undefined, summary: undefined },
    ['/complainant', '/summary'],
  ],
  ['30 February', { receivedOn: '2024-02-30' }, ['/receivedOn']],
  ['29 February of a common year', { receivedOn: '2023-02-29' }, ['/receivedOn']],
  ['a date the other way round', { receivedOn: '02/09/2024' }, ['/receivedOn']],
  ['a date with a time', { receivedOn: '2024-09-02T10:00:00Z' }, ['/receivedOn']],
  ['a moment without an offset', { receivedAt: '2024-09-02T10:00:00' }, ['/receivedAt']],
  ['a year beyond any calendar', { receivedOn: '9999-12-31' }, ['/receivedOn']],
  ['a number for a date', { receivedOn: 20240902 }, ['/receivedOn']],
  ['null for a name', { complainant: { name: null } }, ['/complainant/name']],
  ['an empty summary', { summary: '   ' }, ['/summary']],
  ['a summary of 501 characters', { summary: 'a'.repeat(501) }, ['/summary']],
  ['a channel of 300 characters', { channel: 'a'.repeat(300) }, ['/channel']],
  ['a channel with capitals', { channel: 'E-Mail' }, ['/channel']],
  ['21 categories', { categories: Array(21).fill('repairs') }, ['/categories']],
  ['a group of one', { group: { name: 'x', size: 1 } }, ['/group/size']],
  ['a bad incident', { incident: { occurredOn: 'yesterday' } }, ['/incident/occurredOn']],
  ['a landlord in the body', { landlordId: '01920000-0000-7000-8000-000000000001' }, ['/landlordId']],
])('a new complaint with %s is refused at its place', async (_, change, pointers) => {
  const { status, headers, body } = await log({ ...COMPLAINT, ...change });
  expect([status, body.code, body.errors.map((fault: { pointer: string }) => fault.pointer)]).toEqual([
    400,
    'invalid_request',
    pointers,
  ]);
  expect(headers['content-type']).toMatch(/^application\/problem\+json/);
});

test.each<[what: string, change: object, code: string, allowed: unknown]>([
  ['a day to come', { receivedOn: '2026-03-03' }, 'in_the_future', { latest: '2026-03-02' }],
  [
    'a moment to come',
    { receivedOn: undefined, receivedAt: '2026-03-02T10:00:01Z' },
    'in_the_future',
    { latest: '2026-03-02T10:00:00.000Z' },
  ],
  [
    'no day at all',
    { receivedOn: undefined },
    'received_day_missing',
    { oneOf: ['receivedOn', 'receivedAt'] },
  ],
  ['two days that disagree', { receivedAt: '2024-09-02T23:30:00Z' }, 'dates_disagree', { on: '2024-09-03' }],
  [
    'logging before receipt',
    { loggedOn: '2024-09-01' },
    'before_the_act_it_follows',
    { earliest: '2024-09-02' },
  ],
  [
    'an incident after receipt',
    { incident: { occurredOn: '2024-09-03' } },
    'incident_after_receipt',
    { latest: '2024-09-02' },
  ],
  ['an unknown stage', { stage: 'stage-9' }, 'unknown_stage', { stage: ['stage-1'] }],
  ['a stage no complaint begins at', { stage: 'stage-2' }, 'not_an_entry_stage', { stage: ['stage-1'] }],
  ['a priority where there is none', { priority: 'high' }, 'unknown_priority', { priority: [] }],
  [
    'a day before the policy',
    { receivedOn: '2011-12-31' },
    'no_policy_in_force',
    { inForce: [{ version: '1', effectiveFrom: '2012-01-01', effectiveTo: null }] },
  ],
])('a new complaint with %s is refused with what is allowed', async (_, change, code, allowed) => {
  const { status, body } = await log({ ...COMPLAINT, ...change });
  expect([status, body.code, body.allowed]).toEqual([422, code, allowed]);
});

test('a complaint whose dates lie outside the calendar is refused with the days it covers', async () => {
  const other = await openDesk(service, {
    ...(await service.as(key).get('/v1/procedures/westfield')).body,
    effectiveFrom: '2005-01-01',
  });
  const { status, code, allowed } = await other.refusedLog({ receivedOn: '2010-06-01' });
  expect([status, code, allowed]).toEqual([
    422,
    'outside_calendar',
    { from: '2012-01-01', to: expect.stringMatching(/^2028-/) },
  ]);
});

test('a NUL and half a surrogate pair are refused wherever they stand in a complaint or an act', async () => {
  const name = '/v1/complaints';
  for (const text of ['a\\u0000b', '\\ud83d', 'x\\udfe0']) {
    const texts: [path: string, body: string, pointer: string][] = [
      [name, `{"summary":"${text}"}`, '/summary'],
      [name, `{"complainant":{"name":"${text}"}}`, '/complainant/name'],
      [name, `{"categories":["repairs","${text}"]}`, '/categories/1'],
      [desk.path('outcomes'), `{"outcome":"upheld","explanations":{"${text}":"x"}}`, ''],
      [desk.path('contacts'), `{"notes":"${text}"}`, '/notes'],
    ];
    for (const [path, body, pointer] of texts) {
      const answer = await raw(path, body);
      expect([path, answer.status, answer.body.code]).toEqual([path, 400, 'unsafe_text']);
      if (pointer) expect(answer.body.errors?.[0]?.pointer).toBe(pointer);
    }
  }
  const query = await service.as(key).get('/v1/complaints?text=a%00b');
  expect([query.status, query.body.code]).toEqual([400, 'unsafe_text']);
});

test('what is no JSON and what is 2 MB is refused before anything is looked at', async () => {
  for (const path of ['/v1/complaints', desk.path('acknowledgements')]) {
    const broken = await raw(path, '{"method":');
    expect([broken.status, broken.body.code]).toEqual([400, 'invalid_json']);
    const large = await raw(path, JSON.stringify({ message: 'x'.repeat(2 * 1024 * 1024) }));
    expect([large.status, large.body.code, large.type]).toEqual([
      413,
      'body_too_large',
      'application/problem+json; charset=utf-8',
    ]);
  }
});
