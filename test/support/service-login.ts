import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtService } from './built-service';
import { query } from './clone';
import { clusterUrl, createEmptyDatabase } from './database';
import { type Ended, type Environment, type RunningService, run, startService } from './running-service';

/** An empty database for each test, and a login that owns nothing in it, as the service has in production. */
export interface ServiceLogin {
  /** The settings of a service with that login. */
  readonly front: Environment;
  readonly ownerUrl: string;
  addressOf(username: string, password: string): string;
  server(env: Environment): Ended;
  start(env: Environment): Promise<RunningService>;
  admin(env: Environment, ...args: string[]): Ended;
  /** Its owner brings it up to this release. */
  migrate(): void;
}

export function serviceLogin(): ServiceLogin {
  // At once and not in a hook: on a busy machine the compiler may take longer than a hook may.
  const built = builtService();
  const login = `front_${randomBytes(6).toString('hex')}`;
  let cwd: string;
  let owner: { url: string; drop(): Promise<void> };
  beforeAll(async () => {
    cwd = mkdtempSync(join(tmpdir(), 'redress login '));
    await query(clusterUrl(), `create role ${login} login password 'trial'`);
    await query(clusterUrl(), `grant redress_service to ${login}`);
  });
  afterAll(async () => {
    rmSync(cwd, { recursive: true, force: true });
    await query(clusterUrl(), `drop role ${login}`);
  });
  beforeEach(async () => {
    owner = await createEmptyDatabase();
  });
  afterEach(() => owner.drop());

  function addressOf(username: string, password: string): string {
    const address = new URL(owner.url);
    address.username = username;
    address.password = password;
    return address.href;
  }
  const admin = (env: Environment, ...args: string[]) => run(built, cwd, env, 'admin.js', ...args);
  return {
    get front() {
      return { DATABASE_URL: addressOf(login, 'trial'), HOST: '127.0.0.1', PORT: '0' };
    },
    get ownerUrl() {
      return owner.url;
    },
    addressOf,
    server: (env) => run(built, cwd, env, 'server.js'),
    start: (env) => startService(built, cwd, env),
    admin,
    migrate: () =>
      expect(admin({ DATABASE_URL: owner.url }, 'migrate')).toEqual({
        code: 0,
        stdout: 'The database is up to date.\n',
        stderr: '',
      }),
  };
}

/** The sentence of a service or a command that may not migrate. */
export const letItsOwnerMigrate = (why: string): string =>
  `${why} Let its owner bring it up to this release: npm run admin -- migrate, with the owner's address in REDRESS_MIGRATION_URL where DATABASE_URL is another.\n`;
