import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { issuePlatformKey } from '../../src/process/provisioning';
import { TEST_NOW } from '../support/app';
import { builtService } from '../support/built-service';
import { createEmptyDatabase } from '../support/database';
import { landlordAt, type RemoteLandlord, send } from '../support/landlord-over-http';
import { expectStoredEqualsReplay } from '../support/whole-record';
import { type RunningService, startService } from '../support/running-service';
import { type FuzzedOperation, type OpenApi, operationsOf } from './operations';
import { type KnownIds, requestsFor } from './requests';
import { sendRaw } from './send';

/** Hostile requests for every operation of the API document. `npm run fuzz` sends many more than a run of the tests. */

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 3000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_260_302);
const AT_ONCE = 8;

const document: OpenApi = JSON.parse(readFileSync(join(__dirname, '../../openapi/openapi.json'), 'utf8'));
const everyOperation = operationsOf(document);
const each = Math.ceil(REQUESTS / everyOperation.length);

/** Words of the other landlord's resident, which nobody sends: wherever they turn up, they have leaked. */
const SECRET = 'Zvonimirka-Krk-Vrbnik';

/** However much was wrong with a request. */
const HEAVIEST_REFUSAL = 64 * 1024;

const TALKATIVE = /node_modules|\bat \S+ \(|select .* from |insert into|password/i;

/** Declares a test of each operation that is meant, at a service of their own, and one of how the service is afterwards. */
export function fuzz(isMeant: (operation: FuzzedOperation) => boolean): void {
  const operations = everyOperation.filter(isMeant);
  // At once and not in a hook: on a busy machine the compiler may take longer than a hook may.
  const built = builtService();
  let cwd: string;
  let service: RunningService;
  let mine: RemoteLandlord;
  let theirs: RemoteLandlord;
  let platform: string;
  let ids: KnownIds;
  let drop: () => Promise<void>;
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const statuses = new Map<number | null, number>();
  const memory: number[] = [];

  beforeAll(async () => {
    cwd = mkdtempSync(join(tmpdir(), 'redress fuzz '));
    const database = await createEmptyDatabase();
    drop = database.drop;
    service = await startService(built, cwd, {
      DATABASE_URL: database.url,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      REDRESS_REQUESTS_PER_MINUTE: '0',
      REDRESS_FAILURES_PER_MINUTE: '1000000',
      REDRESS_MAX_EVENT_LOOP_DELAY_MS: '0',
    });
    mine = await landlordAt(service.url, database.url);
    theirs = await landlordAt(service.url, database.url);
    platform = await issuePlatformKey(theirs.database, 'operations', 'test', TEST_NOW);
    const foreign = await complaintsOf(theirs, 3);
    const own = await complaintsOf(mine, 20);
    const { text } = await send(mine, 'GET', '/v1/complaints?limit=1');
    ids = { own, foreign, cursors: [JSON.parse(text).next] };
  });

  afterAll(async () => {
    agent.destroy();
    await service.end('SIGTERM');
    for (const landlord of [mine, theirs]) await landlord.database.close();
    await drop();
    rmSync(cwd, { recursive: true, force: true });
  });

  async function complaintsOf(landlord: RemoteLandlord, count: number): Promise<string[]> {
    const found: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const body = {
        receivedOn: '2026-03-02',
        channel: 'email',
        complainant: { name: landlord === theirs ? SECRET : 'Mrs Nakamura' },
        summary: landlord === theirs ? SECRET : 'Damp',
      };
      const { text } = await send(landlord, 'POST', '/v1/complaints', { body });
      const { id, reference }: { id: string; reference: string } = JSON.parse(text);
      // Both landlords count from one, so a reference of theirs may be one of ours as well; an id never is.
      found.push(id, ...(landlord === theirs ? [] : [reference]));
    }
    return found;
  }

  async function residentBytes(): Promise<number> {
    const { text } = await send({ url: service.url, key: platform }, 'GET', '/metrics');
    return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]);
  }

  test.each(operations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s answers whatever it is sent, tells nothing of others and never fails',
    async (_, operation) => {
      const requests = requestsFor(document, operation, ids, [
        mine.key,
        mine.key,
        mine.key,
        platform,
        'rdr_none',
      ]);
      const waiting = fc.sample(requests, { numRuns: each, seed: SEED });
      const faults: unknown[] = [];
      const worker = async (): Promise<void> => {
        for (let hostile = waiting.pop(); hostile; hostile = waiting.pop()) {
          const answer = await sendRaw(agent, service.url, hostile);
          statuses.set(answer?.status ?? null, (statuses.get(answer?.status ?? null) ?? 0) + 1);
          if (!answer) continue;
          const { status, type, text } = answer;
          const isProblem =
            status < 400 || (type.startsWith('application/problem+json') && 'code' in JSON.parse(text));
          const tells = text.includes(SECRET) || (status >= 400 && TALKATIVE.test(text));
          const heavy = status >= 400 && Buffer.byteLength(text) > HEAVIEST_REFUSAL;
          if (status >= 500 || !isProblem || tells || heavy)
            faults.push({
              ...hostile,
              body: hostile.body?.toString().slice(0, 2000),
              status,
              text: text.slice(0, 500),
            });
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      expect(faults.slice(0, 3)).toEqual([]);
      memory.push(await residentBytes());
    },
  );

  test('afterwards the service is well, logged no failure and holds no more memory than halfway', async () => {
    const ready = await send({ url: service.url, key: platform }, 'GET', '/health/ready');
    expect(ready.status).toBe(200);
    expect(
      service
        .output()
        .split('\n')
        .filter((line) => line.includes('"level":50')),
    ).toEqual([]);
    const halfway = Math.max(...memory.slice(0, Math.ceil(memory.length / 2)));
    const later = memory.at(-1) ?? 0;
    expect(later).toBeLessThan(halfway * 1.5);
    await expectStoredEqualsReplay(mine.database, mine.landlordId);
    await expectStoredEqualsReplay(theirs.database, theirs.landlordId);
    const counted = Object.fromEntries([...statuses].sort(([a], [b]) => (a ?? 0) - (b ?? 0)));
    if (process.env.FUZZ_REQUESTS)
      console.log({ counted, halfwayMb: halfway / 1_048_576, laterMb: later / 1_048_576, seed: SEED });
  });
}
