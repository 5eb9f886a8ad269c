import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { builtService } from '../support/built-service';
import { cloneOfEachTest, get } from '../support/clone';
import { clusterHome } from '../support/databases/data-directory';
import { startService } from '../support/running-service';

const service = builtService();
const clone = cloneOfEachTest();
let cwd: string;
beforeEach(() => {
  cwd = clone();
});

function demoKeys(): Record<string, { key: string; landlordId?: string }> {
  return JSON.parse(readFileSync(join(cwd, 'data/demo-keys.json'), 'utf8'));
}

describe('npm start without any setting', () => {
  test('the first start loads five demo landlords and shows their keys once; a restart keeps them and shows none', async () => {
    const first = await startService(service, cwd, {});
    const keys = demoKeys();
    expect(Object.keys(keys).sort()).toEqual(['arches', 'hexagon', 'hhs', 'platform', 'settle', 'westfield']);
    expect(statSync(join(cwd, 'data/demo-keys.json')).mode & 0o777).toBe(0o600);
    for (const { key } of Object.values(keys)) expect(first.output()).toContain(key);
    for (const name of ['hexagon', 'westfield', 'settle', 'arches', 'hhs']) {
      const policies = await get(`${first.url}/v1/policies`, keys[name]!.key);
      const versions = JSON.parse(policies.body).items.map(({ version }: { version: string }) => version);
      expect(versions).toHaveLength(1);
      const policy = await get(`${first.url}/v1/policies/${versions[0]}`, keys[name]!.key);
      expect(policy).toEqual({ status: 200, body: expect.stringContaining(`"name":"${name}"`) });
      const own = await get(`${first.url}/v1/landlords/${keys[name]!.landlordId}`, keys[name]!.key);
      expect(own.status).toBe(200);
    }
    expect((await get(`${first.url}/v1/landlords`, keys.platform!.key)).status).toBe(200);
    expect((await get(`${first.url}/docs`)).status).toBe(200);
    expect(await first.end('SIGTERM')).toBe(0);
    expect(first.output()).toContain('Redress has stopped.');
    expect(existsSync(join(clusterHome(join(cwd, 'data')), 'cluster/postmaster.pid'))).toBe(false);

    const second = await startService(service, cwd, {});
    expect(second.output()).not.toContain('rdr_');
    expect(demoKeys()).toEqual(keys);
    expect((await get(`${second.url}/v1/policies`, keys.hexagon!.key)).status).toBe(200);
    expect(await second.end('SIGINT')).toBe(0);
  });

  test('after kill -9 the next start goes on with the same database', async () => {
    const first = await startService(service, cwd, {});
    const { hexagon } = demoKeys();
    expect(await first.end('SIGKILL')).toBe(null);
    const second = await startService(service, cwd, {});
    expect(second.output()).not.toContain('rdr_');
    expect((await get(`${second.url}/v1/policies`, hexagon!.key)).status).toBe(200);
    expect(await second.end('SIGTERM')).toBe(0);
  });
});
