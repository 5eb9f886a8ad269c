import { shipped } from '../../../../src/policy/procedures';
import { startTestApp, type TestApp } from '../../../support/app';
import { versionIn } from '../../../support/entity-tag';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { everythingStored, expectWholeRecord } from '../../../support/whole-record';

let service: TestApp;
let desk: Desk;
const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const why = 'The letter is dated otherwise.';
const EXPLAINED = shipped('code-2024')?.stages[0]?.response?.mustContain ?? [];
const ANSWER = {
  outcome: 'upheld',
  decidedBy: 'p.one',
  explanations: Object.fromEntries(EXPLAINED.map((key) => [key, 'As the letter says.'])),
  findings: [{ issue: 1, outcome: 'upheld', reasons: 'Seen on the visit.' }],
};
const DEFINITION = { issues: [{ text: 'Damp in the bedroom' }], outcomesSought: 'A dry wall' };
const EXTENSION = {
  newDueOn: '2025-06-30',
  reason: 'The surveyor is ill.',
  agreed: true,
  noticeGiven: true,
  ombudsmanContactGiven: true,
};

beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'code-2024');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

interface Shown {
  readonly sequence: number;
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly texts: Record<string, string>;
  readonly struck: { by: number; on: string } | null;
  readonly changed: { by: number; on: string } | null;
}
const recordOf = async (id = desk.complaint.id): Promise<Shown[]> =>
  (await desk.caller.get(`/v1/complaints/${id}/events`)).body.items;
const read = async (id: string) => (await desk.caller.get(`/v1/complaints/${id}`)).body;
const correct = (...changes: object[]) => desk.act('corrections', { why, changes });
const strike = (event: number, rest: object = {}) => ({ event, strike: true, ...rest });

/** Received on 2 June 2025, acknowledged with its definition on the 4th. */
async function acknowledged(): Promise<void> {
  await desk.log({ receivedOn: '2025-06-02' });
  await desk.act('acknowledgements', on('2025-06-04', { definition: DEFINITION }));
}
async function answered(day: string): Promise<void> {
  await desk.act('assignments', on(day, { person: 'p.one' }));
  await desk.act('outcomes', on(day, ANSWER));
}

describe('the mistakes of the table', () => {
  test('a wrong date is put right, and what follows from it is worked out anew', async () => {
    await acknowledged();
    await desk.act('extensions', on('2025-06-12', EXTENSION));
    expect((await recordOf())[3]?.data).toMatchObject({ fromDueOn: '2025-06-18' });
    await correct({ event: 2, with: { occurredOn: '2025-06-03' } });
    expect(desk.clock('acknowledge', 'stage-1')).toMatchObject({ metOn: '2025-06-03', status: 'met' });
    const record = await recordOf();
    expect(record[1]).toMatchObject({ struck: null, changed: { by: 5 } });
    expect(record[3]).toMatchObject({ data: { fromDueOn: '2025-06-18' }, changed: { by: 5 } });
    expect(record[4]).toMatchObject({
      type: 'corrected',
      data: {
        changes: [
          { sequence: 2, why: 'named', now: { on: '2025-06-03' } },
          { sequence: 3, why: 'named', now: { on: '2025-06-03' } },
          { sequence: 4, why: 'follows', now: { on: '2025-06-12', data: { fromDueOn: '2025-06-17' } } },
        ],
      },
      texts: { why },
      promised: [],
    });
  });

  test('an extension of another case is struck: the dates are those before it, and the promise shows', async () => {
    await acknowledged();
    await desk.act('extensions', on('2025-06-12', EXTENSION));
    await correct(strike(4, { movedTo: 'C-2025-000999' }));
    expect(desk.clock('respond', 'stage-1')).toMatchObject({
      dueOn: '2025-06-18',
      judgedOn: '2025-06-18',
      promisedDueOn: '2025-06-30',
      status: 'missed',
    });
    expect(desk.complaint.advice).toContainEqual(
      expect.objectContaining({
        code: 'told_another_date',
        sentence: expect.stringContaining('was told Monday 30 June 2025'),
      }),
    );
    expect((await recordOf())[3]).toMatchObject({ struck: { by: 5 } });
    // Told now, the resident goes by the new date.
    await desk.act('corrections', {
      why,
      residentTold: true,
      changes: [{ event: 2, with: { method: 'email' } }],
    });
    expect(desk.clock('respond', 'stage-1').promisedDueOn).toBeNull();
    expect(desk.complaint.advice.map(({ code }) => code)).not.toContain('told_another_date');
  });

  test('an award on the wrong case counts in no figure, and one corrected by its true amount', async () => {
    await acknowledged();
    const period = 'from=2025-06-09&to=2025-06-09';
    const figures = async () => (await desk.caller.get(`/v1/reports/overview?${period}`)).body;
    await desk.act('compensation', on('2025-06-09', { pence: 5000, for: 'delay' }));
    await desk.act('compensation', on('2025-06-09', { pence: 7000, for: 'distress' }));
    expect((await figures()).compensation).toEqual({ awards: 2, pence: 12000 });
    await correct(strike(4), { event: 5, with: { pence: 700 } });
    expect((await figures()).compensation).toEqual({ awards: 1, pence: 700 });
    expect(desk.complaint.compensation).toMatchObject([{ n: 2, pence: 700 }]);
    // A number once given is given to nothing else.
    await desk.act('compensation', on('2025-06-10', { pence: 900, for: 'delay' }));
    expect(desk.complaint.compensation.map(({ n }) => n)).toEqual([2, 3]);
  });

  test('withdrawn by mistake, it stands where it stood', async () => {
    await acknowledged();
    await desk.act('withdrawals', on('2025-06-10'));
    await correct(strike(4));
    expect(desk.complaint).toMatchObject({ status: 'open', withdrawnOn: null });
    expect(desk.clock('respond', 'stage-1')).toMatchObject({ judgedOn: '2025-06-18', stoppedOn: null });
  });

  test('a complaint is not opened again for a mistake, and the refusal names the event to strike', async () => {
    await acknowledged();
    await desk.act('withdrawals', on('2025-06-10'));
    await desk.act('notes', on('2025-06-11', { note: 'She never said so.' }));
    const body = { reason: 'withdrawn-by-mistake', explanation: 'She never said so.', decidedBy: 'o.one' };
    const refused = await desk.refused('reopenings', on('2025-06-12', body));
    expect([refused.status, refused.code, refused.allowed]).toEqual([
      422,
      'mistake_to_correct',
      { act: 'corrections', event: 4, reason: ['new-evidence'] },
    ]);
  });

  test('an escalation by mistake is struck with what was done at the stage', async () => {
    await acknowledged();
    await answered('2025-06-16');
    await desk.act('escalations', on('2025-06-20', { reason: 'Not answered.' }));
    await desk.act('acknowledgements', on('2025-06-23', { definition: DEFINITION }));
    const refused = await desk.caller.post(desk.path('corrections'), { why, changes: [strike(6)] });
    expect([refused.status, refused.body.code]).toEqual([409, 'later_acts_do_not_fit']);
    expect(refused.body.facts.acts).toMatchObject([
      { event: 7, act: 'acknowledgements', code: 'not_at_this_point', recordable: false },
    ]);
    expect(await recordOf()).toHaveLength(8);
    await correct(strike(6), strike(7));
    expect(desk.complaint).toMatchObject({ status: 'responded', stage: 'stage-1' });
    expect(desk.complaint.stages).toHaveLength(1);
  });

  test('merged by mistake, both run from their own receipt, and each says so', async () => {
    const older = await desk.log({ receivedOn: '2025-05-06' });
    const newer = await desk.log({ receivedOn: '2025-05-08' });
    await desk.act(
      'mergers',
      on('2025-05-09', { into: older.reference, sameComplainant: true, reason: 'One matter.' }),
    );
    await correct(strike(2));
    expect(desk.complaint).toMatchObject({ status: 'open', mergedInto: null });
    expect(desk.clock('respond', 'stage-1')).toMatchObject({ judgedOn: '2025-05-30', status: 'missed' });
    expect(await read(older.id)).toMatchObject({ mergedFrom: [], version: 3 });
    expect((await recordOf(older.id)).map(({ type, struck }) => [type, struck?.by ?? null])).toEqual([
      ['logged', null],
      ['merged-from', 3],
      ['corrected', null],
    ]);
    expect(newer.id).toBe(desk.complaint.id);
  });

  test('what had been forgotten is put in, met on its true day', async () => {
    await acknowledged();
    await answered('2025-06-16');
    await correct({ before: 4, act: 'contacts', body: on('2025-06-05', { method: 'phone' }) });
    expect(desk.complaint.stages[0]).toMatchObject({ contactedOn: '2025-06-05', respondedOn: '2025-06-16' });
    expect((await recordOf()).at(-1)?.data).toMatchObject({
      inserted: [{ n: 1, before: 4, type: 'contacted', on: '2025-06-05' }],
    });
  });

  test('the whole complaint, entered twice, is void: kept, and in no list, figure or worklist', async () => {
    const path = '/v1/reports/overview?from=2025-07-07&to=2025-07-07';
    await desk.log({ receivedOn: '2025-07-07' });
    expect((await desk.caller.get(path)).body.received).toBe(1);
    await correct(strike(1, { as: 'duplicate' }));
    expect(desk.complaint).toMatchObject({
      status: 'void',
      clocks: [],
      nextDue: null,
      voided: { as: 'duplicate' },
    });
    expect((await desk.caller.get(path)).body.received).toBe(0);
    const listed = async (query: string) =>
      (await desk.caller.get(`/v1/complaints?${query}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await listed('receivedFrom=2025-07-07&receivedTo=2025-07-07')).toEqual([]);
    expect(await listed('status=void')).toEqual([desk.complaint.id]);
    expect((await desk.refused('acknowledgements', on('2025-07-08', { definition: DEFINITION }))).code).toBe(
      'complaint_void',
    );
    await correct({ event: 1, strike: false });
    expect(desk.complaint).toMatchObject({ status: 'open', voided: null });
    expect((await desk.caller.get(path)).body.received).toBe(1);
  });

  test('a wrong handler is seen no more by whoever had it', async () => {
    await acknowledged();
    await desk.act('assignments', on('2025-06-05', { person: 'p.wrong' }));
    await correct({ event: 4, with: { person: 'p.right' } });
    expect(desk.complaint.handler).toBe('p.right');
  });
});

test('an act that no longer keeps the procedure is listed as recordable, and can stand as a departure', async () => {
  await acknowledged();
  await desk.act('extensions', on('2025-06-18', EXTENSION));
  const changes = [{ event: 2, with: { occurredOn: '2025-06-03' } }];
  const refused = await desk.refused('corrections', { why, changes });
  expect(refused.facts?.acts).toMatchObject([
    { event: 4, act: 'extensions', code: 'extension_after_due_date', recordable: true },
  ]);
  const departures = [
    { event: 4, code: 'extension_after_due_date', decidedBy: null, why: 'Nobody saw the date.' },
  ];
  await desk.act('corrections', { why, changes, departures });
  expect(desk.clock('respond', 'stage-1')).toMatchObject({ dueOn: '2025-06-30', judgedOn: '2025-06-17' });
  expect(desk.complaint.departures).toMatchObject([
    { act: 'extensions', code: 'extension_after_due_date', decidedBy: null },
  ]);
  expect((await recordOf()).at(-1)?.texts).toEqual({
    why,
    '4/departure/extension_after_due_date': 'Nobody saw the date.',
  });
  // The true day was the one on record after all: the extension keeps the procedure again.
  await correct({ event: 2, with: { occurredOn: '2025-06-04' } });
  expect(desk.complaint.departures).toEqual([]);
  expect(desk.clock('respond', 'stage-1')).toMatchObject({ dueOn: '2025-06-30', judgedOn: '2025-06-30' });
});

describe('words', () => {
  test('of a struck act go for good where that is asked, and the rest of the record still proves itself', async () => {
    await acknowledged();
    await desk.act('notes', on('2025-06-05', { note: 'Mr Grey of number 9 rang about his boiler.' }));
    await correct(strike(4, { eraseWords: true }));
    expect((await recordOf())[3]).toMatchObject({ texts: {}, struck: { by: 5 } });
    expect(JSON.stringify(await recordOf())).not.toContain('boiler');
  });

  test('can go later, with those that a correction had given', async () => {
    await acknowledged();
    await desk.act('notes', on('2025-06-05', { note: 'Mr Grey rang about his boiler.' }));
    await correct({ event: 4, with: { note: 'Mr Grey rang about his tank.' } });
    expect((await recordOf())[4]?.texts).toMatchObject({ '4/note': 'Mr Grey rang about his tank.' });
    await correct(strike(4));
    await correct({ event: 4, eraseWords: true });
    const record = await recordOf();
    expect([record[3]?.texts, record[4]?.texts]).toEqual([{}, { why }]);
  });
});

describe('erased words are nowhere', () => {
  /** Of these words, those that some table still holds. */
  const stillStored = async (words: readonly string[]) => {
    const everything = await everythingStored(service.owner);
    return words.filter((word) => everything.includes(word));
  };

  test('of a complaint struck as a whole: its people as they are, as they were, and in answers kept', async () => {
    const words = ['Zebedee Quill', 'zebedee@example.org', 'Yolanda Quill', 'purple ink', 'harpsichord'];
    await desk.log({
      receivedOn: '2025-06-02',
      complainant: { name: 'Zebedee Quill', email: 'zebedee@example.org' },
      summary: 'A harpsichord at night',
    });
    const particulars = on('2025-06-05', {
      why: 'changed',
      complainant: { name: 'Yolanda Quill' },
      note: 'She signs for him, in purple ink.',
    });
    const changed = await desk.caller
      .post(desk.path('particulars'), particulars)
      .set('Idempotency-Key', 'people-that-go');
    expect([changed.status, changed.body.formerParticulars.length]).toEqual([201, 1]);
    expect(await stillStored(words)).toEqual(words);
    await correct(strike(1, { as: 'not-a-complaint', eraseWords: true }));
    expect(await stillStored(words)).toEqual([]);
    expect(desk.complaint).toMatchObject({ status: 'void', complainant: null, formerParticulars: [] });
    expect((await recordOf()).map(({ type, texts }) => [type, texts])).toEqual([
      ['logged', {}],
      ['particulars-changed', {}],
      ['corrected', { why }],
    ]);
  });

  test('of an act: in the act, in what a correction gave for it, tried out or made, and in answers kept', async () => {
    const words = ['spinet', 'clavichord', 'kettledrum'];
    await acknowledged();
    const note = on('2025-06-05', { note: 'Mr Grey rang about his spinet.' });
    await desk.caller.post(desk.path('notes'), note).set('Idempotency-Key', 'a-note-that-goes');
    const change = {
      kind: 'correction',
      complaint: desk.complaint.reference.toLowerCase(),
      why,
      changes: [{ event: 4, with: { note: 'Mr Grey rang about his kettledrum.' } }],
    };
    const rehearsed = await desk.caller
      .post('/v1/rehearsals', { change })
      .set('Idempotency-Key', 'words-tried-out');
    expect(rehearsed.status).toBe(201);
    await correct({ event: 4, with: { note: 'Mr Grey rang about his clavichord.' } });
    expect(await stillStored(words)).toEqual(words);
    await correct(strike(4, { eraseWords: true }));
    expect(await stillStored(words)).toEqual([]);
    // The words of other acts stay, though they were recorded at the same moment.
    expect((await recordOf())[2]?.texts).toMatchObject({ 'issue-1': 'Damp in the bedroom' });
    const applied = await desk.caller.post(`/v1/rehearsals/${rehearsed.body.id}/application`, {});
    expect([applied.status, applied.body.code]).toEqual([409, 'world_moved_on']);
    const shown = await desk.caller.get(`/v1/rehearsals/${rehearsed.body.id}`);
    expect([shown.status, shown.body.change]).toEqual([
      200,
      { kind: 'correction', complaint: change.complaint, residentTold: false },
    ]);
  });
});

describe('what cannot be corrected so', () => {
  const refusal = async (changes: object[], rest: object = {}) => {
    const before = (await recordOf()).length;
    const { status, body } = await desk.caller.post(desk.path('corrections'), { why, changes, ...rest });
    expect((await recordOf()).length).toBe(before);
    return [status, body.code, body.allowed];
  };
  const codeOf = async (changes: object[]) => (await refusal(changes)).slice(0, 2);

  test('names what would do, and stores nothing', async () => {
    await acknowledged();
    await desk.act('holds', { reason: 'court-claim', reviewOn: '2027-01-04' });
    await desk.act('notes', on('2025-06-05', { note: 'She rang again.' }));
    await correct(strike(5));
    expect(await refusal([{ event: 99, strike: true }])).toEqual([
      409,
      'no_such_event',
      { events: [1, 2, 3] },
    ]);
    expect(await codeOf([{ before: 1, act: 'notes', body: { note: 'First.' } }])).toEqual([
      409,
      'no_such_event',
    ]);
    expect(await refusal([{ event: 6, strike: true }])).toEqual([
      409,
      'not_correctable',
      { events: [5], inserted: [] },
    ]);
    expect(await refusal([strike(5)])).toEqual([409, 'already_struck', { event: 5, strike: false }]);
    expect(await codeOf([{ event: 2, strike: false }])).toEqual([409, 'not_struck']);
    expect(await refusal([strike(4)])).toEqual([409, 'not_correctable', { act: 'holds/{n}/releases' }]);
    expect(await codeOf([])).toEqual([422, 'nothing_to_correct']);
    expect(await codeOf([{ event: 2, with: { occurredOn: '2025-06-04' } }])).toEqual([
      422,
      'nothing_to_correct',
    ]);
    expect(await codeOf([strike(2), strike(3)])).toEqual([422, 'named_twice']);
    expect(await codeOf([strike(1)])).toEqual([422, 'correction_contradicts_itself']);
    expect(await codeOf([{ event: 2, strike: true, with: { method: 'email' } }])).toEqual([
      422,
      'correction_contradicts_itself',
    ]);
    expect(await codeOf([{ event: 2, with: { colour: 'red' } }])).toEqual([422, 'act_misworded']);
    expect(await codeOf([{ event: 2, with: { occurredOn: '2025-05-01' } }])).toEqual([
      422,
      'corrected_act_refused',
    ]);
    expect(await codeOf([{ event: 1, with: { complainant: { name: 'Mr Grey' } } }])).toEqual([
      422,
      'not_corrected_here',
    ]);
    expect(
      await codeOf([
        { before: 2, act: 'representatives', body: { name: 'Cllr J. Grey', occurredOn: '2025-06-03' } },
      ]),
    ).toEqual([422, 'cannot_be_put_in']);
    expect(await codeOf([{ event: 1, with: { receivedOn: '2025-06-05' } }])).toEqual([
      409,
      'later_acts_do_not_fit',
    ]);
  });

  test('an act of an erased complaint', async () => {
    await desk.log({ receivedOn: '2024-06-03' });
    await desk.act('withdrawals', on('2024-06-05'));
    await desk.act('erasures', { basis: 'resident-request' });
    expect(await codeOf([strike(2)])).toEqual([409, 'erased']);
  });

  test('is malformed, nobody’s, a handler’s, of nothing or of another version', async () => {
    await acknowledged();
    const path = desk.path('corrections');
    const body = { why, changes: [{ event: 2, with: { method: 'letter' } }] };
    expect((await desk.caller.post(path, { changes: body.changes })).status).toBe(400);
    expect((await desk.caller.post(path, { why, changes: [{ strike: true }] })).status).toBe(400);
    expect((await service.as().post(path, body)).status).toBe(401);
    const handler = service.as(await service.key(desk.landlordId, ['handler']));
    expect((await handler.post(path, body)).status).toBe(403);
    expect((await desk.caller.post('/v1/complaints/C-2025-999999/corrections', body)).status).toBe(404);
    const stale = await desk.caller.post(path, body).set('If-Match', '"1"');
    expect([stale.status, versionIn(stale.headers.etag)]).toEqual([412, '"3"']);
    const done = await desk.caller.post(path, body).set('If-Match', '"3"');
    expect([done.status, versionIn(done.headers.etag)]).toEqual([201, '"4"']);
  });

  test('of two at once, the second finds the first', async () => {
    await acknowledged();
    await desk.act('notes', on('2025-06-05', { note: 'She rang again.' }));
    const path = desk.path('corrections');
    const answers = await Promise.all(
      [1, 2].map(() => desk.caller.post(path, { why, changes: [strike(4)] })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('already_struck');
  });
});

describe('rehearsed', () => {
  const rehearse = async (changes: object[]) => {
    const change = { kind: 'correction', complaint: desk.complaint.reference, why, changes };
    const { status, body } = await desk.caller.post('/v1/rehearsals', { change });
    expect({ status, code: body.code }).toEqual({ status: 201, code: undefined });
    return body;
  };
  const apply = (id: string) => desk.caller.post(`/v1/rehearsals/${id}/application`, {});

  test('it shows the dates that move and the facts that follow, and applied it does that', async () => {
    await acknowledged();
    await desk.act('extensions', on('2025-06-12', EXTENSION));
    const { id, moves } = await rehearse([{ event: 2, with: { occurredOn: '2025-06-03' } }]);
    expect(moves).toMatchObject([
      {
        complaintId: desk.complaint.id,
        refusal: null,
        correction: {
          follows: [
            {
              event: 4,
              act: 'extensions',
              before: { data: { fromDueOn: '2025-06-18' } },
              after: { data: { fromDueOn: '2025-06-17' } },
            },
          ],
          misfits: [],
          statusFrom: 'open',
          statusTo: 'open',
        },
      },
    ]);
    expect(await recordOf()).toHaveLength(4);
    expect((await apply(id)).status).toBe(201);
    expect((await recordOf()).map(({ type, changed }) => [type, changed?.by ?? null])).toEqual([
      ['logged', null],
      ['acknowledged', 5],
      ['defined', 5],
      ['extended', 5],
      ['corrected', null],
    ]);
    expect((await apply(id)).body.code).toBe('already_applied');
  });

  test('acts that do not fit are what it shows; it is applied only once there are none', async () => {
    await acknowledged();
    await answered('2025-06-16');
    await desk.act('escalations', on('2025-06-20', { reason: 'Not answered.' }));
    const { id, moves } = await rehearse([strike(5)]);
    expect(moves[0].correction.misfits).toMatchObject([{ event: 6, code: 'not_answered_yet' }]);
    const { status, body } = await apply(id);
    expect([status, body.code]).toEqual([409, 'later_acts_do_not_fit']);
    expect(await recordOf()).toHaveLength(6);
    const whole = await rehearse([strike(5), strike(6)]);
    expect(whole.moves[0].correction).toMatchObject({
      misfits: [],
      statusFrom: 'open',
      statusTo: 'open',
      stageFrom: 'stage-2',
      stageTo: 'stage-1',
    });
    await desk.act('notes', { note: 'She rang again.' });
    expect((await apply(whole.id)).body.code).toBe('world_moved_on');
  });
});

describe('a particular that decides a limit', () => {
  const BY_CHANNEL = {
    name: 'invented',
    title: 'An invented procedure',
    version: '1',
    effectiveFrom: '2012-01-01',
    regime: 'none',
    calendar: { division: 'england-and-wales', counting: 'day-after' },
    intake: {},
    stages: [
      {
        key: 'one',
        name: 'One',
        respond: {
          amount: 10,
          unit: 'working-days',
          from: 'received',
          variants: [{ when: { channels: ['letter'] }, amount: 5, unit: 'working-days' }],
        },
        extension: { notice: 'before-due-date' },
      },
    ],
  };
  let own: Desk;
  beforeAll(async () => {
    own = await openDesk(service, BY_CHANNEL);
  });
  afterEach(() => expectWholeRecord(service, own));

  test('is tried out as a change of the first event, and the act `particulars` moves the same dates', async () => {
    await own.log({ receivedOn: '2025-06-02', channel: 'email' });
    await own.act('extensions', on('2025-06-12', { newDueOn: '2025-06-30', reason: 'The surveyor is ill.' }));
    const change = {
      kind: 'correction',
      complaint: own.complaint.id,
      why,
      changes: [{ event: 1, with: { channel: 'letter' } }],
    };
    const { status, body } = await own.caller.post('/v1/rehearsals', { change });
    expect(status).toBe(201);
    expect(body.moves[0]).toMatchObject({
      moves: [{ kind: 'respond', judgedFrom: '2025-06-30', judgedTo: '2025-06-09' }],
      correction: {
        misfits: [{ event: 2, act: 'extensions', code: 'extension_after_due_date', recordable: true }],
      },
    });
    expect(own.complaint).toMatchObject({ channel: 'email', version: 2 });
    await own.act('particulars', { why: 'mistake', channel: 'letter' });
    expect(own.clock('respond', 'one')).toMatchObject({ dueOn: '2025-06-30', judgedOn: '2025-06-09' });
  });
});

test('the feed tells which events a correction names', async () => {
  await acknowledged();
  await correct({ event: 2, with: { method: 'letter' } });
  const { body } = await desk.caller.get('/v1/events?type=redress.complaint.corrected.v1&limit=200');
  const last = body.items.findLast(({ subject }: { subject: string }) => subject === desk.complaint.id);
  expect(last.data).toMatchObject({ sequence: 4, data: { changes: [{ sequence: 2 }] } });
});
