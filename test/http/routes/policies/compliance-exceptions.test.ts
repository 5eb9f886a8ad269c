import { ROLES } from '../../../../src/policy/rules/roles';
import { shipped } from '../../../../src/policy/procedures';
import { versionIn } from '../../../support/entity-tag';
import { type Caller, startTestApp, TEST_NOW, type TestApp } from '../../../support/app';
import { Desk } from '../../../support/landlord-desk';

let service: TestApp;
let landlordId: string;
let admin: Caller;
beforeAll(async () => {
  service = await startTestApp();
});
beforeEach(async () => {
  service.setNow(TEST_NOW);
  landlordId = await service.landlord();
  admin = service.as(
    await service.key(landlordId, ['landlord-admin', 'complaints-officer'], { name: 'Ann' }),
  );
});
afterAll(() => service.stop());

const PATH = '/v1/compliance-exceptions';
const ATTACK = {
  from: '2026-02-16',
  expectedReturnOn: '2026-04-01',
  reason: 'An attack put the systems out of use.',
};
/** Clarion's times of 2022: acknowledged in five and ten working days, answered in twenty and forty. */
const longerTimes = () => {
  const document = shipped('code-2024')!;
  const days = { 'stage-1': 20, 'stage-2': 40 } as Record<string, number>;
  const stages = document.stages.map((stage) => ({
    ...stage,
    respond: { ...stage.respond!, amount: days[stage.key]! },
  }));
  return { ...document, version: '2026-attack', effectiveFrom: '2026-02-16', stages };
};
const publish = async (document: { version: string }) =>
  expect((await admin.put(`/v1/policies/${document.version}`, document)).status).toBe(201);

async function recorded(changes: object = {}): Promise<{ id: string }> {
  const { status, body } = await admin.post(PATH, { ...ATTACK, ...changes });
  expect(status).toBe(201);
  return body;
}

test('Code 8.5: what is recorded can be read, and what it still lacks', async () => {
  const { status, headers, body } = await admin.post(PATH, { ...ATTACK, ombudsmanToldOn: '2026-02-17' });
  expect([status, versionIn(headers.etag), headers.location]).toEqual([201, '"1"', `${PATH}/${body.id}`]);
  expect(body).toEqual({
    id: expect.any(String),
    ...ATTACK,
    ombudsmanToldOn: '2026-02-17',
    residentsToldOn: null,
    publishedOn: null,
    returnedOn: null,
    policyVersion: null,
    open: true,
    overdue: false,
    missing: ['residentsToldOn', 'publishedOn'],
    sentence: expect.stringContaining('the ombudsman was told on Tuesday 17 February 2026'),
    version: 1,
    why: null,
    recordedAt: '2026-03-02T10:00:00.000Z',
    recordedBy: expect.stringMatching(/^key:Ann#/),
    redactions: [],
  });
  const read = await admin.get(`${PATH}/${body.id}`);
  expect([read.status, versionIn(read.headers.etag)]).toEqual([200, '"1"']);
  expect(read.body).toMatchObject({ ...body, record: [{ version: 1, ...ATTACK, why: null }] });
});

test('a return that is put off says why and keeps the day it had, until the Code is kept again', async () => {
  const { id } = await recorded();
  const putOff = { ...ATTACK, expectedReturnOn: '2026-05-01' };
  const unexplained = await admin.put(`${PATH}/${id}`, putOff);
  expect([unexplained.status, unexplained.body.code]).toEqual([422, 'why_missing']);
  const why = 'The records take longer to restore.';
  const changed = await admin.put(`${PATH}/${id}`, { ...putOff, why }).set('If-Match', '"1"');
  expect([changed.status, versionIn(changed.headers.etag), changed.body.expectedReturnOn]).toEqual([
    200,
    '"2"',
    '2026-05-01',
  ]);
  const stale = await admin.put(`${PATH}/${id}`, { ...putOff, why }).set('If-Match', '"1"');
  expect([stale.status, stale.body.code, stale.body.detail]).toEqual([
    412,
    'stale_version',
    'The present version is "2".',
  ]);
  service.setNow('2026-05-02T10:00:00.000Z');
  expect((await admin.get(`${PATH}/${id}`)).body.overdue).toBe(true);
  const ended = await admin.put(`${PATH}/${id}`, { ...putOff, returnedOn: '2026-05-02' });
  expect(ended.body).toMatchObject({ open: false, overdue: false, version: 3, why: null });
  expect(
    ended.body.record.map((each: Record<string, unknown>) => [
      each.expectedReturnOn,
      each.returnedOn,
      each.why,
    ]),
  ).toEqual([
    ['2026-04-01', null, null],
    ['2026-05-01', null, why],
    ['2026-05-01', '2026-05-02', null],
  ]);
  const again = await admin.put(`${PATH}/${id}`, { ...putOff, returnedOn: '2026-05-02' });
  expect([again.status, versionIn(again.headers.etag)]).toEqual([200, '"3"']);
});

test('of two who change it at once without a condition both count', async () => {
  const { id } = await recorded();
  const answers = await Promise.all([
    admin.put(`${PATH}/${id}`, { ...ATTACK, ombudsmanToldOn: '2026-02-17' }),
    admin.put(`${PATH}/${id}`, { ...ATTACK, publishedOn: '2026-02-18', why: 'The notice was published.' }),
  ]);
  expect(answers.map(({ status }) => status).filter((status) => status === 200).length).toBeGreaterThan(0);
  const { body } = await admin.get(`${PATH}/${id}`);
  expect(body.record).toHaveLength(body.version);
});

test('what was recorded cannot be altered in the database either', async () => {
  await recorded();
  await expect(
    service.owner.query({ text: "update compliance_exceptions set reason = 'Another'" }),
  ).rejects.toThrow('an exception is immutable');
});

test('what cannot be is refused: a day to come, an end before the start, a version of none', async () => {
  const refused = async (changes: object) => {
    const { status, body } = await admin.post(PATH, { ...ATTACK, ...changes });
    return [status, body.code, body.errors[0].pointer];
  };
  expect(await refused({ publishedOn: '2026-03-03' })).toEqual([422, 'in_the_future', '/publishedOn']);
  expect(await refused({ expectedReturnOn: '2026-02-15' })).toEqual([
    422,
    'return_before_start',
    '/expectedReturnOn',
  ]);
  expect(await refused({ policyVersion: '2030' })).toEqual([422, 'unknown_version', '/policyVersion']);
  await publish(shipped('code-2024')!);
  expect(await refused({ policyVersion: '2024' })).toEqual([
    422,
    'version_of_another_time',
    '/policyVersion',
  ]);
  expect(await refused({ reason: '' })).toEqual([400, 'invalid_request', '/reason']);
  expect(await refused({ endedOn: '2026-03-01' })).toEqual([400, 'invalid_request', '/endedOn']);
});

test('the list has each as it stands, the last recorded first, in pages', async () => {
  const first = await recorded();
  await admin.put(`${PATH}/${first.id}`, { ...ATTACK, ombudsmanToldOn: '2026-02-17' });
  const second = await recorded({ from: '2026-03-01' });
  const { body, headers } = await admin.get(`${PATH}?limit=1&count=true`);
  expect(body).toMatchObject({ items: [{ id: second.id, version: 1 }], count: 2 });
  expect(headers.link).toContain('rel="next"');
  const next = await admin.get(`${PATH}?limit=1&cursor=${body.next}`);
  expect(next.body).toMatchObject({ items: [{ id: first.id, version: 2 }], next: null });
});

test('whoever reads policies reads it, the admin and the officer record it, another landlord finds nothing', async () => {
  const { id } = await recorded();
  const answered: Record<string, number[]> = {};
  for (const role of ROLES) {
    const key =
      role === 'platform-admin' ? await service.platformKey() : await service.key(landlordId, [role]);
    const caller = service.as(key);
    answered[role] = [
      (await caller.get(PATH)).status,
      (await caller.get(`${PATH}/${id}`)).status,
      (await caller.post(PATH, ATTACK)).status,
      (await caller.put(`${PATH}/${id}`, ATTACK)).status,
    ];
  }
  expect(answered).toEqual({
    'platform-admin': [403, 403, 403, 403],
    'landlord-admin': [200, 200, 201, 200],
    'complaints-officer': [200, 200, 201, 200],
    handler: [200, 200, 403, 403],
    reader: [200, 200, 403, 403],
    scrutiny: [200, 200, 403, 403],
  });
  const stranger = service.as(await service.key(await service.landlord(), ['landlord-admin']));
  const absent = '01920000-0000-7000-8000-00000000dead';
  for (const path of [`${PATH}/${id}`, `${PATH}/${absent}`]) {
    expect([(await stranger.get(path)).status, (await stranger.put(path, ATTACK)).status]).toEqual([
      404, 404,
    ]);
  }
  expect((await stranger.get(PATH)).body.items).toEqual([]);
  expect((await service.as().get(PATH)).status).toBe(401);
});

test('dates under the version it names are told apart, in the dates of a complaint and in the figures', async () => {
  await publish(shipped('code-2024')!);
  const desk = new Desk(service, landlordId, admin);
  await desk.log({ receivedOn: '2026-02-13' });
  const before = desk.complaint;
  await publish(longerTimes());
  const exception = await recorded({ policyVersion: '2026-attack', expectedReturnOn: '2026-03-01' });
  await desk.log({ receivedOn: '2026-02-16' });
  await desk.act('acknowledgements', { occurredOn: '2026-02-20', contains: ['definition'] });

  // Twenty working days from Friday 20 February, where the Code has ten: an exception alone would have moved nothing.
  expect(desk.due('respond', 'stage-1')).toBe('2026-03-20');
  const { body: clocks, headers } = await admin.get(desk.path('clocks'));
  // The exceptions change without the complaint, so the tag of both is not the complaint's own.
  const { etag } = (await admin.get(`/v1/complaints/${desk.complaint.id}`)).headers;
  expect([versionIn(headers.etag), headers.etag === etag]).toEqual([versionIn(etag), false]);
  expect(clocks.exceptions).toEqual([
    {
      id: exception.id,
      from: '2026-02-16',
      expectedReturnOn: '2026-03-01',
      returnedOn: null,
      policyVersion: '2026-attack',
    },
  ]);
  expect((await admin.get(`/v1/complaints/${before.id}/clocks`)).body.exceptions).toEqual([]);

  const { body } = await admin.get('/v1/reports/overview?from=2026-02-01&to=2026-02-28');
  expect(body.exceptions).toEqual([
    {
      id: exception.id,
      from: '2026-02-16',
      expectedReturnOn: '2026-03-01',
      policyVersion: '2026-attack',
      overdue: true,
      missing: ['ombudsmanToldOn', 'residentsToldOn', 'publishedOn'],
    },
  ]);
  const figure = { stage: 'stage-1', kind: 'acknowledge', force: 'must', inTime: 1, late: 0 };
  const rest = { inTimeByLateStart: 0, undated: 0, incomplete: 0, leftUnanswered: 0 };
  expect(body.kept).toContainEqual({ ...figure, ...rest, due: 2, outstanding: 1 });
  expect(body.keptUnderExceptions).toEqual([{ ...figure, ...rest, due: 1, outstanding: 0 }]);
});

test('the check of the landlord’s own version and the assessment of the year say that it was recorded', async () => {
  await publish(shipped('code-2024')!);
  await publish(longerTimes());
  await recorded({ policyVersion: '2026-attack', ombudsmanToldOn: '2026-02-17' });
  const notesOn = (body: { findings: { provision: string; notes: string[] }[] }) =>
    body.findings.find(({ provision }) => provision === '8.5')?.notes.join(' ');
  const check = await admin.post('/v1/policy-checks', { version: '2026-attack' });
  expect(notesOn(check.body)).toContain('Not recorded: that the residents affected were told');
  expect(check.body.remarks).toContain(
    'The version holds the times for exceptional circumstances recorded from Monday 16 February 2026 (Code 8.5).',
  );
  expect(check.body.departures).toEqual(['6.3', '6.14']);
  const year = await admin.put('/v1/self-assessments/2025', { policyVersion: '2024' });
  expect(notesOn(year.body)).toContain('could not be kept from Monday 16 February 2026');
  const earlier = await admin.put('/v1/self-assessments/2024', { policyVersion: '2024' });
  expect(notesOn(earlier.body)).toContain('has recorded no exceptional circumstances');
});
