import { isDeepStrictEqual } from 'node:util';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, LEAST, openDesk } from '../../support/landlord-desk';
import { until } from '../../support/wait-until';
import { expectWholeRecord } from '../../support/whole-record';

/** An answer told again under its Idempotency-Key obeys what its caller may see now, and not what it once saw. */

const [HERS, HIS] = ['s.mensah', 'j.okafor'];
const complaint = { ...LEAST, receivedOn: '2026-02-27' };

let service: TestApp;
let desk: Desk;
let key: string;
beforeAll(async () => {
  service = await startTestApp();
});
beforeEach(async () => {
  desk = await openDesk(service, 'westfield');
  key = await service.key(desk.landlordId, ['handler'], { person: HERS });
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const handlersSee = async (handlersSee: string) => {
  const details = { name: 'Westfield Housing Association', division: 'england-and-wales', handlersSee };
  expect((await desk.caller.put(`/v1/landlords/${desk.landlordId}`, details)).status).toBe(200);
};
const assign = (person: string) =>
  desk.act('assignments', { person, role: 'housing-services-officer', occurredOn: '2026-02-27' });

/** Each call sends the same request; the first does it. */
const repeating = (path: string, body: object) => async () => {
  const answer = await service.as(key).post(path, body).set('Idempotency-Key', 'told-again');
  return [answer.status, answer.body.code ?? answer.body.id, answer.headers['idempotency-replayed']];
};
const freshRead = async (id: string) => {
  const { status, body } = await service.as(key).get(`/v1/complaints/${id}`);
  return [status, body.code, undefined];
};
const changeKey = (set: string) =>
  service.owner.query({
    text: `update api_keys set ${set} where landlord_id = $1 and person = '${HERS}'`,
    values: [desk.landlordId],
  });

test('a handler who lost the complaint is told what a fresh read would tell, until it is theirs again', async () => {
  await handlersSee('assigned');
  const { id } = await desk.log({ receivedOn: '2026-02-27' });
  await assign(HERS);
  const note = repeating(desk.path('notes'), { note: 'Rang, no answer' });
  expect(await note()).toEqual([201, id, undefined]);
  expect(await note()).toEqual([201, id, 'true']);
  await assign(HIS);
  expect(await freshRead(id)).toEqual([404, 'not_found', undefined]);
  expect(await note()).toEqual([404, 'not_found', undefined]);
  await assign(HERS);
  expect(await note()).toEqual([201, id, 'true']);
});

test('that there was nothing to see is not told again once the complaint is the handler’s', async () => {
  await handlersSee('assigned');
  const { id } = await desk.log({ receivedOn: '2026-02-27' });
  const note = repeating(desk.path('notes'), { note: 'Rang, no answer' });
  expect(await note()).toEqual([404, 'not_found', undefined]);
  await assign(HERS);
  expect(await note()).toEqual([201, id, undefined]);
});

test('a refusal tells of the complaint too, and is told no more', async () => {
  await handlersSee('assigned');
  await desk.log({ receivedOn: '2026-02-27' });
  await assign(HERS);
  const early = repeating(desk.path('notes'), { note: 'Rang', occurredOn: '2027-01-01' });
  expect((await early())[0]).toBe(422);
  expect((await early())[2]).toBe('true');
  await assign(HIS);
  expect(await early()).toEqual([404, 'not_found', undefined]);
});

test('a complaint that was seen when it was logged is told no more once the landlord limits its handlers', async () => {
  const log = repeating('/v1/complaints', complaint);
  const [, id] = await log();
  expect(await log()).toEqual([201, id, 'true']);
  await handlersSee('assigned');
  expect(await freshRead(id)).toEqual([404, 'not_found', undefined]);
  expect(await log()).toEqual([404, 'not_found', undefined]);
  expect((await desk.caller.get('/v1/complaints?count=true')).body.count).toBe(1);
});

test('what a limited handler was told in the answer alone is told again, and is not done again', async () => {
  await handlersSee('assigned');
  const log = repeating('/v1/complaints', complaint);
  const [status, id] = await log();
  expect([status, await freshRead(id)]).toEqual([201, [404, 'not_found', undefined]]);
  expect(await log()).toEqual([201, id, 'true']);
});

test('whoever was more than a handler and is one now is told what a handler may see', async () => {
  await handlersSee('assigned');
  key = await service.key(desk.landlordId, ['complaints-officer', 'handler'], { person: HERS });
  const log = repeating('/v1/complaints', complaint);
  const [, id] = await log();
  expect(await log()).toEqual([201, id, 'true']);
  for (const [change, answer] of [
    [`roles = '{handler}'`, [404, 'not_found', undefined]],
    [`roles = '{handler,reader}'`, [201, id, 'true']],
    [`good_for = '"read"'`, [403, 'beyond_key', undefined]],
    [`good_for = null, roles = '{reader}'`, [403, 'forbidden', undefined]],
  ] as const) {
    await changeKey(change);
    // The service hears of a change beside it, some milliseconds after the commit.
    await until(`it is so: ${change}`, async () => isDeepStrictEqual(await log(), answer));
  }
});

test('a contact that went with its complaint is told no more', async () => {
  await handlersSee('assigned');
  const given = {
    receivedOn: '2026-02-27',
    channel: 'phone',
    agreed: true,
    choiceOffered: true,
    summary: 'The gate',
  };
  const receive = repeating('/v1/contacts', { ...given, person: { name: 'Mrs Nakamura' } });
  const [, id] = await receive();
  expect(await receive()).toEqual([201, id, 'true']);
  const sent = { receivedOn: '2026-02-27', channel: 'email' };
  expect((await desk.caller.post(`/v1/contacts/${id}/complaint`, sent)).status).toBe(201);
  expect((await service.as(key).get(`/v1/contacts/${id}`)).status).toBe(404);
  expect(await receive()).toEqual([404, 'not_found', undefined]);
});

test('one resource has one Idempotency-Key, however its address is written', async () => {
  const { id, reference } = await desk.log({ receivedOn: '2026-02-27' });
  const paths = [
    id,
    id.toUpperCase(),
    reference,
    reference.toLowerCase(),
    `%43${reference.slice(1)}`,
  ].flatMap((named) => [`/v1/complaints/${named}/notes`, `/v1/complaints/${named}/n%6Ftes`]);
  const texts = new Set<string>();
  for (const path of paths) {
    const answer = await desk.post(path, { note: 'Rang, no answer' }).set('Idempotency-Key', 'one-resource');
    expect([path, answer.status]).toEqual([path, 201]);
    texts.add(answer.text);
  }
  expect(texts.size).toBe(1);
  expect(await desk.events).toEqual(['logged', 'noted']);
  const other = await desk.log({ receivedOn: '2026-02-27' });
  const there = await desk
    .post(desk.path('notes'), { note: 'Rang, no answer' })
    .set('Idempotency-Key', 'one-resource');
  expect([there.status, there.body.id]).toEqual([201, other.id]);
});

test('whose key is meant is the same however the id is written and the query ordered', async () => {
  const platform = service.as(await service.platformKey());
  const { landlordId } = desk;
  const { body: made } = await platform.post('/v1/api-keys', { name: 'CRM', roles: ['reader'], landlordId });
  const rotate = async (id: string, query: string) => {
    const answer = await platform
      .post(`/v1/api-keys/${id}/rotations?${query}`, {})
      .set('Idempotency-Key', 'whose');
    return [answer.status, answer.body.code];
  };
  expect(await rotate(made.id, `landlordId=${landlordId}`)).toEqual([201, undefined]);
  for (const [id, query] of [
    [made.id.toUpperCase(), `landlordId=${landlordId}`],
    [made.id, `landlordId=${landlordId.toUpperCase()}`],
    [made.id, `landlord%49d=${landlordId}`],
  ])
    expect(await rotate(id, query)).toEqual([409, 'answer_not_repeated']);
});
