import type { Problem } from '../../../../src/http/problems/problem';
import { exampleTimelineRequest } from '../../../../src/http/schemas/timeline';
import exampleTimeline from '../../../../src/http/schemas/example-timeline.json';
import { exampleDocument } from '../../../../src/http/schemas/policy';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';

let service: TestApp;
let scrutiny: Caller;
let admin: Caller;
let landlordId: string;
beforeAll(async () => {
  service = await startTestApp();
  landlordId = await service.landlord();
  scrutiny = service.as(await service.key(landlordId, ['scrutiny']));
  admin = service.as(await service.key(landlordId, ['landlord-admin']));
});
afterAll(() => service.stop());

const complaint = { receivedOn: '2024-09-02', channel: 'email' };
const foresee = (body: object, caller = scrutiny) => caller.post('/v1/timelines', body);
const faults = ({ errors }: Problem) => errors?.map(({ pointer, detail }) => [pointer, detail]);

test('the example of the documentation answers what the documentation shows', async () => {
  const { status, body } = await foresee(exampleTimelineRequest);
  expect(status).toBe(200);
  expect(body).toEqual(exampleTimeline);
});

test('any key may ask about a shipped procedure, and nothing is stored', async () => {
  const platform = service.as(await service.platformKey());
  const handler = service.as(await service.key(landlordId, ['handler']));
  for (const caller of [platform, handler]) {
    const { status, body } = await foresee(
      { procedure: 'psow', complaint: { ...complaint, stage: 'formal' } },
      caller,
    );
    expect([status, body.stage, body.clocks.map(({ dueOn }: { dueOn: string }) => dueOn)]).toEqual([
      200,
      'formal',
      ['2024-09-09', '2024-09-30'],
    ]);
  }
  expect((await handler.get('/v1/complaints')).body.items).toEqual([]);
});

test('a document that nobody published is taken as it is, and one that is none is told by its pointer', async () => {
  const { status, body } = await foresee({ document: exampleDocument, complaint });
  expect([status, body.clocks[0].dueOn, body.clocks[0].policyVersion]).toEqual([
    200,
    '2024-09-09',
    '2027-04',
  ]);
  const wrong = await foresee({ document: { ...exampleDocument, stages: [] }, complaint });
  expect([wrong.status, faults(wrong.body)]).toEqual([
    400,
    [['/document/stages', 'must have at least 1 entries']],
  ]);
  const calendar = { ...exampleDocument.calendar, weekdays: [] };
  const unworkable = await foresee({ document: { ...exampleDocument, calendar }, complaint });
  expect([unworkable.status, unworkable.body.errors[0].pointer]).toEqual([422, '/document/calendar']);
});

test("a version is the caller's own landlord's; another landlord's is absent, and so it is for the platform", async () => {
  await admin.put(`/v1/policies/${exampleDocument.version}`, exampleDocument).expect(201);
  const asked = { version: exampleDocument.version, complaint };
  expect((await foresee(asked)).body.clocks[0].dueOn).toBe('2024-09-09');
  const stranger = service.as(await service.key(await service.landlord(), ['handler']));
  for (const caller of [stranger, service.as(await service.platformKey())]) {
    const { status, body } = await foresee(asked, caller);
    expect([status, body.code, body.errors[0].pointer]).toEqual([404, 'not_found', '/version']);
  }
});

test.each([
  ['none of the three', {}],
  ['two of the three', { version: '1', procedure: 'hhs' }],
])('%s is refused', async (_, source) => {
  const { status, body } = await foresee({ ...source, complaint });
  expect([status, faults(body)]).toEqual([
    400,
    [['', `must have exactly one of document, version and procedure, not ${Object.keys(source).length}`]],
  ]);
});

test('every malformed act is told by the place of its field, as the act itself would tell it', async () => {
  const acts = [
    { act: 'acknowledgements', body: { occurredOn: '2024-02-30' } },
    { act: 'outcomes', body: { outcome: 7 } },
    { act: 'extensions', body: { newDueOn: '2024-10-01', newDateOn: '2024-10-01' } },
  ];
  const { status, body } = await foresee({ procedure: 'code-2024', complaint, acts });
  expect([status, body.code]).toEqual([400, 'invalid_request']);
  const told = body.errors.map(({ pointer }: { pointer: string }) => pointer);
  expect(told).toEqual(['/acts/0/body/occurredOn', '/acts/1/body/outcome', '/acts/2/body/newDateOn']);
  expect(body.errors[2].allowed).toContain('newDueOn');
  expect(body.errors[2].allowed).not.toContain('lateDiscretion');
  const unknown = await foresee({ procedure: 'code-2024', complaint, acts: [{ act: 'acknowledge' }] });
  expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([400, '/acts/0/act']);
});

test('a hundred acts are taken and one more is not', async () => {
  const acts = (count: number) =>
    Array.from({ length: count }, () => ({
      act: 'contacts',
      body: { occurredOn: '2024-09-03', method: 'phone' },
    }));
  const most = await foresee({ procedure: 'arches', complaint, acts: acts(100) });
  expect([most.status, most.body.events.length, most.body.refused]).toEqual([200, 101, null]);
  const { status, body } = await foresee({ procedure: 'arches', complaint, acts: acts(101) });
  expect([status, faults(body)]).toEqual([400, [['/acts', 'must have at most 100 entries']]]);
});

test('a refused act says where in the request it is wrong, by which rule, and what would do (HHS-23)', async () => {
  const acts = [
    {
      act: 'extensions',
      body: { occurredOn: '2024-10-28', newDueOn: '2024-11-19', noticeGiven: true, agreed: true },
    },
  ];
  const appealed = [
    { act: 'assignments', body: { occurredOn: '2024-09-02', person: 'h.one', role: 'case-manager' } },
    { act: 'contacts', body: { occurredOn: '2024-09-03', method: 'phone' } },
    { act: 'acknowledgements', body: { occurredOn: '2024-09-03' } },
    { act: 'outcomes', body: { occurredOn: '2024-09-16', outcome: 'not-upheld', method: 'letter' } },
    { act: 'escalations', body: { occurredOn: '2024-10-07' } },
  ];
  const { status, body } = await foresee({ procedure: 'hhs', complaint, acts: [...appealed, ...acts] });
  expect(status).toBe(200);
  expect([body.stage, body.refused.index, body.refused.code]).toEqual(['stage-2', 5, 'extension_too_long']);
  expect(body.refused).toMatchObject({
    act: 'extensions',
    allowed: { latest: '2024-11-18' },
    policyVersion: '2024',
    errors: [{ in: 'body', pointer: '/acts/5/body/newDueOn' }],
  });
  expect(body.refused.rule.ids).toContain('HHS-23');
  expect(body.refused).not.toHaveProperty('type');
});

test('a complaint that would be refused is told by its own field', async () => {
  const { body } = await foresee({ procedure: 'hhs', complaint, asAt: '2024-09-01' });
  expect(body).toMatchObject({
    status: null,
    clocks: [],
    refused: {
      index: null,
      act: 'complaints',
      code: 'in_the_future',
      errors: [{ in: 'body', pointer: '/complaint/receivedOn' }],
    },
  });
});

test.each(['1900-01-03', '2199-12-29', '2199-12-29T23:59:59Z'])('asked as at %s it answers', async (asAt) => {
  const { status } = await foresee({ procedure: 'hexagon', complaint, asAt });
  expect(status).toBe(200);
});

test.each(['1900-01-01', '2199-12-31', '2024-02-30', 'today', '2024-09-02T10:00'])(
  'asked as at %s it says what would do',
  async (asAt) => {
    const { status, body } = await foresee({ procedure: 'hexagon', complaint, asAt });
    expect([status, faults(body)]).toEqual([
      400,
      [['/asAt', 'must be a day such as 2024-09-02, or a moment such as 2024-09-02T14:30:00Z']],
    ]);
  },
);

test('the present is now unless asked otherwise, to the moment', async () => {
  const received = { channel: 'email', receivedAt: '2026-03-02T10:00:01Z' };
  const ask = async (asAt?: string) =>
    (await foresee({ procedure: 'arches', complaint: received, asAt })).body.refused;
  expect(await ask()).toMatchObject({ code: 'in_the_future' });
  expect(await ask('2026-03-02T10:00:01Z')).toBeNull();
  expect(await ask('2026-03-02')).toBeNull();
});
