import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { builtService } from '../support/built-service';
import { cloneOfEachTest, get } from '../support/clone';
import { run, startService } from '../support/running-service';
import { until } from '../support/wait-until';

const service = builtService();
const clone = cloneOfEachTest();
let cwd: string;
beforeEach(() => {
  cwd = clone();
});

describe('a start without any setting', () => {
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

  test('arguments are refused, since none is read', () => {
    const refused = run(service, cwd, {}, 'server.js', '--port', '4000', 'nonsense');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('It takes no arguments, and was given --port 4000 nonsense.');
    expect(existsSync(join(cwd, 'data'))).toBe(false);
  });

  test('a data directory below one that takes none is refused', () => {
    const refused = run(service, cwd, { PORT: '0', REDRESS_DATA_DIR: '/proc/x' }, 'server.js');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('REDRESS_DATA_DIR /proc/x cannot be used: ENOENT');
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
