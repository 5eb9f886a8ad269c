import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';

/** A Monday in September, so that some dates have passed and some have not. */
const NOW = '2024-09-16T09:00:00.000Z';

let service: TestApp;
let desk: Desk;
const references: string[] = [];

beforeAll(async () => {
  service = await startTestApp();
  service.setNow(NOW);
  desk = await openDesk(service, 'westfield');
  const later = (minute: number) => service.setNow(`2024-09-16T09:0${minute}:00.000Z`);
  // 1: overdue for its acknowledgement since 6 September.
  await desk.log({ receivedOn: '2024-08-30', channel: 'phone', tenure: 'leasehold' });
  later(1);
  // 2: acknowledged, in hand; due 18 September.
  await desk.log({
    receivedOn: '2024-09-02',
    categories: ['repairs', 'damp'],
    complainant: { name: 'Ezekiel 100% Bright', email: 'e.bright@example.org' },
    externalReferences: [
      { system: 'crm', id: '77' },
      { system: 'hms', id: '77' },
    ],
  });
  await desk.act('acknowledgements', { occurredOn: '2024-09-04' });
  await desk.act('assignments', {
    occurredOn: '2024-09-04',
    person: 't.hughes',
    role: 'property-services-officer',
  });
  later(2);
  // 3: answered.
  await desk.log({ receivedOn: '2024-09-02', description: 'Water under the door, 50_50 chance of more' });
  await desk.act('acknowledgements', { occurredOn: '2024-09-03' });
  await desk.act('outcomes', { occurredOn: '2024-09-10', outcome: 'upheld', method: 'email' });
  later(3);
  // 4: at the second stage; its acknowledgement is due 20 September.
  await desk.log({ receivedOn: '2024-09-03', channel: 'letter', categories: ['repairs'] });
  await desk.act('acknowledgements', { occurredOn: '2024-09-04' });
  await desk.act('outcomes', { occurredOn: '2024-09-11', outcome: 'not-upheld', method: 'email' });
  await desk.act('escalations', { occurredOn: '2024-09-13' });
  later(4);
  // 5: withdrawn.
  await desk.log({ receivedOn: '2024-09-09', externalReferences: [{ system: 'crm', id: '78' }] });
  await desk.act('withdrawals', { occurredOn: '2024-09-10' });
  const { body } = await desk.caller.get('/v1/complaints');
  references.push(...body.items.map((item: { reference: string }) => item.reference).sort());
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

/** Which of the five a query finds, by the number of their reference, in the order of the answer. */
async function found(query: string): Promise<number[]> {
  const { status, body } = await desk.caller.get(`/v1/complaints?${query}`);
  expect({ query, status, code: body.code }).toEqual({ query, status: 200, code: undefined });
  return body.items.map(({ reference }: { reference: string }) => Number(reference.slice(-1)));
}

test.each<[query: string, numbers: number[]]>([
  ['', [5, 4, 3, 2, 1]],
  ['status=open', [4, 2, 1]],
  ['status=responded', [3]],
  ['status=withdrawn', [5]],
  ['stage=stage-2', [4]],
  ['outcome=upheld', [3]],
  ['outcome=not-upheld', [4]],
  ['category=repairs', [4, 2]],
  ['category=damp', [2]],
  ['channel=phone', [1]],
  ['handler=t.hughes', [2]],
  ['handler=nobody', []],
  ['tenure=leasehold', [1]],
  ['receivedFrom=2024-09-03', [5, 4]],
  ['receivedTo=2024-09-02', [3, 2, 1]],
  ['receivedFrom=2024-09-02&receivedTo=2024-09-02', [3, 2]],
  ['receivedFrom=2024-09-10&receivedTo=2024-09-02', []],
  ['dueBefore=2024-09-18', [1]],
  ['dueBefore=2024-09-19', [2, 1]],
  ['overdue=true', [1]],
  ['overdue=false', [5, 4, 3, 2, 1]],
  ['externalSystem=crm', [5, 2]],
  ['externalSystem=crm&externalId=77', [2]],
  ['externalId=77', [2]],
  ['text=bright', [2]],
  ['text=E.BRIGHT%40', [2]],
  ['text=100%25', [2]],
  ['text=50_50', [3]],
  ['text=0_5', [3]],
  ['text=5__0', []],
  ['text=%25%25', []],
  ['text=C-2024-000004', [4]],
  ['text=under%20the%20door', [3]],
  ['text=tenant', []],
  ['status=open&category=repairs&channel=letter', [4]],
  ['sort=receivedOn', [5, 4, 3, 2, 1]],
  ['sort=dueOn', [1, 2, 4, 3, 5]],
  ['sort=updatedAt', [5, 4, 3, 2, 1]],
  ['sort=dueOn&status=open', [1, 2, 4]],
])('?%s finds %p', async (query, numbers) => {
  expect(await found(query)).toEqual(numbers);
});

test('a complaint that was touched again comes first by updatedAt', async () => {
  service.setNow('2024-09-16T09:05:00.000Z');
  const noted = await desk.post(`/v1/complaints/${references[0]}/contacts`, { occurredOn: '2024-09-16' });
  expect(noted.status).toBe(201);
  expect(await found('sort=updatedAt')).toEqual([1, 5, 4, 3, 2]);
});

test.each(['receivedOn', 'dueOn', 'updatedAt'])(
  'pages of two by %s give every complaint once, in the order of one page',
  async (sort) => {
    const whole = await found(`sort=${sort}`);
    const seen: number[] = [];
    let path: string | null = `/v1/complaints?sort=${sort}&limit=2&count=true`;
    const pages: number[] = [];
    while (path) {
      const {
        headers,
        body,
      }: {
        headers: Record<string, string>;
        body: { items: { reference: string }[]; next: string | null; count: number };
      } = await desk.caller.get(path);
      expect(body.count).toBe(5);
      pages.push(body.items.length);
      seen.push(...body.items.map(({ reference }) => Number(reference.slice(-1))));
      const link = /^<(.+)>; rel="next"$/.exec(headers.link ?? '')?.[1] ?? null;
      expect(link === null).toBe(body.next === null);
      path = link;
    }
    expect([pages, seen]).toEqual([[2, 2, 1], whole]);
  },
);

test('a page that is exactly full has no next', async () => {
  const { body, headers } = await desk.caller.get('/v1/complaints?limit=5');
  expect([body.items.length, body.next, headers.link, 'count' in body]).toEqual([5, null, undefined, false]);
});

test('the count is of what the filters find and not of the page', async () => {
  const { body } = await desk.caller.get('/v1/complaints?status=open&limit=1&count=true');
  expect([body.items.length, body.count]).toEqual([1, 3]);
});

test("no filter finds another landlord's complaints", async () => {
  const stranger = await openDesk(service, 'westfield');
  for (const query of ['', 'text=bright', 'externalSystem=crm', 'sort=dueOn', 'overdue=true&count=true']) {
    const { body } = await stranger.caller.get(`/v1/complaints?${query}`);
    expect([body.items, body.count ?? 0]).toEqual([[], 0]);
  }
});
