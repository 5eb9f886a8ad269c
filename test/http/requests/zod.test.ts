import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import supertest from 'supertest';
import { z } from 'zod';
import {
  refuseUndeclaredStatuses,
  serializeByZod,
  validateByZod,
  type ZodTypeProvider,
} from '../../../src/http/requests/zod';
import { answerErrors } from '../../../src/http/hooks/answer-errors';
import { declare } from '../../../src/http/operations/operation';
import { ServedRoutes } from '../../../src/http/operations/served-routes';

/** Routes with bugs in them, of the kind that a declared answer is there to catch. */
let app: FastifyInstance;
let url: string;
beforeAll(async () => {
  app = Fastify();
  app.setValidatorCompiler(validateByZod);
  app.setSerializerCompiler(serializeByZod);
  answerErrors(app, new ServedRoutes());
  refuseUndeclaredStatuses(app);
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const about = { tag: 'Service', summary: 'x', description: 'x', may: null } as const;
  const answers = { 200: { description: 'x', schema: z.strictObject({ name: z.string() }) } };
  const leak: { name: string } = Object.assign({ name: 'settle' }, { secret: 'internal' });
  typed.get('/extra-field', declare({ ...about, id: 'a', answers }), async () => leak);
  typed.get('/other-status', declare({ ...about, id: 'b', answers }), async (_request, reply) => {
    // The type refuses it already; what is looked at here is the net below that.
    reply.code(202 as 200);
    return { name: 'settle' };
  });
  typed.get('/throws', declare({ ...about, id: 'c', answers }), async () => {
    throw new Error('password is hunter2');
  });
  typed.get('/right', declare({ ...about, id: 'd', answers }), async () => ({ name: 'settle' }));
  await app.ready();
  app.server.listen(0, '127.0.0.1');
  await once(app.server, 'listening');
  // Listening on TCP, so neither a pipe name nor null.
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});
afterAll(() => app.close());

test('an answer as declared goes out', async () => {
  const { status, body } = await supertest(url).get('/right');
  expect([status, body]).toEqual([200, { name: 'settle' }]);
});

test.each(['/extra-field', '/other-status', '/throws'])(
  '%s is a fault of the service, and nothing of its cause goes out',
  async (path) => {
    const { status, body, text } = await supertest(url).get(path);
    expect(status).toBe(500);
    expect(body).toEqual({
      type: 'urn:redress:problem:internal-error',
      title: 'The service failed',
      status: 500,
      code: 'internal_error',
      documentation: '/v1/problem-codes/internal_error',
      instance: path,
      requestId: expect.any(String),
    });
    expect(text).not.toMatch(/internal'|secret|hunter2/);
  },
);
