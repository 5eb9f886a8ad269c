import { loadConfig } from '../../src/process/config';

function faultsOf(env: Record<string, string>): string[] {
  const loaded = loadConfig(env);
  return 'faults' in loaded ? loaded.faults : [];
}

/** What nobody has to set. */
const USUAL = {
  oidc: null,
  limits: { requestsPerMinute: 60_000, failuresPerMinute: 30 },
  trustedProxies: [],
  drainMs: 10_000,
  keeping: { accessLogYears: 6 },
  http: { corsOrigins: [], behindTls: false, requestTimeoutMs: 30_000 },
  tracing: null,
};

describe('the configuration', () => {
  test('an empty environment is a trial on one machine: embedded database, loopback, demo data', () => {
    expect(loadConfig({})).toEqual({
      config: {
        port: 3000,
        host: '127.0.0.1',
        database: { mode: 'embedded', dataDir: './data', seed: 'demo' },
        poolSize: 8,
        logLevel: 'info',
        ...USUAL,
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
          migrationUrl: null,
        },
        poolSize: 8,
        logLevel: 'warn',
        ...USUAL,
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

  test('what the HTTP side is told comes from five settings', () => {
    expect(
      loadConfig({
        REDRESS_CORS_ORIGINS: 'https://crm.example.org, http://localhost:5173',
        REDRESS_BEHIND_TLS: 'true',
        REDRESS_REQUEST_TIMEOUT_SECONDS: '5',
        REDRESS_MAX_EVENT_LOOP_DELAY_MS: '250',
        REDRESS_MAX_HEAP_MB: '512',
      }),
    ).toMatchObject({
      config: {
        http: {
          corsOrigins: ['https://crm.example.org', 'http://localhost:5173'],
          behindTls: true,
          requestTimeoutMs: 5000,
          maxEventLoopDelayMs: 250,
          maxHeapBytes: 536_870_912,
        },
      },
    });
  });

  test.each([
    '*',
    'https://crm.example.org/',
    'crm.example.org',
    'https://CRM.example.org',
    'https://*.example.org',
    'null',
  ])('REDRESS_CORS_ORIGINS %j is refused, for no browser could ever send it', (origins) => {
    expect(faultsOf({ REDRESS_CORS_ORIGINS: origins })).toEqual([
      expect.stringMatching(/^REDRESS_CORS_ORIGINS is .* such as https:\/\/crm\.example\.org\.$/),
    ]);
  });

  test('an unknown REDRESS_ variable is refused with the names that exist', () => {
    expect(faultsOf({ REDRESS_DATADIR: '/srv/redress' })).toEqual([
      'REDRESS_DATADIR is not a setting of Redress: the settings with this prefix are REDRESS_MIGRATION_URL, REDRESS_DATA_DIR, REDRESS_SEED, REDRESS_POOL_SIZE, REDRESS_OIDC_ISSUER, REDRESS_OIDC_AUDIENCE, REDRESS_OIDC_ROLE_CLAIM, REDRESS_OIDC_LANDLORD_CLAIM, REDRESS_OIDC_PERSON_CLAIM, REDRESS_OIDC_REQUIRE_AT_JWT, REDRESS_REQUESTS_PER_MINUTE, REDRESS_FAILURES_PER_MINUTE, REDRESS_TRUSTED_PROXIES, REDRESS_CORS_ORIGINS, REDRESS_BEHIND_TLS, REDRESS_REQUEST_TIMEOUT_SECONDS, REDRESS_DRAIN_SECONDS, REDRESS_MAX_EVENT_LOOP_DELAY_MS, REDRESS_MAX_HEAP_MB, REDRESS_ACCESS_LOG_YEARS.',
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

  test('an identity provider takes its issuer and its audience; the claims have usual names', () => {
    const loaded = loadConfig({
      REDRESS_OIDC_ISSUER: 'https://login.example/tenant',
      REDRESS_OIDC_AUDIENCE: 'urn:redress',
      REDRESS_OIDC_ROLE_CLAIM: 'realm_access.roles',
      REDRESS_OIDC_REQUIRE_AT_JWT: 'true',
    });
    expect('config' in loaded && loaded.config.oidc).toEqual({
      issuer: 'https://login.example/tenant',
      audience: 'urn:redress',
      claims: { role: 'realm_access.roles', landlord: 'landlord', person: 'sub' },
      demandsAtJwt: true,
    });
  });

  test('half an identity provider is refused, and one whose keys would come over an open connection', () => {
    const half = [
      'Access tokens need REDRESS_OIDC_ISSUER and REDRESS_OIDC_AUDIENCE both: set the two, or no REDRESS_OIDC_ setting.',
    ];
    expect(faultsOf({ REDRESS_OIDC_ISSUER: 'https://login.example' })).toEqual(half);
    expect(faultsOf({ REDRESS_OIDC_AUDIENCE: 'urn:redress' })).toEqual(half);
    expect(faultsOf({ REDRESS_OIDC_LANDLORD_CLAIM: 'org' })).toEqual(half);
    expect(faultsOf({ REDRESS_OIDC_REQUIRE_AT_JWT: 'yes' })).toContain(
      'REDRESS_OIDC_REQUIRE_AT_JWT is "yes": it is "true" or "false".',
    );
    expect(faultsOf({ REDRESS_OIDC_ISSUER: 'http://login.example', REDRESS_OIDC_AUDIENCE: 'a' })).toEqual([
      'REDRESS_OIDC_ISSUER is not the address of an identity provider: it looks like https://login.example/tenant, exactly as the provider names itself.',
    ]);
  });

  test('limits and proxies are read, and refused where they are none', () => {
    const loaded = loadConfig({
      REDRESS_REQUESTS_PER_MINUTE: '0',
      REDRESS_FAILURES_PER_MINUTE: '5',
      REDRESS_TRUSTED_PROXIES: '10.0.0.0/24, ::1',
    });
    expect('config' in loaded && [loaded.config.limits, loaded.config.trustedProxies]).toEqual([
      { requestsPerMinute: 0, failuresPerMinute: 5 },
      ['10.0.0.0/24', '::1'],
    ]);
    expect(faultsOf({ REDRESS_FAILURES_PER_MINUTE: '0', REDRESS_TRUSTED_PROXIES: 'proxy.example' })).toEqual([
      'REDRESS_FAILURES_PER_MINUTE is "0": it is a whole number from 1 to 1000000.',
      'REDRESS_TRUSTED_PROXIES is not a list of addresses: it looks like 10.0.0.5 or 10.0.0.0/24, several with commas between.',
    ]);
  });

  test('traces are wanted once a collector is named, in the words of OpenTelemetry', () => {
    const tracingOf = (env: Record<string, string>) => loadConfig(env);
    expect(tracingOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' })).toMatchObject({
      config: {
        tracing: {
          url: 'http://collector:4318/v1/traces',
          protocol: 'http/protobuf',
          sampler: 'parentbased_always_on',
          ratio: 1,
        },
      },
    });
    expect(
      tracingOf({
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example/in',
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
        OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
        OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
        OTEL_TRACES_SAMPLER_ARG: '0.05',
      }),
    ).toMatchObject({
      config: {
        tracing: {
          url: 'https://traces.example/in',
          protocol: 'http/json',
          sampler: 'parentbased_traceidratio',
          ratio: 0.05,
        },
      },
    });
    expect(tracingOf({ OTEL_TRACES_EXPORTER: 'otlp' })).toMatchObject({
      config: { tracing: { url: 'http://localhost:4318/v1/traces' } },
    });
  });

  test('traces stay off where nothing names a collector, and where they are switched off', () => {
    const collector = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
    for (const env of [
      { OTEL_TRACES_SAMPLER: 'nonsense', OTEL_SERVICE_NAME: 'redress' },
      { OTEL_EXPORTER_OTLP_ENDPOINT: ' ' },
      { ...collector, OTEL_SDK_DISABLED: 'true' },
      { ...collector, OTEL_TRACES_EXPORTER: 'none' },
    ])
      expect(loadConfig(env)).toMatchObject({ config: { tracing: null } });
  });

  test('each setting of OpenTelemetry that Redress cannot follow is named, beside the other faults', () => {
    expect(
      faultsOf({
        PORT: 'http',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
        OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
        OTEL_TRACES_EXPORTER: 'zipkin',
        OTEL_TRACES_SAMPLER: 'some',
        OTEL_TRACES_SAMPLER_ARG: '5',
      }),
    ).toEqual([
      'PORT is "http": it is a whole number from 0 to 65535.',
      'OTEL_TRACES_EXPORTER is "zipkin": for the traces of Redress it is otlp or none.',
      'OTEL_EXPORTER_OTLP_ENDPOINT is not the address of a collector: it looks like http://collector.example:4318.',
      'OTEL_EXPORTER_OTLP_PROTOCOL is "grpc": for the traces of Redress it is http/protobuf or http/json.',
      'OTEL_TRACES_SAMPLER is "some": for the traces of Redress it is always_on or always_off or traceidratio or parentbased_always_on or parentbased_always_off or parentbased_traceidratio.',
      'OTEL_TRACES_SAMPLER_ARG is "5": it is a share from 0 to 1, such as 0.1.',
    ]);
  });
});
