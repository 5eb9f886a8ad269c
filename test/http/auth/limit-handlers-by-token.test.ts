import { type Caller, startTestApp, TEST_NOW, type TestApp } from '../../support/app';
import { type Desk, openDesk } from '../../support/landlord-desk';
import { type IdentityProvider, startIdentityProvider } from '../../support/oidc/identity-provider';
import { expectWholeRecord } from '../../support/whole-record';

/** A landlord that lets its handlers see what is assigned to them, and whose handlers come with access tokens. */

const CLAIMS = { role: 'roles', landlord: 'landlord', person: 'employee.number' };

let provider: IdentityProvider;
let service: TestApp;
let desk: Desk;
let elsewhere: Desk;
let own: Desk['complaint'];
let other: Desk['complaint'];

beforeAll(async () => {
  provider = await startIdentityProvider();
  const { issuer, audience } = provider;
  service = await startTestApp(TEST_NOW, { oidc: { issuer, audience, claims: CLAIMS } });
  desk = await openDesk(service, 'westfield');
  elsewhere = await openDesk(service, 'westfield');
  for (const each of [desk, elsewhere]) {
    const limited = await each.caller.put(`/v1/landlords/${each.landlordId}`, {
      name: 'Westfield Housing Association',
      division: 'england-and-wales',
      handlersSee: 'assigned',
    });
    expect(limited.body.handlersSee).toBe('assigned');
  }
  const assigned = async (to: Desk, person: string) => {
    await to.log({ receivedOn: '2026-02-27' });
    return to.act('assignments', { person, role: 'housing-services-officer', occurredOn: '2026-02-27' });
  };
  own = await assigned(desk, 'e-1042');
  other = await assigned(desk, 'e-2077');
  await assigned(elsewhere, 'e-1042');
});
afterEach(() => expectWholeRecord(service, desk, elsewhere));
afterAll(async () => {
  await service?.stop();
  await provider?.stop();
});

/** Whoever the landlord's provider says this is. */
async function bearer(number: unknown, roles: readonly string[] = ['handler']): Promise<Caller> {
  const claims = { roles, landlord: desk.landlordId, employee: { number } };
  return service.as(await provider.token(claims));
}

const seenBy = async (caller: Caller) =>
  (await caller.get('/v1/complaints')).body.items.map(({ id }: { id: string }) => id).sort();

test('a handler with an access token sees what is assigned to the person its claim names, and of that all', async () => {
  const handler = await bearer('e-1042');
  expect(await seenBy(handler)).toEqual([own.id]);
  expect((await handler.get(`/v1/complaints/${own.reference}`)).body.id).toBe(own.id);
  expect((await handler.get(`/v1/complaints/${own.id}/events`)).status).toBe(200);
  const { body: due } = await handler.get('/v1/clocks');
  expect(new Set(due.items.map(({ complaintId }: { complaintId: string }) => complaintId))).toEqual(
    new Set([own.id]),
  );
});

test('what is another handler’s, of its own landlord or of another, is as absent as what never was', async () => {
  const handler = await bearer('e-1042');
  const absent = await handler.get('/v1/complaints/01920000-0000-7000-8000-00000000dead');
  for (const { id } of [other, elsewhere.complaint]) {
    const { status, body } = await handler.get(`/v1/complaints/${id}`);
    expect([status, body.code, body.detail]).toEqual([404, absent.body.code, absent.body.detail]);
    const note = await handler.post(`/v1/complaints/${id}/notes`, { note: 'Rang the resident' });
    expect([note.status, note.body.code]).toEqual([404, absent.body.code]);
  }
});

test('its subject is not the person where another claim is, and a person nobody assigned anything sees nothing', async () => {
  // The provider's own name for whoever holds this token is j.okafor.
  await desk.log({ receivedOn: '2026-02-27' });
  await desk.act('assignments', {
    person: 'j.okafor',
    role: 'housing-services-officer',
    occurredOn: '2026-02-27',
  });
  expect(await seenBy(await bearer('e-9999'))).toEqual([]);
  expect(await seenBy(await bearer('E-1042'))).toEqual([]);
});

test.each([
  ['none', undefined],
  ['an empty one', ''],
  ['blanks', '   '],
  ['a list', ['e-1042']],
  ['a number', 1042],
  ['what would widen the setting it becomes', '%'],
])('a token with %s for a person opens nobody’s complaints', async (_, number) => {
  const handler = await bearer(number);
  const { status, body } = await handler.get('/v1/complaints');
  expect([403, 200]).toContain(status);
  expect(body.items ?? []).toEqual([]);
  expect((await handler.get(`/v1/complaints/${own.id}`)).status).not.toBe(200);
});

test('a role that shows every complaint lifts the limit of a handler, and no other does', async () => {
  expect(await seenBy(await bearer('e-1042', ['handler', 'superuser', 'platform-admin']))).toEqual([own.id]);
  expect(await seenBy(await bearer('e-1042', ['handler', 'scrutiny']))).toEqual([own.id]);
  expect(await seenBy(await bearer('e-1042', ['handler', 'complaints-officer']))).toContain(other.id);
});

test('the limit is of each request: one with another token in between takes nothing from it', async () => {
  const callers = [await bearer('e-1042'), await bearer('e-2077'), await bearer('e-1042', ['reader'])];
  const rounds = Array.from({ length: 30 }, (_, n) => callers[n % 3] ?? callers[0]);
  const seen = await Promise.all(rounds.map((caller) => caller && seenBy(caller)));
  for (const [n, ids] of seen.entries()) {
    if (n % 3 === 0) expect(ids).toEqual([own.id]);
    else if (n % 3 === 1) expect(ids).toEqual([other.id]);
    else expect(ids).toEqual(expect.arrayContaining([own.id, other.id]));
  }
});
