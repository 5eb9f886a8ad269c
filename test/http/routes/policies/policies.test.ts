import { insertPolicy } from '../../../../src/db/landlords/policies';
import { exampleDocument } from '../../../../src/http/schemas/policy';
import { publishedPolicySchema } from '../../../../src/policy/document/document';
import { instantSchema, localDateSchema } from '../../../../src/policy/dates/local-date';
import { shippedProcedures } from '../../../../src/policy/procedures';
import { versionIn } from '../../../support/entity-tag';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';

let service: TestApp;
let admin: Caller;
beforeAll(async () => {
  service = await startTestApp();
});
beforeEach(async () => {
  admin = service.as(
    await service.key(await service.landlord(), ['landlord-admin'], { name: 'administrator' }),
  );
});

const document = (changes: Record<string, unknown> = {}) => ({ ...exampleDocument, ...changes });

test('a version is published and read back with every default filled in', async () => {
  const { status, headers, body } = await admin.put('/v1/policies/2027-04', document());
  expect([status, headers.location, versionIn(headers.etag)]).toEqual([
    201,
    '/v1/policies/2027-04',
    '"2027-04"',
  ]);
  expect(body).toMatchObject({
    version: '2027-04',
    effectiveFrom: '2027-04-01',
    effectiveTo: null,
    publishedAt: '2026-03-02T10:00:00.000Z',
    publishedBy: expect.stringMatching(/^key:administrator#[0-9a-f-]{36}$/),
  });
  expect(body.document.stages[0].respond).toMatchObject({
    amount: 10,
    boundary: 'inclusive',
    roll: 'none',
    force: 'must',
  });
  const read = await admin.get('/v1/policies/2027-04');
  expect([read.status, read.body]).toEqual([200, body]);
  const { etag = '' } = read.headers;
  expect((await admin.get('/v1/policies/2027-04').set('If-None-Match', etag)).status).toBe(304);
});

test('the same document again is harmless, another under the same version is refused and nothing changes', async () => {
  const first = await admin.put('/v1/policies/2027-04', document());
  service.setNow('2026-03-03T10:00:00.000Z');
  const again = await admin.put('/v1/policies/2027-04', document({ effectiveTo: null }));
  expect([again.status, again.body]).toEqual([200, first.body]);
  service.setNow('2026-03-02T10:00:00.000Z');
  const other = await admin.put('/v1/policies/2027-04', document({ title: 'Another procedure' }));
  expect([other.status, other.body.code]).toEqual([409, 'version_taken']);
  expect((await admin.get('/v1/policies/2027-04')).body).toEqual(first.body);
});

test('two versions cannot take effect on the same day', async () => {
  await admin.put('/v1/policies/2027-04', document());
  const { status, body } = await admin.put('/v1/policies/2027-04b', document({ version: '2027-04b' }));
  expect([status, body.code, body.errors]).toEqual([
    409,
    'effective_from_taken',
    [{ in: 'body', pointer: '/effectiveFrom', detail: 'Another version takes effect on 2027-04-01.' }],
  ]);
});

test('the version in the document has to be the one in the path', async () => {
  const { status, body } = await admin.put('/v1/policies/2027-05', document());
  expect([status, body.errors]).toEqual([
    422,
    [
      {
        in: 'body',
        pointer: '/version',
        detail: 'is 2027-04, but the path says 2027-05',
        allowed: '2027-05',
      },
    ],
  ]);
});

test('a document of which no calendar can be made is refused with the reason', async () => {
  const calendar = {
    ...exampleDocument.calendar,
    closures: [{ on: '2027-12-29', why: 'Office closed' }],
    extraWorkingDays: [{ on: '2027-12-29', why: 'Open day' }],
  };
  const { status, body } = await admin.put('/v1/policies/2027-04', document({ calendar }));
  expect([status, body.errors[0].pointer]).toEqual([422, '/calendar']);
  expect(body.errors[0].detail).toContain('2027-12-29');
});

test('a version that this release would not take any more is read as it was published', async () => {
  const landlordId = await service.landlord();
  const reader = service.as(await service.key(landlordId, ['reader']));
  const [first, second] = exampleDocument.stages;
  const stages = [first, second, { ...second, key: 'panel' }];
  const refused = await admin.put('/v1/policies/2027-04', document({ stages }));
  expect([refused.status, refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
    400,
    ['/stages/2/name', '/stages/2/key'],
  ]);
  await insertPolicy(service.database, landlordId, {
    version: '2027-04',
    effectiveFrom: localDateSchema.parse('2027-04-01'),
    effectiveTo: null,
    document: publishedPolicySchema.parse(document({ stages })),
    publishedAt: instantSchema.parse('2026-03-02T10:00:00.000Z'),
    publishedBy: 'key:administrator',
  });
  const { status, body } = await reader.get('/v1/policies/2027-04');
  expect([status, body.document?.stages.map(({ key }: { key: string }) => key)]).toEqual([
    200,
    ['stage-1', 'stage-2', 'panel'],
  ]);
});

test('a document that names a stage it does not have is refused at the place', async () => {
  const stages = exampleDocument.stages.map((stage) => ({
    ...stage,
    ...('escalation' in stage && { escalation: { to: 'stage-3' } }),
  }));
  const { status, body } = await admin.put('/v1/policies/2027-04', document({ stages }));
  expect([status, body.errors]).toEqual([
    400,
    [
      {
        in: 'body',
        pointer: '/stages/0/escalation/to',
        detail: 'no stage is called stage-3; the stages here are stage-1, stage-2',
      },
    ],
  ]);
});

test('versions are listed the latest to take effect first, without their documents', async () => {
  for (const year of ['2025', '2027', '2026']) {
    await admin.put(`/v1/policies/${year}`, document({ version: year, effectiveFrom: `${year}-04-01` }));
  }
  const first = await admin.get('/v1/policies?limit=2&count=true');
  expect(first.body.items.map((item: { version: string }) => item.version)).toEqual(['2027', '2026']);
  expect(first.body.items[0]).not.toHaveProperty('document');
  expect(first.body.count).toBe(3);
  const second = await admin.get(`/v1/policies?limit=2&cursor=${first.body.next}`);
  expect([second.body.items.map((item: { version: string }) => item.version), second.body.next]).toEqual([
    ['2025'],
    null,
  ]);
});

test("another landlord's version answers like one that does not exist", async () => {
  await admin.put('/v1/policies/2027-04', document());
  const other = service.as(await service.key(await service.landlord(), ['reader']));
  expect((await other.get('/v1/policies/2027-04')).status).toBe(404);
  expect((await other.get('/v1/policies/2027-05')).status).toBe(404);
  expect((await other.get('/v1/policies')).body.items).toEqual([]);
});

test.each(shippedProcedures().map(({ name }) => name))(
  'the shipped procedure %s is published as it was read',
  async (name) => {
    const { status, body } = await admin.get(`/v1/procedures/${name}`);
    expect(status).toBe(200);
    const published = await admin.put(`/v1/policies/${body.version}`, body);
    expect([published.status, published.body.document]).toEqual([201, body]);
  },
);

test('the procedures that come with the service are listed', async () => {
  const { body } = await admin.get('/v1/procedures');
  const names = body.items.map((item: { name: string }) => item.name);
  const issued = ['arches', 'code-2024', 'hexagon', 'hhs', 'settle', 'spso', 'westfield'];
  expect(names).toEqual(expect.arrayContaining(issued));
  expect((await admin.get('/v1/procedures/none-such')).status).toBe(404);
});
