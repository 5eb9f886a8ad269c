const ROOMS = require('./rooms.cjs');

/** Each ring is kept from the rooms above it in the list, and some from a neighbour as well. */
const RINGS = {
  db: {
    may: ['policy'],
    why: 'db stores what policy decides; it knows nothing of the acts or the web above it.',
  },
  complaints: {
    may: ['policy', 'db'],
    why: 'complaints loads, decides and appends; it does not know who asked or how it is shown.',
  },
  http: {
    may: ['policy', 'complaints', 'db'],
    why: 'http is the outer ring: it may use every ring, but not the process around it.',
  },
  tracing: {
    may: ['db', 'http'],
    why: 'tracing watches requests and statements from outside; nothing of the service is decided in it.',
  },
};

const ringRules = Object.entries(RINGS).map(([ring, { may, why }]) => ({
  name: `${ring}-imports-only-what-is-below-it`,
  comment: why,
  severity: 'error',
  from: { path: `^src/${ring}/` },
  to: { path: '^src/', pathNot: `^src/(${[ring, ...may].join('|')})/` },
}));

/** The files that lie directly in the room: its inner rooms have rules of their own. */
const filesOf = (room) => `^src/${room}/[^/]+$`;

const roomRules = ROOMS.slice(1).map(([room, sentence], index) => ({
  name: `${room.replaceAll('/', '-')}-imports-downwards`,
  comment: `${room}/ holds ${sentence}. It imports only rooms below it in rooms.cjs.`,
  severity: 'error',
  from: { path: filesOf(room) },
  to: { path: ROOMS.slice(0, index + 1).map(([above]) => filesOf(above)) },
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
    ...ringRules,
    ...roomRules,
    {
      name: 'every-folder-is-a-room',
      comment:
        'A folder that rooms.cjs does not name has no place in the order: name it there, with one sentence.',
      severity: 'error',
      from: { path: '^src/.+/', pathNot: ROOMS.map(([room]) => filesOf(room)) },
      to: {},
    },
    {
      name: 'nobody-imports-an-entrance',
      comment:
        'The files directly in src/ are the two entrances: they put the parts together and nothing needs them.',
      severity: 'error',
      from: { path: '^src/.+/' },
      to: { path: '^src/[^/]+$' },
    },
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
