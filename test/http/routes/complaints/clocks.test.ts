import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';

let service: TestApp;
let desk: Desk;

/** Monday 16 September 2024, with something overdue, due today, due this week, due later, and a window to escalate. */
beforeAll(async () => {
  service = await startTestApp();
  service.setNow('2024-09-16T09:00:00.000Z');
  desk = await openDesk(service, 'westfield');
  // 1: to be acknowledged by Friday 6 September.
  await desk.log({ receivedOn: '2024-08-30' });
  // 2: to be acknowledged today.
  await desk.log({ receivedOn: '2024-09-09' });
  // 3: to be answered by Wednesday.
  await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('acknowledgements', { occurredOn: '2024-09-04' });
  await desk.act('assignments', {
    occurredOn: '2024-09-04',
    person: 't.hughes',
    role: 'property-services-officer',
  });
  // 4: to be answered by Monday 23 September, the eighth day.
  await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('acknowledgements', { occurredOn: '2024-09-09' });
  // 5: answered; the resident has until 8 October. Then extended work is nobody's.
  await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('acknowledgements', { occurredOn: '2024-09-03' });
  await desk.act('outcomes', { occurredOn: '2024-09-10', outcome: 'upheld', method: 'email' });
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

type Item = Record<string, unknown> & { reference: string; kind: string; dueOn: string };

async function due(query: string): Promise<[number, string, string][]> {
  const { status, body } = await desk.caller.get(`/v1/clocks?${query}`);
  expect({ query, status, code: body.code }).toEqual({ query, status: 200, code: undefined });
  return body.items.map((item: Item) => [Number(item.reference.slice(-1)), item.kind, item.dueOn]);
}

const OVERDUE = [1, 'acknowledge', '2024-09-06'];
const TODAY = [2, 'acknowledge', '2024-09-16'];
const WEDNESDAY = [3, 'respond', '2024-09-18'];
const NEXT_MONDAY = [4, 'respond', '2024-09-23'];

test.each<[query: string, dates: unknown[]]>([
  ['', [OVERDUE, TODAY, WEDNESDAY, NEXT_MONDAY]],
  ['due=overdue', [OVERDUE]],
  ['due=today', [TODAY]],
  ['due=week', [TODAY, WEDNESDAY]],
  ['kind=respond', [WEDNESDAY, NEXT_MONDAY]],
  ['kind=escalate', [[5, 'escalate', '2024-10-08']]],
  ['kind=escalate&due=week', []],
  ['kind=refer', []],
  ['handler=t.hughes', [WEDNESDAY]],
  ['handler=nobody', []],
  ['handler=none', [OVERDUE, TODAY, NEXT_MONDAY]],
  ['stage=stage-1', [OVERDUE, TODAY, WEDNESDAY, NEXT_MONDAY]],
  ['stage=stage-2', []],
  ['due=week&kind=acknowledge', [TODAY]],
])('?%s shows %j', async (query, dates) => {
  expect(await due(query)).toEqual(dates);
});

test('each date says whose it is and how many working days are left or were lost', async () => {
  const { body } = await desk.caller.get('/v1/clocks');
  expect(body.items[0]).toEqual({
    complaintId: expect.any(String),
    reference: 'C-2024-000001',
    caseId: null,
    status: 'open',
    receivedOn: '2024-08-30',
    stage: 'stage-1',
    kind: 'acknowledge',
    n: 0,
    force: 'should',
    dueOn: '2024-09-06',
    judgedOn: '2024-09-06',
    originalDueOn: '2024-09-06',
    overdue: true,
    workingDaysLeft: -6,
    waitingDays: null,
    withheld: [],
    handler: null,
  });
  expect(body.items.map((item: Item) => [item.overdue, item.workingDaysLeft, item.handler])).toEqual([
    [true, -6, null],
    [false, 0, null],
    [false, 2, 't.hughes'],
    [false, 5, null],
  ]);
});

test('with explain=true each date comes with the working that its complaint shows', async () => {
  const { body } = await desk.caller.get('/v1/clocks?explain=true');
  for (const { clock, complaintId, kind } of body.items) {
    const { body: clocks } = await desk.caller.get(`/v1/complaints/${complaintId}/clocks`);
    expect(clock).toEqual(clocks.items.find((known: Item) => known.kind === kind));
    expect(clock.sentence).toContain('2024');
  }
  expect(body.items).toHaveLength(4);
});

test('the day turns over at midnight in London and not in Greenwich', async () => {
  service.setNow('2024-09-16T22:59:59.999Z');
  expect(await due('due=today')).toEqual([TODAY]);
  service.setNow('2024-09-16T23:00:00.000Z');
  expect([await due('due=today'), await due('due=overdue')]).toEqual([[], [OVERDUE, TODAY]]);
  service.setNow('2024-09-16T09:00:00.000Z');
});

test('pages of one give every date once, in order', async () => {
  const seen: unknown[] = [];
  let path: string | null = '/v1/clocks?limit=1';
  while (path) {
    const {
      headers,
      body,
    }: { headers: Record<string, string>; body: { items: Item[]; next: string | null } } =
      await desk.caller.get(path);
    seen.push(...body.items.map(({ reference, kind, dueOn }) => [Number(reference.slice(-1)), kind, dueOn]));
    path = /^<(.+)>; rel="next"$/.exec(headers.link ?? '')?.[1] ?? null;
    expect(path === null).toBe(body.next === null);
  }
  expect(seen).toEqual([OVERDUE, TODAY, WEDNESDAY, NEXT_MONDAY]);
});

test('a date that was met, stopped or only projected is nobody’s work', async () => {
  const other = await openDesk(service, 'westfield');
  await other.log({ receivedOn: '2024-09-02' });
  const kinds = async () => (await other.caller.get('/v1/clocks')).body.items.map(({ kind }: Item) => kind);
  // The answer's date is projected until the acknowledgement is sent.
  expect(await kinds()).toEqual(['acknowledge']);
  await other.act('acknowledgements', { occurredOn: '2024-09-04' });
  expect(await kinds()).toEqual(['respond']);
  await other.act('withdrawals', { occurredOn: '2024-09-05' });
  expect(await kinds()).toEqual([]);
  await expectWholeRecord(service, other);
});

test('a date that waits for an act of the landlord’s own is overdue once it has passed, though the act never came', async () => {
  const other = await openDesk(service, 'westfield');
  await other.log({ receivedOn: '2024-09-02' });
  const overdue = async (now: string) => {
    service.setNow(now);
    const { body } = await other.caller.get('/v1/clocks?due=overdue&count=true');
    expect(body.count).toBe(body.items.length);
    return body.items.map(({ kind, judgedOn }: Record<string, unknown>) => [kind, judgedOn]);
  };
  // Monday 23 September: ten working days from the ninth, by when it should have been acknowledged.
  expect(await overdue('2024-09-23T09:00:00.000Z')).toEqual([['acknowledge', '2024-09-09']]);
  expect(await overdue('2024-09-24T09:00:00.000Z')).toEqual([
    ['acknowledge', '2024-09-09'],
    ['respond', '2024-09-23'],
  ]);
  service.setNow('2024-09-16T09:00:00.000Z');
  await expectWholeRecord(service, other);
});

test('what has no date to judge it by is listed by how long it has waited, page by page', async () => {
  const other = await openDesk(service, 'settle');
  await other.log({ receivedOn: '2024-09-05', channel: 'phone' });
  await other.log({ receivedOn: '2024-09-02', channel: 'phone' });
  // Passed to a manager, it has a date: two weeks from then.
  await other.log({ receivedOn: '2024-09-01', channel: 'phone' });
  await other.act('assignments', {
    occurredOn: '2024-09-02',
    person: 'p.nowak',
    role: 'service-manager',
  });
  const first = await other.caller.get('/v1/clocks?due=undated&limit=1&count=true');
  expect([first.body.count, first.body.items]).toEqual([
    2,
    [
      {
        complaintId: expect.any(String),
        reference: 'C-2024-000002',
        caseId: null,
        status: 'open',
        receivedOn: '2024-09-02',
        stage: 'stage-1',
        kind: 'respond',
        n: 0,
        force: 'aim',
        dueOn: null,
        judgedOn: null,
        originalDueOn: null,
        overdue: false,
        workingDaysLeft: null,
        waitingDays: 14,
        withheld: [],
        handler: null,
      },
    ],
  ]);
  const path = /^<(.+)>; rel="next"$/.exec(first.headers.link ?? '')?.[1] ?? '';
  const { body } = await other.caller.get(path);
  expect([body.items.map((item: Item) => [item.reference, item.waitingDays]), body.next]).toEqual([
    [['C-2024-000001', 11]],
    null,
  ]);
  const dated = await other.caller.get('/v1/clocks');
  expect(dated.body.items.map((item: Item) => [item.reference, item.kind])).toEqual([
    ['C-2024-000003', 'respond'],
  ]);
  await expectWholeRecord(service, other);
});

test('an extended date is due on its new day and remembers its first', async () => {
  const other = await openDesk(service, 'westfield');
  await other.log({ receivedOn: '2024-09-02' });
  await other.act('acknowledgements', { occurredOn: '2024-09-04' });
  const more = { newDueOn: '2024-10-02', reason: 'The part is on order', agreed: true };
  await other.act('extensions', { occurredOn: '2024-09-10', ...more });
  const { body } = await other.caller.get('/v1/clocks');
  expect([body.items[0].dueOn, body.items[0].originalDueOn, body.items[0].overdue]).toEqual([
    '2024-10-02',
    '2024-09-18',
    false,
  ]);
  await expectWholeRecord(service, other);
});

test.each([
  ['due=tomorrow', '/due'],
  ['kind=payment', '/kind/0'],
  ['explain=1', '/explain'],
  ['cursor=abc', '/cursor'],
  ['overdue=true', '/overdue'],
])('?%s is refused', async (query, pointer) => {
  const { status, body } = await desk.caller.get(`/v1/clocks?${query}`);
  expect([status, body.errors.map((fault: { pointer: string }) => fault.pointer)]).toEqual([400, [pointer]]);
});

test("another landlord's dates are not in the worklist", async () => {
  const stranger = await openDesk(service, 'westfield');
  for (const query of ['', '?kind=escalate', '?due=overdue&explain=true']) {
    expect((await stranger.caller.get(`/v1/clocks${query}`)).body.items).toEqual([]);
  }
});

test.each<[query: string, count: number]>([
  ['count=true&limit=1', 4],
  ['count=true&due=overdue', 1],
  ['count=true&kind=escalate', 1],
  ['count=true&handler=nobody', 0],
  ['count=true&handler=none', 3],
  ['count=true&due=undated', 0],
])('with %s the worklist says how many there are in all', async (query, count) => {
  expect((await desk.caller.get(`/v1/clocks?${query}`)).body.count).toBe(count);
});
