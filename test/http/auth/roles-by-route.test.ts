import { ROLES } from '../../../src/policy/rules/roles';
import { startTestApp, type TestApp } from '../../support/app';
import { type Desk, openDesk } from '../../support/landlord-desk';

let service: TestApp;
let desk: Desk;
beforeAll(async () => {
  service = await startTestApp();
  desk = await openDesk(service, 'westfield');
});
afterAll(() => service.stop());

const NONE = '01920000-0000-7000-8000-00000000dead';

/** With a body that is not right, or for a complaint that is not there: who may call gets past the door to this. */
const ROUTES: [method: 'get' | 'post', path: string, body: object | undefined, statuses: number[]][] = [
  ['post', '/v1/complaints', {}, [403, 403, 400, 400, 403, 403]],
  ['get', '/v1/complaints', undefined, [403, 200, 200, 200, 200, 403]],
  ['get', `/v1/complaints/${NONE}`, undefined, [403, 404, 404, 404, 404, 403]],
  ['get', `/v1/complaints/${NONE}/clocks`, undefined, [403, 404, 404, 404, 404, 403]],
  ['get', `/v1/complaints/${NONE}/adjustments`, undefined, [403, 403, 404, 404, 403, 403]],
  ['get', `/v1/complaints/${NONE}/restrictions`, undefined, [403, 403, 404, 403, 403, 403]],
  ['get', `/v1/complaints/${NONE}/events`, undefined, [403, 404, 404, 404, 404, 403]],
  ['get', '/v1/complaints/by-reference/housing/H-1', undefined, [403, 404, 404, 404, 404, 403]],
  ['get', '/v1/clocks', undefined, [403, 200, 200, 200, 200, 403]],
  ['get', '/v1/events', undefined, [403, 200, 200, 200, 200, 403]],
  ['post', '/v1/contacts', {}, [403, 403, 400, 400, 403, 403]],
  ['get', '/v1/contacts', undefined, [403, 200, 200, 200, 200, 403]],
  ['get', `/v1/contacts/${NONE}`, undefined, [403, 404, 404, 404, 404, 403]],
  ['get', `/v1/contacts/${NONE}/events`, undefined, [403, 404, 404, 404, 404, 403]],
  ...['choices', 'redirections', 'completions'].map(
    (act): [method: 'post', path: string, body: object, statuses: number[]] => [
      'post',
      `/v1/contacts/${NONE}/${act}`,
      { unknown: 1 },
      [403, 403, 400, 400, 403, 403],
    ],
  ),
  ...['holds', 'holds/1/releases'].map(
    (act): [method: 'post', path: string, body: object, statuses: number[]] => [
      'post',
      `/v1/contacts/${NONE}/${act}`,
      { unknown: 1 },
      [403, 403, 400, 403, 403, 403],
    ],
  ),
  ['post', `/v1/contacts/${NONE}/erasures`, { unknown: 1 }, [403, 400, 403, 403, 403, 403]],
  [
    'post',
    `/v1/contacts/${NONE}/complaint`,
    { receivedOn: '2024-09-02', channel: 'email' },
    [403, 403, 404, 404, 403, 403],
  ],
  ...[
    'acknowledgements',
    'definitions',
    'contacts',
    'extensions',
    'outcomes',
    'escalations',
    'withdrawals',
    'issues',
    'updates',
    'deliveries',
    'remedies',
    'remedies/1/completions',
    'triages',
    'learnings',
    'learnings/1/publications',
    'notes',
    'particulars',
    'links',
    'representatives',
    'representatives/1/changes',
    'representatives/1/endings',
    'authorities',
    'authorities/1/revocations',
    'adjustments',
    'adjustments/1/reviews',
    'adjustments/1/endings',
    'referrals',
    'settlements',
  ].map((act): [method: 'post', path: string, body: object, statuses: number[]] => [
    'post',
    `/v1/complaints/${NONE}/${act}`,
    { unknown: 1 },
    [403, 403, 400, 400, 403, 403],
  ]),
  ...[
    'assignments',
    'assignment-endings',
    'priorities',
    'refusals',
    'hearings',
    'escalation-decisions',
    'closures',
    'mergers',
    'pauses',
    'resumptions',
    'compensation',
    'restrictions',
    'restrictions/1/reviews',
    'restrictions/1/endings',
    'corrections',
    'evidence-requests',
    'evidence-requests/1/submissions',
    'determinations',
    'orders',
    'orders/1/completions',
    'skips',
    'reopenings',
    'holds',
    'holds/1/releases',
  ].map((act): [method: 'post', path: string, body: object, statuses: number[]] => [
    'post',
    `/v1/complaints/${NONE}/${act}`,
    { unknown: 1 },
    [403, 403, 400, 403, 403, 403],
  ]),
  ['post', `/v1/complaints/${NONE}/erasures`, { unknown: 1 }, [403, 400, 403, 403, 403, 403]],
];

test('the routes below are all there are for complaints, contacts, clocks and events', async () => {
  const { body } = await service.as().get('/openapi.json');
  const served = Object.entries(body.paths as Record<string, object>)
    .filter(([path]) => /^\/v1\/(complaints|contacts|clocks|events)/.test(path))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
  const tested = ROUTES.map(
    ([method, path]) =>
      `${method} ${path.replace(NONE, '{id}').replace('/1/', '/{n}/').replace('housing/H-1', '{system}/{externalId}')}`,
  );
  expect(tested.sort()).toEqual(served.sort());
});

test.each(ROUTES)(
  '%s %s lets in the roles it names and no others, and nobody without a key',
  async (method, path, body, statuses) => {
    const platform = await service.platformKey();
    const answered: number[] = [];
    for (const role of ROLES) {
      const key = role === 'platform-admin' ? platform : await service.key(desk.landlordId, [role]);
      const answer = await service.as(key)[method](path, body);
      answered.push(answer.status);
      if (answer.status === 403)
        expect([answer.body.code, answer.body.allowed.roles]).toEqual(['forbidden', expect.any(Array)]);
    }
    expect(answered).toEqual(statuses);
    const { status, body: problem, headers } = await service.as()[method](path, body);
    expect([status, problem.code, headers['www-authenticate']]).toEqual([
      401,
      'unauthenticated',
      'Bearer realm="redress"',
    ]);
  },
);

test('a key with two roles may do what either may', async () => {
  const key = await service.key(desk.landlordId, ['scrutiny', 'handler']);
  expect((await service.as(key).get('/v1/complaints')).status).toBe(200);
});
