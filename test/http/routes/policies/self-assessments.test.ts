import { shipped } from '../../../../src/policy/procedures';
import { versionIn } from '../../../support/entity-tag';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';

let service: TestApp;
let landlordId: string;
let admin: Caller;
beforeAll(async () => {
  service = await startTestApp();
});
beforeEach(async () => {
  landlordId = await service.landlord();
  admin = service.as(await service.key(landlordId, ['landlord-admin']));
  await admin.put('/v1/policies/2024', shipped('hhs')!);
});
afterAll(() => service.stop());

const PATH = '/v1/self-assessments/2025';
const entry = (provision: string, more: object = {}) => ({ provision, ...more });
const assessment = (changes: object = {}) => ({ policyVersion: '2024', ...changes });

test('entering one checks the version and keeps the findings with what the landlord says', async () => {
  const explained = entry('6.4', {
    complies: false,
    commentary: 'A cap comes with the next policy.',
    complyBy: '2026-09-30',
  });
  const { status, headers, body } = await admin.put(
    PATH,
    assessment({
      entries: [explained, entry('9.4', { complies: true, evidence: 'Director of Homes.' })],
    }),
  );
  expect([status, versionIn(headers.etag), headers.location]).toEqual([201, '"1"', PATH]);
  expect(body).toMatchObject({
    year: 2025,
    policyVersion: '2024',
    trigger: 'annual',
    departures: ['3.7', '5.2', '6.4', '6.5', '6.16', '7.1', '7.2'],
    unexplained: ['3.7', '5.2', '6.5', '6.16', '7.1', '7.2'],
    entries: [
      { ...explained, evidence: null },
      { provision: '9.4', complies: true, evidence: 'Director of Homes.', commentary: null, complyBy: null },
    ],
    governingBodyResponse: null,
    governingBodyRespondedOn: null,
    version: 1,
    createdAt: '2026-03-02T10:00:00.000Z',
  });
  expect(body.findings).toHaveLength(73);
  const read = await admin.get(PATH);
  expect([read.status, versionIn(read.headers.etag), read.body]).toEqual([200, '"1"', body]);
  expect((await admin.get(PATH).set('If-None-Match', read.headers.etag ?? '')).status).toBe(304);
});

test('entering it again replaces it under the next version, and a stale condition is refused', async () => {
  await admin.put(PATH, assessment());
  service.setNow('2026-04-20T09:00:00.000Z');
  const response = 'The board has considered the report.';
  const second = await admin
    .put(
      PATH,
      assessment({
        trigger: 'ombudsman-investigation',
        governingBodyResponse: response,
        governingBodyRespondedOn: '2026-04-20',
      }),
    )
    .set('If-Match', '"1"');
  service.setNow('2026-03-02T10:00:00.000Z');
  expect([second.status, versionIn(second.headers.etag)]).toEqual([200, '"2"']);
  expect(second.body).toMatchObject({
    version: 2,
    trigger: 'ombudsman-investigation',
    governingBodyResponse: response,
    governingBodyRespondedOn: '2026-04-20',
    createdAt: '2026-03-02T10:00:00.000Z',
    updatedAt: '2026-04-20T09:00:00.000Z',
  });
  const stale = await admin.put(PATH, assessment()).set('If-Match', '"1"');
  expect([stale.status, stale.body.code, stale.body.detail]).toEqual([
    412,
    'stale_version',
    'The present version is "2".',
  ]);
  expect((await admin.get(PATH)).body).toEqual(second.body);
});

test("Code 8.2: the governing body's response comes with its day, which is not to come", async () => {
  const given = (response: string | null, on: string | null) =>
    admin.put(PATH, assessment({ governingBodyResponse: response, governingBodyRespondedOn: on }));
  const undated = await given('Noted.', null);
  expect([undated.status, undated.body.errors]).toEqual([
    400,
    [
      {
        in: 'body',
        pointer: '/governingBodyRespondedOn',
        detail: 'is missing: say when the governing body responded',
      },
    ],
  ]);
  const unsaid = await given(null, '2026-02-27');
  expect([unsaid.status, unsaid.body.errors[0].pointer]).toEqual([400, '/governingBodyResponse']);
  const early = await given('Noted.', '2026-03-03');
  expect([early.status, early.body.code, early.body.errors[0].pointer, early.body.allowed]).toEqual([
    422,
    'in_the_future',
    '/governingBodyRespondedOn',
    { latest: '2026-03-02' },
  ]);
  expect((await given('Noted.', '2026-03-02')).body).toMatchObject({
    governingBodyResponse: 'Noted.',
    governingBodyRespondedOn: '2026-03-02',
  });
});

test('a condition on a year that has none is refused', async () => {
  const { status, body } = await admin.put(PATH, assessment()).set('If-Match', '*');
  expect([status, body.detail]).toEqual([412, 'There is none for this year yet.']);
  expect((await admin.get(PATH)).status).toBe(404);
});

test('two at once both count: one enters it, the other replaces it', async () => {
  const answers = await Promise.all([admin.put(PATH, assessment()), admin.put(PATH, assessment())]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
  expect((await admin.get(PATH)).body.version).toBe(2);
});

test('a version that is not published, an unknown provision and one that stands twice are refused', async () => {
  const absent = await admin.put(PATH, assessment({ policyVersion: '2030' }));
  expect([absent.status, absent.body.errors]).toEqual([
    422,
    [{ in: 'body', pointer: '/policyVersion', detail: '2030 is no version that this landlord published' }],
  ]);
  const entries = [entry('6.2'), entry('6.21'), entry('6.2')];
  const wrong = await admin.put(PATH, assessment({ entries }));
  expect([wrong.status, wrong.body.errors]).toEqual([
    400,
    [
      { in: 'body', pointer: '/entries/1/provision', detail: 'the Code has no provision 6.21' },
      { in: 'body', pointer: '/entries/2/provision', detail: 'provision 6.2 stands twice' },
    ],
  ]);
  for (const year of ['2019', '2199', '25', 'next', '2025.5']) {
    expect([year, (await admin.put(`/v1/self-assessments/${year}`, assessment())).status]).toEqual([
      year,
      400,
    ]);
  }
});

test('the last year that can be assessed is the last that ends within the dates there are', async () => {
  expect((await admin.put('/v1/self-assessments/2198', assessment())).status).toBe(201);
});

test('readers and scrutiny read it and do not write it; another landlord finds nothing', async () => {
  await admin.put(PATH, assessment());
  for (const role of ['complaints-officer', 'handler', 'reader', 'scrutiny'] as const) {
    const caller = service.as(await service.key(landlordId, [role]));
    expect([role, (await caller.get(PATH)).status, (await caller.put(PATH, assessment())).status]).toEqual([
      role,
      200,
      403,
    ]);
  }
  const other = service.as(await service.key(await service.landlord(), ['landlord-admin']));
  const [absent, never] = [await other.get(PATH), await other.get('/v1/self-assessments/2031')];
  expect([absent.status, absent.body.detail]).toEqual([404, never.body.detail]);
  const foreign = await other.put(PATH, assessment());
  expect([foreign.status, foreign.body.code]).toEqual([422, 'contradictory_request']);
  expect((await service.as().get(PATH)).status).toBe(401);
});
