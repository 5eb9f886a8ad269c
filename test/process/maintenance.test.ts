import { lastSeal } from '../../src/db/integrity/chain';
import { insertLoggedComplaint } from '../../src/db/complaints/write';
import { SERVICE_ROLE } from '../../src/db/setup/isolation';
import { MaintenanceMetrics } from '../../src/process/maintenance-metrics';
import { MaintenanceRound } from '../../src/process/maintenance';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { everyWriterEnded } from '../support/wait-until';
import { at, complaint, event, HEXAGON, landlordWithPolicy } from '../db/row-builders';

const NOW = at('2026-03-02T10:00:00.000Z');

let base: TestDatabase;
beforeEach(async () => {
  base = await createTestDatabase();
  await landlordWithPolicy(base.database, HEXAGON);
});
afterEach(() => base.drop());

const roundWith = (onFailure: (error: unknown) => void) =>
  new MaintenanceRound({
    database: base.database,
    now: () => NOW,
    metrics: new MaintenanceMetrics(),
    onFailure,
  }).run();

test('a record is sealed though nothing old can be removed, and the failure is told of', async () => {
  await insertLoggedComplaint(base.database, HEXAGON, complaint(1, { events: [event(1000)] }));
  await everyWriterEnded(base.owner);
  await base.owner.query({ text: `revoke delete on idempotency_keys, rehearsals from ${SERVICE_ROLE}` });
  const failures: unknown[] = [];
  await roundWith((error) => failures.push(error));
  expect(await lastSeal(base.database, HEXAGON)).toMatchObject({ n: 1, events: 1 });
  expect(failures.map(String)).toEqual([
    expect.stringContaining('idempotency_keys'),
    expect.stringContaining('permission denied'),
  ]);
});

test('answers that nobody can ask for any more are removed, however many there are, and the others stay', async () => {
  await base.owner.query({
    text: `
      insert into idempotency_keys (landlord_id, principal, operation, key, fingerprint, status, headers, body,
        created_at, expires_at)
      select '${HEXAGON}', 'k', 'POST /v1/complaints', n::text, sha256(''), 201, '{}', '', '2026-03-01',
        case when n > 11000 then '2026-03-03' else '2026-03-02' end::timestamptz
      from generate_series(1, 11007) n`,
  });
  await roundWith((error) => {
    throw error;
  });
  const [left] = await base.owner.query<{ n: number }>({
    text: 'select count(*)::int as n from idempotency_keys',
  });
  expect(left).toEqual({ n: 7 });
});
