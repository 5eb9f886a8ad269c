const swc = [
  '@swc/jest',
  { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
];

/** Types are checked apart, by `npm run check`; swc only strips them, which keeps the suite quick to start. */
const common = {
  testEnvironment: 'node',
  // Jest's sandbox makes each look at a global dear, and dates are reckoned with Math all day long.
  sandboxInjectedGlobals: ['Math'],
  // At each start Jest looks through these folders: the whole clone, with node_modules, would cost it half a second.
  roots: ['<rootDir>/src', '<rootDir>/test'],
  transform: { '^.+\\.ts$': swc, '/(content-disposition|jose|otlp-exporter-base)/.+\\.js$': swc },
  // ES modules, the first required by Swagger UI's file server, and a module that imports node:http when it is first
  // needed: Node loads them by itself, Jest on Node 20 does not.
  transformIgnorePatterns: [
    '/node_modules/(?!(content-disposition|jose|@opentelemetry/otlp-exporter-base)/)',
  ],
};

/** Two projects, so that a test of the policy alone starts no PostgreSQL: Jest sets up only the projects it runs. */
module.exports = {
  projects: [
    { ...common, displayName: 'policy', testMatch: ['<rootDir>/test/policy/**/*.test.ts'] },
    {
      ...common,
      displayName: 'service',
      testMatch: ['<rootDir>/test/**/*.test.ts', '!**/test/policy/**'],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
  // Jest leaves one core to whoever watches; on two cores that is half the machine.
  maxWorkers: '100%',
  // A test waits up to 45 s for what it waits for, and the slowest of them drives a browser: a busy machine takes its time.
  testTimeout: 120000,
};
