import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, LEAST, openDesk, openEmptyDesk } from '../../support/landlord-desk';
import { expectWholeRecord } from '../../support/whole-record';

/** A fault helps whoever made it: the landlord's own channels, and the name that was meant. */

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'hexagon');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const faults = async (
  at: Desk,
  body: object,
): Promise<{ pointer: string; detail: string; allowed?: string[] }[]> => {
  const answer = await at.caller.post('/v1/complaints', { ...LEAST, receivedOn: '2026-02-02', ...body });
  expect(answer.status).toBe(400);
  return answer.body.errors;
};

test('a malformed channel and an unknown one are told the same: all that this landlord takes, and the one that was meant', async () => {
  const { body: procedure } = await desk.caller.get('/v1/procedures/hexagon');
  const named = (procedure.document ?? procedure).intake.channels.map(
    ({ channel }: { channel: string }) => channel,
  );
  const refused = async (channel: string) =>
    (await desk.caller.post('/v1/complaints', { ...LEAST, receivedOn: '2026-02-02', channel })).body;
  const { allowed, detail } = await refused('emial');
  expect(detail).toBe('There is no channel called emial. Did you mean email?');
  expect((await refused('fax')).detail).toBe('There is no channel called fax.');
  const taken = allowed.channel;
  expect(taken).toEqual(expect.arrayContaining(['email', 'survey', ...named]));
  const [fault, ...others] = await faults(desk, { channel: 'E-Mail' });
  expect(others).toEqual([]);
  expect([fault?.pointer, fault?.allowed]).toEqual(['/channel', taken]);
  expect(fault?.detail).toBe(
    `lower-case letters and digits joined by single hyphens, e.g. stage-1; did you mean email? Here: ${taken.join(', ')}`,
  );
  const { body } = await desk.caller.get('/v1/complaints?channel=Phone');
  const told = expect.stringContaining('did you mean phone? Here: ');
  expect(body.errors).toEqual([
    expect.objectContaining({ pointer: '/channel/0', detail: told, allowed: taken }),
  ]);
});

test('without a procedure it is told those that every landlord has', async () => {
  const [fault] = await faults(await openEmptyDesk(service), { channel: '' });
  expect(fault?.allowed).toEqual(expect.arrayContaining(['email', 'phone', 'letter', 'in-person']));
  expect(fault?.detail).toMatch(/^is empty: (leave it out or )?give a value; here: email, phone, /);
});

test.each([
  ['recievedOn', 'receivedOn'],
  ['received_at', 'receivedAt'],
  ['Tenure', 'tenure'],
  ['catagories', 'categories'],
  ['external-references', 'externalReferences'],
])('%s is told that %s may be meant', async (given, meant) => {
  const [fault] = await faults(desk, { [given]: 'x' });
  expect([fault?.pointer, fault?.detail.split('?')[0]]).toEqual([
    `/${given}`,
    `is not known here; did you mean ${meant}`,
  ]);
});

test.each(['x', 'colour', 'z'.repeat(5000)])('a name that is like none gets no guess: %#', async (given) => {
  const [fault] = await faults(desk, { [given]: 'x' });
  expect(fault?.detail).toMatch(/^is not known here; known: receivedOn, /);
});
