import { ROLES } from '../../../../src/policy/rules/roles';
import { exampleDocument } from '../../../../src/http/schemas/policy';
import { shippedProcedures } from '../../../../src/policy/procedures';
import { startTestApp, type TestApp } from '../../../support/app';

let service: TestApp;
let landlordId: string;
let key: string;
beforeAll(async () => {
  service = await startTestApp();
  landlordId = await service.landlord();
  key = await service.key(landlordId, ['landlord-admin']);
});
afterAll(() => service.stop());

const check = (body: object) => service.as(key).post('/v1/policy-checks', body);

test('a shipped procedure is checked by its name', async () => {
  const { status, body } = await check({ procedure: 'arches' });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    code: 'housing-ombudsman-2024',
    document: { name: 'arches', version: '1', regime: 'housing-ombudsman' },
    departures: ['3.7', '5.2'],
  });
  expect(body.findings).toHaveLength(73);
  const { meets, stricter, departs, 'cannot-tell': untold } = body.summary;
  expect([departs, meets + stricter + departs + untold]).toEqual([2, 73]);
});

test('a document of one’s own is checked without being stored, and a published one by its version', async () => {
  const sent = await check({ document: exampleDocument });
  expect(sent.status).toBe(200);
  expect(sent.body.document).toMatchObject({ name: 'two-stages', version: '2027-04' });
  const absent = await check({ version: '2027-04' });
  expect([absent.status, absent.body.code, absent.body.errors]).toEqual([
    404,
    'not_found',
    [{ in: 'body', pointer: '/version', detail: 'is no version that this landlord published' }],
  ]);
  await service.as(key).put('/v1/policies/2027-04', exampleDocument);
  const published = await check({ version: '2027-04' });
  const notedBeside = ({ provision, notes }: { provision: string; notes: string[] }) =>
    provision === '8.5'
      ? [...notes, 'The landlord has recorded no exceptional circumstances for the time looked at.']
      : notes;
  expect([published.status, published.body]).toEqual([
    200,
    {
      ...sent.body,
      findings: sent.body.findings.map((each: { provision: string; notes: string[] }) => ({
        ...each,
        notes: notedBeside(each),
      })),
    },
  ]);
});

test('another landlord’s version is as absent as one that never was', async () => {
  await service.as(key).put('/v1/policies/2027-04', exampleDocument);
  const other = await service.key(await service.landlord(), ['landlord-admin']);
  const { status, body } = await service.as(other).post('/v1/policy-checks', { version: '2027-04' });
  expect([status, body.code]).toEqual([404, 'not_found']);
});

test('exactly one procedure has to be given, and its faults are told by their place', async () => {
  for (const body of [{}, { procedure: 'arches', version: '1' }]) {
    const { status, body: problem } = await check(body);
    expect([status, problem.code]).toEqual([400, 'invalid_request']);
    expect(problem.errors[0].detail).toMatch(/^must have exactly one of document, version and procedure/);
  }
  const unknown = await check({ procedure: 'nobody' });
  expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([400, '/procedure']);
  const wrong = await check({ document: { ...exampleDocument, stages: [] } });
  expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([400, '/document/stages']);
});

test.each([
  ['a word that is no anchor', 'receipt', { detail: /^must be one of received, requested, / }],
  ['nothing', undefined, { detail: /^is required$/ }],
  ['one anchor in a list', ['received'], { detail: /^must have at least 2 entries$/ }],
  [
    'a list with a word that is none',
    ['received', 'receipt'],
    { pointer: '/1', detail: /^must be one of received, / },
  ],
  ['neither a word nor a list', 5, { detail: /^must be one of received, / }],
])('what a limit counts from, given as %s, is told with what it may be', async (_, from, expected) => {
  const [first, ...others] = exampleDocument.stages;
  const acknowledge = { ...first?.acknowledge, from };
  const { status, body } = await check({
    document: { ...exampleDocument, stages: [{ ...first, acknowledge }, ...others] },
  });
  expect([status, body.errors.length]).toEqual([400, 1]);
  const { pointer = '', detail } = { pointer: '', ...expected };
  expect(body.errors[0].pointer).toBe(`/document/stages/0/acknowledge/from${pointer}`);
  expect(body.errors[0].detail).toMatch(detail);
});

test('a document whose working days make no calendar is still answered', async () => {
  const calendar = { ...exampleDocument.calendar, weekdays: [] };
  const { status, body } = await check({ document: { ...exampleDocument, calendar } });
  expect(status).toBe(200);
  const respond = body.findings.find((each: { provision: string }) => each.provision === '6.3');
  expect(respond.verdict).toBe('cannot-tell');
  expect(body.remarks).toContain(
    'The procedure cannot be published as it stands: The calendar has no working weekday, so no working day would ever come. Name at least one, 1 to 7.',
  );
});

test('whoever reads policies may check one, the platform’s own key may not', async () => {
  const answered: Record<string, number> = {};
  for (const role of ROLES) {
    const caller =
      role === 'platform-admin' ? await service.platformKey() : await service.key(landlordId, [role]);
    answered[role] = (await service.as(caller).post('/v1/policy-checks', { procedure: 'hhs' })).status;
  }
  expect(answered).toEqual({
    'platform-admin': 403,
    'landlord-admin': 200,
    'complaints-officer': 200,
    handler: 200,
    reader: 200,
    scrutiny: 200,
  });
  expect((await service.as().post('/v1/policy-checks', { procedure: 'hhs' })).status).toBe(401);
});

test('every shipped procedure can be checked over HTTP, its answer as its schema says', async () => {
  for (const { name } of shippedProcedures()) {
    const { status, body } = await check({ procedure: name });
    expect([name, status, body.findings?.length]).toEqual([name, 200, 73]);
  }
});
