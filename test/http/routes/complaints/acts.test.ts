import { COMMANDS } from '../../../../src/policy/commands/index';
import { versionIn } from '../../../support/entity-tag';
import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, openDesk } from '../../../support/landlord-desk';
import { countRows, expectWholeRecord } from '../../../support/whole-record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
});
beforeEach(() => desk.log({ receivedOn: '2024-09-02' }));
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const send = (act: string, body: Record<string, unknown>, tag: string) =>
  desk.post(desk.path(act), body).set('If-Match', tag);

test('an act answers with the complaint after it, its version and the dates that moved', async () => {
  const { status, headers, body } = await desk.post(desk.path('acknowledgements'), {
    occurredAt: '2024-09-04T15:30:00.1239+01:00',
    method: 'email',
    definition: { issues: [{ text: 'Damp in the bedroom' }] },
    message: 'Thank you for telling us.',
  });
  // Two events: the acknowledgement and the definition that came with it.
  expect([status, versionIn(headers.etag), body.version, body.updatedAt]).toEqual([
    201,
    '"3"',
    3,
    '2026-03-02T10:00:00.000Z',
  ]);
  expect(body).toEqual((await desk.caller.get(`/v1/complaints/${body.id}`)).body);
  const record = (await desk.caller.get(`/v1/complaints/${body.id}/events`)).body.items;
  expect(record.slice(1)).toEqual([
    expect.objectContaining({
      type: 'acknowledged',
      sequence: 2,
      occurredOn: '2024-09-04',
      occurredAt: '2024-09-04T14:30:00.123Z',
      data: {
        stage: 'stage-1',
        method: 'email',
        contains: ['definition'],
        recipient: 'resident',
        promisedOn: null,
        revises: false,
        definitionRecipient: null,
        discretion: null,
      },
      texts: { message: 'Thank you for telling us.' },
      promised: [],
    }),
    expect.objectContaining({
      type: 'defined',
      sequence: 3,
      texts: { 'issue-1': 'Damp in the bedroom' },
      promised: [{ stage: 'stage-1', kind: 'respond', n: 0, dueOn: '2024-09-18' }],
    }),
  ]);
});

test('without a time the act happened now', async () => {
  service.setNow('2024-09-04T23:30:00.000Z');
  await desk.act('acknowledgements');
  service.setNow('2026-03-02T10:00:00.000Z');
  // Half past midnight on the fifth in London.
  expect(desk.complaint.stages[0]?.acknowledgedOn).toBe('2024-09-05');
});

test('a condition on the version that was read is kept: stale is 412 and nothing is stored', async () => {
  const before = await countRows(service.owner);
  for (const tag of ['"0"', '"2"', 'W/"2"', '"10"', '"0.1"', '"7", "8"']) {
    const { status, body } = await send('acknowledgements', { occurredOn: '2024-09-04' }, tag);
    expect([tag, status, body.code, body.detail]).toEqual([
      tag,
      412,
      'stale_version',
      'The present version is "1".',
    ]);
  }
  const { status, body } = await send('acknowledgements', { occurredOn: '2024-09-04' }, '1');
  expect([status, body.errors[0].pointer, body.errors[0].in]).toEqual([400, '/if-match', 'header']);
  expect(await countRows(service.owner)).toEqual(before);
  expect((await send('acknowledgements', { occurredOn: '2024-09-04' }, '"0", "1"')).status).toBe(201);
  expect((await send('withdrawals', { occurredOn: '2024-09-05' }, '*')).status).toBe(201);
});

test('of two acts on the same version one passes and the other is stale', async () => {
  const both = await Promise.all([
    send('acknowledgements', { occurredOn: '2024-09-04' }, '"1"'),
    send(
      'assignments',
      { occurredOn: '2024-09-04', person: 't.hughes', role: 'housing-services-officer' },
      '"1"',
    ),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 412]);
});

test('of twenty acknowledgements at once exactly one passes', async () => {
  const all = await Promise.all(
    Array.from({ length: 20 }, () => desk.post(desk.path('acknowledgements'), { occurredOn: '2024-09-04' })),
  );
  const passed = all.filter(({ status }) => status === 201);
  const others = all.filter(({ status }) => status === 409);
  expect([passed.length, others.length]).toEqual([1, 19]);
  for (const { body } of others) {
    expect(['already_acknowledged', 'conflicting_change']).toContain(body.code);
  }
  expect(await desk.events).toEqual(['logged', 'acknowledged']);
});

test('acts that do not exclude each other all pass at once, each on the newest state', async () => {
  const notes = ['The first call', 'The second call'];
  const both = await Promise.all(
    notes.map((note) => desk.post(desk.path('contacts'), { occurredOn: '2024-09-04', notes: note })),
  );
  expect(both.map(({ status }) => status)).toEqual([201, 201]);
  expect(await desk.events).toEqual(['logged', 'contacted', 'contacted']);
});

test('a refusal by the state, by the policy and for the facts given each say who refuses and what would do', async () => {
  const policy = await desk.refused('assignments', {
    occurredOn: '2024-09-04',
    person: 'x',
    role: 'plumber',
  });
  expect([policy.status, policy.title, policy.allowed]).toEqual([
    422,
    'The policy has others handle this stage',
    { role: ['housing-services-officer', 'property-services-officer'] },
  ]);
  const facts = await desk.refused('acknowledgements', { occurredOn: '2026-03-03' });
  expect([facts.status, facts.title, facts.code, facts.allowed, facts.errors]).toEqual([
    422,
    'The day or moment has not come yet',
    'in_the_future',
    { latest: '2026-03-02' },
    [{ in: 'body', pointer: '/occurredOn', detail: 'must not be after 2026-03-02' }],
  ]);
  await desk.act('acknowledgements', {
    occurredOn: '2024-09-04',
    definition: { issues: [{ text: 'Damp' }] },
  });
  await desk.act('assignments', {
    occurredOn: '2024-09-04',
    person: 'x',
    role: 'housing-services-officer',
  });
  const state = await desk.refused('escalations', { occurredOn: '2024-09-04' });
  expect(state).toEqual({
    type: 'urn:redress:problem:not-answered-yet',
    title: 'The stage had no response at that time',
    status: 422,
    code: 'not_answered_yet',
    recordable: true,
    departures: [{ code: 'not_answered_yet', clause: '/stages/0/escalation', ids: ['WES-21', 'WES-22'] }],
    documentation: '/v1/problem-codes/not_answered_yet',
    detail: expect.stringContaining('Stage 1 has not been answered yet'),
    instance: desk.path('escalations'),
    requestId: expect.any(String),
    facts: { stage: 'stage-1' },
    rule: { clause: '/stages/0/escalation', ids: expect.arrayContaining(['WES-21']) },
    policyVersion: '1',
    allowed: { act: 'outcomes' },
  });
});

test('a day and a moment that disagree are refused with the day the moment falls on', async () => {
  const given = { occurredAt: '2024-09-04T23:30:00Z', occurredOn: '2024-09-04' };
  const { code, allowed } = await desk.refused('acknowledgements', given);
  expect([code, allowed]).toEqual(['dates_disagree', { on: '2024-09-05' }]);
});

test('a moment with the widest offset there is, is stored as the moment it is', async () => {
  await desk.act('acknowledgements', { occurredAt: '2024-09-05T10:00:00+23:59' });
  const { body } = await desk.caller.get(`/v1/complaints/${desk.complaint.id}/events`);
  expect(body.items[1].occurredAt).toBe('2024-09-04T10:01:00.000Z');
});

test('a definition may be set out again, and the record keeps both', async () => {
  await desk.act('definitions', { occurredOn: '2024-09-04', issues: [{ text: 'Damp' }] });
  await desk.act('definitions', { occurredOn: '2024-09-05', issues: [{ text: 'Damp' }, { text: 'Mould' }] });
  expect(desk.complaint.stages[0]?.definition?.issues.map(({ n }) => n)).toEqual([1, 2]);
  const { body } = await desk.caller.get(`/v1/complaints/${desk.complaint.id}/events`);
  expect(body.items.slice(1).map(({ texts }: { texts: unknown }) => texts)).toEqual([
    { 'issue-1': 'Damp' },
    { 'issue-1': 'Damp', 'issue-2': 'Mould' },
  ]);
});

test('what is offered passes its guard, and what is not offered is refused by the state or the policy', async () => {
  const paths = (await service.as().get('/openapi.json')).body.paths as Record<string, object>;
  const commands = Object.entries(paths).flatMap(([path, methods]) =>
    'post' in methods ? (/^\/v1\/complaints\/\{id\}\/(.+)$/.exec(path)?.[1] ?? []) : [],
  );
  expect([...commands].sort()).toEqual(COMMANDS.map(({ act }) => act).sort());
  const bodies: Record<string, Record<string, unknown>> = {
    definitions: { issues: [{ text: 'Damp' }] },
    assignments: { person: 'x' },
    'assignment-endings': { person: 'x', reason: 'Y' },
    refusals: { reason: 'x', evidence: 'None', decidedBy: 'x' },
    issues: { text: 'Mould', related: true },
    pauses: { reason: 'x' },
    remedies: { type: 'apology', what: 'Sorry', dueOn: '2026-03-02' },
    compensation: { pence: 100, for: 'delay' },
    learnings: { theme: 'x', learning: 'Y' },
    'learnings/{n}/publications': { to: 'website' },
    triages: { canBeAnsweredEarly: false, complex: false, vulnerabilityConsidered: true },
    notes: { note: 'Y' },
    outcomes: { outcome: 'x' },
    'escalation-decisions': { accepted: true, decidedBy: 'x' },
    closures: { reason: 'resident-satisfied' },
    referrals: { to: 'x', purpose: 'advice' },
    'evidence-requests': { dueOn: '2026-03-02' },
    determinations: { reference: '1', findings: [{ about: 'damp', finding: 'redress' }] },
    orders: { type: 'apology', what: 'Sorry', dueOn: '2026-03-02' },
    skips: { reason: 'x', notice: 'Y' },
    settlements: { terms: 'Y' },
    reopenings: { reason: 'new-evidence', explanation: 'Y', decidedBy: 'x' },
    'representatives/{n}/changes': { name: 'X' },
    authorities: { form: 'written', scope: ['disclosure'] },
    'adjustments/{n}/reviews': { reviewOn: '2026-03-02' },
    'restrictions/{n}/reviews': { reason: 'Y', equalityConsideration: 'Y', reviewOn: '2026-03-02' },
    holds: { reason: 'x', reviewOn: '2026-03-02' },
    priorities: { priority: 'x', why: 'Y' },
    erasures: { basis: 'retention' },
  };
  for (const act of commands.filter((name) => !desk.offered.includes(name))) {
    const { code, status } = await desk.refused(act.replace('{n}', '1'), bodies[act] ?? {});
    expect([act, status, code]).toEqual([
      act,
      expect.any(Number),
      expect.not.stringMatching('invalid_request'),
    ]);
    expect([409, 422]).toContain(status);
  }
});
