import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import pino from 'pino';
import supertest from 'supertest';
import { z } from 'zod';
import { LOG_SERIALIZERS } from '../../../src/db/connection/loggable-error';
import { answerErrors } from '../../../src/http/hooks/answer-errors';
import { quietFastify } from '../../../src/http/hooks/request-log';
import { declare } from '../../../src/http/operations/operation';
import { ServedRoutes } from '../../../src/http/operations/served-routes';
import {
  refuseUndeclaredStatuses,
  serializeByZod,
  validateByZod,
  type ZodTypeProvider,
} from '../../../src/http/requests/zod';
import { startTestApp, type TestApp } from '../../support/app';

const refusal = (statusCode: number) => Object.assign(new Error('/srv/redress is closed'), { statusCode });

/** Things that are thrown, and the status and code each is answered with. */
const THROWN: readonly (readonly [string, unknown, number, string])[] = [
  ['an error', new Error('hunter2'), 500, 'internal_error'],
  ['a text', 'Mrs Nakamura', 500, 'internal_error'],
  ['an empty text', '', 500, 'internal_error'],
  ['nothing', undefined, 500, 'internal_error'],
  ['null', null, 500, 'internal_error'],
  ['false', false, 500, 'internal_error'],
  ['a number', 404, 500, 'internal_error'],
  ['an object', { name: 'Mrs Nakamura' }, 500, 'internal_error'],
  ['an abort', new DOMException('called off', 'AbortError'), 500, 'internal_error'],
  ['an error that says 502', refusal(502), 500, 'internal_error'],
  ['an error that says 4040', refusal(4040), 500, 'internal_error'],
  ['an object that says 404', { statusCode: 404 }, 404, 'no_such_path'],
  ['an error that says 403', refusal(403), 403, 'forbidden'],
  ['an error that says 406', refusal(406), 406, 'not_acceptable'],
  ['an error that says 413', refusal(413), 413, 'body_too_large'],
  ['an error that says 416', refusal(416), 400, 'invalid_request'],
];

describe('what a handler or a hook throws', () => {
  const log: Record<string, unknown>[] = [];
  let app: FastifyInstance;
  let url: string;
  beforeAll(async () => {
    const lines = new Writable({
      write(chunk, _encoding, done) {
        log.push(JSON.parse(String(chunk)));
        done();
      },
    });
    const loggerInstance: FastifyBaseLogger = pino({ serializers: LOG_SERIALIZERS }, lines);
    app = Fastify({
      loggerInstance,
      logController: quietFastify(),
    });
    app.setValidatorCompiler(validateByZod);
    app.setSerializerCompiler(serializeByZod);
    answerErrors(app, new ServedRoutes());
    refuseUndeclaredStatuses(app);
    const about = { tag: 'Service', summary: 'x', description: 'x', may: null } as const;
    const answers = { 200: { description: 'x', schema: z.strictObject({}) } };
    THROWN.forEach(([, thrown], n) => {
      const typed = app.withTypeProvider<ZodTypeProvider>();
      typed.get(`/handler/${n}`, declare({ ...about, id: `h${n}`, answers }), async () => {
        throw thrown;
      });
      app.get(`/undeclared/${n}`, () => {
        throw thrown;
      });
      const preHandler = async () => {
        throw thrown;
      };
      app.get(`/hook/${n}`, { preHandler }, async () => ({}));
    });
    await app.ready();
    app.server.listen(0, '127.0.0.1');
    await once(app.server, 'listening');
    // Listening on TCP, so neither a pipe name nor null.
    url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  });
  afterAll(() => app.close());
  beforeEach(() => {
    log.length = 0;
  });

  test.each(
    THROWN.flatMap(([what, , status, code], n) => [
      [what, `/handler/${n}`, status, code] as const,
      [what, `/undeclared/${n}`, status, code] as const,
      [what, `/hook/${n}`, status, code] as const,
    ]),
  )(
    '%s from %s is answered with %d, and is logged with a message and a stack',
    async (_, path, status, code) => {
      const answer = await supertest(url).get(path);
      expect([answer.status, answer.type]).toEqual([status, 'application/problem+json']);
      expect(answer.body).toEqual({
        type: `urn:redress:problem:${code.replaceAll('_', '-')}`,
        title: expect.any(String),
        status,
        code,
        documentation: `/v1/problem-codes/${code}`,
        instance: path,
        requestId: expect.any(String),
      });
      expect(log).toEqual([
        expect.objectContaining({
          level: status === 500 ? 50 : 30,
          err: expect.objectContaining({
            message: expect.stringMatching(/./),
            stack: expect.stringMatching(/./),
          }),
        }),
      ]);
      expect(JSON.stringify([answer.body, log])).not.toContain('Nakamura');
    },
  );
});

describe('the files of Swagger UI', () => {
  let service: TestApp;
  beforeAll(async () => {
    service = await startTestApp();
  });
  afterAll(() => service.stop());

  /** As written, where an HTTP library would tidy up the path. */
  async function get(path: string): Promise<{ status: number; body: string }> {
    const { hostname, port } = new URL(service.url);
    const asked = request({ hostname, port, path }).end();
    const [answer] = await once(asked, 'response');
    let body = '';
    for await (const chunk of answer.setEncoding('utf8')) body += chunk;
    return { status: answer.statusCode, body };
  }

  const elsewhere = [
    '/docs/static/../x',
    '/docs/static/..',
    '/docs/static/../../../package.json',
    '/docs/static/./index.css',
    '/docs/static/%2e%2e/x',
    '/docs/static/%2e%2e%2fx',
    '/docs/static/..%2f..%2f..%2fpackage.json',
    '/docs/static/%252e%252e%252fx',
    '/docs/static/a%2fb',
    '/docs/static/..\\x',
    '/docs/static/..%5cx',
    '/docs/static/%5c%5cserver%5cshare',
    '/docs/static/c:/windows/win.ini',
    '/docs/static/a%00b',
    '/docs/static/%00',
    '/docs/static/.env',
    '/docs/static//etc/passwd',
    '/docs/static/%2fetc%2fpasswd',
    '/docs/static/%ef%bc%8e%ef%bc%8e/x',
    '/docs/static/%3f',
    '/docs/static/%23',
    '/docs/static/*',
    '/docs/static/none.css',
    '/docs/static/con',
    '/docs/static/x;y',
    `/docs/static/${'x'.repeat(300)}`,
    `/docs/static/${'x'.repeat(12_000)}`,
    `/docs/static/${'../'.repeat(4000)}x`,
  ].map((path) => [path.slice(0, 60), path] as const);
  test.each(elsewhere)('lie nowhere else: %s is not there', async (_, path) => {
    const { status, body } = await get(path);
    expect([status, JSON.parse(body).code]).toEqual([404, 'no_such_path']);
    expect(body).not.toMatch(/node_modules|ENOENT|static\/\.\.\/static/);
    expect(service.log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });

  test.each([
    '/docs',
    '/docs/json',
    '/docs/static/swagger-ui.css',
    '/docs/static/swagger-ui-bundle.js',
    '/docs/static/swagger-initializer.js',
    '/docs/static/theme/redress.css',
    '/docs/static/favicon-32x32.png',
  ])('%s is there', async (path) => {
    expect((await get(path)).status).toBe(200);
  });
});
