import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { type FuzzedOperation, type OpenApi, operationsOf } from '../../fuzz/operations';
import { sendRaw } from '../../fuzz/send';
import { ROLES } from '../../../src/policy/rules/roles';
import { startTestApp, TEST_NOW, type TestApp } from '../../support/app';
import { hostileParts } from '../../fuzz/hostile-parts';
import { openDesk } from '../../support/landlord-desk';

/** Many times what is told of, and quickly sent. */
const SCALE = { values: 1000, letters: 100_000 };

/** The most that a refusal may weigh, its headers left out. */
const HEAVIEST = 64 * 1024;

const document: OpenApi = JSON.parse(readFileSync(join(__dirname, '../../../openapi/openapi.json'), 'utf8'));

/** Declares a test of each operation that is meant: every part of it is spoilt in turn, with a key that may call it. */
export function weighRefusals(isMeant: (operation: FuzzedOperation) => boolean): void {
  const operations = operationsOf(document).filter(isMeant);
  const agent = new Agent({ keepAlive: true });
  const limits = { failuresPerMinute: 1_000_000, requestsPerMinute: 0 };
  let service: TestApp;
  let keys: string[];

  beforeAll(async () => {
    service = await startTestApp(TEST_NOW, { limits });
    const desk = await openDesk(service, 'westfield');
    const roles = ROLES.filter((role) => role !== 'platform-admin');
    keys = [await service.key(desk.landlordId, roles), await service.platformKey()];
  });
  afterAll(async () => {
    agent.destroy();
    await service.stop();
  });

  test('there are operations to try', () => expect(operations.length).toBeGreaterThan(20));

  test.each(operations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s refuses in few words, whichever part is spoilt and however',
    async (_, operation) => {
      const heavy: unknown[] = [];
      let refused = 0;
      const [own = '', platform = ''] = keys;
      const key = operation.path === '/v1/landlords' ? platform : own;
      for (const { name, ...part } of hostileParts(document, operation, key, SCALE)) {
        const answer = await sendRaw(agent, service.url, {
          ...part,
          body: part.body === null ? null : Buffer.from(part.body),
        });
        if (!answer || answer.status < 400) continue;
        refused += 1;
        const bytes = Buffer.byteLength(answer.text);
        if (bytes > HEAVIEST || answer.status >= 500) heavy.push([name, answer.status, bytes]);
      }
      expect(heavy).toEqual([]);
      expect(refused).toBeGreaterThan(0);
    },
  );
}
