import Fastify, { type FastifyInstance } from 'fastify';
import supertest from 'supertest';
import { z } from 'zod';
import { answerErrors } from '../../../src/http/hooks/answer-errors';
import { declare } from '../../../src/http/operations/operation';
import { ServedRoutes } from '../../../src/http/operations/served-routes';
import { problem } from '../../../src/http/problems/problem';
import { refuseUndeclaredStatuses, serializeByZod, validateByZod } from '../../../src/http/requests/zod';
import { holdToListedCodes } from './hold-to-listed-codes';

/** An operation that answers what it lists, and another that answers what it does not, with a status of no other code. */
function appWithAnOmission(): FastifyInstance {
  const app = Fastify();
  app.setValidatorCompiler(validateByZod);
  app.setSerializerCompiler(serializeByZod);
  answerErrors(app, new ServedRoutes());
  refuseUndeclaredStatuses(app);
  const about = { tag: 'Service', summary: 'x', description: 'x', may: null } as const;
  const answers = { 200: { description: 'x', schema: z.strictObject({}) } };
  app.get('/listed', declare({ ...about, id: 'a', answers }), async (_request, reply) =>
    problem(reply, 'unavailable'),
  );
  app.get('/omitted', declare({ ...about, id: 'b', answers }), async (_request, reply) =>
    problem(reply, 'condition_required', { detail: 'Which version?' }),
  );
  return app;
}

test('an answer with a code that its operation does not list fails whatever HTTP test meets it', async () => {
  const app = appWithAnOmission();
  holdToListedCodes(app);
  await app.ready();
  const listed = await supertest(app.server).get('/listed');
  expect([listed.status, listed.body.code]).toEqual([503, 'unavailable']);
  const { status, body } = await supertest(app.server).get('/omitted');
  expect([status, body.code]).toEqual([500, 'internal_error']);
  await app.close();
});

test('the service itself answers such a code all the same', async () => {
  const app = appWithAnOmission();
  await app.ready();
  const { status, body } = await supertest(app.server).get('/omitted');
  expect([status, body]).toEqual([
    428,
    expect.objectContaining({ code: 'condition_required', detail: 'Which version?' }),
  ]);
  await app.close();
});
