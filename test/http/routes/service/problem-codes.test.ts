import { allCodes, entryOf } from '../../../../src/http/problems/codes';
import { problemSchema } from '../../../../src/http/problems/problem';
import { startTestApp, type TestApp } from '../../../support/app';

let service: TestApp;
beforeAll(async () => {
  service = await startTestApp();
});
afterAll(() => service.stop());

test('the list has every code with its status, without a key', async () => {
  const { status, body } = await service.as().get('/v1/problem-codes');
  expect(status).toBe(200);
  expect(body.items.map(({ code }: { code: string }) => code)).toEqual(allCodes());
  expect(body.items).toContainEqual({
    code: 'stale_version',
    status: 412,
    title: 'It has changed since you read it',
    documentation: '/v1/problem-codes/stale_version',
  });
});

test('a code is read with its status, its cure, an example and the operations that can answer it', async () => {
  const { status, body } = await service.as().get('/v1/problem-codes/already_acknowledged');
  expect([status, body]).toEqual([
    200,
    {
      code: 'already_acknowledged',
      type: 'urn:redress:problem:already-acknowledged',
      status: 409,
      title: 'The stage was acknowledged already',
      cure: 'Record a later definition or contact as an act of its own. A second letter of acknowledgement is sent with `revises: true`.',
      documentation: '/v1/problem-codes/already_acknowledged',
      operations: ['acknowledge'],
      exampleProblem: expect.objectContaining({ status: 409, code: 'already_acknowledged' }),
    },
  ]);
});

test('every code has an entry at the path that its problems name, with an example that is one of them', async () => {
  for (const code of allCodes()) {
    const { status, body } = await service.as().get(`/v1/problem-codes/${code}`);
    expect([code, status, body.status]).toEqual([code, 200, entryOf(code).status]);
    expect(problemSchema.parse(body.exampleProblem)).toMatchObject({
      code,
      documentation: body.documentation,
    });
    expect(body.documentation).toBe(`/v1/problem-codes/${code}`);
  }
});

test('whoever is refused for want of a key can follow the documentation of that refusal', async () => {
  const refused = await service.as().get('/v1/complaints');
  expect(refused.status).toBe(401);
  const { status, body } = await service.as().get(refused.body.documentation);
  expect([status, body.code, body.cure]).toEqual([
    200,
    'unauthenticated',
    expect.stringContaining('Authorization: Bearer'),
  ]);
});

test.each(['nonsense', 'toString', '__proto__', 'already-acknowledged'])('%s is no code', async (code) => {
  const { status, body } = await service.as().get(`/v1/problem-codes/${code}`);
  expect([status, body.code, body.detail]).toEqual([404, 'not_found', 'No problem has this code.']);
});

test('refusals raised on a path that no route serves, or by no route, carry their documentation too', async () => {
  const absent = await service.as().get('/v1/nowhere');
  expect([absent.status, absent.body.documentation]).toEqual([404, '/v1/problem-codes/no_such_path']);
  const badEscape = await service.as().get('/v1/problem-codes/%ZZ');
  expect([badEscape.status, badEscape.body.documentation]).toEqual([400, '/v1/problem-codes/invalid_url']);
});
