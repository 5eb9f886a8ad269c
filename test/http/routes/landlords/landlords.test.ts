import { changeLandlord } from '../../../../src/complaints/landlord/change-landlord';
import { logComplaint } from '../../../../src/complaints/log';
import { openDatabase } from '../../../../src/db/connection/client';
import { logSchema } from '../../../../src/policy/commands/intake/log';
import { versionIn } from '../../../support/entity-tag';
import { type Caller, startTestApp, type TestApp } from '../../../support/app';
import { LEAST, openDesk } from '../../../support/landlord-desk';
import { meanwhile } from '../../../support/while-uncommitted';
import { expectWholeRecord } from '../../../support/whole-record';
import { backendsWaiting } from '../../../support/wait-until';

const ABSENT = '0b6f7e34-9f0e-4a52-8d3f-1c2f0e7a9b11';

let service: TestApp;
let platform: Caller;
beforeAll(async () => {
  service = await startTestApp();
  platform = service.as(await service.platformKey());
});

const westfield = { name: 'Westfield Housing Association', division: 'england-and-wales' };

async function aLandlord() {
  const landlordId = await service.landlord();
  return { landlordId, admin: service.as(await service.key(landlordId, ['landlord-admin'])) };
}

test('a landlord is created with what is said of it and the rest as it says by default', async () => {
  const { status, headers, body } = await platform.post('/v1/landlords', {
    ...westfield,
    homes: [{ year: 2024, tenure: 'low-cost-rental', homes: 4200 }],
  });
  expect(status).toBe(201);
  expect(versionIn(headers.etag)).toBe('"1"');
  expect(headers.location).toBe(`/v1/landlords/${body.id}`);
  expect(body).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
    name: 'Westfield Housing Association',
    division: 'england-and-wales',
    zone: 'Europe/London',
    homes: [{ year: 2024, tenure: 'low-cost-rental', homes: 4200 }],
    ombudsmanContact: null,
    handlersSee: 'all',
    version: 1,
    createdAt: '2026-03-02T10:00:00.000Z',
    updatedAt: '2026-03-02T10:00:00.000Z',
  });
  expect((await platform.get(headers.location as string)).body).toEqual(body);
});

test('an offset is no time zone: it would be wrong for half of the year', async () => {
  const { status, body } = await platform.post('/v1/landlords', { ...westfield, zone: '+01:00' });
  expect([status, body.errors[0].detail]).toEqual([400, 'must be a time zone such as Europe/London']);
});

test('the time zone is fixed from the first complaint on: the days of receipt rest on it', async () => {
  const desk = await openDesk(service, 'westfield');
  const admin = service.as(await service.key(desk.landlordId, ['landlord-admin']));
  const path = `/v1/landlords/${desk.landlordId}`;
  const inBelfast = { ...westfield, zone: 'Europe/Belfast' };
  expect((await admin.put(path, inBelfast)).body.zone).toBe('Europe/Belfast');
  await desk.log({ receivedOn: '2024-09-02' });
  const { status, body } = await admin.put(path, westfield);
  expect([status, body.code, body.detail]).toEqual([
    409,
    'zone_in_use',
    'The landlord has complaints, and its time zone is Europe/Belfast.',
  ]);
  expect((await admin.put(path, { ...inBelfast, name: 'Westfield Homes' })).status).toBe(200);
});

const byAnother = ({ landlordId }: { readonly landlordId: string }) => ({ landlordId, actor: 'another' });

/** Ten at night in London is the next day in Sydney. */
const complaint = { ...LEAST, receivedAt: '2026-03-01T22:00:00Z' };

test('a change of the time zone waits for the first complaint, which is being logged, and is refused', async () => {
  const desk = await openDesk(service, 'westfield');
  const admin = service.as(await service.key(desk.landlordId, ['landlord-admin']));
  const refused = await meanwhile(
    service,
    (deps) => logComplaint(deps, byAnother(desk), logSchema.parse(complaint)),
    () => admin.put(`/v1/landlords/${desk.landlordId}`, { ...westfield, zone: 'Australia/Sydney' }),
  );
  expect([refused.status, refused.body.code]).toEqual([409, 'zone_in_use']);
});

test('what else is entered of it is changed while a complaint is being logged, and waits for nobody', async () => {
  const desk = await openDesk(service, 'westfield');
  const admin = service.as(await service.key(desk.landlordId, ['landlord-admin']));
  const other = { ...westfield, name: 'Westfield Homes' };
  const changed = await meanwhile(
    service,
    (deps) => logComplaint(deps, byAnother(desk), logSchema.parse(complaint)),
    () => admin.put(`/v1/landlords/${desk.landlordId}`, other),
    'answers',
  );
  expect([changed.status, changed.body.name]).toEqual([200, 'Westfield Homes']);
});

test('a first complaint that comes while the time zone is changed is received on the day of the new one', async () => {
  const desk = await openDesk(service, 'westfield');
  // What the service remembers of the landlord is from before the change.
  await desk.caller.get('/v1/feedback-reviews');
  const details = { ...westfield, division: 'england-and-wales', homes: [], ombudsmanContact: null } as const;
  const logged = await meanwhile(
    service,
    (deps) => changeLandlord(deps, desk.landlordId, { ...details, zone: 'Australia/Sydney' }, () => true),
    () => desk.caller.post('/v1/complaints', complaint),
  );
  expect([logged.status, logged.body.receivedOn, logged.body.reference]).toEqual([
    201,
    '2026-03-02',
    'C-2026-000001',
  ]);
  await expectWholeRecord(service, Object.assign(desk, { complaint: logged.body }));
});

test('a landlord reads and changes itself, and its ETag moves', async () => {
  const { landlordId, admin } = await aLandlord();
  const read = await admin.get(`/v1/landlords/${landlordId}`);
  expect([read.status, versionIn(read.headers.etag)]).toEqual([200, '"1"']);
  service.setNow('2026-03-03T09:00:00.000Z');
  const changed = await admin.put(`/v1/landlords/${landlordId}`, { ...westfield, name: 'Westfield Homes' });
  expect([changed.status, versionIn(changed.headers.etag), changed.body.name]).toEqual([
    200,
    '"2"',
    'Westfield Homes',
  ]);
  expect(changed.body.updatedAt).toBe('2026-03-03T09:00:00.000Z');
});

test('a change that says nothing of what handlers see leaves them limited as they were', async () => {
  const { landlordId, admin } = await aLandlord();
  const path = `/v1/landlords/${landlordId}`;
  const sees = async (details: object) => (await admin.put(path, details)).body.handlersSee;
  expect(await sees(westfield)).toBe('all');
  expect(await sees({ ...westfield, handlersSee: 'assigned' })).toBe('assigned');
  expect(await sees({ ...westfield, name: 'Westfield Homes' })).toBe('assigned');
  expect(await sees({ ...westfield, handlersSee: 'all' })).toBe('all');
});

test("another landlord's details answer exactly as those of a landlord that does not exist", async () => {
  const { admin } = await aLandlord();
  const { landlordId: other } = await aLandlord();
  const same = ({ body, status }: { body: Record<string, unknown>; status: number }) => {
    const { instance: _, requestId: __, ...rest } = body;
    return { status, rest };
  };
  const absent = same(await admin.get(`/v1/landlords/${ABSENT}`));
  expect(absent.status).toBe(404);
  expect(same(await admin.get(`/v1/landlords/${other}`))).toEqual(absent);
  expect(same(await admin.put(`/v1/landlords/${other}`, westfield))).toEqual(absent);
  expect((await platform.get(`/v1/landlords/${ABSENT}`)).status).toBe(404);
});

test('a change that names an older version is refused with the present one, and changes nothing', async () => {
  const { landlordId, admin } = await aLandlord();
  const path = `/v1/landlords/${landlordId}`;
  expect((await admin.put(path, { ...westfield, name: 'First' }).set('If-Match', '"1"')).status).toBe(200);
  const stale = await admin.put(path, { ...westfield, name: 'Second' }).set('If-Match', '"1"');
  expect([stale.status, stale.body.code, stale.body.detail]).toEqual([
    412,
    'stale_version',
    'The present version is "2".',
  ]);
  expect((await admin.get(path)).body.name).toBe('First');
  // A proxy that compresses weakens the tag, and its caller has read what is there all the same.
  expect((await admin.put(path, westfield).set('If-Match', 'W/"1"')).status).toBe(412);
  expect((await admin.put(path, westfield).set('If-Match', '"7", "2"')).status).toBe(200);
  expect((await admin.put(path, westfield).set('If-Match', '*')).status).toBe(200);
  const malformed = await admin.put(path, westfield).set('If-Match', '4');
  expect([malformed.status, malformed.body.errors[0].in]).toEqual([400, 'header']);
});

test('of two changes to one version at the same moment one is refused', async () => {
  const { landlordId, admin } = await aLandlord();
  const change = (name: string) =>
    admin.put(`/v1/landlords/${landlordId}`, { ...westfield, name }).set('If-Match', '"1"');
  const answers = await Promise.all([change('One'), change('Two')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
});

test('of many changes at once every refusal names a version that the landlord has come to', async () => {
  const { landlordId, admin } = await aLandlord();
  const path = `/v1/landlords/${landlordId}`;
  // Held until all have read version 1, and let go together.
  const blocker = openDatabase({ url: service.databaseUrl, poolSize: 1 });
  const locking = await blocker.pool.connect();
  await locking.query('begin');
  await locking.query('update landlords set version = version + 3 where id = $1', [landlordId]);
  const changes = ['"1"', undefined].map((condition) => {
    const request = admin.put(path, westfield);
    return (condition === undefined ? request : request.set('If-Match', condition)).then((answer) => answer);
  });
  await backendsWaiting(service.owner, 2);
  await locking.query('commit');
  locking.release();
  await blocker.close();
  const [named, unnamed] = await Promise.all(changes);
  expect([unnamed?.status, versionIn(unnamed?.headers.etag)]).toEqual([200, '"5"']);
  expect([named?.status, named?.body.code]).toEqual([412, 'stale_version']);
  // It was at 4 when this one lost, and at 5 once the other had won: both are true, 2 never was.
  expect(named?.body.detail).toMatch(/^The present version is "[45]"\.$/);
});

test('what has not changed is not sent again', async () => {
  const { landlordId, admin } = await aLandlord();
  const path = `/v1/landlords/${landlordId}`;
  const { etag = '' } = (await admin.get(path)).headers;
  const current = await admin.get(path).set('If-None-Match', etag);
  expect([current.status, current.text, versionIn(current.headers.etag)]).toEqual([304, '', '"1"']);
  expect((await admin.get(path).set('If-None-Match', `W/${etag}`)).status).toBe(304);
  expect((await admin.get(path).set('If-None-Match', '"1"')).status).toBe(200);
});

test('the platform lists every landlord page by page, a landlord only itself', async () => {
  const other = await startTestApp();
  const all = [];
  for (let n = 0; n < 5; n += 1) all.push(await other.landlord({ name: `Landlord ${n}` }));
  const everyone = other.as(await other.platformKey());
  const names: string[] = [];
  let path: string | undefined = '/v1/landlords?limit=2&count=true';
  while (path) {
    const { body, headers } = await everyone.get(path);
    expect(body.count).toBe(5);
    names.push(...body.items.map((item: { name: string }) => item.name));
    path = /^<(.+)>; rel="next"$/.exec(headers.link ?? '')?.[1];
    expect(body.next === null).toBe(path === undefined);
  }
  expect(names).toEqual(['Landlord 0', 'Landlord 1', 'Landlord 2', 'Landlord 3', 'Landlord 4']);

  const own = other.as(await other.key(all[3]!, ['scrutiny']));
  const { body } = await own.get('/v1/landlords?count=true');
  expect([body.items.map((item: { name: string }) => item.name), body.next, body.count]).toEqual([
    ['Landlord 3'],
    null,
    1,
  ]);
  await other.stop();
});
