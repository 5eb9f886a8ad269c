import { startTestAppOn, TEST_NOW, type TestApp } from '../../support/app';
import { migrateWith } from '../../support/database';
import { Desk } from '../../support/landlord-desk';
import { createFirstDatabase } from '../../support/databases/first-build-database';
import { MIGRATIONS } from '../../support/databases/migrations';
import { expectWholeRecord } from '../../support/whole-record';
import { oneRound } from '../../support/maintenance-round';
import { everyWriterEnded } from '../../support/wait-until';

/** The landlords of test/records/first-build.jsonl by the procedures they ran. */
const LANDLORDS = {
  'code-2024': '01a1fed1-8645-7cb5-ae96-6bfa9a434495',
  hexagon: '01a1fed1-8bcd-71fd-9e7a-f47a5ebb79f2',
  settle: '01a1fed1-8f47-7eae-8e1a-65f0f18b089f',
} as const;

let service: TestApp;
const desks: Desk[] = [];
beforeAll(async () => {
  const database = await createFirstDatabase();
  await migrateWith(database.url, MIGRATIONS);
  service = await startTestAppOn(database);
  for (const id of Object.values(LANDLORDS)) {
    const key = await service.key(id, ['complaints-officer', 'landlord-admin']);
    desks.push(new Desk(service, id, service.as(key)));
  }
});
afterAll(() => service.stop());

const get = async (desk: Desk, path: string) => {
  const { status, body } = await desk.caller.get(path);
  expect({ path, status, ...(status === 200 ? {} : body) }).toEqual({ path, status: 200 });
  return body;
};
const complaintsOf = async (desk: Desk) => (await get(desk, '/v1/complaints?sort=receivedOn')).items;

async function statesBehind(): Promise<number> {
  const [row] = await service.owner.query<{ n: number }>({
    text: 'select count(*)::int as n from complaints where state_format = 0 or state_version <> version',
  });
  return row!.n;
}

describe('a database of the first build, on this one', () => {
  test('is served at once: every complaint is read as its events come to, before any state is made anew', async () => {
    const found = [];
    for (const desk of desks) {
      for (const { id, reference } of await complaintsOf(desk)) {
        const read = await get(desk, `/v1/complaints/${id}`);
        expect((await get(desk, `/v1/complaints/${id}/clocks`)).items).toEqual(read.clocks);
        expect((await get(desk, `/v1/complaints/${id}/events`)).items).toHaveLength(read.version);
        found.push([reference, read.version, read.status, read.stage, read.outcome]);
      }
    }
    expect(found).toEqual([
      ['C-2024-000002', 1, 'open', 'stage-1', null],
      ['C-2024-000006', 1, 'open', 'stage-1', null],
      ['C-2024-000003', 2, 'open', 'stage-1', null],
      ['C-2024-000004', 4, 'withdrawn', 'stage-1', null],
      ['C-2024-000005', 2, 'refused', 'stage-1', null],
      ['C-2024-000001', 14, 'responded', 'stage-2', 'partially-upheld'],
      ['C-2024-000003', 1, 'open', 'initial', null],
      ['C-2024-000002', 4, 'open', 'stage-2', 'upheld'],
      ['C-2024-000001', 13, 'closed', 'stage-3', 'upheld'],
      ['C-2024-000003', 1, 'open', 'stage-1', null],
      ['C-2024-000002', 4, 'open', 'review', 'not-upheld'],
      ['C-2024-000001', 6, 'responded', 'stage-1', 'not-upheld'],
    ]);
    expect(await statesBehind()).toBe(12);
  });

  test('its lists, worklists, feeds and searches answer, with every date explained', async () => {
    for (const desk of desks) {
      const { items } = await get(desk, '/v1/clocks?due=overdue&explain=true');
      expect(items.every(({ dueOn, clock }: Due) => clock.dueOn === dueOn)).toBe(true);
      expect((await get(desk, '/v1/complaints?text=Damp')).items.length).toBeGreaterThan(2);
      await get(desk, '/v1/reports/overview?from=2024-01-01&to=2024-12-31');
    }
    const [code, hexagon] = desks;
    expect((await get(code!, '/v1/contacts')).items.map(({ kind, status }: Kept) => [kind, status])).toEqual([
      ['feedback', 'recorded'],
      ['service-request', 'open'],
    ]);
    await everyWriterEnded(service.owner);
    expect((await get(hexagon!, '/v1/events')).items).toHaveLength(18);
    const retention = await hexagon!.caller.post('/v1/retention-runs', { dryRun: true });
    // Its documents state no time for complaints, so none of them has been kept for long enough.
    expect([retention.status, retention.body.looked]).toEqual([200, 0]);
    expect(await statesBehind()).toBe(12);
  });

  test('an act is decided on what the events come to, and leaves a state of this release', async () => {
    const [code, hexagon, settle] = desks;
    for (const [desk, reference, acts] of [
      [code!, 'C-2024-000003', [['acknowledgements', { occurredOn: '2024-11-20', method: 'email' }]]],
      [code!, 'C-2024-000001', [['remedies', { type: 'apology', what: 'A letter', dueOn: '2026-04-01' }]]],
      [hexagon!, 'C-2024-000001', [['holds', { reason: 'court-claim', reviewOn: '2026-06-01' }]]],
      [settle!, 'C-2024-000002', [['notes', { note: 'She rang.' }]]],
    ] as const) {
      await openAt(desk, reference);
      for (const [act, body] of acts) await desk.act(act, body);
    }
    expect(await statesBehind()).toBe(8);
  });

  test('a rehearsal looks at the complaints that nobody touched, and what it showed is applied', async () => {
    const [, , settle] = desks;
    const change = { kind: 'closure', closures: [{ on: '2024-11-14', why: 'Office move' }] };
    const shown = await settle!.caller.post('/v1/rehearsals', { change });
    expect([shown.status, shown.body.counts?.complaints]).toEqual([201, 3]);
    const { status } = await settle!.caller.post(`/v1/rehearsals/${shown.body.id}/application`);
    expect(status).toBe(201);
    expect(await statesBehind()).toBe(6);
  });

  test('the first round of maintenance makes the others anew, and the record is whole', async () => {
    await oneRound(service.database, TEST_NOW);
    expect(await statesBehind()).toBe(0);
    await expectWholeRecord(service, ...desks);
    await oneRound(service.database, TEST_NOW);
    await expectWholeRecord(service, ...desks);
  });
});

interface Due {
  readonly dueOn: string;
  readonly clock: { readonly dueOn: string };
}
interface Kept {
  readonly kind: string;
  readonly status: string;
}

async function openAt(desk: Desk, reference: string): Promise<void> {
  desk.complaint = await get(desk, `/v1/complaints/${reference}`);
}
