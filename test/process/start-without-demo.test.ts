import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { builtService } from '../support/built-service';
import { cloneOfEachTest, get } from '../support/clone';
import { run, startService } from '../support/running-service';

const service = builtService();
const clone = cloneOfEachTest();
let cwd: string;
beforeEach(() => {
  cwd = clone();
});

describe('a start without the demo', () => {
  test('REDRESS_SEED=none loads nothing, and the admin command creates a landlord whether the service runs or not', async () => {
    const env = { REDRESS_SEED: 'none', REDRESS_DATA_DIR: './elsewhere' };
    const before = run(service, cwd, env, 'admin.js', 'create-landlord', '--name', 'Mill Lane Homes');
    expect(before).toMatchObject({ code: 0, stderr: '' });
    const started = await startService(service, cwd, env);
    expect(existsSync(join(cwd, 'elsewhere/demo-keys.json'))).toBe(false);
    const during = run(
      service,
      cwd,
      env,
      'admin.js',
      'create-landlord',
      '--name',
      'Dock Street Housing',
      '--division',
      'scotland',
    );
    expect(during).toMatchObject({ code: 0, stderr: '' });
    for (const { stdout } of [before, during]) {
      const [, id, key] = /Landlord (\S+)[\s\S]*(rdr_\S+)/.exec(stdout) ?? [];
      expect((await get(`${started.url}/v1/landlords/${id}`, key)).status).toBe(200);
    }
    const listed = run(service, cwd, env, 'admin.js', 'list-landlords');
    expect(listed.stdout).toMatch(/Mill Lane Homes\n.*Dock Street Housing\n/);
    const restored = run(service, cwd, env, 'admin.js', 'after-restore');
    expect(restored.stdout).toBe('The database is up to date, and the event feed goes on in a new epoch.\n');
    expect(await started.end('SIGTERM')).toBe(0);
  });
});
