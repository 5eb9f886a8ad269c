import { type Caller, startTestApp, type TestApp } from '../../../support/app';

let service: TestApp;
let caller: Caller;
beforeAll(async () => {
  service = await startTestApp();
  caller = service.as(await service.key(await service.landlord(), ['scrutiny']));
});

const ask = (query: string) => caller.get(`/v1/working-days?${query}`);

test('days are added, and the days left out are named', async () => {
  const { status, body } = await ask('from=2024-09-02&days=5&division=england-and-wales&counting=day-after');
  expect(status).toBe(200);
  expect(body).toEqual({
    from: '2024-09-02',
    days: 5,
    division: 'england-and-wales',
    counting: 'day-after',
    on: '2024-09-09',
    excluded: [
      { on: '2024-09-07', why: 'Saturday' },
      { on: '2024-09-08', why: 'Sunday' },
    ],
  });
});

test('5 days from Good Friday 2025 under the three conventions of domain.md 5.1', async () => {
  const answers = [];
  for (const counting of ['day-after', 'roll-then-day-after', 'inclusive']) {
    const { body } = await ask(`from=2025-04-18&days=5&division=england-and-wales&counting=${counting}`);
    answers.push([body.on, body.excluded[0].on]);
  }
  expect(answers).toEqual([
    ['2025-04-28', '2025-04-19'],
    ['2025-04-29', '2025-04-18'],
    ['2025-04-28', '2025-04-18'],
  ]);
});

test('the divisions keep their own holidays: 5 days from Friday 12 June 2026 (lessons 5)', async () => {
  expect((await ask('from=2026-06-12&days=5&division=scotland')).body.on).toBe('2026-06-22');
  expect((await ask('from=2026-06-12&days=5&division=england-and-wales')).body.on).toBe('2026-06-19');
});

test('the working days between two dates are counted', async () => {
  const { body } = await ask('from=2024-12-24&to=2025-01-02&division=england-and-wales');
  expect(body).toEqual({
    from: '2024-12-24',
    to: '2025-01-02',
    division: 'england-and-wales',
    counting: 'day-after',
    workingDays: 4,
    excluded: [
      { on: '2024-12-25', why: 'Christmas Day (bank holiday)' },
      { on: '2024-12-26', why: 'Boxing Day (bank holiday)' },
      { on: '2024-12-28', why: 'Saturday' },
      { on: '2024-12-29', why: 'Sunday' },
      { on: '2025-01-01', why: 'New Year’s Day (bank holiday)' },
    ],
  });
});

test('no days from a day are that day, with nothing left out', async () => {
  const { body } = await ask('from=2024-09-07&days=0&division=scotland');
  expect([body.on, body.excluded]).toEqual(['2024-09-07', []]);
});

test.each([
  ['from=2024-09-02&division=scotland', '/days', 'is required, or `to` in its place'],
  ['from=2024-09-02&days=5&to=2024-09-09&division=scotland', '/days', 'cannot be given together with `to`'],
  [
    'from=2024-02-30&days=5&division=scotland',
    '/from',
    'must be a real date written YYYY-MM-DD, from 1900-01-01 to 2199-12-31',
  ],
  ['from=2024-09-02&days=2001&division=scotland', '/days', 'must be a whole number from 0 to 2000'],
  ['from=2024-09-02&days=-1&division=scotland', '/days', 'must be a whole number from 0 to 2000'],
  ['from=2024-09-02&days=5', '/division', 'is required'],
  [
    'from=2024-09-02&days=5&division=wales',
    '/division',
    'must be one of england-and-wales, scotland, northern-ireland',
  ],
])('%s is refused with the reason', async (query, pointer, detail) => {
  const { status, body } = await ask(query);
  expect(status).toBe(400);
  expect(body.errors[0]).toMatchObject({ in: 'query', pointer, detail });
});

test('no date is given beyond the last published bank holiday (lessons 10)', async () => {
  for (const query of [
    'from=2028-12-18&days=20',
    'from=2011-12-31&days=1',
    'from=2028-12-18&to=2029-01-15',
  ]) {
    const { status, body } = await ask(`${query}&division=england-and-wales`);
    expect([status, body.code, body.allowed]).toEqual([
      422,
      'outside_calendar',
      { first: '2012-01-01', last: '2028-12-31' },
    ]);
  }
});

test('an end before the beginning is refused', async () => {
  const { status, body } = await ask('from=2024-09-09&to=2024-09-02&division=scotland');
  expect([status, body.errors]).toEqual([
    422,
    [{ in: 'query', pointer: '/to', detail: 'must not be before from, 2024-09-09' }],
  ]);
});

test('the bank holidays of a division are given with what they cover', async () => {
  const { status, body } = await caller.get('/v1/calendars/scotland');
  expect(status).toBe(200);
  expect(body.coverage).toEqual({ from: '2012-01-01', to: '2028-12-31' });
  expect(body.holidays).toContainEqual({ on: '2026-06-15', title: 'World Cup bank holiday', notes: '' });
  const absent = await caller.get('/v1/calendars/wales');
  expect([absent.status, absent.body.errors[0].allowed]).toEqual([
    400,
    ['england-and-wales', 'scotland', 'northern-ireland'],
  ]);
});
