import { loadConfig } from '../src/config';

function faultsOf(env: Record<string, string>): string[] {
  const loaded = loadConfig(env);
  return 'faults' in loaded ? loaded.faults : [];
}

describe('the configuration', () => {
  test('an empty environment is a trial on one machine: embedded database, loopback, demo data', () => {
    expect(loadConfig({})).toEqual({
      config: {
        port: 3000,
        host: '127.0.0.1',
        database: { mode: 'embedded', dataDir: './data', seed: 'demo' },
        poolSize: 8,
        logLevel: 'info',
      },
    });
  });

  test('with DATABASE_URL the service listens on every address and seeds nothing', () => {
    expect(
      loadConfig({ DATABASE_URL: 'postgresql://redress@db/redress', PORT: '8080', LOG_LEVEL: 'warn' }),
    ).toEqual({
      config: {
        port: 8080,
        host: '0.0.0.0',
        database: {
          mode: 'external',
          url: 'postgresql://redress@db/redress',
          migrationUrl: 'postgresql://redress@db/redress',
        },
        poolSize: 8,
        logLevel: 'warn',
      },
    });
  });

  test('every fault is named at once, with the value and what is allowed', () => {
    expect(
      faultsOf({ PORT: '70000', LOG_LEVEL: 'loud', REDRESS_SEED: 'all', REDRESS_POOL_SIZE: '0' }),
    ).toEqual([
      'PORT is "70000": it is a whole number from 0 to 65535.',
      'REDRESS_SEED is "all": it is "demo" or "none".',
      'REDRESS_POOL_SIZE is "0": it is a whole number from 1 to 50.',
      'LOG_LEVEL is "loud": it is one of fatal, error, warn, info, debug, trace, silent.',
    ]);
  });

  test('an unknown REDRESS_ variable is refused with the names that exist', () => {
    expect(faultsOf({ REDRESS_DATADIR: '/srv/redress' })).toEqual([
      'REDRESS_DATADIR is not a setting of Redress: the settings with this prefix are REDRESS_MIGRATION_URL, REDRESS_DATA_DIR, REDRESS_SEED, REDRESS_POOL_SIZE.',
    ]);
  });

  test('REDRESS_SEED beside DATABASE_URL is refused', () => {
    expect(faultsOf({ DATABASE_URL: 'postgres://db/redress', REDRESS_SEED: 'demo' })).toEqual([
      'REDRESS_SEED belongs to the embedded database and has no meaning with DATABASE_URL: remove one of the two.',
    ]);
  });

  test('the owner’s address goes with the service’s own', () => {
    const owner = 'postgres://owner@db/redress';
    expect(
      loadConfig({ DATABASE_URL: 'postgres://service@db/redress', REDRESS_MIGRATION_URL: owner }),
    ).toMatchObject({ config: { database: { url: 'postgres://service@db/redress', migrationUrl: owner } } });
    expect(faultsOf({ REDRESS_MIGRATION_URL: owner })).toEqual([
      'REDRESS_MIGRATION_URL goes with DATABASE_URL, which is not set: set both or neither.',
    ]);
  });

  test.each(['', 'db.example:5432/redress', 'mysql://db/redress', 'postgres://db:port/redress'])(
    'DATABASE_URL %j is refused, and a password in it is never repeated',
    (url) => {
      expect(faultsOf({ DATABASE_URL: url })).toEqual([
        'DATABASE_URL is not a PostgreSQL address: it looks like postgres://user:password@host:5432/database.',
      ]);
    },
  );

  test.each(['3e3', ' 3000', '-1', '3000.5', ''])('PORT %j is refused', (port) => {
    expect(faultsOf({ PORT: port })).toEqual([
      `PORT is ${JSON.stringify(port)}: it is a whole number from 0 to 65535.`,
    ]);
  });
});
