import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { builtService } from '../support/built-service';
import { cloneOfEachTest, get } from '../support/clone';
import { clusterHome } from '../support/databases/data-directory';
import { run, startService } from '../support/running-service';
import { until } from '../support/wait-until';

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

  test('under npm, which hands SIGTERM to a shell and not to us, the service ends when that shell does', async () => {
    const command = `exec 3>&1; "${process.execPath}" "${service.dist}/server.js" >&3 2>&3; true`;
    const env = { PATH: process.env.PATH, PORT: '0', npm_lifecycle_event: 'start' };
    const shell = spawn('/bin/sh', ['-c', command], { cwd, env });
    let written = '';
    shell.stdout.on('data', (chunk) => {
      written += chunk;
    });
    await until('it is ready', () => written.includes('Redress is ready'));
    shell.kill('SIGTERM');
    await once(shell.stdout, 'end');
    expect(written).toContain('npm was ended: finishing what is in progress.');
    expect(written).toContain('Redress has stopped.');
  });

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

  test('a second service on the same data is refused and leaves the first alone', async () => {
    const first = await startService(service, cwd, {});
    const second = run(service, cwd, { PORT: '0' }, 'server.js');
    expect(second.code).toBe(1);
    expect(second.stderr).toBe(
      `Redress cannot start: Another Redress is using ${join(cwd, 'data')}. Stop it first, or give this one its own directory with REDRESS_DATA_DIR.\n`,
    );
    expect((await get(`${first.url}/health/ready`)).status).toBe(200);
    expect(await first.end('SIGTERM')).toBe(0);
  });

  test('a taken port is refused with its number and the way out, before a database is made', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const refused = run(service, cwd, { PORT: String(port) }, 'server.js');
    other.close();
    expect(refused.code).toBe(1);
    expect(refused.stderr).toBe(
      `Redress cannot start: port ${port} on 127.0.0.1 is already in use. Stop the program that uses it, or choose another port, for example PORT=${port + 1} npm start.\n`,
    );
    expect(existsSync(join(cwd, 'data'))).toBe(false);
  });

  test('every fault of the configuration is a line, and nothing is started', () => {
    const refused = run(service, cwd, { PORT: 'http', REDRESS_SEEDS: 'demo' }, 'server.js');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    const lines = refused.stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toBe('Redress cannot start: PORT is "http": it is a whole number from 0 to 65535.');
    expect(lines[1]).toMatch(
      /^Redress cannot start: REDRESS_SEEDS is not a setting of Redress: the settings .*REDRESS_SEED,/,
    );
    expect(existsSync(join(cwd, 'data'))).toBe(false);
  });
});
