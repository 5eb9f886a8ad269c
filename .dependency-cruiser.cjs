/**
 * Who may import whom. Each folder names what it may reach; everything else is a breach, reported with the
 * sentence below. The files directly in src/ (server, app, admin, demo, config) put the parts together and may
 * import anything.
 */
const allowed = {
  db: {
    may: ['policy'],
    why: 'db stores what policy decides; it knows nothing of the acts or the web above it.',
  },
  complaints: {
    may: ['policy', 'db'],
    why: 'complaints loads, decides and appends; it does not know who asked or how it is shown.',
  },
  reports: {
    may: ['policy', 'db'],
    why: 'reports reads facts; it neither acts on complaints nor speaks HTTP.',
  },
  integrations: {
    may: ['policy', 'complaints', 'db'],
    why: 'integrations acts through the same commands as everybody; HTTP and reports sit above it.',
  },
  tracing: {
    may: ['db', 'http'],
    why: 'tracing watches requests and statements from outside; nothing of the service is decided in it.',
  },
  http: {
    may: ['policy', 'complaints', 'db', 'reports', 'integrations'],
    why: 'http is the outer ring: it may use every folder, but not the process around it.',
  },
};

const folderRules = Object.entries(allowed).map(([folder, { may, why }]) => ({
  name: `${folder}-imports-only-what-is-below-it`,
  comment: why,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...may].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'policy-imports-only-itself-and-zod',
      comment:
        'policy is a pure function of its arguments: it may import its own files and zod, and in local-date.ts luxon.',
      severity: 'error',
      from: { path: '^src/policy/', pathNot: '^src/policy/dates/local-date\\.ts$' },
      to: { pathNot: ['^src/policy/', '^node_modules/zod/'] },
    },
    {
      name: 'only-local-date-knows-luxon',
      comment:
        'luxon is known to src/policy/dates/local-date.ts alone, so that time zones are crossed in one place.',
      severity: 'error',
      from: { path: '^src/policy/dates/local-date\\.ts$' },
      to: { pathNot: ['^src/policy/', '^node_modules/(zod|luxon|@types/luxon)/'] },
    },
    ...folderRules,
    {
      name: 'tracing-is-loaded-when-asked-for',
      comment:
        'Without traces their packages cost neither time nor memory: tracing is imported when it is asked for.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/tracing/' },
      to: {
        path: '^(src/tracing/|node_modules/@opentelemetry/)',
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that import each other are one file in two pieces.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'only-declared-dependencies',
      comment: 'A package that package.json does not list as a dependency is missing in production.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'every-import-resolves',
      comment: 'An import that leads nowhere fails when the service starts.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
