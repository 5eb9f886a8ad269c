import { shipped } from '../../../../src/policy/procedures';
import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';

/** A landlord that publishes a year's figures is told what was in time and lacked something, or kept the procedure and not the Code. */

let service: TestApp;
let desk: Desk;
const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const departing = (...codes: string[]) => ({
  departures: codes.map((code) => ({ code, decidedBy: null, why: 'Nobody knows any more.' })),
});
const DEFINITION = { issues: [{ text: 'Damp in the bedroom' }], outcomesSought: 'A dry wall' };

beforeAll(async () => {
  service = await startTestApp();
});
beforeEach(async () => {
  desk = await openDesk(service, 'code-2024');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const read = async (from = '2025-06-01', to = '2025-06-30') =>
  (await desk.caller.get(`/v1/reports/overview?from=${from}&to=${to}`)).body;
const kept = async (kind: string) =>
  (await read()).kept.find((row: { kind: string; stage: string }) => row.kind === kind);

test('what met its date and lacks something is in time or late as it is, and incomplete beside', async () => {
  // Received on Monday 2 June 2025: the acknowledgement is due by the 9th, the answer ten working days after it.
  await desk.log({ receivedOn: '2025-06-02' });
  await desk.act('acknowledgements', on('2025-06-04', departing('acknowledgement_incomplete')));
  const bare = { outcome: 'not-upheld', explanations: {} };
  await desk.act(
    'outcomes',
    on('2025-06-20', { ...bare, ...departing('no_handler', 'explanation_missing') }),
  );
  await desk.log({ receivedOn: '2025-06-02' });
  await desk.act('acknowledgements', on('2025-06-04', { definition: DEFINITION }));
  expect(await kept('acknowledge')).toMatchObject({ due: 2, inTime: 2, late: 0, incomplete: 1 });
  expect(await kept('respond')).toMatchObject({ due: 2, late: 1, outstanding: 1, incomplete: 1 });
});

test('a second letter does not make the first one complete, which met the date as it was', async () => {
  await desk.log({ receivedOn: '2025-06-02' });
  await desk.act('acknowledgements', on('2025-06-04', departing('acknowledgement_incomplete')));
  await desk.act('acknowledgements', on('2025-06-12', { revises: true, definition: DEFINITION }));
  expect(await kept('acknowledge')).toMatchObject({ inTime: 1, incomplete: 1 });
});

test('an answer by nobody in particular is complete, and one that was struck is neither', async () => {
  const keys = shipped('code-2024')?.stages[0]?.response?.mustContain ?? [];
  const explanations = Object.fromEntries(keys.map((key) => [key, 'As the letter says.']));
  const findings = [{ issue: 1, outcome: 'not-upheld', reasons: 'Seen on the visit.' }];
  const answered = async (given: object, ...codes: string[]) => {
    await desk.log({ receivedOn: '2025-06-02' });
    await desk.act('acknowledgements', on('2025-06-04', { definition: DEFINITION }));
    await desk.act('outcomes', on('2025-06-16', { outcome: 'not-upheld', ...given, ...departing(...codes) }));
  };
  await answered({ explanations, findings }, 'no_handler');
  expect(await kept('respond')).toMatchObject({ inTime: 1, incomplete: 0 });
  await answered({ findings, explanations: {} }, 'no_handler', 'explanation_missing');
  expect(await kept('respond')).toMatchObject({ inTime: 2, incomplete: 1 });
  const { version: event } = desk.complaint;
  await desk.act('corrections', { why: 'It was never sent.', changes: [{ event, strike: true }] });
  expect(await kept('respond')).toMatchObject({ inTime: 1, outstanding: 1, incomplete: 0 });
});

test('refusals against the procedure are told apart, and none of them names a complaint', async () => {
  const refusal = { decidedBy: 'o.one', evidence: 'As the file has it.' };
  await desk.log({ receivedOn: '2025-06-02' });
  await desk.act(
    'refusals',
    on('2025-06-03', {
      ...refusal,
      reason: 'too-small',
      ombudsmanRightTold: true,
      ...departing('not_an_exclusion'),
    }),
  );
  await desk.log({ receivedOn: '2025-06-02' });
  await desk.act(
    'refusals',
    on('2025-06-03', {
      ...refusal,
      reason: 'legal-proceedings',
      filedOn: '2025-05-20',
      ...departing('refusal_incomplete'),
    }),
  );
  await desk.log({ receivedOn: '2025-06-02' });
  await desk.act(
    'refusals',
    on('2025-06-03', {
      ...refusal,
      reason: 'legal-proceedings',
      filedOn: '2025-05-20',
      ombudsmanRightTold: true,
    }),
  );
  const june = await read();
  expect(june.refusals).toEqual({
    byReason: [
      { reason: 'legal-proceedings', complaints: 2 },
      { reason: 'too-small', complaints: 1 },
    ],
    againstPolicy: { complaints: 2, requests: 0 },
  });
  expect((await read('2025-07-01', '2025-07-31')).refusals).toEqual({
    byReason: [],
    againstPolicy: { complaints: 0, requests: 0 },
  });
});

test('the next stage refused against the procedure counts as a request', async () => {
  const explained = { outcome: 'not-upheld', explanations: {} };
  await desk.log({ receivedOn: '2025-06-02' });
  await desk.act('acknowledgements', on('2025-06-04', { definition: DEFINITION }));
  await desk.act(
    'outcomes',
    on('2025-06-16', {
      ...explained,
      ...departing('no_handler', 'explanation_missing', 'finding_missing'),
    }),
  );
  await desk.act('escalations', on('2025-06-18', { reason: 'The wall is still wet.' }));
  await desk.act(
    'escalation-decisions',
    on('2025-06-19', {
      accepted: false,
      refusal: 'no-new-facts',
      reason: 'Nothing new was said.',
      decidedBy: 'm.two',
      ombudsmanRightTold: true,
      ...departing('not_a_refusal_reason'),
    }),
  );
  expect((await read()).refusals.againstPolicy).toEqual({ complaints: 0, requests: 1 });
});

test('a complaint that is void is in none of them', async () => {
  await desk.log({ receivedOn: '2025-06-02' });
  await desk.act('acknowledgements', on('2025-06-04', departing('acknowledgement_incomplete')));
  expect(await kept('acknowledge')).toMatchObject({ incomplete: 1 });
  await desk.act('corrections', {
    why: 'Entered twice.',
    changes: [{ event: 1, strike: true, as: 'duplicate' }],
  });
  expect(await read()).toMatchObject({ kept: [], departures: [], received: 0 });
});

test('what the procedure lets pass and the Code does not is counted apart from departures, by its day', async () => {
  desk = await openDesk(service, 'westfield');
  await desk.log({ receivedOn: '2025-06-02', incident: { occurredOn: '2025-05-01' } });
  await desk.act('acknowledgements', on('2025-06-04'));
  const officer = { person: 't.hughes', role: 'property-services-officer' };
  await desk.act('assignments', on('2025-06-04', { ...officer, subjectOfComplaint: true }));
  expect((await read()).beyondTheCode).toEqual([
    { provision: '5.8', stage: 'stage-1', code: 'handled_by_the_person_complained_about', complaints: 1 },
    { provision: '6.13', stage: 'stage-1', code: 'handled_by_the_person_complained_about', complaints: 1 },
  ]);
  // Somebody else has it before it is answered, so that nothing of it stands.
  await desk.act('assignments', on('2025-06-05', { person: 'o.one', role: 'property-services-officer' }));
  expect(await read()).toMatchObject({ beyondTheCode: [], departures: [] });
});

test('the worklist says what a clock leaves out of account, as the clock of the complaint does', async () => {
  await desk.log({ receivedOn: '2025-06-02' });
  await desk.act('acknowledgements', on('2025-06-04', { definition: DEFINITION }));
  await desk.act(
    'extensions',
    on('2025-06-20', {
      newDueOn: '2025-06-30',
      reason: 'The surveyor is ill.',
      agreed: true,
      noticeGiven: true,
      ombudsmanContactGiven: true,
      ...departing('extension_after_due_date'),
    }),
  );
  const { body } = await desk.caller.get('/v1/clocks?kind=respond&due=overdue');
  expect(body.items).toMatchObject([
    { dueOn: '2025-06-30', judgedOn: '2025-06-18', withheld: ['extension_after_due_date'] },
  ]);
  expect(desk.clock('respond', 'stage-1').withheld).toEqual(body.items[0].withheld);
  await desk.log({ receivedOn: '2025-06-02' });
  const other = await desk.caller.get('/v1/clocks?kind=acknowledge');
  expect(other.body.items).toMatchObject([{ withheld: [] }]);
});
