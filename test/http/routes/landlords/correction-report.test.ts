import { shipped } from '../../../../src/policy/procedures';
import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';

/** A landlord that published the figures of June 2025 asks for the corrections since. */

let service: TestApp;
let desk: Desk;
const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const why = 'The letter is dated otherwise.';
const DEFINITION = { issues: [{ text: 'Damp in the bedroom' }], outcomesSought: 'A dry wall' };
const JUNE = 'from=2025-06-01&to=2025-06-30';
const LATER = '2026-03-02T10:00:00.000Z';

beforeAll(async () => {
  service = await startTestApp();
});
beforeEach(async () => {
  service.setNow(LATER);
  desk = await openDesk(service, 'code-2024');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const path = (query: string) => `/v1/reports/corrections?${query}`;
const list = async (query = JUNE) => (await desk.caller.get(path(query))).body;
const correct = (...changes: object[]) => desk.act('corrections', { why, changes });

/** Received on 2 June 2025, acknowledged with its definition on the 4th. */
async function acknowledged(): Promise<string> {
  await desk.log({ receivedOn: '2025-06-02' });
  await desk.act('acknowledgements', on('2025-06-04', { definition: DEFINITION }));
  return desk.complaint.id;
}

test('a correction is told with the acts it changed and the dates it moved, from and to', async () => {
  await acknowledged();
  await correct({ event: 2, with: { occurredOn: '2025-06-11' } });
  const dates = (judgedOn: string, rest: object = {}) => ({
    dueOn: judgedOn,
    judgedOn,
    metOn: null,
    stoppedOn: null,
    lateStart: false,
    ...rest,
  });
  const { items, next } = await list();
  expect(next).toBeNull();
  expect(items).toEqual([
    {
      complaintId: desk.complaint.id,
      reference: desk.complaint.reference,
      caseId: null,
      event: 4,
      recordedAt: LATER,
      actor: expect.stringMatching(/^key:/),
      why,
      voidedAs: null,
      acts: [
        {
          event: 2,
          inserted: null,
          type: 'acknowledged',
          change: 'changed',
          from: '2025-06-04',
          to: '2025-06-11',
        },
        {
          event: 3,
          inserted: null,
          type: 'defined',
          change: 'changed',
          from: '2025-06-04',
          to: '2025-06-11',
        },
      ],
      dates: [
        {
          stage: 'stage-1',
          kind: 'acknowledge',
          n: 0,
          from: dates('2025-06-09', { metOn: '2025-06-04' }),
          to: dates('2025-06-09', { metOn: '2025-06-11' }),
        },
        {
          stage: 'stage-1',
          kind: 'respond',
          n: 0,
          from: dates('2025-06-18'),
          to: { ...dates('2025-06-23'), dueOn: '2025-06-25' },
        },
      ],
    },
  ]);
});

test('it belongs to every period that a day of it lies in, and to none that was not over when it was recorded', async () => {
  await acknowledged();
  await desk.act('assignments', on('2025-06-05', { person: 'p.one' }));
  await correct({ before: 4, act: 'contacts', body: on('2025-07-01', { method: 'phone' }) });
  const found = async (query: string) =>
    (await list(query)).items.map(({ event }: { event: number }) => event);
  expect(await found('from=2025-07-01&to=2025-07-01')).toEqual([5]);
  expect(await found(JUNE)).toEqual([]);
  expect(await found('from=2025-07-02&to=2025-07-31')).toEqual([]);
  // Recorded on 2 March 2026, it was in the figures of whatever ended on that day or later.
  expect(await found('from=2025-07-01&to=2026-03-01')).toEqual([5]);
  expect(await found('from=2025-07-01&to=2026-03-02')).toEqual([]);
});

test('a correction of a correction, what was put in and what counts again each have an entry, the latest first', async () => {
  await acknowledged();
  await desk.act('compensation', on('2025-06-09', { pence: 5000, for: 'delay' }));
  await correct({ before: 4, act: 'contacts', body: on('2025-06-05', { method: 'phone' }) });
  await correct({ event: 5, inserted: 1, with: { occurredOn: '2025-06-06' } });
  await correct({ event: 4, strike: true });
  await correct({ event: 4, strike: false, with: { pence: 700 } });
  const { items } = await list();
  expect(
    items.map(({ event, acts }: { event: number; acts: { event: number; inserted: number | null }[] }) => [
      event,
      acts.map((act) => Object.values(act)),
    ]),
  ).toEqual([
    [8, [[4, null, 'compensation-awarded', 'counts-again', null, '2025-06-09']]],
    [7, [[4, null, 'compensation-awarded', 'struck', '2025-06-09', null]]],
    [6, [[5, 1, 'contacted', 'changed', '2025-06-05', '2025-06-06']]],
    [5, [[5, 1, 'contacted', 'put-in', null, '2025-06-05']]],
  ]);
});

test('a fact changed on its day is there too: the figures count it otherwise', async () => {
  await acknowledged();
  await desk.act('compensation', on('2025-06-09', { pence: 5000, for: 'delay' }));
  await correct({ event: 4, with: { pence: 700 } });
  const [only] = (await list('from=2025-06-09&to=2025-06-09')).items;
  expect(only).toMatchObject({
    acts: [{ type: 'compensation-awarded', change: 'changed', from: '2025-06-09', to: '2025-06-09' }],
    dates: [],
  });
});

test('what a withdrawal by mistake had stopped runs again, though no date moved', async () => {
  await acknowledged();
  await desk.act('withdrawals', on('2025-06-10'));
  await correct({ event: 4, strike: true });
  // The date of the answer is the 18th before and after: it is outstanding now, and had been left out.
  const [only] = (await list('from=2025-06-18&to=2025-06-18')).items;
  expect(only.dates).toMatchObject([
    { kind: 'respond', from: { judgedOn: '2025-06-18', stoppedOn: '2025-06-10' }, to: { stoppedOn: null } },
  ]);
});

test('a complaint that was struck as a whole is told with all that it takes out of the figures', async () => {
  await acknowledged();
  await desk.act('compensation', on('2025-06-09', { pence: 5000, for: 'delay' }));
  await correct({ event: 1, strike: true, as: 'duplicate' });
  const ninth = 'from=2025-06-09&to=2025-06-09';
  expect((await list(ninth)).items).toMatchObject([
    {
      voidedAs: 'duplicate',
      acts: [
        { type: 'logged', change: 'struck', from: '2025-06-02', to: null },
        { type: 'acknowledged', change: 'struck', to: null },
        { type: 'defined', change: 'struck', to: null },
        { type: 'compensation-awarded', change: 'struck', from: '2025-06-09', to: null },
      ],
      dates: [
        { kind: 'acknowledge', to: null },
        { kind: 'respond', to: null },
      ],
    },
  ]);
  await correct({ event: 1, strike: false });
  const [back] = (await list(ninth)).items;
  expect([back.voidedAs, back.acts.map(({ change }: { change: string }) => change)]).toEqual([
    null,
    ['counts-again', 'counts-again', 'counts-again', 'counts-again'],
  ]);
});

test('a merger that is struck is told on both complaints', async () => {
  const older = await desk.log({ receivedOn: '2025-06-02' });
  const newer = await desk.log({ receivedOn: '2025-06-03' });
  await desk.act(
    'mergers',
    on('2025-06-04', { into: older.reference, sameComplainant: true, reason: 'One matter.' }),
  );
  await correct({ event: 2, strike: true });
  const { items } = await list();
  const told = items.map(({ complaintId, acts }: { complaintId: string; acts: { type: string }[] }) => [
    complaintId,
    acts.map(({ type }) => type),
  ]);
  expect(new Map(told)).toEqual(
    new Map([
      [older.id, ['merged-from']],
      [newer.id, ['closed']],
    ]),
  );
});

test('after the erasure the words are gone and the days stay', async () => {
  desk = await openDesk(service, { ...shipped('code-2024'), retention: { years: 1, from: 'closed' } });
  await acknowledged();
  await desk.act('outcomes', {
    ...on('2025-06-16', { outcome: 'upheld', explanations: {} }),
    departures: ['no_handler', 'explanation_missing', 'finding_missing'].map((code) => ({
      code,
      decidedBy: null,
      why: 'An old case.',
    })),
  });
  await desk.act('closures', on('2025-06-17', { reason: 'resident-satisfied' }));
  await correct({ event: 2, with: { method: 'letter' } });
  expect((await list()).items).toMatchObject([{ event: desk.complaint.version, why }]);
  service.setNow('2026-11-02T10:00:00.000Z');
  await desk.act('erasures', { basis: 'retention' });
  const [only] = (await list()).items;
  expect([only.why, only.acts[0].type]).toEqual([null, 'acknowledged']);
});

test('pages follow each other, and the count is of all', async () => {
  await acknowledged();
  for (const day of ['2025-06-05', '2025-06-06', '2025-06-09', '2025-06-10', '2025-06-11'])
    await correct({ event: 2, with: { occurredOn: day } });
  const seen: number[] = [];
  let url: string | null = path(`${JUNE}&limit=2&count=true`);
  while (url) {
    const { body, headers } = await desk.caller.get(url);
    expect(body.count).toBe(5);
    seen.push(...body.items.map(({ event }: { event: number }) => event));
    const link: string | undefined = headers.link;
    expect(link === undefined).toBe(body.next === null);
    url = link?.match(/^<(.+)>; rel="next"$/)?.[1] ?? null;
  }
  expect(seen).toEqual([8, 7, 6, 5, 4]);
});

test("another landlord's are nowhere, and a handler who is limited sees those of their own complaints", async () => {
  await acknowledged();
  await desk.act('assignments', on('2025-06-05', { person: 'p.one' }));
  await correct({ event: 2, with: { occurredOn: '2025-06-05' } });
  const own = desk.complaint.reference;
  await acknowledged();
  await correct({ event: 2, with: { occurredOn: '2025-06-05' } });
  const stranger = await openDesk(service, 'code-2024');
  expect((await stranger.caller.get(path(JUNE))).body).toEqual({ items: [], next: null });
  const handler = service.as(await service.key(desk.landlordId, ['handler'], { person: 'p.one' }));
  expect((await handler.get(path(JUNE))).body.items).toHaveLength(2);
  const landlord = { name: 'Westfield', division: 'england-and-wales', handlersSee: 'assigned' };
  await desk.caller.put(`/v1/landlords/${desk.landlordId}`, landlord);
  const seen = (await handler.get(path(`${JUNE}&count=true`))).body;
  expect(seen.count).toBe(1);
  expect(seen.items.map(({ reference }: { reference: string }) => reference)).toEqual([own]);
});

test('each complaint handed out has its entry in the access log', async () => {
  const id = await acknowledged();
  await correct({ event: 2, with: { occurredOn: '2025-06-05' } });
  await desk.caller.get(path(JUNE));
  const admin = service.as(await service.key(desk.landlordId, ['landlord-admin']));
  const { body } = await admin.get(`/v1/access-log?subject=${id}`);
  expect(body.items.map(({ operation }: { operation: string }) => operation)).toContain(
    'listCorrectionsOfPeriod',
  );
});

test('who may not read complaints may not read this, nor anyone without credentials', async () => {
  expect((await service.as().get(path(JUNE))).status).toBe(401);
  expect((await service.as(await service.platformKey()).get(path(JUNE))).status).toBe(403);
  const scrutiny = service.as(await service.key(desk.landlordId, ['scrutiny']));
  expect((await scrutiny.get(path(JUNE))).status).toBe(403);
});

test.each([
  ['without its last day', 'from=2025-06-01', 400, '/to'],
  ['that is no day', 'from=2025-06-31&to=2025-07-01', 400, '/from'],
  ['that ends before it begins', 'from=2025-06-02&to=2025-06-01', 422, '/to'],
  ['with a cursor of somebody else', `${JUNE}&cursor=abc`, 400, '/cursor'],
])('a period %s is refused', async (_, query, status, pointer) => {
  const { body } = await desk.caller.get(path(query));
  expect([body.status, body.errors[0].pointer]).toEqual([status, pointer]);
});

test('a period is told of what changes its figures, whatever day the act has', async () => {
  const westfield = await openDesk(service, 'settle');
  service.setNow(LATER);
  desk = westfield;
  await desk.log({ receivedOn: '2025-05-30' });
  await desk.act('compensation', on('2025-05-31', { pence: 10000, for: 'delay' }));
  await desk.act('compensation', on('2025-07-02', { pence: 15000, for: 'delay', replaces: 1 }));
  expect((await list('from=2025-05-01&to=2025-05-31')).items).toEqual([]);
  // Without the second the first counts again, in May.
  await correct({ event: 3, strike: true });
  expect((await list('from=2025-05-01&to=2025-05-31')).items).toMatchObject([
    { acts: [{ event: 3, type: 'compensation-awarded', change: 'struck', from: '2025-07-02', to: null }] },
  ]);
});

test('outcomes count by the day of receipt, and so does a correction of them', async () => {
  await acknowledged();
  await desk.act('assignments', on('2025-06-04', { person: 'p.one' }));
  const explained = shipped('code-2024')?.stages[0]?.response?.mustContain ?? [];
  await desk.act(
    'outcomes',
    on('2025-07-03', {
      outcome: 'upheld',
      method: 'letter',
      explanations: Object.fromEntries(explained.map((key) => [key, 'As the letter says.'])),
      findings: [{ issue: 1, outcome: 'upheld', reasons: 'Seen on the visit.' }],
    }),
  );
  const findings = [{ issue: 1, outcome: 'not-upheld', reasons: 'Seen on the visit.' }];
  await correct({ event: 5, with: { outcome: 'not-upheld', findings } });
  // Received in June and answered in July: the outcomes of June are others now.
  expect((await list()).items).toMatchObject([{ reference: desk.complaint.reference, dates: [] }]);
});
