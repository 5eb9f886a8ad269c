import type { ComplaintState } from '../../src/policy/complaint/state';
import type { Instant, LocalDate } from '../../src/policy/dates/local-date';
import type { Session } from '../../src/db/connection/client';
import type { ClockRow, NewEvent } from '../../src/db/complaints/rows';
import type { ComplaintChange, NewComplaint } from '../../src/db/complaints/rows';
import type { AccessEntry } from '../../src/db/access/access-log';
import { insertLandlord } from '../../src/db/landlords/landlords';
import { insertPolicy } from '../../src/db/landlords/policies';

/** Literal dates in tests need no schema to be right. */
export const on = (text: string) => text as LocalDate;
export const at = (text: string) => text as Instant;

export const HEXAGON = '01920000-0000-7000-8000-000000000001';
export const WESTFIELD = '01920000-0000-7000-8000-000000000002';

/** A UUID that says which one it is. */
export const uuid = (n: number) => `01930000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** A landlord with one policy, in force from the first of January 2024. */
export async function landlordWithPolicy(db: Session, landlordId: string): Promise<void> {
  const details = {
    name: 'Hexagon Housing Association',
    division: 'england-and-wales',
    zone: 'Europe/London',
    homes: [],
    ombudsmanContact: null,
  } as const;
  await insertLandlord(db, landlordId, details, at('2024-01-01T09:00:00.000Z'));
  const published = await insertPolicy(db, landlordId, {
    version: '2024',
    effectiveFrom: on('2024-01-01'),
    effectiveTo: null,
    document: { version: '2024' },
    publishedAt: at('2024-01-01T09:00:00.000Z'),
    publishedBy: 'key:setup',
  });
  expect(published).toBe('inserted');
}

const stateWith = (status: string): ComplaintState =>
  // The queries keep a state without looking into it, so a mark is enough to know it by.
  ({ status }) as ComplaintState;

export function event(n: number, overrides: Partial<NewEvent> = {}): NewEvent {
  return {
    id: uuid(n),
    type: 'logged',
    data: { channel: 'email' },
    promised: [],
    actor: 'key:officer',
    occurredOn: on('2024-09-02'),
    occurredAt: null,
    recordedAt: at('2024-09-02T10:00:00.000Z'),
    texts: {},
    ...overrides,
  };
}

/** A clock that is judged by its date, as it is unless something came late. */
export function clock(overrides: Partial<ClockRow> = {}): ClockRow {
  const { dueOn = on('2024-09-09'), projected = false } = overrides;
  return {
    stage: 'stage-1',
    kind: 'acknowledge',
    n: 0,
    anchorOn: on('2024-09-02'),
    dueOn,
    judgedOn: dueOn,
    originalDueOn: on('2024-09-09'),
    projected,
    metOn: null,
    stoppedOn: null,
    lateStart: false,
    leftUnanswered: false,
    waitsSince: null,
    incomplete: false,
    withheld: null,
    force: 'must',
    handler: null,
    ...overrides,
  };
}

export function complaint(n: number, overrides: Partial<NewComplaint> = {}): NewComplaint {
  return {
    id: uuid(n),
    zone: 'Europe/London',
    policyVersion: '2024',
    calendarVersion: 'england-and-wales/1',
    status: 'open',
    stage: 'stage-1',
    outcome: null,
    handler: null,
    channel: 'email',
    categories: [],
    tenure: null,
    receivedOn: on('2024-09-02'),
    nextDueOn: on('2024-09-09'),
    nextJudgedOn: overrides.nextDueOn === undefined ? on('2024-09-09') : overrides.nextDueOn,
    nextDueKind: 'acknowledge',
    nextDueStage: 'stage-1',
    departures: null,
    beyondTheCode: null,
    state: stateWith('open'),
    loggedAt: at('2024-09-02T10:00:00.000Z'),
    events: [event(n * 1000)],
    clocks: [],
    parties: [],
    externalReferences: [],
    ...overrides,
  };
}

export function change(n: number, overrides: Partial<ComplaintChange> = {}): ComplaintChange {
  const { id: _, zone: __, loggedAt: ___, externalReferences: ____, ...columns } = complaint(n);
  return {
    ...columns,
    updatedAt: at('2024-09-04T15:30:00.000Z'),
    events: [event(n * 1000 + 1, { type: 'acknowledged', occurredOn: on('2024-09-04') })],
    ...overrides,
  };
}

export const accessEntry = (n: number, moment = '2026-03-02T10:00:00.000Z'): AccessEntry => ({
  id: uuid(n),
  at: at(moment),
  principal: 'key:01920000-0000-7000-8000-00000000000a',
  name: 'CRM',
  address: '127.0.0.1',
  requestId: 'r',
  operation: 'readComplaint',
  subject: 'C-2026-000001',
  status: 200,
});
