import { spawnSync } from 'node:child_process';

/** Many more hostile requests than a run of the tests sends: `npm run fuzz -- [requests] [seed]`. */
const [requests = '40000', seed = String(Date.now() % 1_000_000_007)] = process.argv.slice(2);
const env = { ...process.env, FUZZ_REQUESTS: requests, FUZZ_SEED: seed };
const { status } = spawnSync('npx', ['jest', 'test/fuzz'], { env, stdio: 'inherit' });
process.exit(status ?? 1);
