import { addDays, type LocalDate } from '../src/policy/dates/local-date';
import { PROCEDURE_NAMES, shipped } from '../src/policy/procedures/index';
import type { HostilePart } from '../test/fuzz/hostile-parts';

const times = <T>(count: number, each: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => each(n));
const day = (n: number): LocalDate => addDays('2024-01-01' as LocalDate, n);

/** As many days as a calendar takes, none twice. */
const closures = times(400, (n) => ({ on: day(n * 2), why: `Closed for the ${n}th reason` }));
const extraWorkingDays = times(400, (n) => ({ on: day(n * 2 + 1), why: `Open for the ${n}th reason` }));
const notes = times(98, () => ({
  act: 'notes',
  body: { note: 'It was said that it is damp. '.repeat(300) },
}));
const explanations = Object.fromEntries(times(15_000, (n) => [`reason-${n}`, 'It was looked into.']));

const holidays = times(1000, (n) => ({ title: 'A day', date: day(n * 3), notes: '', bunting: false }));
const feed = Object.fromEntries(
  ['england-and-wales', 'scotland', 'northern-ireland'].map((division) => [
    division,
    { division, events: holidays },
  ]),
);

/** Requests that are right and ask for as much as they may. */
export function heavyButRight(key: string): HostilePart[] {
  const request = (name: string, method: string, path: string, body?: unknown): HostilePart => ({
    name: `${method} ${path}: ${name}`,
    method,
    path,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const complaint = { receivedOn: '2024-09-02', channel: 'email' };
  const heavy = (name: string) => {
    const document = shipped(name);
    if (!document) throw new Error(`No procedure named ${name} is shipped`);
    return {
      ...document,
      version: `heavy-${name}`,
      calendar: { ...document.calendar, closures, extraWorkingDays },
    };
  };
  return [
    ...PROCEDURE_NAMES.flatMap((name) => [
      request(`a hundred acts under ${name}`, 'POST', '/v1/timelines', {
        procedure: name,
        complaint,
        acts: [{ act: 'acknowledgements', body: { occurredOn: '2024-09-04' } }, ...notes],
      }),
      request(`the calendar of ${name} full of days`, 'POST', '/v1/timelines', {
        document: heavy(name),
        complaint,
        acts: notes,
      }),
      request(`${name} held against the Code`, 'POST', '/v1/policy-checks', { document: heavy(name) }),
      request(`${name} published`, 'PUT', `/v1/policies/heavy-${name}`, heavy(name)),
    ]),
    request('fifteen thousand explanations', 'POST', '/v1/timelines', {
      procedure: 'westfield',
      complaint,
      acts: [
        { act: 'acknowledgements', body: { occurredOn: '2024-09-04' } },
        {
          act: 'outcomes',
          body: { occurredOn: '2024-09-10', outcome: 'upheld', method: 'letter', explanations },
        },
      ],
    }),
    request('as many closures as may be', 'POST', '/v1/rehearsals', {
      change: { kind: 'closure', closures, withdrawn: [] },
    }),
    request('as many bank holidays as may be', 'POST', '/v1/rehearsals', {
      change: { kind: 'calendar-dataset', feed },
    }),
    request(
      'as many days as are known',
      'GET',
      '/v1/working-days?from=2019-01-02&to=2027-12-24&division=scotland',
    ),
    request('two thousand days', 'GET', '/v1/working-days?from=2019-01-02&days=2000&division=scotland'),
    request('a long page', 'GET', '/v1/complaints?limit=200&count=true'),
    request('a long page', 'GET', '/v1/clocks?limit=200&count=true&explain=true'),
    request('a long page', 'GET', '/v1/events?limit=200'),
    request('a long page', 'GET', '/v1/access-log?limit=200&count=true'),
    request('all of it', 'GET', '/v1/reports/overview?from=2019-04-01&to=2026-03-31'),
    request('the document', 'GET', '/openapi.json'),
    request('the document', 'GET', '/docs/json'),
    request('the document', 'GET', '/docs/yaml'),
    request('the page', 'GET', '/docs'),
    request('its program', 'GET', '/docs/static/swagger-ui-bundle.js'),
  ];
}
