import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtService } from '../support/built-service';
import { serviceLogin } from '../support/service-login';

/** The commands that the README gives after `docker compose up`, without the containers around them. */

const { dist } = builtService();
const login = serviceLogin();
const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const [, commands = ''] = /```sh\n(docker compose exec redress[\s\S]*?)```/.exec(readme) ?? [];

test('what the README says to do after `docker compose up` ends at a complaint that is logged', async () => {
  login.migrate();
  const service = await login.start(login.front);
  const [create = '', log = ''] = commands
    .replace('docker compose exec redress node dist/', `${process.execPath} '${dist}'/`)
    .replace('http://127.0.0.1:3000', service.url)
    .split('\n');
  const shell = (command: string, env: Readonly<Record<string, string>>) =>
    spawnSync('sh', ['-c', command], { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' });

  const made = shell(create, { DATABASE_URL: login.front.DATABASE_URL ?? '' });
  expect(made).toMatchObject({ status: 0, stderr: '' });
  const KEY = /rdr_\S+/.exec(made.stdout)?.[0] ?? '';
  const logged = JSON.parse(shell(log, { KEY }).stdout);
  expect(logged).toMatchObject({
    reference: expect.stringMatching(/^C-\d{4}-000001$/),
    policyVersion: '2024',
  });
  expect(logged.clocks.length).toBeGreaterThan(0);
  expect(await service.end('SIGTERM')).toBe(0);
});
