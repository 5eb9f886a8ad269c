import { verifyRecord } from '../../../src/complaints/verification/verify';
import type { RecordFault } from '../../../src/db/integrity/fault';
import { startTestApp, TEST_NOW, type TestApp } from '../../support/app';
import { type Desk, openDesk } from '../../support/landlord-desk';
import { expectWholeRecord } from '../../support/whole-record';
import { oneRound } from '../../support/maintenance-round';

/** What is kept beside the events is held against what they come to; `chain.test.ts` has what the hashes prove. */

let service: TestApp;
let desk: Desk;
let contactId: string;
beforeAll(async () => {
  service = await startTestApp();
});
beforeEach(async () => {
  desk = await openDesk(service, 'westfield');
  const contact = {
    receivedOn: '2024-09-02',
    channel: 'phone',
    kind: 'service-request',
    summary: 'The tap drips',
  };
  contactId = (await desk.post('/v1/contacts', contact)).body.id;
  await desk.log({ receivedOn: '2024-09-02' });
  await desk.act('acknowledgements', { occurredOn: '2024-09-04', method: 'email' });
  await desk.act('assignments', {
    occurredOn: '2024-09-04',
    person: 't.hughes',
    role: 'property-services-officer',
  });
});
afterAll(() => service.stop());

async function verify(onProgress?: (looked: number, of: number) => void) {
  const faults: RecordFault[] = [];
  const deps = { database: service.database, now: () => TEST_NOW };
  const onFault = (fault: RecordFault) => void faults.push(fault);
  const verified = await verifyRecord(deps, desk.landlordId, { onFault, ...(onProgress && { onProgress }) });
  return { ...verified, found: faults };
}

/** Without the reference, which the complaint of each test has in common. */
const lines = async () =>
  (await verify()).found.map(({ fault, sequence, difference }) =>
    [fault, sequence, ...(difference ? [difference.at, difference.kept, difference.replayed] : [])].join(
      ' | ',
    ),
  );

/** As somebody might who has the password of the owner. */
const asOwner = (text: string) => service.owner.query({ text });
const ours = (table: string) =>
  table === 'complaints' ? `id = '${desk.complaint.id}'` : `complaint_id = '${desk.complaint.id}'`;
const alter = (table: string, set: string, where = 'true') =>
  asOwner(
    `update ${table} set ${set} where landlord_id = '${desk.landlordId}' and ${ours(table)} and ${where}`,
  );
const alterContact = (set: string) => asOwner(`update contacts set ${set} where id = '${contactId}'`);

test('a record whose states, summaries and clocks are what its events come to has no fault', async () => {
  const looked: number[][] = [];
  expect(await verify((...progress) => looked.push(progress))).toMatchObject({
    found: [],
    faults: 0,
    waiting: 0,
    later: 0,
    extent: { complaints: 1, events: 3, contacts: 1, contactEvents: 1 },
  });
  expect(looked).toEqual([
    [1, 2],
    [2, 2],
  ]);
  await expectWholeRecord(service, desk);
});

describe('of a complaint', () => {
  test.each([
    ['a date in the state', `{received,on}`, '"2024-09-01"', '/received/on | 2024-09-01 | 2024-09-02'],
    ['a fact of the state', `{investigationContinues}`, 'true', '/investigationContinues | true | false'],
    ['what the state has no field for', `{A. Tenant}`, '1', 'a field that no state has | 1 | nothing'],
  ])('%s that was altered is named', async (_, path, value, difference) => {
    await alter('complaints', `state = jsonb_set(state, '${path}', '${value}')`);
    expect(await lines()).toEqual([`state-altered |  | ${difference}`]);
  });

  test('what a state may hold of a person is not told, and several places are counted', async () => {
    await alter(
      'complaints',
      `state = jsonb_set(jsonb_set(state, '{stages,0,assignments,0,person}', '"a.tenant"'), '{channel}', '"1 Mill Lane"')`,
    );
    expect(await lines()).toEqual([
      'state-altered |  | /stages/0/assignments/0/person and 1 more | not shown | not shown',
    ]);
  });

  test.each([
    ['status', `'closed'`, 'status | closed | open'],
    ['stage', `'stage-2'`, 'stage | stage-2 | stage-1'],
    ['outcome', `'upheld'`, 'outcome | upheld | nothing'],
    ['handler', `'r.adeyemi'`, 'handler | not shown | not shown'],
    ['channel', `'phone'`, 'channel | phone | email'],
    ['categories', `'{repairs}'`, 'categories | repairs | nothing'],
    ['tenure', `'social-rent'`, 'tenure | social-rent | nothing'],
    ['received_on', `'2024-09-01'`, 'receivedOn | 2024-09-01 | 2024-09-02'],
    ['next_due_on', `'2024-09-20'`, 'nextDueOn | 2024-09-20 | 2024-09-18'],
    ['next_judged_on', `'2024-09-20'`, 'nextJudgedOn | 2024-09-20 | 2024-09-18'],
    ['next_due_kind', 'null', 'nextDueKind | nothing | respond'],
    ['departures', `'[]'`, 'departures | nothing | nothing'],
    ['beyond_the_code', `'[]'`, 'beyondTheCode | nothing | nothing'],
    ['next_due_stage', `'A. Tenant'`, 'nextDueStage | not shown | stage-1'],
    ['logged_at', `'2024-09-02T10:00:00Z'`, `loggedAt | 2024-09-02T10:00:00.000Z | ${TEST_NOW}`],
    ['updated_at', `'2024-09-02T10:00:00Z'`, `updatedAt | 2024-09-02T10:00:00.000Z | ${TEST_NOW}`],
  ])('its %s as lists show it cannot be altered unseen', async (column, value, difference) => {
    await alter('complaints', `${column} = ${value}`);
    expect(await lines()).toEqual([`summary-altered |  | ${difference}`]);
  });

  const respond = `kind = 'respond'`;
  test.each([
    ['due_on', `'2024-09-20'`, 'dueOn | 2024-09-20 | 2024-09-18'],
    ['judged_on', `'2024-09-20'`, 'judgedOn | 2024-09-20 | 2024-09-18'],
    ['original_due_on', `'2024-09-20'`, 'originalDueOn | 2024-09-20 | 2024-09-18'],
    ['anchor_on', 'null', 'anchorOn | nothing | 2024-09-04'],
    ['projected', 'true', 'projected | true | false'],
    ['met_on', `'2024-09-10'`, 'metOn | 2024-09-10 | nothing'],
    ['stopped_on', `'2024-09-10'`, 'stoppedOn | 2024-09-10 | nothing'],
    ['late_start', 'true', 'lateStart | true | false'],
    ['left_unanswered', 'true', 'leftUnanswered | true | false'],
    ['waits_since', `'2024-09-02'`, 'waitsSince | 2024-09-02 | nothing'],
    ['incomplete', 'true', 'incomplete | true | false'],
    ['withheld', `'{window_open}'`, 'withheld | window_open | nothing'],
    ['force', `'aim'`, 'force | aim | must'],
    ['handler', `'r.adeyemi'`, 'handler | not shown | not shown'],
  ])('the %s of a clock cannot be altered unseen', async (column, value, difference) => {
    await alter('clocks', `${column} = ${value}`, respond);
    expect(await lines()).toEqual([`clock-altered |  | clock stage-1/respond/0 ${difference}`]);
  });

  test('a clock that is gone, and one that nothing calls for, are named', async () => {
    await alter('clocks', `n = 7`, respond);
    expect(await lines()).toEqual([
      'clock-added |  | clock stage-1/respond/7 | there | nothing',
      'clock-missing |  | clock stage-1/respond/0 | nothing | due',
    ]);
  });

  test('whom it was assigned to, and so who sees it, cannot be altered, added or removed unseen', async () => {
    await alter('complaint_handlers', `person = 'r.adeyemi'`);
    expect(await lines()).toEqual(['handler-altered | 3']);
    await asOwner(`delete from complaint_handlers where ${ours('complaint_handlers')}`);
    expect(await lines()).toEqual(['handler-missing | 3']);
    await asOwner(
      `insert into complaint_handlers (landlord_id, complaint_id, stage, person) select landlord_id, id, s.stage, 't.hughes'
       from complaints, (values ('stage-1'), ('stage-2')) s (stage) where ${ours('complaints')}`,
    );
    expect(await lines()).toEqual(['handler-added | ']);
  });

  test('the fault names it by its reference, and another landlord’s record has none', async () => {
    await alter('complaints', `outcome = 'upheld'`);
    expect((await verify()).found.map(({ of }) => of)).toEqual([desk.complaint.reference]);
    desk = await openDesk(service, 'hexagon');
    expect((await verify()).found).toEqual([]);
  });

  test('an event that this release cannot read leaves the rest unproved, which is a fault of its own', async () => {
    await asOwner(
      `with moved as (update complaints set version = 4, state_version = 4 where ${ours('complaints')} returning *)
       insert into complaint_events (landlord_id, complaint_id, sequence, id, type, data, promised, actor, occurred_on, recorded_at)
       select landlord_id, id, 4, gen_random_uuid(), 'visited', '{}', '[]', 'key:x', '2024-09-05', now() from moved`,
    );
    expect(await lines()).toContain('events-unreadable | 4');
  });

  test('a record whose beginning is gone is told of and does not end the verification', async () => {
    await asOwner('alter table complaint_events disable trigger user');
    await asOwner(`delete from complaint_events where ${ours('complaint_events')} and sequence < 3`);
    await asOwner('alter table complaint_events enable trigger user');
    expect(await lines()).toEqual(expect.arrayContaining(['event-missing | 3', 'events-unreadable | ']));
  });

  test('a procedure that no event can have named is told of and does not end the verification', async () => {
    await asOwner('alter table complaint_events disable trigger user');
    await asOwner(
      `update complaint_events set data = jsonb_set(data, '{policyVersion}', '"never"')
       where ${ours('complaint_events')} and sequence = 1`,
    );
    await asOwner('alter table complaint_events enable trigger user');
    expect(await lines()).toEqual(expect.arrayContaining(['event-altered | 1', 'events-unreadable | ']));
  });
});

describe('a state of another release', () => {
  test('that came before waits to be made anew, and is no fault', async () => {
    await alter('complaints', `state_format = 0, state = '{}', next_due_on = null`);
    expect(await verify()).toMatchObject({ found: [], waiting: 1, later: 0 });
  });

  test('is how the next round makes good what was altered, as the operations manual says', async () => {
    await alter(
      'complaints',
      `state = jsonb_set(state, '{channel}', '"phone"'), outcome = 'upheld', next_due_on = null`,
    );
    await asOwner(`delete from clocks where ${ours('clocks')} and kind = 'respond'`);
    expect(await lines()).toHaveLength(4);
    await alter('complaints', 'state_format = 0');
    await oneRound(service.database, TEST_NOW);
    expect(await verify()).toMatchObject({ found: [], waiting: 0 });
  });

  test('that comes after is for that release to verify', async () => {
    await alter('complaints', `state_format = 1000, state = '{"mood": "hopeful"}'`);
    expect(await verify()).toMatchObject({ found: [], waiting: 0, later: 1 });
  });
});

describe('of a contact', () => {
  test.each([
    [
      'its state',
      `facts = jsonb_set(facts, '{receivedOn}', '"2024-09-01"')`,
      'state-altered |  | /receivedOn | 2024-09-01 | 2024-09-02',
    ],
    ['its kind', `kind = 'feedback'`, 'summary-altered |  | kind | feedback | service-request'],
    ['its channel', `channel = 'email'`, 'summary-altered |  | channel | email | phone'],
    ['its day', `received_on = '2024-09-01'`, 'summary-altered |  | receivedOn | 2024-09-01 | 2024-09-02'],
    ['its status', `status = 'closed'`, 'summary-altered |  | status | closed | open'],
    ['its choice', `choice = 'offered'`, 'summary-altered |  | choice | offered | not-needed'],
    [
      'when it was made',
      `created_at = '2024-09-02T10:00:00Z'`,
      `summary-altered |  | createdAt | 2024-09-02T10:00:00.000Z | ${TEST_NOW}`,
    ],
  ])('%s cannot be altered unseen', async (_, set, line) => {
    await alterContact(set);
    expect(await lines()).toEqual([line]);
    expect((await verify()).found[0]?.of).toBe(contactId);
  });

  test('the complaint it is said to have become cannot be slipped in', async () => {
    const { id } = desk.complaint;
    await alterContact(`complaint_id = '${id}', refused_complaint_id = '${id}'`);
    expect(await lines()).toEqual([
      `summary-altered |  | complaintId | ${id} | nothing`,
      `summary-altered |  | refusedComplaintId | ${id} | nothing`,
    ]);
  });

  test('events that make no contact are a fault of their own', async () => {
    await asOwner('alter table contact_events disable trigger user');
    await asOwner(`update contact_events set type = 'completed' where contact_id = '${contactId}'`);
    await asOwner('alter table contact_events enable trigger user');
    expect(await lines()).toEqual(['event-altered | 1', 'events-unreadable | ']);
  });
});

test('beside the running service it sees one moment: acts that come meanwhile are no faults', async () => {
  let acting = true;
  const acts = (async () => {
    while (acting) await desk.act('notes', { note: 'She rang about it.' });
  })();
  for (let times = 0; times < 10; times += 1) expect((await verify()).found).toEqual([]);
  acting = false;
  await acts;
});
