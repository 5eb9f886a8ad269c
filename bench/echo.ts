import Fastify from 'fastify';
import { answerJobs } from './worker';

/** The bare framework with the same JSON and nothing behind it: what one process could answer at most. */
async function serve(body: unknown): Promise<number> {
  const app = Fastify();
  app.get('/', async () => body);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The echo listens, but on no TCP port');
  return address.port;
}

answerJobs(serve);
