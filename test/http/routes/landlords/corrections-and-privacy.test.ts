import { shipped } from '../../../../src/policy/procedures';
import { startTestApp, TEST_NOW, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';

/** A mistake that was put right is personal data like the rest of the record: it is shown, kept and let go with it. */

let service: TestApp;
let desk: Desk;
const on = (occurredOn: string, rest: object = {}) => ({ occurredOn, ...rest });
const why = 'It belongs to the case of her neighbour.';
const correct = (...changes: object[]) => desk.act('corrections', { why, changes });
const EMAIL = 'b.nakamura@example.org';
const NOTE = 'Mr Grey of number 9 rang about his boiler';
const DEFINITION = { issues: [{ text: 'Damp in the bedroom' }], outcomesSought: 'A dry wall' };

beforeAll(async () => {
  service = await startTestApp();
  const document = { ...shipped('code-2024'), retention: { years: 1, from: 'closed' } };
  desk = await openDesk(service, document);
});
beforeEach(async () => {
  service.setNow(TEST_NOW);
  await desk.log({ receivedOn: '2024-09-02', complainant: { name: 'Mrs Nakamura', email: EMAIL } });
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

interface Part {
  readonly complaint: { readonly id: string };
  readonly events: readonly {
    readonly type: string;
    readonly texts: object;
    readonly struck: object | null;
  }[];
}
const exported = async (email: string): Promise<Part[]> =>
  (await desk.caller.post('/v1/subject-access', { email })).body.complaints;
const own = async () => (await exported(EMAIL)).find(({ complaint: { id } }) => id === desk.complaint.id);

test('what a person asks for holds what was struck, until its words are erased', async () => {
  await desk.act('notes', on('2024-09-03', { note: NOTE }));
  await correct({ event: 2, strike: true });
  expect((await own())?.events[1]).toMatchObject({ texts: { note: NOTE }, struck: { by: 3 } });
  await correct({ event: 2, eraseWords: true });
  expect((await own())?.events[1]).toMatchObject({ texts: {}, struck: { by: 3 } });
  expect(JSON.stringify(await own())).not.toContain('boiler');
});

test('somebody named by an act that was struck is found, until they are erased with it', async () => {
  const email = 'j.grey@example.org';
  await desk.act('representatives', on('2024-09-03', { name: 'Cllr J. Grey', email }));
  await correct({ event: 2, strike: true });
  expect(desk.complaint.representative).toBeNull();
  expect((await exported(email)).map(({ complaint }) => complaint.id)).toEqual([desk.complaint.id]);
  await correct({ event: 2, eraseWords: true });
  expect(await exported(email)).toEqual([]);
});

test('how long it is kept counts from the closing as it was put right', async () => {
  await desk.act('refusals', {
    ...on('2024-09-04', { reason: 'legal-proceedings', evidence: 'A claim.', decidedBy: 'o.one' }),
    ombudsmanRightTold: true,
    filedOn: '2024-08-20',
  });
  const kept = async () => {
    const { body } = await desk.caller.post('/v1/retention-runs', {});
    return body.due.find(({ id }: { id: string }) => id === desk.complaint.id);
  };
  service.setNow('2025-09-04T10:00:00.000Z');
  expect(await kept()).toMatchObject({ endedOn: '2024-09-04', keepUntil: '2025-09-04' });
  await correct({ event: 2, with: { occurredOn: '2024-09-30' } });
  expect(await kept()).toBeUndefined();
  service.setNow('2025-09-30T10:00:00.000Z');
  expect(await kept()).toMatchObject({ endedOn: '2024-09-30', keepUntil: '2025-09-30' });
  await correct({ event: 2, strike: true });
  expect([desk.complaint.status, await kept()]).toEqual(['open', undefined]);
});

test('a timeline takes the day of receipt as corrected, and is in no list of corrections', async () => {
  const acts = [
    { act: 'acknowledgements', body: on('2024-09-04', { definition: DEFINITION }) },
    { act: 'corrections', body: on('2024-09-05', { receivedOn: '2024-08-30', why: 'The postmark.' }) },
  ];
  const asked = { procedure: 'code-2024', complaint: { receivedOn: '2024-09-02', channel: 'email' }, acts };
  const { status, body } = await desk.caller.post('/v1/timelines', asked);
  expect([status, body.clocks[0].dueOn]).toEqual([200, '2024-09-06']);
  const listed = await desk.caller.get('/v1/reports/corrections?from=2024-08-30&to=2024-08-30');
  expect(listed.body.items).toEqual([]);
});
