import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contactEventsOf } from '../../../src/db/contacts/lists';
import { findContact } from '../../../src/db/contacts/contacts';
import { columnsOf } from '../../../src/complaints/contacts/contact';
import { SERVICE_ROLE } from '../../../src/db/setup/isolation';
import { type ContactEvent, contactEventSchemas } from '../../../src/policy/contacts/events';
import { replayContact } from '../../../src/policy/contacts/state';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { complaint, HEXAGON, landlordWithPolicy, uuid } from '../row-builders';
import { insertLoggedComplaint } from '../../../src/db/complaints/write';

let scratch: TestDatabase;
beforeEach(async () => {
  scratch = await createTestDatabase();
});
afterEach(() => scratch.drop());

const MIGRATION = readFileSync(join(__dirname, '../../../migrations/0010_contact_events.sql'), 'utf8');

/** As the table was before contacts had events. */
const UNDO = `
  drop table contact_texts;
  drop function contact_event_hash;
  drop table contact_events;
  drop policy own_cases on contacts;
  alter table contacts drop column status, drop column choice, drop column refused_complaint_id`;

const OLD = `
  insert into contacts (landlord_id, id, received_on, channel, kind, facts, summary, complaint_id, created_at, version)
  values ($1, $2, '2024-09-01', 'phone', $3, $4, 'The lift again', $5, '2024-09-02T10:00:00Z', $6)`;

test('gives contacts from before they had events the events they must have had', async () => {
  await landlordWithPolicy(scratch.database, HEXAGON);
  await insertLoggedComplaint(scratch.database, HEXAGON, complaint(9));
  for (const statement of UNDO.split(';')) await scratch.owner.query({ text: statement });
  const facts = { agreed: false, choiceOffered: false, handledBy: null, policyVersion: '1' };
  const old: [number, string, object, string | null, number][] = [
    [1, 'compliment', facts, null, 1],
    [2, 'service-request', { ...facts, choiceOffered: true }, uuid(9), 2],
    [3, 'dissatisfaction', facts, null, 1],
    [4, 'feedback', { ...facts, choiceOffered: true, handledBy: 'r.adeyemi' }, null, 1],
  ];
  for (const [n, kind, held, became, version] of old)
    await scratch.owner.query({ text: OLD, values: [HEXAGON, uuid(n), kind, held, became, version] });
  for (const statement of MIGRATION.split('--> statement-breakpoint'))
    await scratch.owner.query({ text: statement });
  await scratch.owner.query({ text: `grant select on contact_events, contact_texts to ${SERVICE_ROLE}` });
  const found = [];
  for (const [n] of old) {
    const row = await findContact(scratch.database, HEXAGON, uuid(n));
    const events = await contactEventsOf(scratch.database, HEXAGON, uuid(n));
    const read = events.map(
      ({ type, occurredOn, data }) =>
        ({ type, on: occurredOn, data: contactEventSchemas[type].parse(data) }) as ContactEvent,
    );
    expect(row).toMatchObject({ ...columnsOf(replayContact(read)), version: events.length });
    found.push([row?.kind, row?.status, row?.choice]);
  }
  expect(found).toEqual([
    ['compliment', 'recorded', 'not-needed'],
    ['service-request', 'open', 'complained'],
    ['dissatisfaction', 'recorded', 'not-offered'],
    ['feedback', 'recorded', 'offered'],
  ]);
});
