import { spawnSync } from 'node:child_process';

/** Many more hostile requests than a run of the tests sends: `npm run fuzz -- [requests] [seed]`. */
const [requests = '40000', seed = String(Date.now() % 1_000_000_007)] = process.argv.slice(2);
for (const given of [requests, seed])
  if (!/^[1-9]\d{0,8}$/.test(given)) {
    console.error(`npm run fuzz -- [requests] [seed]: "${given}" is no whole number from 1 to 999999999.`);
    process.exit(1);
  }
const env = { ...process.env, FUZZ_REQUESTS: requests, FUZZ_SEED: seed };
const { status } = spawnSync('npx', ['jest', 'test/fuzz'], { env, stdio: 'inherit' });
process.exit(status ?? 1);
