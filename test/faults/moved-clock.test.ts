import { startTestApp, TEST_NOW, type TestApp } from '../support/app';
import { type Desk, openDesk } from '../support/landlord-desk';
import { expectWholeRecord } from '../support/whole-record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
});
beforeEach(async () => {
  service.setNow(TEST_NOW);
  await desk.log({ receivedOn: '2026-02-27' });
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const statusOf = async (path: string) => (await desk.caller.get(path)).status;
const READS = [
  '/v1/complaints',
  '/v1/clocks?explain=true',
  '/v1/clocks?due=overdue',
  '/v1/events',
  '/v1/policies',
];

/** What is read at any moment a host may come to believe in. */
async function expectReadable(): Promise<void> {
  for (const path of [...READS, desk.path('clocks'), desk.path('events')])
    expect([path, await statusOf(path)]).toEqual([path, 200]);
}

test('when the clock of the host goes back a day, what was recorded stands and what would come before it is refused', async () => {
  await desk.act('acknowledgements', { occurredOn: '2026-03-02' });
  service.setNow('2026-03-01T10:00:00.000Z');
  await expectReadable();
  expect(await desk.refused('notes', { note: 'Rang the resident', occurredOn: '2026-03-02' })).toMatchObject({
    status: 422,
    code: 'in_the_future',
  });
  const answer = { outcome: 'upheld', method: 'letter' };
  const { status, code } = await desk.refused('outcomes', answer);
  expect([status, code]).toEqual([422, 'before_the_act_it_follows']);
  service.setNow('2026-03-02T10:00:01.000Z');
  await desk.act('outcomes', answer);
});

test('when it goes back within the day, acts go on', async () => {
  await desk.act('acknowledgements');
  service.setNow('2026-03-02T09:00:00.000Z');
  const { status } = await desk.post(desk.path('notes'), { note: 'Rang the resident' });
  expect([201, 422]).toContain(status);
  await expectReadable();
});

test.each([
  ['a year on', '2027-03-02T10:00:00.000Z'],
  ['beyond the bank holidays that are known', '2031-03-03T10:00:00.000Z'],
  ['a century and a half on', '2190-03-02T10:00:00.000Z'],
  ['at the last moment that is believed', '2194-12-31T23:59:59.999Z'],
  ['before the complaint was made', '2020-03-02T10:00:00.000Z'],
  ['at the beginning of all clocks', '1970-01-01T00:00:00.000Z'],
])('with the clock %s everything can be read, and no act fails', async (_, now) => {
  service.setNow(now);
  await expectReadable();
  for (const [act, body] of Object.entries({
    acknowledgements: {},
    assignments: { person: 'J. Okafor' },
    outcomes: { outcome: 'upheld', method: 'letter' },
    notes: { note: 'Rang the resident' },
  })) {
    const { status } = await desk.post(desk.path(act), body);
    expect([act, [201, 409, 422].includes(status) ? 'answered' : status]).toEqual([act, 'answered']);
  }
  const { status } = await desk.post('/v1/complaints', {
    receivedOn: '2026-02-27',
    channel: 'email',
    complainant: { name: 'Mrs Nakamura' },
    summary: 'Damp in the bedroom',
  });
  expect([201, 422]).toContain(status);
});

test.each([
  ['past the dates that can be reckoned', '2195-01-01T00:00:00.000Z'],
  ['past the year 2199', '2200-01-01T00:00:00.000Z'],
  ['as far on as a clock can be', '+275760-09-13T00:00:00.000Z'],
  ['before the year 0', '-000001-01-01T00:00:00.000Z'],
])(
  'with the clock %s every request is answered with that, none is done, and probes send no more',
  async (_, now) => {
    service.setNow(now);
    const detail = `The clock of this machine says ${now}, and nothing is done until it is set right.`;
    for (const path of [...READS, desk.path('clocks')]) {
      const { status, body, headers } = await desk.caller.get(path);
      expect([status, body.code, body.detail, headers['retry-after']]).toEqual([
        503,
        'unavailable',
        detail,
        '60',
      ]);
    }
    expect((await desk.post(desk.path('notes'), { note: 'Rang the resident' })).status).toBe(503);
    const ready = await desk.caller.get('/health/ready');
    expect([ready.status, ready.body.detail, ready.headers['cache-control']]).toEqual([
      503,
      detail,
      'no-store',
    ]);
    expect((await desk.caller.get('/health/live')).status).toBe(200);
  },
);
