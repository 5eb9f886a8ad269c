import {
  countPolicies,
  findPolicy,
  insertPolicy,
  listPolicies,
  type PolicyRow,
} from '../../../src/db/landlords/policies';
import { insertLandlord } from '../../../src/db/landlords/landlords';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { at, HEXAGON, on, WESTFIELD } from '../row-builders';

let scratch: TestDatabase;
beforeEach(async () => {
  scratch = await createTestDatabase();
  for (const landlordId of [HEXAGON, WESTFIELD]) {
    await insertLandlord(
      scratch.database,
      landlordId,
      { name: 'A landlord', division: 'scotland', zone: 'Europe/London', homes: [], ombudsmanContact: null },
      at('2024-01-01T09:00:00.000Z'),
    );
  }
});
afterEach(() => scratch.drop());

const policy = (version: string, from: string, to: string | null = null): PolicyRow => ({
  version,
  effectiveFrom: on(from),
  effectiveTo: to === null ? null : on(to),
  document: { version, stages: [{ key: 'stage-1', days: 10.5 }], title: 'Ünïcode' },
  publishedAt: at('2024-01-01T09:00:00.000Z'),
  publishedBy: 'key:crm',
});
const publish = (...given: Parameters<typeof policy>) =>
  insertPolicy(scratch.database, HEXAGON, policy(...given));

describe('a policy version', () => {
  test('is published once and read back as it was', async () => {
    expect(await publish('2024-04', '2024-04-01')).toBe('inserted');
    expect(await findPolicy(scratch.database, HEXAGON, '2024-04')).toEqual(policy('2024-04', '2024-04-01'));
    expect(await findPolicy(scratch.database, WESTFIELD, '2024-04')).toBeNull();
  });

  test('is refused under a version or a first day that is taken, and leaves the first as it was', async () => {
    await publish('2024-04', '2024-04-01');
    expect(await publish('2024-04', '2024-05-01')).toBe('version_taken');
    expect(await publish('2024-04', '2024-04-01')).toBe('version_taken');
    expect(await publish('2024-05', '2024-04-01')).toBe('effective_from_taken');
    expect(await countPolicies(scratch.database, HEXAGON)).toBe(1);
    expect(await insertPolicy(scratch.database, WESTFIELD, policy('2024-04', '2024-04-01'))).toBe('inserted');
  });

  test('is taken by exactly one of several that are published at once', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => publish('2024-04', '2024-04-01')));
    expect(answers.sort()).toEqual(['inserted', 'version_taken', 'version_taken', 'version_taken']);
  });

  test.each([
    ['UPDATE', "update policies set effective_to = '2024-12-31'"],
    ['DELETE', 'delete from policies'],
    ['TRUNCATE', 'truncate policies cascade'],
  ])('is immutable: %s is refused', async (operation, text) => {
    await publish('2024-04', '2024-04-01');
    await expect(scratch.owner.query({ text })).rejects.toThrow(
      operation === 'TRUNCATE'
        ? 'is refused'
        : `${operation} on policies is refused: a published policy is immutable`,
    );
  });

  test('is listed with the latest to take effect first, without its document', async () => {
    await publish('2023', '2023-04-01');
    await publish('2025', '2025-04-01');
    await publish('2024', '2024-04-01');
    const first = await listPolicies(scratch.database, HEXAGON, { afterEffectiveFrom: null, limit: 2 });
    expect(first.map(({ version }) => version)).toEqual(['2025', '2024']);
    const rest = await listPolicies(scratch.database, HEXAGON, {
      afterEffectiveFrom: on('2024-04-01'),
      limit: 2,
    });
    const { document: _, ...summary } = policy('2023', '2023-04-01');
    expect(rest).toEqual([summary]);
  });
});
