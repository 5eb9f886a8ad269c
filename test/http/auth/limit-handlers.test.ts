import { versionIn } from '../../support/entity-tag';
import { type Caller, startTestApp, type TestApp } from '../../support/app';
import { type Desk, LEAST, openDesk } from '../../support/landlord-desk';
import { expectWholeRecord } from '../../support/whole-record';
import { everyWriterEnded } from '../../support/wait-until';

type Answer = { readonly status: number; readonly body: Record<string, unknown> };

/** The staff reference of whoever has the first complaint, of whoever was taken off it, and of one who has another. */
const [NOW_IT, BEFORE, ELSE] = ['s.mensah', 'j.okafor', 'r.patel'];
const NONE = '01920000-0000-7000-8000-00000000dead';

let service: TestApp;
let desk: Desk;
let own: Desk['complaint'];
let other: Desk['complaint'];
let contact: string;
let becameOther: string;
let unassigned: string;
let rehearsalOfOther: string;
let rehearsalOfAll: string;
let handler: Caller;
let nobody: Caller;

const sees = (handlersSee: string) =>
  desk.caller.put(`/v1/landlords/${desk.landlordId}`, {
    name: 'Westfield Housing Association',
    division: 'england-and-wales',
    handlersSee,
  });

async function handlerKey(person?: string): Promise<Caller> {
  return service.as(await service.key(desk.landlordId, ['handler'], { ...(person && { person }) }));
}

beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
  await desk.log({ receivedOn: '2024-09-03' });
  await desk.act('assignments', {
    person: BEFORE,
    role: 'housing-services-officer',
    occurredOn: '2024-09-03',
  });
  own = await desk.act('assignments', {
    person: NOW_IT,
    role: 'housing-services-officer',
    occurredOn: '2024-09-04',
  });

  const contacts = [];
  for (const summary of ['The bin store is unlocked', 'The gate does not shut']) {
    const given = { receivedOn: '2024-09-02', channel: 'phone', agreed: true, choiceOffered: true, summary };
    contacts.push((await desk.post('/v1/contacts', { ...given, person: { name: 'Mrs Nakamura' } })).body.id);
  }
  [contact, becameOther] = contacts as [string, string];
  const conversion = { receivedOn: '2024-09-09', channel: 'email' };
  desk.complaint = (await desk.post(`/v1/contacts/${becameOther}/complaint`, conversion)).body;
  other = await desk.act('assignments', {
    person: ELSE,
    role: 'housing-services-officer',
    occurredOn: '2024-09-10',
  });
  unassigned = (await desk.log({ receivedOn: '2024-09-05' })).id;

  const rehearsed = async (change: object) => {
    const { status, body } = await desk.caller.post('/v1/rehearsals', { change });
    expect({ status, ...(status === 201 ? {} : body) }).toEqual({ status: 201 });
    return body.id;
  };
  rehearsalOfOther = await rehearsed({
    kind: 'received-date',
    complaint: other.id,
    why: 'The letter says so',
    receivedOn: '2024-09-08',
  });
  rehearsalOfAll = await rehearsed({ kind: 'holiday-withdrawn', on: '2026-12-28' });

  expect((await sees('assigned')).body.handlersSee).toBe('assigned');
  handler = await handlerKey(NOW_IT);
  nobody = await handlerKey();
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const references = async (caller: Caller, path = '/v1/complaints') =>
  (await caller.get(path)).body.items.map(({ reference }: { reference: string }) => reference);

const without = ({ status, body: { instance: _, requestId: __, ...rest } }: Answer) => ({ status, ...rest });

test('a handler sees what it has, and whoever was taken off within the stage sees it no longer (Code 5.8)', async () => {
  expect(await references(handler)).toEqual([own.reference]);
  expect(await references(await handlerKey(BEFORE))).toEqual([]);
  expect((await (await handlerKey(BEFORE)).get(`/v1/complaints/${own.id}`)).status).toBe(404);
  expect(await references(await handlerKey(ELSE))).toEqual([other.reference]);
  expect(await references(await handlerKey('S.Mensah'))).toEqual([]);
  expect((await handler.get('/v1/complaints?count=true')).body.count).toBe(1);
  expect((await handler.get(`/v1/complaints/${own.reference}`)).body.id).toBe(own.id);
});

/** A landlord whose handlers see what is theirs, with a complaint that j.okafor answered and that is at stage 2. */
async function answeredByOkafor() {
  const elsewhere = await openDesk(service, 'westfield');
  const put = { name: 'Westfield', division: 'england-and-wales', handlersSee: 'assigned' };
  await elsewhere.caller.put(`/v1/landlords/${elsewhere.landlordId}`, put);
  const { id } = await elsewhere.log({ receivedOn: '2024-09-03' });
  const assign = (person: string, role: string, occurredOn: string) =>
    elsewhere.act('assignments', { person, role, occurredOn });
  await assign('j.okafor', 'housing-services-officer', '2024-09-03');
  await elsewhere.act('acknowledgements', { occurredOn: '2024-09-04' });
  await elsewhere.act('outcomes', { occurredOn: '2024-09-10', outcome: 'not-upheld', method: 'letter' });
  await elsewhere.act('escalations', { occurredOn: '2024-09-12' });
  return { elsewhere, id, assign };
}

test('who answered a stage still sees the complaint at the next one, beside whoever reviews it', async () => {
  const { elsewhere, id, assign } = await answeredByOkafor();
  const as = async (person: string) =>
    service.as(await service.key(elsewhere.landlordId, ['handler'], { person }));
  const seenBy = async (...people: string[]) => {
    const statuses = [];
    for (const person of people) statuses.push((await (await as(person)).get(`/v1/complaints/${id}`)).status);
    return statuses;
  };
  await assign('a.first', 'operations-manager', '2024-09-13');
  expect(await seenBy('j.okafor', 'a.first')).toEqual([200, 200]);
  await assign('b.second', 'operations-manager', '2024-09-16');
  expect(await seenBy('j.okafor', 'a.first', 'b.second')).toEqual([200, 404, 200]);
  await expectWholeRecord(service, elsewhere);
});

test('a handler in whom a conflict comes to light at a later stage is taken off the earlier one and sees it no longer (Code 5.8)', async () => {
  const { elsewhere, id, assign } = await answeredByOkafor();
  await assign('a.first', 'operations-manager', '2024-09-13');
  const first = service.as(await service.key(elsewhere.landlordId, ['handler'], { person: 'j.okafor' }));
  expect((await first.get(`/v1/complaints/${id}`)).status).toBe(200);

  const reason = 'He turns out to be a neighbour of the resident.';
  const taken = await elsewhere.act('assignment-endings', { person: 'J.Okafor', reason });
  expect(taken.stages.map(({ handler }) => handler)).toEqual([null, 'a.first']);
  expect(taken.handler).toBe('a.first');
  for (const path of ['', '/events', '/clocks'])
    expect((await first.get(`/v1/complaints/${id}${path}`)).status).toBe(404);
  expect(await references(first)).toEqual([]);
  const record = await elsewhere.caller.get(`/v1/complaints/${id}/events`);
  expect(record.body.items.at(-1)).toMatchObject({
    type: 'assignment-ended',
    data: { stage: 'stage-1', person: 'j.okafor' },
    texts: { reason },
  });

  // The reviewer goes as well: nobody has the stage, until somebody is given it.
  const without = await elsewhere.act('assignment-endings', { person: 'a.first', reason });
  expect([without.handler, elsewhere.offered.includes('assignment-endings')]).toEqual([null, false]);
  expect((await assign('c.third', 'operations-manager', '2024-09-16')).handler).toBe('c.third');
  const again = await elsewhere.refused('assignment-endings', { person: 'a.first', reason });
  expect([again.code, again.allowed]).toEqual(['not_assigned', { person: ['c.third'] }]);
  await expectWholeRecord(service, elsewhere);
});

test('the worklist, the feed, the search and the figures are of the same complaints', async () => {
  const { body: worklist } = await handler.get('/v1/clocks?count=true&explain=true');
  const ids = new Set(worklist.items.map(({ complaintId }: { complaintId: string }) => complaintId));
  expect([...ids]).toEqual([own.id]);
  expect(worklist.count).toBe(worklist.items.length);
  await everyWriterEnded(service.owner);
  const { body: feed } = await handler.get('/v1/events');
  // The contact became no complaint and is everybody's; the one that became the other complaint is not there.
  const subjects = feed.items.map(({ subject }: { subject: string }) => subject);
  expect(subjects).toEqual([own.id, own.id, own.id, contact]);
  expect(await references(handler, `/v1/complaints?text=${other.reference}`)).toEqual([]);
  expect(await references(handler, '/v1/complaints?text=Nakamura')).toEqual([own.reference]);
  const figures = await handler.get('/v1/reports/overview?from=2024-04-01&to=2025-03-31');
  expect([figures.status, figures.body.received]).toEqual([200, 1]);
});

test('every read that names a complaint answers for others as for one that does not exist', async () => {
  const { body } = await service.as().get('/openapi.json');
  const reads = Object.entries(body.paths as Record<string, object>)
    .filter(([path, methods]) => /^\/v1\/complaints\/\{id\}/.test(path) && 'get' in methods)
    .map(([path]) => path.replace(/\{(?!id\})\w+\}/g, '1'));
  let reached = 0;
  for (const path of reads) {
    const absent = without(await handler.get(path.replace('{id}', NONE)));
    // Some reads are no handler's at all.
    if (absent.status === 403) continue;
    reached += 1;
    expect([path, absent.status]).toEqual([path, 404]);
    for (const name of [other.id, other.reference, unassigned])
      expect([path, without(await handler.get(path.replace('{id}', name)))]).toEqual([path, absent]);
    expect([path, (await handler.get(path.replace('{id}', own.id))).status]).toEqual([path, 200]);
  }
  expect(reached).toBeGreaterThanOrEqual(3);
});

test('every act answers for others as for one that does not exist, and does nothing', async () => {
  const { body } = await service.as().get('/openapi.json');
  const acts = Object.entries(body.paths as Record<string, { post?: { requestBody?: object } }>)
    .filter(([path, { post }]) => /^\/v1\/complaints\/\{id\}\//.test(path) && post)
    .map(([path, { post }]) => ({ path: path.replace('{n}', '1'), body: exampleIn(post?.requestBody) }));
  expect(acts.length).toBeGreaterThan(25);
  let reached = 0;
  for (const { path, body: sent } of acts) {
    const absent = without(await handler.post(path.replace('{id}', NONE), sent));
    if (absent.status === 404) reached += 1;
    expect([path, [403, 404]]).toEqual([path, expect.arrayContaining([absent.status])]);
    expect([path, without(await handler.post(path.replace('{id}', other.id), sent))]).toEqual([path, absent]);
  }
  expect(reached).toBeGreaterThan(10);
  const { headers } = await desk.caller.get(`/v1/complaints/${other.id}`);
  expect(versionIn(headers.etag)).toBe(`"${other.version}"`);
});

function exampleIn(requestBody: object | undefined): object {
  const { content } = requestBody as { content: { 'application/json': { example: object } } };
  return content['application/json'].example;
}

test('a handler acts on its own complaint, and the answer shows it', async () => {
  const answer = await handler.post(`/v1/complaints/${own.id}/notes`, { note: 'Rang, no answer' });
  expect([answer.status, answer.body.id]).toEqual([201, own.id]);
  const stale = await handler
    .post(`/v1/complaints/${own.id}/notes`, { note: 'Rang again' })
    .set('If-Match', '"1"');
  expect(stale.status).toBe(412);
});

test('a handler logs what it hears and sees it in the answer alone (Code 3.2)', async () => {
  const logged = await handler.post('/v1/complaints', { ...LEAST, receivedOn: '2024-09-11' });
  expect([logged.status, logged.body.status]).toEqual([201, 'open']);
  expect((await handler.get(`/v1/complaints/${logged.body.id}`)).status).toBe(404);
  expect((await desk.caller.get(`/v1/complaints/${logged.body.id}`)).status).toBe(200);
  const once = () =>
    handler.post('/v1/complaints', { ...LEAST, receivedOn: '2024-09-11' }).set('Idempotency-Key', 'the lift');
  const twice = () =>
    handler.post('/v1/complaints', { ...LEAST, receivedOn: '2024-09-11' }).set('Idempotency-Key', 'the-lift');
  expect((await once()).status).toBe(400);
  const [first, second] = [await twice(), await twice()];
  expect([first.status, second.body.id]).toEqual([201, first.body.id]);
});

test('a contact is everybody’s until it becomes a complaint, and then as visible as that', async () => {
  expect((await handler.get('/v1/contacts?count=true')).body).toMatchObject({
    items: [{ id: contact }],
    count: 1,
  });
  const sent = { receivedOn: '2024-09-12', channel: 'email' };
  const absent = without(await handler.post(`/v1/contacts/${NONE}/complaint`, sent));
  expect(without(await handler.get(`/v1/contacts/${becameOther}`))).toEqual(absent);
  expect(without(await handler.post(`/v1/contacts/${becameOther}/complaint`, sent))).toEqual(absent);
  const converted = await handler.post(`/v1/contacts/${contact}/complaint`, sent);
  expect(converted.status).toBe(201);
  expect((await handler.get(`/v1/contacts/${contact}`)).status).toBe(404);
  expect((await handler.get(`/v1/complaints/${converted.body.id}`)).status).toBe(404);
  expect((await handler.post(`/v1/contacts/${contact}/complaint`, sent)).status).toBe(404);
  expect((await desk.caller.get(`/v1/contacts/${contact}`)).body.complaintId).toBe(converted.body.id);
});

test('a rehearsal is seen where it looked at a complaint of the handler, with the moves of that one', async () => {
  expect((await handler.get(`/v1/rehearsals/${rehearsalOfOther}`)).status).toBe(404);
  expect((await handler.get(`/v1/rehearsals/${rehearsalOfOther}/moves`)).status).toBe(404);
  const whole = await handler.get(`/v1/rehearsals/${rehearsalOfAll}`);
  expect(whole.status).toBe(200);
  const seen = whole.body.moves.map(({ complaintId }: { complaintId: string }) => complaintId);
  expect(seen.filter((id: string) => id !== own.id)).toEqual([]);
  // How many there are beside its own, and how many of them are late, is not a handler's to know.
  expect(whole.body.counts).toBeNull();
  const [listed] = (await handler.get('/v1/rehearsals')).body.items;
  expect([listed.id, listed.counts]).toEqual([rehearsalOfAll, null]);
  const { body: toAll } = await desk.caller.get(`/v1/rehearsals/${rehearsalOfAll}`);
  expect(toAll.counts).toMatchObject({ complaints: expect.any(Number) });
  expect((await desk.caller.get(`/v1/rehearsals/${rehearsalOfOther}`)).status).toBe(200);
});

test('a key of no person sees no complaint, and is told why', async () => {
  for (const path of ['/v1/complaints', '/v1/clocks', '/v1/events'])
    expect([path, (await nobody.get(path)).body.items]).toEqual([path, []]);
  for (const name of [own.id, other.reference, NONE]) {
    const { status, body } = await nobody.get(`/v1/complaints/${name}`);
    expect([status, body.code, body.detail]).toEqual([
      403,
      'handler_without_person',
      'This landlord lets a handler see only what is assigned to them, and the key names no person.',
    ]);
    expect((await nobody.post(`/v1/complaints/${name}/notes`, { note: 'Rang' })).status).toBe(403);
  }
  expect((await nobody.post('/v1/complaints', { ...LEAST, receivedOn: '2024-09-11' })).status).toBe(201);
});

test('a handler that may read figures beside sees all in the figures, and of complaints no more than a handler', async () => {
  const roles = ['handler', 'scrutiny'] as const;
  const both = service.as(await service.key(desk.landlordId, roles, { person: NOW_IT }));
  expect(await references(both)).toEqual([own.reference]);
  const absent = without(await both.get(`/v1/complaints/${NONE}`));
  for (const path of ['', '/events', '/clocks'])
    expect([path, (await both.get(`/v1/complaints/${other.id}${path}`)).status]).toEqual([path, 404]);
  expect(without(await both.get(`/v1/complaints/${other.id}`))).toEqual(absent);
  expect((await both.post(`/v1/complaints/${other.id}/notes`, { note: 'Rang' })).status).toBe(404);
  const { body: worklist } = await both.get('/v1/clocks');
  expect(new Set(worklist.items.map(({ complaintId }: { complaintId: string }) => complaintId))).toEqual(
    new Set([own.id]),
  );

  const period = '/v1/reports/overview?from=2024-04-01&to=2025-03-31';
  const whole = await desk.caller.get(period);
  expect(whole.body.received).toBeGreaterThan(1);
  expect((await both.get(period)).body).toEqual(whole.body);
  expect((await handler.get(period)).body.received).toBe(1);

  const noPerson = service.as(await service.key(desk.landlordId, roles));
  const refused = await noPerson.get(`/v1/complaints/${own.id}`);
  expect([refused.status, refused.body.code]).toEqual([403, 'handler_without_person']);
  expect(await references(noPerson)).toEqual([]);
});

test('whoever has a role beside that of a handler that shows every complaint sees them all, and so does a handler where the landlord lets it', async () => {
  for (const roles of [
    ['handler', 'reader'],
    ['handler', 'complaints-officer'],
    ['handler', 'landlord-admin'],
    ['complaints-officer'],
    ['reader'],
  ] as const) {
    const key = await service.key(desk.landlordId, roles, { person: NOW_IT });
    expect((await service.as(key).get(`/v1/complaints/${other.id}`)).status).toBe(200);
  }
  await sees('all');
  expect((await handler.get(`/v1/complaints/${other.id}`)).status).toBe(200);
  expect((await nobody.get(`/v1/complaints/${other.id}`)).status).toBe(200);
  await sees('assigned');
  expect((await handler.get(`/v1/complaints/${other.id}`)).status).toBe(404);
});

test('a statement that asks for everything gets no more under the limit, and can change no more', async () => {
  const { database } = service;
  const ids = (person: string | null) =>
    database.visibleComplaints.limitedTo(person, async () => {
      const seen: Record<string, unknown> = {};
      for (const table of ['clocks', 'complaint_events', 'parties', 'texts']) {
        const text = `select distinct complaint_id as id from ${table}`;
        seen[table] = (await database.of(desk.landlordId).query<{ id: string }>({ text })).map(
          ({ id }) => id,
        );
      }
      return seen;
    });
  const all = (id: string[]) => ({ clocks: id, complaint_events: id, parties: id, texts: id });
  expect(await ids(NOW_IT)).toEqual(all([own.id]));
  expect(await ids(null)).toEqual(all([]));
  const change = {
    text: `update complaints set tenure = 'x' where id = $1 returning id`,
    values: [other.id],
  };
  expect(
    await database.visibleComplaints.limitedTo(NOW_IT, () => database.of(desk.landlordId).query(change)),
  ).toEqual([]);
});
