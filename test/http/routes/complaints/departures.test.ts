import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, LEAST, openDesk } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';

let service: TestApp;
let desk: Desk;
const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const WHY = 'The case came over from the old system without a name.';
const departing = (...codes: string[]) => ({
  departures: codes.map((code) => ({ code, decidedBy: 'staff-17', why: WHY })),
});

beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'code-2024');
});
beforeEach(() => desk.log({ receivedOn: '2024-09-02' }));
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const KEYS = [
  'stage',
  'complaint-definition',
  'decision',
  'reasons',
  'remedy',
  'outstanding-actions',
  'how-to-escalate',
];
const explanations = Object.fromEntries(KEYS.map((key) => [key, 'As it was found.']));
const answer = on('2024-09-16', { outcome: 'not-upheld', method: 'letter', explanations });

test('an answer without anybody assigned is refused, says how it is recorded, and then is', async () => {
  const refused = await desk.refused('outcomes', answer);
  expect(refused).toMatchObject({
    status: 422,
    code: 'no_handler',
    recordable: true,
    departures: [{ code: 'no_handler', clause: '/stages/0/handler', ids: [] }],
  });
  const answered = await desk.act('outcomes', { ...answer, ...departing('no_handler') });
  const departure = {
    n: 1,
    on: '2024-09-16',
    stage: 'stage-1',
    act: 'outcomes',
    code: 'no_handler',
    clause: '/stages/0/handler',
    ids: [],
    decidedBy: 'staff-17',
    title: 'Nobody handled the stage on that day',
  };
  expect(answered).toMatchObject({
    status: 'responded',
    departures: [departure],
    departedFrom: ['no_handler'],
  });
  expect(answered.advice.map(({ code }) => code)).toContain('departed');
  const { body } = await desk.caller.get(`/v1/complaints/${answered.id}/events`);
  const { n: _, on: __, stage: ___, title: ____, ...recorded } = departure;
  expect(body.items.at(-1)).toMatchObject({
    type: 'responded',
    data: { departures: [recorded] },
    texts: { 'departure/no_handler': WHY },
  });
});

test('the acts that can be recorded all the same stand apart from the actions', async () => {
  const { actions, recordable } = desk.complaint;
  expect(actions.map(({ act }) => act)).not.toContain('outcomes');
  expect(recordable).toContainEqual({
    act: 'outcomes',
    title: 'Give the outcome at this stage',
    method: 'POST',
    href: `/v1/complaints/${desk.complaint.id}/outcomes`,
    departures: [{ code: 'no_handler', clause: '/stages/0/handler', ids: [] }],
  });
});

test('a handler is offered no departure and may record none', async () => {
  const handler = service.as(await service.key(desk.landlordId, ['handler']));
  const path = `/v1/complaints/${desk.complaint.id}`;
  const refused = await handler.post(`${path}/outcomes`, { ...answer, ...departing('no_handler') });
  expect([refused.status, refused.body.code]).toEqual([403, 'departure_is_the_officers']);
  const { body } = await handler.get(path);
  expect(body.recordable).toEqual([]);
  expect(body.departures).toEqual([]);
  const logged = await handler.post('/v1/complaints', {
    ...LEAST,
    receivedOn: '2024-09-02',
    ...departing('not_an_entry_stage'),
  });
  expect([logged.status, logged.body.code]).toEqual([403, 'departure_is_the_officers']);
});

test.each([
  ['of a rule that this act keeps', departing('no_handler', 'panel_too_small'), 422, 'nothing_departed_from'],
  ['of no rule', departing('not_at_this_point'), 400, 'invalid_request'],
  ['twice', departing('no_handler', 'no_handler'), 400, 'invalid_request'],
  ['without a reason', { departures: [{ code: 'no_handler', decidedBy: null }] }, 400, 'invalid_request'],
  [
    'that does not say who decided',
    { departures: [{ code: 'no_handler', why: WHY }] },
    400,
    'invalid_request',
  ],
])('a departure %s is refused and nothing is stored', async (_, departures, status, code) => {
  const { version } = desk.complaint;
  const refused = await desk.refused('outcomes', { ...answer, ...departures });
  expect([refused.status, refused.code]).toEqual([status, code]);
  const { body } = await desk.caller.get(`/v1/complaints/${desk.complaint.id}`);
  expect(body.version).toBe(version);
});

test('a second request carries the present version, and is another request for its Idempotency-Key', async () => {
  const path = desk.path('outcomes');
  const refused = await desk.caller.post(path, answer).set('Idempotency-Key', 'answer-1');
  expect(refused.status).toBe(422);
  const again = { ...answer, ...departing('no_handler') };
  const same = await desk.caller.post(path, again).set('Idempotency-Key', 'answer-1');
  expect([same.status, same.body.code]).toEqual([422, 'key_reused']);
  const stale = await desk.caller.post(path, again).set('If-Match', '"99"');
  expect([stale.status, stale.body.code]).toEqual([412, 'stale_version']);
  const done = await desk.caller.post(path, again).set('If-Match', '"1"');
  expect(done.status).toBe(201);
});

test('departures are counted by their day, listed by their rule, and stand beside the self-assessment', async () => {
  const bare = { ...answer, explanations: {} };
  await desk.act('outcomes', { ...bare, ...departing('no_handler', 'explanation_missing') });
  const listed = await desk.caller.get('/v1/complaints?departure=no_handler&count=true');
  expect(listed.body.items.map(({ id }: { id: string }) => id)).toContain(desk.complaint.id);
  expect(listed.body.items[0]).toMatchObject({ departedFrom: ['no_handler', 'explanation_missing'] });
  const none = await desk.caller.get('/v1/complaints?departure=panel_too_small');
  expect(none.body.items).toEqual([]);
  const unknown = await desk.caller.get('/v1/complaints?departure=no_such_rule');
  expect(unknown.status).toBe(400);

  const period = await desk.caller.get('/v1/reports/overview?from=2024-09-16&to=2024-09-16');
  const ofTheAct = { stage: 'stage-1', act: 'outcomes' };
  const [unexplained, unhandled] = period.body.departures;
  expect(unexplained).toMatchObject({
    ...ofTheAct,
    code: 'explanation_missing',
    ids: ['Code 6.7', 'Code 6.9'],
  });
  expect(unhandled).toMatchObject({ ...ofTheAct, code: 'no_handler', ids: [] });
  expect([unexplained.acts, unexplained.complaints]).toEqual([1, 1]);
  const before = await desk.caller.get('/v1/reports/overview?from=2024-09-01&to=2024-09-15');
  expect(before.body.departures).toEqual([]);

  const year = '/v1/self-assessments/2024';
  expect((await desk.caller.put(year, { policyVersion: '2024' })).status).toBe(201);
  const first = await desk.caller.get(year);
  expect(first.body.recordedDepartures).toContainEqual(
    expect.objectContaining({ provision: null, code: 'no_handler' }),
  );
  for (const provision of ['6.7', '6.9'])
    expect(first.body.recordedDepartures).toContainEqual(
      expect.objectContaining({ provision, code: 'explanation_missing', acts: 1 }),
    );
  // The tag covers what the year's complaints show, which no version of the assessment knows of.
  const again = () => desk.caller.get(year).set('If-None-Match', String(first.headers.etag));
  expect((await again()).status).toBe(304);
  await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('outcomes', { ...answer, ...departing('no_handler') });
  expect((await again()).status).toBe(200);
});

test('words of a departure go with the erasure, and the departure stays as a figure', async () => {
  await desk.act('outcomes', { ...answer, ...departing('no_handler') });
  await desk.act('closures', on('2024-11-01', { reason: 'resident-satisfied' }));
  await desk.act('erasures', { basis: 'resident-request' });
  const { body } = await desk.caller.get(`/v1/complaints/${desk.complaint.id}/events`);
  expect(JSON.stringify(body)).not.toContain(WHY);
  expect(desk.complaint.departedFrom).toEqual(['no_handler']);
});

test('a complaint begun where the policy lets none begin, and a contact treated without agreement, are on record', async () => {
  const hexagon = await openDesk(service, 'hexagon');
  const stage2 = { receivedOn: '2024-09-02', stage: 'stage-2' };
  expect((await hexagon.refusedLog(stage2)).recordable).toBe(true);
  await hexagon.log({ ...stage2, ...departing('not_an_entry_stage') });
  expect(hexagon.complaint).toMatchObject({ stage: 'stage-2', departedFrom: ['not_an_entry_stage'] });

  const contact = { receivedOn: '2024-09-02', channel: 'phone', summary: 'The bin store is open.' };
  const westfield = await openDesk(service, 'westfield');
  const refused = await westfield.post('/v1/contacts', contact);
  expect([refused.body.code, refused.body.recordable]).toEqual(['agreement_missing', true]);
  const taken = await westfield.post('/v1/contacts', { ...contact, ...departing('agreement_missing') });
  expect([taken.status, taken.body.departures]).toEqual([
    201,
    [expect.objectContaining({ act: 'contacts', code: 'agreement_missing', decidedBy: 'staff-17' })],
  ]);
  await expectWholeRecord(service, hexagon, westfield);
});

test('what would come of acts against the procedure can be foreseen', async () => {
  const complaint = { receivedOn: '2024-09-02', channel: 'email' };
  const acts = [{ act: 'outcomes', body: { ...answer, ...departing('no_handler') } }];
  const { status, body } = await desk.caller.post('/v1/timelines', {
    procedure: 'code-2024',
    complaint,
    acts,
  });
  expect([status, body.status, body.refused]).toEqual([200, 'responded', null]);
});
