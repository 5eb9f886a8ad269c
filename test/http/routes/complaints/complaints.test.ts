import { versionIn } from '../../../support/entity-tag';
import { startTestApp, type TestApp } from '../../../support/app';
import { type Desk, LEAST, openDesk } from '../../../support/landlord-desk';
import { expectWholeRecord } from '../../../support/whole-record';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
});
afterEach(() => expectWholeRecord(service, desk));
afterAll(() => service.stop());

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

test('the least a complaint needs is enough, and the answer is the whole complaint with its dates', async () => {
  const { status, headers, body } = await desk.post('/v1/complaints', { ...LEAST, receivedOn: '2024-09-02' });
  expect([status, versionIn(headers.etag), headers.location]).toEqual([
    201,
    '"1"',
    `/v1/complaints/${body.id}`,
  ]);
  const { clocks, actions, ...complaint } = body;
  expect(complaint).toEqual({
    id: expect.stringMatching(UUID),
    reference: 'C-2024-000001',
    caseId: null,
    version: 1,
    policyVersion: '1',
    calendarVersion: expect.stringMatching(/^england-and-wales/),
    calendarEdition: 0,
    status: 'open',
    stage: 'stage-1',
    outcome: null,
    handler: null,
    channel: 'email',
    categories: [],
    tenure: null,
    receivedOn: '2024-09-02',
    nextDue: { kind: 'acknowledge', stage: 'stage-1', dueOn: '2024-09-09', judgedOn: '2024-09-09' },
    loggedAt: '2026-03-02T10:00:00.000Z',
    updatedAt: '2026-03-02T10:00:00.000Z',
    receivedAt: null,
    loggedOn: '2024-09-02',
    about: null,
    priority: null,
    incident: {},
    contactId: null,
    complainant: { name: 'Mrs Nakamura' },
    atReceipt: { tenure: null, kind: null },
    formerParticulars: [],
    property: null,
    representative: null,
    representatives: [],
    companions: [],
    authorities: [],
    adjustments: { inForce: 0, nextReviewOn: null },
    restrictions: [],
    group: null,
    summary: 'Damp in the bedroom since March',
    description: null,
    desiredOutcome: null,
    externalReferences: [],
    holds: [],
    erasedOn: null,
    stages: [
      {
        stage: 'stage-1',
        name: 'Stage 1',
        requestedOn: '2024-09-02',
        loggedOn: '2024-09-02',
        acknowledgedOn: null,
        contactedOn: null,
        confirmedDueOn: null,
        triage: null,
        definition: null,
        handler: null,
        handlerOrganisation: null,
        gate: 'none',
        hearing: { arrangedFor: null, heldOn: null, panel: [], attended: null },
        pausedOn: null,
        updatedOn: null,
        outcome: null,
        respondedOn: null,
        answers: [],
        responseReceivedOn: null,
        deliveryRecorded: false,
        skipped: null,
        settledOn: null,
        reopening: null,
        escalatedOn: null,
        escalationRequestedBy: null,
      },
    ],
    refusal: null,
    takenLate: null,
    withdrawnOn: null,
    closedOn: null,
    voided: null,
    mergedInto: null,
    mergedFrom: [],
    links: [],
    investigationContinues: false,
    silence: null,
    referrals: [],
    remedies: [],
    compensation: [],
    learnings: [],
    ombudsman: { evidenceRequests: [], determinations: [], orders: [] },
    departedFrom: [],
    departures: [],
    recordable: expect.arrayContaining([
      expect.objectContaining({
        act: 'extensions',
        departures: [{ code: 'no_date_to_extend', clause: '/stages/0/respond', ids: ['WES-19'] }],
      }),
    ]),
    advice: [
      {
        code: 'cannot_tell',
        sentence: expect.stringContaining('cannot be told'),
        rule: { clause: '/intake/timeLimit', ids: ['WES-13'] },
      },
      {
        code: 'nobody_assigned',
        sentence:
          'Stage 1 is for the housing services officer or property services officer, and nobody has it yet.',
        rule: { clause: '/stages/0/handler', ids: ['WES-16'] },
      },
      {
        code: 'content_missing',
        sentence:
          'The procedure asks for what is not on the record yet: remedy sought. A complaint counts without it.',
        rule: { clause: '/intake/desiredContent', ids: ['WES-17'] },
      },
    ],
  });
  expect(
    clocks.map(({ kind, dueOn, status: stands }: Record<string, unknown>) => [kind, dueOn, stands]),
  ).toEqual([
    ['acknowledge', '2024-09-09', 'missed'],
    ['respond', '2024-09-23', 'missed'],
  ]);
  expect(actions[0]).toEqual({
    act: 'acknowledgements',
    title: 'Acknowledge the complaint',
    method: 'POST',
    href: `/v1/complaints/${body.id}/acknowledgements`,
  });
});

test('everything that can be said of a complaint is kept, the people and the words apart from the record', async () => {
  const given = {
    receivedAt: '2024-10-01T15:30:00+01:00',
    loggedOn: '2024-10-02',
    channel: 'phone',
    complainant: {
      name: 'Mr Ezekiel Bright',
      email: 'e.bright@example.org',
      phone: '0161 496 0000',
      address: '4 Rectory Place',
      reference: 'T-1187',
      kind: 'tenant',
    },
    representative: {
      name: 'Ms Ada Moss',
      type: 'advocate',
      permission: 'written',
      evidence: 'Form of 3 May',
    },
    group: { name: 'Rectory Place residents', size: 6 },
    property: { reference: 'UPRN 100', address: '4 Rectory Place' },
    summary: 'The lift has been out for a month \u{1f6d7} «Aufzug»',
    description: 'It stopped on 2 September.\nNobody came.',
    desiredOutcome: 'A working lift',
    incident: { occurredOn: '2024-09-02', becameAwareOn: '2024-09-02', reportedOn: '2024-09-03' },
    categories: ['repairs', 'lifts'],
    tenure: 'low-cost-rental',
    externalReferences: [
      { system: 'hms', id: 'A/9' },
      { system: 'crm', id: '77' },
      { system: 'crm', id: '77' },
    ],
  };
  await desk.log(given);
  const { body } = await desk.caller.get(`/v1/complaints/${desk.complaint.id}`);
  expect(body).toEqual(desk.complaint);
  const { receivedAt: _, ...asGiven } = given;
  expect(body).toMatchObject({
    ...asGiven,
    externalReferences: [
      { system: 'crm', id: '77' },
      { system: 'hms', id: 'A/9' },
    ],
    receivedOn: '2024-10-01',
    receivedAt: '2024-10-01T14:30:00.000Z',
  });

  const { body: record } = await desk.caller.get(`/v1/complaints/${body.id}/events`);
  expect(record.items).toEqual([
    {
      id: expect.stringMatching(UUID),
      type: 'logged',
      sequence: 1,
      occurredOn: '2024-10-02',
      occurredAt: null,
      recordedAt: '2026-03-02T10:00:00.000Z',
      actor: expect.stringMatching(/^key:/),
      data: expect.objectContaining({
        receivedAt: '2024-10-01T14:30:00.000Z',
        complainantKind: 'tenant',
        representative: { type: 'advocate', permission: 'written', evidence: true },
        group: { size: 6 },
      }),
      promised: [
        { stage: 'stage-1', kind: 'acknowledge', n: 0, dueOn: '2024-10-08' },
        // The six months to a claim at the County Court, which the landlord's page names (WES-31).
        { stage: 'stage-1', kind: 'refer', n: 3, dueOn: '2025-03-02' },
      ],
      texts: {
        summary: given.summary,
        description: given.description,
        'desired-outcome': 'A working lift',
        evidence: 'Form of 3 May',
      },
      struck: null,
      changed: null,
    },
  ]);
});

test('the reference stands in place of the id on every address of a complaint', async () => {
  const { id, reference } = await desk.log({ receivedOn: '2024-09-03' });
  for (const address of ['', '/clocks', '/events']) {
    const byId = await desk.caller.get(`/v1/complaints/${id}${address}`);
    const byReference = await desk.caller.get(`/v1/complaints/${reference}${address}`);
    expect([byReference.status, versionIn(byReference.headers.etag), byReference.body]).toEqual([
      200,
      '"1"',
      byId.body,
    ]);
  }
  const acted = await desk.post(`/v1/complaints/${reference}/acknowledgements`, { occurredOn: '2024-09-04' });
  expect([acted.status, acted.body.id, versionIn(acted.headers.etag)]).toEqual([201, id, '"2"']);
});

test('references count on for each landlord and year of receipt', async () => {
  const other = await openDesk(service, 'westfield');
  const references = [];
  for (const receivedOn of ['2024-01-02', '2025-12-31', '2024-06-03', '2026-01-02']) {
    references.push((await other.log({ receivedOn })).reference);
  }
  expect(references).toEqual(['C-2024-000001', 'C-2025-000001', 'C-2024-000002', 'C-2026-000001']);
});
