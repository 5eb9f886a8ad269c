import { startTestApp, TEST_NOW, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';

/** A year's report tells more than dates: what was refused, put right, paid and learnt (Code 8.1). */

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  service.setNow(TEST_NOW);
  desk = await openDesk(service, 'code-2024');
});
afterAll(() => service.stop());

const read = async (from: string, to: string) =>
  (await desk.caller.get(`/v1/reports/overview?from=${from}&to=${to}`)).body;

test('refused is told apart from not answered, and what was put right and learnt is counted by its day', async () => {
  await desk.log({ receivedOn: '2026-03-02' });
  await desk.act('refusals', {
    reason: 'legal-proceedings',
    evidence: 'A claim was filed at court.',
    decidedBy: 'o.one',
    ombudsmanRightTold: true,
    filedOn: '2026-02-20',
  });
  await desk.log({ receivedOn: '2026-03-02' });
  await desk.act('remedies', { type: 'apology', what: 'A letter of apology.', dueOn: '2026-03-20' });
  await desk.act('remedies/1/completions', {});
  await desk.act('learnings', { theme: 'repairs', learning: 'Cancelled orders are checked by a person.' });
  const march = await read('2026-03-01', '2026-03-31');
  expect(march).toMatchObject({
    received: 2,
    outcomes: [{ stage: 'stage-1', outcome: null, complaints: 1 }],
    refusals: {
      byReason: [{ reason: 'legal-proceedings', complaints: 1 }],
      againstPolicy: { complaints: 0, requests: 0 },
    },
    remedies: [{ type: 'apology', offered: 1 }],
    remediesCompleted: 1,
    compensation: { awards: 0, pence: 0 },
    learning: [{ theme: 'repairs', recorded: 1 }],
    learningPublished: [],
  });
  expect(await read('2026-04-01', '2026-04-30')).toMatchObject({
    refusals: { byReason: [] },
    remedies: [],
    remediesCompleted: 0,
    learning: [],
  });
});

test('under the Code the year that ended last asks for its report until its self-assessment is entered', async () => {
  const [reminder] = (await read('2026-03-01', '2026-03-31')).reminders;
  expect(reminder).toEqual({
    code: 'annual-report',
    sentence:
      "No self-assessment is entered for the year from April 2024 to March 2025. It goes to the governing body and is published with the year's report on complaints and improvement.",
    rule: { clause: '/', ids: ['Code 8.1', 'Code 8.2'] },
  });
});
