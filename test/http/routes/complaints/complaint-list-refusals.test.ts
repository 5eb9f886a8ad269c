import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
  await desk.log({ receivedOn: '2024-09-02' });
  await desk.log({ receivedOn: '2024-09-03' });
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

test('a cursor of another sort is refused, and so is one that was made up', async () => {
  const { body } = await desk.caller.get('/v1/complaints?limit=1&sort=dueOn');
  const other = await desk.caller.get(`/v1/complaints?limit=1&sort=updatedAt&cursor=${body.next}`);
  expect([other.status, other.body.errors]).toEqual([
    400,
    [
      {
        in: 'query',
        pointer: '/cursor',
        detail: 'was given by this list under other filters or in another order; begin again without one',
      },
    ],
  ]);
  const id = '01920000-0000-7000-8000-000000000001';
  for (const position of [
    { sort: 'dueOn', dueOn: '2024-02-30', id },
    { sort: 'dueOn', dueOn: '2024-02-29', id: 'x' },
    { sort: 'updatedAt', updatedAt: '2024-02-29', id },
    { sort: 'updatedAt', updatedAt: '2024-02-29T10:00:00+23:59', id },
    { sort: 'dueOn', dueOn: '2024-02-29', id, more: 1 },
    [],
    7,
  ]) {
    const cursor = Buffer.from(JSON.stringify(position)).toString('base64url');
    const sort = 'sort' in Object(position) ? (position as { sort: string }).sort : 'dueOn';
    const { status } = await desk.caller.get(`/v1/complaints?sort=${sort}&cursor=${cursor}`);
    expect([cursor, status]).toEqual([cursor, 400]);
  }
});

test.each([
  [
    'status=shut',
    '/status/0',
    'must be one of open, escalation-requested, responded, settled, refused, withdrawn, closed, void',
  ],
  ['sort=name', '/sort', 'must be one of dueOn, receivedOn, updatedAt'],
  [
    'receivedFrom=2024-02-30',
    '/receivedFrom',
    'must be a real date written YYYY-MM-DD, from 1900-01-01 to 2199-12-31',
  ],
  ['overdue=yes', '/overdue', 'must be true or false'],
  ['text=x', '/text', 'must have at least 2 characters'],
  ['limit=201', '/limit', 'must be a whole number from 1 to 200'],
  ['handler=', '/handler', 'is empty: leave it out or give a value'],
  ['stage=stage-1,,stage-2', '/stage/1', 'is empty: leave it out or give a value'],
  ['status=open,shut', '/status/1', expect.stringMatching(/^must be one of open, /)],
  ['updatedSince=yesterday', '/updatedSince', expect.stringContaining('must be')],
  ['order=newest', '/order', 'must be one of latest, oldest'],
])('?%s is refused with what is allowed', async (query, pointer, detail) => {
  const { status, body } = await desk.caller.get(`/v1/complaints?${query}`);
  expect([status, body.errors]).toEqual([400, [expect.objectContaining({ in: 'query', pointer, detail })]]);
});
