import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { everythingStored, expectWholeRecord } from '../../../support/whole-record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'arches');
  for (const receivedOn of ['2026-01-05', '2026-01-31', '2026-02-01']) {
    const { status } = await desk.post('/v1/contacts', {
      receivedOn,
      channel: 'phone',
      kind: 'feedback',
      person: { name: 'Mr Osei' },
      summary: 'Nobody rang me back',
    });
    expect(status).toBe(201);
  }
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const review = {
  month: '2026-01',
  reviewedBy: 'l.bryce',
  reviewedOn: '2026-02-10',
  findings: 'Calls were promised and not made.',
  problems: [{ theme: 'call-backs', text: 'Nobody notes a promised call.' }],
  learning: 'Promised calls are noted.',
};
const months = async () => (await desk.caller.get('/v1/feedback-reviews')).body.items;

test('ARC-04: each month of feedback is due by the end of the next, and is overdue after that until it is reviewed', async () => {
  expect(await months()).toMatchObject([
    { month: '2026-02', dueOn: '2026-03-31', overdue: false, contacts: { feedback: 1 }, review: null },
    { month: '2026-01', dueOn: '2026-02-28', overdue: true, contacts: { feedback: 2 }, review: null },
  ]);
});

test('ARC-04, ARC-07: a review is recorded once, with what it covered, and is not altered', async () => {
  const first = await desk.post('/v1/feedback-reviews', review);
  expect([first.status, first.headers.location]).toEqual([201, '/v1/feedback-reviews/2026-01']);
  expect(first.body).toMatchObject({
    overdue: false,
    rule: { clause: '/preStage/review', ids: expect.arrayContaining(['ARC-04']) },
    review: {
      reviewedOn: '2026-02-10',
      contacts: { feedback: 2 },
      problems: review.problems,
      learning: review.learning,
    },
  });
  expect((await desk.caller.get('/v1/feedback-reviews/2026-01')).body).toEqual(first.body);
  const second = await desk.post('/v1/feedback-reviews', review);
  expect([second.status, second.body.code]).toEqual([409, 'already_reviewed']);
  await expect(service.owner.query({ text: `update feedback_reviews set findings = ''` })).rejects.toThrow(
    'immutable',
  );
  await expect(service.owner.query({ text: 'delete from feedback_reviews' })).rejects.toThrow('immutable');
});

test('a name that should not be in a review goes from everywhere, and the review says that words went', async () => {
  const named = await openDesk(service, 'arches');
  const said = {
    ...review,
    findings: 'Mr Osei-Brandt was promised calls.',
    problems: [{ theme: 'call-backs', text: 'Ms Quill forgot them.' }],
  };
  const { body: before } = await named.post('/v1/feedback-reviews', said).set('Idempotency-Key', 'review-1');
  const redact = (body: object, by = named) =>
    by.caller.post('/v1/feedback-reviews/2026-01/redactions', body);
  const findings = 'Calls were promised.';
  const first = await redact({ findings }).set('Idempotency-Key', 'redaction-1');
  expect(first.status).toBe(201);
  const [entry] = first.body.review.redactions;
  expect(entry).toEqual({
    at: '2026-03-02T10:00:00.000Z',
    by: before.review.recordedBy,
    fields: ['findings'],
  });
  expect(first.body).toEqual({ ...before, review: { ...before.review, findings, redactions: [entry] } });

  const problems = [{ theme: 'call-backs', text: 'They were forgotten.' }];
  const second = await redact({ problems, learning: 'Calls are noted.' });
  expect(second.body.review).toMatchObject({
    findings,
    problems,
    learning: 'Calls are noted.',
    redactions: [entry, { fields: ['problems', 'learning'] }],
  });
  expect((await named.caller.get('/v1/feedback-reviews/2026-01')).body).toEqual(second.body);
  const left = await everythingStored(service.owner);
  for (const text of ['Osei-Brandt', 'Quill']) expect(left).not.toContain(text);
  const early = await redact({ findings }).set('Idempotency-Key', 'redaction-1');
  expect([early.status, early.body.code]).toEqual([409, 'answer_not_repeated']);
  expect((await named.caller.get('/v1/feedback-reviews/2026-01')).body).toEqual(second.body);

  expect((await redact({})).status).toBe(400);
  expect((await redact({ findings: '' })).status).toBe(400);
  expect((await named.caller.post('/v1/feedback-reviews/2026-02/redactions', { findings })).status).toBe(404);
  expect((await redact({ findings }, await openDesk(service, 'arches'))).status).toBe(404);
  const officer = service.as(await service.key(named.landlordId, ['complaints-officer']));
  const path = '/v1/feedback-reviews/2026-01/redactions';
  expect((await officer.post(path, { findings })).status).toBe(403);
  expect((await service.as().post(path, { findings })).status).toBe(401);
});

test('what is no month is told once, in plain words', async () => {
  for (const month of ['2026-13', 'soon']) {
    const { status, body } = await desk.caller.get(`/v1/feedback-reviews/${month}`);
    expect([status, body.errors]).toEqual([
      400,
      [{ in: 'path', pointer: '/month', detail: 'must be a month such as 2024-09' }],
    ]);
  }
});

test('a redaction sent twice is done once and answered alike', async () => {
  const twice = await openDesk(service, 'arches');
  await twice.post('/v1/feedback-reviews', review);
  const redact = () =>
    twice.caller
      .post('/v1/feedback-reviews/2026-01/redactions', { findings: 'Calls were promised.' })
      .set('Idempotency-Key', 'once');
  const [first, second] = [await redact(), await redact()];
  expect([second.status, second.headers['idempotency-replayed']]).toEqual([201, 'true']);
  expect(first.body.review.redactions).toHaveLength(1);
  expect(second.body).toEqual(first.body);
});

test('words are put in the place of words with an entry that says so, and by nobody in any other way', async () => {
  const change = (set: string) => service.owner.query({ text: `update feedback_reviews set ${set}` });
  const entry = `redactions || '[{"by": "x"}]'`;
  for (const set of [
    `findings = 'x'`,
    `findings = 'x', redactions = '[]'`,
    `findings = 'x', redactions = '[{"by": "x"}, {"by": "x"}, {"by": "x"}, {"by": "x"}]'`,
    `reviewed_on = '2026-02-11', redactions = ${entry}`,
    `contacts = '{}', redactions = ${entry}`,
  ])
    await expect(change(set)).rejects.toThrow('immutable');
  const asService = service.database
    .of(desk.landlordId)
    .query({ text: `update feedback_reviews set findings = 'x'` });
  await expect(asService).rejects.toThrow('permission denied');
});

test('a month that is not over, a day to come, a malformed month and a policy without a review are refused', async () => {
  const refusal = async (body: object, by = desk) => {
    const { status, body: problem } = await by.post('/v1/feedback-reviews', { ...review, ...body });
    return [status, problem.code];
  };
  expect(await refusal({ month: '2026-03' })).toEqual([409, 'month_not_over']);
  expect(await refusal({ month: '2026-02', reviewedOn: '2026-03-03' })).toEqual([422, 'in_the_future']);
  expect(await refusal({ month: '2026-13' })).toEqual([400, 'invalid_request']);
  expect(await refusal({ findings: '' })).toEqual([400, 'invalid_request']);
  expect(await refusal({}, await openDesk(service, 'westfield'))).toEqual([422, 'no_feedback_review']);
});

test('who may, and a month that is not there or is another landlord’s', async () => {
  const reader = service.as(await service.key(desk.landlordId, ['reader']));
  expect((await reader.get('/v1/feedback-reviews')).status).toBe(200);
  expect((await reader.post('/v1/feedback-reviews', review)).status).toBe(403);
  expect((await service.as().get('/v1/feedback-reviews')).status).toBe(401);
  const elsewhere = await openDesk(service, 'westfield');
  expect((await elsewhere.caller.get('/v1/feedback-reviews/2026-01')).status).toBe(404);
  expect((await desk.caller.get('/v1/feedback-reviews/2026-03')).status).toBe(404);
  expect((await elsewhere.caller.get('/v1/feedback-reviews')).body.items).toEqual([]);
});
