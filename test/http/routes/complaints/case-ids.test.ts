import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, LEAST, openDesk } from '../../../support/landlord-desk';
import { everythingStored, expectWholeRecord } from '../../../support/whole-record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const caseId = (id: string, system = 'housing') => ({ system, id });
const log = (body: object) =>
  desk.caller.post('/v1/complaints', { ...LEAST, receivedOn: '2024-09-02', ...body });
const byReference = (id: string, system = 'housing') =>
  desk.caller.get(`/v1/complaints/by-reference/${system}/${encodeURIComponent(id)}`);

test('the caller’s own number is shown wherever the complaint is, and finds it', async () => {
  const { status, body } = await log({ caseId: caseId('H-1') });
  expect([status, body.caseId]).toEqual([201, { system: 'housing', id: 'H-1' }]);
  const at = async (path: string) => (await desk.caller.get(path)).body;
  expect((await at(`/v1/complaints/${body.id}`)).caseId).toEqual(caseId('H-1'));
  expect((await at('/v1/complaints?externalId=H-1')).items).toEqual([
    expect.objectContaining({ id: body.id, caseId: caseId('H-1') }),
  ]);
  expect((await at('/v1/complaints?externalSystem=other&externalId=H-1')).items).toEqual([]);
  expect((await at('/v1/complaints?text=h-1')).items).toHaveLength(1);
  expect((await at('/v1/complaints?sort=dueOn')).items[0].caseId).toEqual(caseId('H-1'));
  expect((await at('/v1/clocks')).items[0]).toMatchObject({ complaintId: body.id, caseId: caseId('H-1') });
  expect((await at('/v1/events')).items[0].data).toMatchObject({
    reference: body.reference,
    caseId: caseId('H-1'),
  });
  // Where the record cannot be changed any more, there is nothing that leads back to the person.
  expect(JSON.stringify((await at(`/v1/complaints/${body.id}/events`)).items)).not.toContain('H-1');
  const found = await byReference('H-1');
  expect([found.status, found.body.id, found.headers.etag]).toEqual([
    200,
    body.id,
    expect.stringContaining('1'),
  ]);
});

test('the same case is answered with the first complaint, however much later, and nothing is written', async () => {
  const first = (await log({ caseId: caseId('H-2') })).body;
  service.setNow('2026-03-12T10:00:00.000Z');
  const again = await log({ caseId: caseId('H-2'), summary: 'Something else altogether' });
  expect([again.status, again.headers.location]).toEqual([409, `/v1/complaints/${first.id}`]);
  expect(again.body).toMatchObject({
    code: 'already_logged',
    facts: {
      caseId: caseId('H-2'),
      complaintId: first.id,
      reference: first.reference,
      href: `/v1/complaints/${first.id}`,
    },
  });
  // No number was drawn for what was refused.
  const next = (await log({ caseId: caseId('H-2', 'crm') })).body;
  expect(next.reference.slice(-6)).toBe(String(Number(first.reference.slice(-6)) + 1).padStart(6, '0'));
  service.setNow('2026-03-02T10:00:00.000Z');
});

test('of many that bring the same case at once one is logged, with and without an Idempotency-Key', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, n) => {
      const request = log({ caseId: caseId('H-3') });
      return n % 2 === 0 ? request : request.set('Idempotency-Key', `case-${n}`);
    }),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
  const refused = answers.filter(({ status }) => status === 409);
  const { id } = answers.find(({ status }) => status === 201)!.body;
  expect(refused.map(({ body }) => [body.code, body.facts.complaintId])).toEqual(
    Array(7).fill(['already_logged', id]),
  );
});

test('a contact that becomes a complaint brings its case, and stays a contact where that was logged', async () => {
  await log({ caseId: caseId('H-4') });
  const received = { receivedOn: '2024-09-02', channel: 'phone', kind: 'service-request' };
  const { body: contact } = await desk.caller.post('/v1/contacts', {
    ...received,
    person: { name: 'Mrs Nakamura' },
    summary: 'The boiler is cold',
  });
  const become = (id: string) =>
    desk.caller.post(`/v1/contacts/${contact.id}/complaint`, {
      receivedOn: '2024-09-03',
      channel: 'phone',
      caseId: caseId(id),
    });
  expect((await become('H-4')).body.code).toBe('already_logged');
  expect((await desk.caller.get(`/v1/contacts/${contact.id}`)).body.complaintId).toBeNull();
  expect((await become('H-5')).body.caseId).toEqual(caseId('H-5'));
});

test('another landlord has cases of its own, and finds none of these', async () => {
  await log({ caseId: caseId('H-6') });
  const elsewhere = await openDesk(service, 'hhs');
  const theirs = await elsewhere.log({ receivedOn: '2024-09-02', caseId: caseId('H-6') });
  expect((await elsewhere.caller.get('/v1/complaints/by-reference/housing/H-6')).body.id).toBe(theirs.id);
  expect((await elsewhere.caller.get('/v1/complaints/by-reference/housing/H-1')).status).toBe(404);
});

test('a handler who may not see the first is told that there is one, and not which', async () => {
  const limited = await openDesk(service, 'westfield');
  await limited.log({ receivedOn: '2024-09-02', caseId: caseId('H-1') });
  await limited.caller.put(`/v1/landlords/${limited.landlordId}`, {
    name: 'Westfield',
    division: 'england-and-wales',
    handlersSee: 'assigned',
  });
  const key = await service.key(limited.landlordId, ['handler'], { person: 'p.one' });
  const handler = service.as(key);
  const again = await handler.post('/v1/complaints', {
    ...LEAST,
    receivedOn: '2024-09-02',
    caseId: caseId('H-1'),
  });
  expect([again.status, again.headers.location, again.body.facts]).toEqual([
    409,
    undefined,
    { caseId: caseId('H-1') },
  ]);
  expect((await handler.get('/v1/complaints/by-reference/housing/H-1')).status).toBe(404);
});

test('what is no case is refused with what would do', async () => {
  for (const [given, pointer] of [
    ['H-7', '/caseId'],
    [{ system: 'housing' }, '/caseId/id'],
    [{ system: 'Not a slug', id: 'H-7' }, '/caseId/system'],
    [{ system: 'housing', id: '' }, '/caseId/id'],
  ] as const) {
    const { status, body } = await log({ caseId: given });
    expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
  }
  expect((await byReference('H-7')).status).toBe(404);
  expect((await byReference('H-7', 'Not a slug')).status).toBe(400);
  expect((await service.as().get('/v1/complaints/by-reference/housing/H-1')).status).toBe(401);
  const scrutiny = service.as(await service.key(desk.landlordId, ['scrutiny']));
  expect((await scrutiny.get('/v1/complaints/by-reference/housing/H-1')).status).toBe(403);
});

test('a reference that several have lists them, and each is told of the others', async () => {
  const externalReferences = [{ system: 'repairs', id: 'R/77' }];
  const one = (await log({ externalReferences })).body;
  expect((await byReference('R/77', 'repairs')).body.id).toBe(one.id);
  const two = (await log({ externalReferences, receivedOn: '2024-09-03' })).body;
  const advice = (body: { advice: { code: string; sentence: string }[] }) =>
    body.advice.filter(({ code }) => code === 'reference_elsewhere').map(({ sentence }) => sentence);
  expect(advice(one)).toEqual([]);
  expect(advice(two)).toEqual([`R/77 of repairs is a reference of ${one.reference} as well.`]);
  expect(advice((await desk.caller.get(`/v1/complaints/${one.id}`)).body)).toEqual([
    `R/77 of repairs is a reference of ${two.reference} as well.`,
  ]);
  const several = await byReference('R/77', 'repairs');
  expect([several.status, several.body.items.map(({ id }: { id: string }) => id)]).toEqual([
    300,
    [two.id, one.id],
  ]);
  // The caller's own number of one of them goes before what several are known by.
  const third = (await log({ caseId: caseId('R/77', 'repairs') })).body;
  expect((await byReference('R/77', 'repairs')).body.id).toBe(third.id);
});

test('an anonymised complaint is no longer found by its case, whose number is free', async () => {
  const { body } = await log({ caseId: caseId('H-ERASED') });
  desk.complaint = body;
  await desk.act('withdrawals', { occurredOn: '2024-09-03' });
  const erased = await desk.act('erasures', { basis: 'resident-request' });
  expect(erased.caseId).toBeNull();
  expect(await everythingStored(service.owner)).not.toContain('H-ERASED');
  expect((await byReference('H-ERASED')).status).toBe(404);
  expect((await log({ caseId: caseId('H-ERASED') })).status).toBe(201);
});

test('an answer that names other complaints has another tag when they change, and 304 until then', async () => {
  const externalReferences = [{ system: 'repairs', id: 'R-304' }];
  const { body: first, headers } = await log({ externalReferences });
  const again = (tag = '') => desk.caller.get(`/v1/complaints/${first.id}`).set('If-None-Match', tag);
  expect((await again(headers.etag)).status).toBe(304);
  await log({ externalReferences });
  const { status, body, headers: after } = await again(headers.etag);
  expect([status, body.advice.at(-1)?.code]).toEqual([200, 'reference_elsewhere']);
  expect((await again(after.etag)).status).toBe(304);
  const events = await desk.caller.get(`/v1/complaints/${first.id}/events`);
  const unchanged = await desk.caller
    .get(`/v1/complaints/${first.id}/events`)
    .set('If-None-Match', events.headers.etag ?? '');
  expect(unchanged.status).toBe(304);
});
