import { shipped } from '../../../src/policy/procedures';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, openDesk } from '../../support/landlord-desk';
import { expectWholeRecord } from '../../support/whole-record';

let service: TestApp;
let desk: Desk;
const NONE = '01920000-0000-7000-8000-00000000dead';
const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const read = async (id: string) => (await desk.caller.get(`/v1/complaints/${id}`)).body;
const answer = (id: string, also: string[]) =>
  desk.caller.post(
    `/v1/complaints/${id}/outcomes`,
    on('2024-09-13', { outcome: 'upheld', method: 'letter', also }),
  );
async function acknowledged(receivedOn: string) {
  await desk.log({ receivedOn });
  return desk.act('acknowledgements', on('2024-09-06'));
}

test('one letter is recorded on each complaint it answers, which keeps its own dates and next stage', async () => {
  const one = await acknowledged('2024-09-02');
  const two = await acknowledged('2024-09-05');
  const three = await acknowledged('2024-08-30');
  const { status, body } = await answer(one.id, [two.reference, three.id]);
  expect([status, body.status, body.reference]).toEqual([201, 'responded', one.reference]);
  for (const { id, version } of [one, two, three]) {
    const complaint = await read(id);
    expect(complaint).toMatchObject({ status: 'responded', outcome: 'upheld', version: version + 1 });
    expect(complaint.stages[0].respondedOn).toBe('2024-09-13');
    const { items } = (await desk.caller.get(`/v1/complaints/${id}/events`)).body;
    expect(items.at(-1)).toMatchObject({ type: 'responded', data: { outcome: 'upheld' } });
  }
  const judged = async (id: string) =>
    (await read(id)).clocks.find(({ kind }: { kind: string }) => kind === 'respond').judgedOn;
  expect([await judged(one.id), await judged(two.id)]).toEqual(['2024-09-20', '2024-09-20']);
});

test('it is recorded on all of them or on none, and the refusal says on which it cannot be', async () => {
  const one = await acknowledged('2024-09-02');
  const two = await acknowledged('2024-09-02');
  const answered = await acknowledged('2024-09-02');
  await desk.act('outcomes', on('2024-09-10', { outcome: 'upheld', method: 'letter' }));
  const { status, body } = await answer(one.id, [two.id, answered.id]);
  expect([status, body.code, body.facts.also, body.errors[0].pointer]).toEqual([
    409,
    'already_answered',
    answered.reference,
    '/also/1',
  ]);
  expect(body.detail).toContain(`${answered.reference}: `);
  for (const { id, version } of [one, two]) expect(await read(id)).toMatchObject({ status: 'open', version });
});

test('a complaint that is not there, another landlord’s, itself or twice is no other one', async () => {
  const one = await acknowledged('2024-09-02');
  const two = await acknowledged('2024-09-02');
  const elsewhere = await openDesk(service, 'hhs');
  const foreign = await elsewhere.log({ receivedOn: '2024-09-02' });
  const codes = [];
  for (const also of [[NONE], [foreign.id], [one.reference], [two.id, two.reference]]) {
    const { status, body } = await answer(one.id, also);
    codes.push([status, body.code, body.errors[0].pointer]);
  }
  expect(codes).toEqual([
    [422, 'unknown_complaint', '/also/0'],
    [422, 'unknown_complaint', '/also/0'],
    [422, 'complaint_named_twice', '/also/0'],
    [422, 'complaint_named_twice', '/also/1'],
  ]);
  expect((await answer(one.id, Array(21).fill(two.id))).status).toBe(400);
  expect((await read(one.id)).version).toBe(2);
});

test('of two letters that answer each other’s complaint at once, one is recorded', async () => {
  const one = await acknowledged('2024-09-02');
  const two = await acknowledged('2024-09-02');
  const answers = await Promise.all([answer(one.id, [two.id]), answer(two.id, [one.id])]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect([(await read(one.id)).version, (await read(two.id)).version]).toEqual([3, 3]);
});

describe('of a letter against the procedure', () => {
  const EXPLAINED = shipped('code-2024')?.stages[0]?.response?.mustContain ?? [];
  const letter = (...codes: readonly string[]) =>
    on('2024-09-13', {
      outcome: 'upheld',
      method: 'letter',
      explanations: Object.fromEntries(EXPLAINED.map((key) => [key, 'As the letter says.'])),
      findings: [{ issue: 1, outcome: 'upheld', reasons: 'Seen on the visit.' }],
      departures: codes.map((code) => ({ code, decidedBy: null, why: 'She left that week.' })),
    });
  const departedFrom = async (id: string) =>
    (await code.caller.get(`/v1/complaints/${id}`)).body.departures.map(
      (departure: { code: string }) => departure.code,
    );
  let code: Desk;
  beforeAll(async () => {
    code = await openDesk(service, 'code-2024');
  });
  afterEach(() => expectWholeRecord(service, code));

  async function defined(handler: string | null) {
    await code.log({ receivedOn: '2024-09-02' });
    const definition = { issues: [{ text: 'Damp in the hall' }], outcomesSought: 'A dry hall' };
    const complaint = await code.act('acknowledgements', on('2024-09-06', { definition }));
    return handler ? code.act('assignments', on('2024-09-06', { person: handler })) : complaint;
  }

  test.each([
    ['the other answer', 'p.one', null],
    ['the first answer', null, 'p.one'],
  ])('each complaint takes the departures that it met: here %s alone', async (_, first, second) => {
    const one = await defined(first);
    const two = await defined(second);
    const path = `/v1/complaints/${one.id}/outcomes`;
    const { status } = await code.caller.post(path, { ...letter('no_handler'), also: [two.id] });
    expect(status).toBe(201);
    expect([await departedFrom(one.id), await departedFrom(two.id)]).toEqual([
      first ? [] : ['no_handler'],
      second ? [] : ['no_handler'],
    ]);
  });

  test('a departure that none of them met is refused, and so is one that is not named, of whichever it is', async () => {
    const one = await defined('p.one');
    const two = await defined(null);
    const path = `/v1/complaints/${one.id}/outcomes`;
    const body = { ...letter('no_handler', 'outcome_missing'), also: [two.id] };
    const unmet = await code.caller.post(path, body);
    expect([unmet.status, unmet.body.code, unmet.body.errors[0].pointer, unmet.body.allowed]).toEqual([
      422,
      'nothing_departed_from',
      '/departures/1/code',
      { departures: ['no_handler'] },
    ]);
    const unnamed = await code.caller.post(path, { ...letter(), also: [two.id] });
    expect([unnamed.status, unnamed.body.code, unnamed.body.facts.also, unnamed.body.recordable]).toEqual([
      422,
      'no_handler',
      two.reference,
      true,
    ]);
    // By itself the first answer keeps every rule, so that nothing is departed from there.
    expect((await code.caller.post(path, letter('no_handler'))).body.code).toBe('nothing_departed_from');
    expect((await code.caller.get(`/v1/complaints/${one.id}`)).body.status).toBe('open');
  });
});

describe('a second letter that revises the first', () => {
  const SECOND = { outcome: 'not-upheld', method: 'letter', revises: true };
  const letter = (id: string, body: object) => desk.caller.post(`/v1/complaints/${id}/outcomes`, body);
  async function answered() {
    const { id } = await acknowledged('2024-09-02');
    return desk
      .act('outcomes', on('2024-09-13', { outcome: 'upheld', method: 'letter' }))
      .then(() => ({ id }));
  }

  test('is shown beside it: the first met the date, and the later outcome stands in list and figures', async () => {
    const before = (await desk.caller.get('/v1/reports/overview?from=2024-09-01&to=2024-09-30')).body
      .outcomes;
    const { id } = await answered();
    const { status, body } = await letter(id, on('2024-10-01', SECOND));
    expect([status, body.status, body.outcome]).toEqual([201, 'responded', 'not-upheld']);
    expect(body.stages[0]).toMatchObject({
      outcome: 'not-upheld',
      respondedOn: '2024-10-01',
      answers: [
        { on: '2024-09-13', outcome: 'upheld', revises: false },
        { on: '2024-10-01', outcome: 'not-upheld', revises: true },
      ],
    });
    const respond = body.clocks.find(({ kind }: { kind: string }) => kind === 'respond');
    expect(respond).toMatchObject({ metOn: '2024-09-13', status: 'met' });
    const { items } = (await desk.caller.get(`/v1/complaints/${id}/events`)).body;
    expect(items.slice(-2)).toMatchObject([
      { type: 'responded', data: { revises: false } },
      { type: 'responded', data: { revises: true } },
    ]);
    const after = (await desk.caller.get('/v1/reports/overview?from=2024-09-01&to=2024-09-30')).body.outcomes;
    const count = (rows: { outcome: string | null; complaints: number }[], outcome: string) =>
      rows.filter((row) => row.outcome === outcome).reduce((sum, row) => sum + row.complaints, 0);
    expect(count(after, 'not-upheld') - count(before, 'not-upheld')).toBe(1);
    expect(count(after, 'upheld') - count(before, 'upheld')).toBe(0);
  });

  test('has to say so, and the refusal names the event that a mistake would be corrected in', async () => {
    const { id } = await answered();
    const { status, body } = await letter(id, on('2024-10-01', { ...SECOND, revises: false }));
    expect([status, body.code, body.allowed]).toEqual([
      409,
      'already_answered',
      { acts: ['corrections'], or: { revises: true }, event: 3 },
    ]);
  });

  test('is refused while there is none, and for who may not answer or asks amiss', async () => {
    const { id } = await acknowledged('2024-09-02');
    const none = await letter(id, on('2024-10-01', SECOND));
    expect([none.status, none.body.code]).toEqual([409, 'no_answer_to_revise']);
    expect((await letter(id, on('2024-10-01', { ...SECOND, revises: 'yes' }))).status).toBe(400);
    expect((await letter(NONE, on('2024-10-01', SECOND))).status).toBe(404);
  });

  test('is taken from who may answer, and its words go where the first ones do', async () => {
    const { id } = await answered();
    const path = `/v1/complaints/${id}/outcomes`;
    const explanations = { 'what-changed': 'The survey came late.' };
    const body = on('2024-10-01', { ...SECOND, explanations });
    const reader = service.as(await service.key(desk.landlordId, ['reader']));
    expect((await reader.post(path, body)).status).toBe(403);
    expect((await service.as('no-key').post(path, body)).status).toBe(401);
    expect((await letter(id, body)).status).toBe(201);
    const { items } = (await desk.caller.get(`/v1/complaints/${id}/events`)).body;
    expect(items.at(-1).texts).toEqual(explanations);
  });

  test('may revise the answers to several complaints', async () => {
    const [one, two] = [await answered(), await answered()];
    const { status } = await letter(one.id, on('2024-10-01', { ...SECOND, also: [two.id] }));
    expect(status).toBe(201);
    for (const { id } of [one, two]) expect((await read(id)).stages[0].answers).toHaveLength(2);
  });
});
