import { ROLES } from '../../../../src/policy/rules/roles';
import { changeException } from '../../../../src/complaints/landlord/compliance-exception';
import { redactException } from '../../../../src/complaints/landlord/redactions';
import { exceptionChangeSchema } from '../../../../src/policy/code/compliance-exception';
import { versionIn } from '../../../support/entity-tag';
import { type Caller, startTestApp, TEST_NOW, type TestApp } from '../../../support/app';
import { meanwhile } from '../../../support/while-uncommitted';
import { everythingStored } from '../../../support/whole-record';

let service: TestApp;
let landlordId: string;
let admin: Caller;
beforeAll(async () => {
  service = await startTestApp();
});
beforeEach(async () => {
  landlordId = await service.landlord();
  admin = service.as(
    await service.key(landlordId, ['landlord-admin', 'complaints-officer'], { name: 'Ann' }),
  );
});
afterAll(() => service.stop());

const PATH = '/v1/compliance-exceptions';
const NAMED = 'Ms Quill-Ashby let the attackers in.';
const CLEARED = 'An attack put the systems out of use.';
const ATTACK = { from: '2026-02-16', expectedReturnOn: '2026-04-01', reason: NAMED };
const ABSENT = '01920000-0000-7000-8000-00000000dead';

async function recorded(by = admin): Promise<{ id: string; path: string }> {
  const { status, body } = await by.post(PATH, ATTACK).set('Idempotency-Key', 'attack');
  expect(status).toBe(201);
  return { id: body.id, path: `${PATH}/${body.id}/redactions` };
}
const change = async (id: string, changes: object) => {
  const { status, body } = await admin.put(`${PATH}/${id}`, { ...ATTACK, ...changes });
  expect(status).toBe(200);
  return body;
};
const wordsOf = (body: { record: Record<string, unknown>[] }) =>
  body.record.map(({ version, reason, why, redactions }) => [version, reason, why, redactions]);

test('a name that should not be in an exception goes from every version, and each says that words went', async () => {
  const { id, path } = await recorded();
  await change(id, { ombudsmanToldOn: '2026-02-17' });
  const why = 'Mr Osei-Brandt is away.';
  await change(id, { ombudsmanToldOn: '2026-02-17', expectedReturnOn: '2026-05-01', why });
  const other = { ombudsmanToldOn: '2026-02-17', expectedReturnOn: '2026-05-01', reason: 'An attack.' };
  const before = await change(id, { ...other, why: NAMED });

  const first = await admin.post(path, { version: 1, reason: CLEARED });
  expect([first.status, versionIn(first.headers.etag)]).toEqual([201, '"4-4"']);
  const entry = { at: TEST_NOW, by: before.recordedBy };
  const reasonWent = { ...entry, fields: ['reason'] };
  const whyWent = { ...entry, fields: ['why'] };
  expect(wordsOf(first.body)).toEqual([
    [1, CLEARED, null, [reasonWent]],
    [2, CLEARED, null, [reasonWent]],
    [3, CLEARED, why, [reasonWent]],
    [4, 'An attack.', CLEARED, [whyWent]],
  ]);
  expect(first.body).toEqual({
    ...before,
    why: CLEARED,
    redactions: [whyWent],
    record: first.body.record,
  });

  const second = await admin.post(path, { version: 3, reason: 'An attack on it.', why: 'Staff are away.' });
  expect([second.status, versionIn(second.headers.etag)]).toEqual([201, '"4-8"']);
  expect(wordsOf(second.body)[2]).toEqual([
    3,
    'An attack on it.',
    'Staff are away.',
    [reasonWent, { ...entry, fields: ['reason', 'why'] }],
  ]);
  const read = await admin.get(`${PATH}/${id}`);
  expect([read.body, versionIn(read.headers.etag)]).toEqual([second.body, '"4-8"']);
  expect((await admin.get(PATH)).body.items).toMatchObject([{ id, redactions: [whyWent, whyWent] }]);

  const left = await everythingStored(service.owner);
  for (const name of ['Quill-Ashby', 'Osei-Brandt']) expect(left).not.toContain(name);
});

test('what is kept of earlier requests has the words no more, and sending one again does not bring them back', async () => {
  const { id, path } = await recorded();
  const early = { version: 1, reason: 'Ms Quill-Ashby was deceived.' };
  const first = await admin.post(path, early).set('Idempotency-Key', 'early');
  expect(first.body.reason).toBe(early.reason);
  const upper = `${PATH}/${id.toUpperCase()}/redactions`;
  expect((await admin.post(upper, { version: 1, reason: CLEARED })).status).toBe(201);
  expect(await everythingStored(service.owner)).not.toContain('Quill-Ashby');
  const again = [
    await admin.post(PATH, ATTACK).set('Idempotency-Key', 'attack'),
    await admin.post(path, early).set('Idempotency-Key', 'early'),
  ];
  expect(again.map(({ status, body }) => [status, body.code])).toEqual([
    [409, 'answer_not_repeated'],
    [409, 'answer_not_repeated'],
  ]);
  const { body } = await admin.get(`${PATH}/${id}`);
  expect([body.reason, body.redactions.length]).toEqual([CLEARED, 2]);
});

test('a redaction sent twice is done once and answered alike', async () => {
  const { path } = await recorded();
  const redact = () => admin.post(path, { version: 1, reason: CLEARED }).set('Idempotency-Key', 'once');
  const [first, second] = [await redact(), await redact()];
  expect([second.status, second.headers['idempotency-replayed'], versionIn(second.headers.etag)]).toEqual([
    201,
    'true',
    '"1-1"',
  ]);
  expect(second.body).toEqual(first.body);
  expect(first.body.redactions).toHaveLength(1);
});

test('whoever read it before the words went does not write them back unawares', async () => {
  const { id, path } = await recorded();
  await admin.post(path, { version: 1, reason: CLEARED });
  const body = { ...ATTACK, publishedOn: '2026-02-20', why: 'It was published.' };
  const { status, body: stale } = await admin.put(`${PATH}/${id}`, body).set('If-Match', '"1"');
  expect([status, stale.code, stale.detail]).toEqual([412, 'stale_version', 'The present version is "1-1".']);
  const anew = await admin.put(`${PATH}/${id}`, { ...body, reason: CLEARED }).set('If-Match', '"1-1"');
  expect([anew.status, versionIn(anew.headers.etag), anew.body.redactions]).toEqual([200, '"2-1"', []]);
});

test('once words went, a change has to say that it knows', async () => {
  const { id, path } = await recorded();
  await admin.post(path, { version: 1, reason: CLEARED });
  const change = { ...ATTACK, publishedOn: '2026-02-20', why: 'It was published.' };
  const unread = await admin.put(`${PATH}/${id}`, change);
  const anything = await admin.put(`${PATH}/${id}`, change).set('If-Match', '*');
  for (const { status, body } of [unread, anything])
    expect([status, body.code, body.detail]).toEqual([
      428,
      'condition_required',
      'The present version is "1-1".',
    ]);
  const read = admin.put(`${PATH}/${id}`, { ...change, reason: CLEARED }).set('If-Match', '"1-1"');
  expect((await read).status).toBe(200);
  expect(await everythingStored(service.owner)).not.toContain('Quill-Ashby');
});

test('a change that comes while words are taken out is told the version without them', async () => {
  const { id } = await recorded();
  const who = { landlordId, actor: 'another' };
  const change = { ...ATTACK, publishedOn: '2026-02-20', why: 'It was published.' };
  const stale = await meanwhile(
    service,
    (deps) => redactException(deps, who, id, { version: 1, reason: CLEARED }),
    () => admin.put(`${PATH}/${id}`, change).set('If-Match', '"1"'),
  );
  expect([stale.status, stale.body.detail]).toEqual([412, 'The present version is "1-1".']);
  expect(await everythingStored(service.owner)).not.toContain('Quill-Ashby');
});

test('words are taken out of a version too that is being written at that moment', async () => {
  const { id, path } = await recorded();
  const who = { landlordId, actor: 'another' };
  const given = exceptionChangeSchema.parse({
    ...ATTACK,
    publishedOn: '2026-02-20',
    why: 'It was published.',
  });
  const redacted = await meanwhile(
    service,
    (deps) => changeException(deps, who, id, { given, hasRead: () => true }),
    () => admin.post(path, { version: 1, reason: CLEARED }),
  );
  expect([redacted.status, versionIn(redacted.headers.etag)]).toEqual([201, '"2-2"']);
  expect(await everythingStored(service.owner)).not.toContain('Quill-Ashby');
});

test('a version that is not there, or has no such words, and a request that gives none are refused', async () => {
  const { path } = await recorded();
  const refused = async (body: object) => {
    const answer = await admin.post(path, body);
    return [answer.status, answer.body.code, answer.body.errors[0].pointer];
  };
  expect(await refused({ version: 2, reason: CLEARED })).toEqual([422, 'no_such_version', '/version']);
  expect(await refused({ version: 1, why: CLEARED })).toEqual([422, 'no_words_there', '/why']);
  expect((await refused({ version: 1 })).slice(0, 2)).toEqual([400, 'invalid_request']);
  expect(await refused({ reason: CLEARED })).toEqual([400, 'invalid_request', '/version']);
  expect(await refused({ version: 1, reason: '' })).toEqual([400, 'invalid_request', '/reason']);
  expect(await refused({ version: 0, reason: CLEARED })).toEqual([400, 'invalid_request', '/version']);
  expect((await admin.post(`${PATH}/soon/redactions`, { version: 1, reason: CLEARED })).status).toBe(400);
});

test('it is the admin’s to do, and another landlord’s exception is not there', async () => {
  const { id, path } = await recorded();
  const body = { version: 1, reason: CLEARED };
  const answered: Record<string, number> = {};
  for (const role of ROLES) {
    const key =
      role === 'platform-admin' ? await service.platformKey() : await service.key(landlordId, [role]);
    answered[role] = (await service.as(key).post(path, body)).status;
  }
  expect(answered).toEqual({
    'platform-admin': 403,
    'landlord-admin': 201,
    'complaints-officer': 403,
    handler: 403,
    reader: 403,
    scrutiny: 403,
  });
  expect((await service.as().post(path, body)).status).toBe(401);
  expect((await admin.post(`${PATH}/${ABSENT}/redactions`, body)).status).toBe(404);
  const stranger = service.as(await service.key(await service.landlord(), ['landlord-admin']));
  for (const each of [id, ABSENT]) {
    const answer = await stranger
      .post(`${PATH}/${each}/redactions`, body)
      .set('Idempotency-Key', `theirs-${each}`);
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
  }
  expect((await admin.get(`${PATH}/${id}`)).body.redactions).toHaveLength(1);
});

test('words are put in the place of words with an entry that says so, and by nobody in any other way', async () => {
  const { id } = await recorded();
  const change = (set: string) => service.owner.query({ text: `update compliance_exceptions set ${set}` });
  const entry = `redactions || '[{"by": "x"}]'`;
  for (const set of [
    `reason = 'x'`,
    `reason = 'x', redactions = '[]'`,
    `reason = 'x', redactions = '[{"by": "x"}, {"by": "x"}, {"by": "x"}, {"by": "x"}]'`,
    `returned_on = '2026-03-01', redactions = ${entry}`,
    `why = 'x', redactions = ${entry}`,
  ])
    await expect(change(set)).rejects.toThrow('an exception is immutable');
  await expect(service.owner.query({ text: 'delete from compliance_exceptions' })).rejects.toThrow(
    'an exception is immutable',
  );
  const asService = service.database
    .of(landlordId)
    .query({ text: `update compliance_exceptions set reason = 'x' where id = '${id}'` });
  await expect(asService).rejects.toThrow('permission denied');
});
