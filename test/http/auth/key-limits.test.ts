import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { LEAST, openDesk } from '../../support/landlord-desk';

let service: TestApp;
let landlordId: string;
let admin: Caller;
beforeAll(async () => {
  service = await startTestApp();
  const desk = await openDesk(service, 'westfield');
  landlordId = desk.landlordId;
  admin = desk.caller;
});
afterAll(() => service.stop());

const make = (body: object, as: Caller = admin) =>
  as.post('/v1/api-keys', { name: 'CRM', roles: ['complaints-officer'], ...body });
const NEW = { ...LEAST, receivedOn: '2026-02-27' };

test('a key for reading reads what its role may read and changes nothing', async () => {
  const { status, body } = await make({ only: 'read' });
  expect([status, body.only]).toEqual([201, 'read']);
  const reader = service.as(body.key);
  const logged = await admin.post('/v1/complaints', NEW);
  expect((await reader.get(`/v1/complaints/${logged.body.id}`)).status).toBe(200);
  expect((await reader.get('/v1/clocks')).status).toBe(200);
  const refused = await reader.post('/v1/complaints', NEW);
  expect([refused.status, refused.body.code, refused.body.detail, refused.body.allowed]).toEqual([
    403,
    'beyond_key',
    'The key is for reading alone.',
    { methods: ['GET'] },
  ]);
  const act = await reader.post(`/v1/complaints/${logged.body.id}/notes`, { note: 'Rang' });
  expect([act.status, act.body.code]).toEqual([403, 'beyond_key']);
});

test('a key for some operations does those and is told which they are', async () => {
  const { body } = await make({ only: ['logComplaint', 'recordContact'] });
  const form = service.as(body.key);
  expect((await form.post('/v1/complaints', NEW)).status).toBe(201);
  const refused = await form.get('/v1/complaints');
  expect([refused.status, refused.body.code, refused.body.detail, refused.body.allowed]).toEqual([
    403,
    'beyond_key',
    'The key is not for listComplaints.',
    { operations: ['logComplaint', 'recordContact'] },
  ]);
});

test('what a role may not do no list lends it, and the role is what it is told', async () => {
  const refused = service.as(await service.key(landlordId, ['reader'], { only: ['logComplaint'] }));
  const { status, body } = await refused.post('/v1/complaints', NEW);
  expect([status, body.code]).toEqual([403, 'forbidden']);
});

test('an operation that does not exist, or that the roles may not call, is refused with those that they may', async () => {
  for (const [roles, id] of [
    [['complaints-officer'], 'logComplaints'],
    [['complaints-officer'], 'createApiKey'],
    [['reader'], 'logComplaint'],
    [['complaints-officer'], 'readLiveness'],
  ] as const) {
    const { status, body } = await make({ roles, only: ['readComplaint', id] });
    expect([id, status, body.code, body.errors[0].pointer, body.errors[0].detail]).toEqual([
      id,
      422,
      'contradictory_request',
      '/only/1',
      `${id} is no operation that ${roles[0]} may call`,
    ]);
    expect(body.errors[0].allowed).toContain('readComplaint');
    expect(body.errors[0].allowed).not.toContain(id);
  }
  for (const only of [[], ['x'.repeat(61)], 'write', 7])
    expect([only, (await make({ only })).status]).toEqual([only, 400]);
});

test('person and limit are listed with the key and stay with it when it is replaced', async () => {
  const given = { roles: ['handler'], person: 's.mensah', only: ['readComplaint', 'listComplaints'] };
  const { id } = (await make(given)).body;
  const { status, body } = await admin.post(`/v1/api-keys/${id}/rotations`, {});
  expect([status, body]).toMatchObject([201, given]);
  const refused = await service.as(body.key).get('/v1/clocks');
  expect([refused.status, refused.body.code]).toEqual([403, 'beyond_key']);
  const { items } = (await admin.get('/v1/api-keys?limit=200')).body;
  const listed = items.filter((item: { person: string | null }) => item.person === 's.mensah');
  expect(listed).toMatchObject([given, given]);
});

test('a limited key makes and replaces no key that is good for more than itself', async () => {
  const only = ['createApiKey', 'rotateApiKey', 'readComplaint'];
  const roles = ['landlord-admin'];
  const limited = service.as((await make({ roles, only })).body.key);
  for (const wider of [null, 'read', ['readComplaint', 'listComplaints']]) {
    const { status, body } = await make({ roles, only: wider }, limited);
    expect([status, body.code, body.errors[0].pointer]).toEqual([422, 'contradictory_request', '/only']);
  }
  const narrower = await make({ roles, only: ['readComplaint'] }, limited);
  expect(narrower.status).toBe(201);
  const { body: wide } = await make({ roles });
  const rotation = await limited.post(`/v1/api-keys/${wide.id}/rotations`, {});
  expect([rotation.status, rotation.body.code]).toEqual([403, 'beyond_key']);
  expect((await limited.post(`/v1/api-keys/${narrower.body.id}/rotations`, {})).status).toBe(201);
  expect((await service.as(wide.key).get('/v1/complaints')).status).toBe(200);
});
