import type { FastifyInstance } from 'fastify';
import { codesOf } from '../../../src/http/operations/codes';
import { PROBLEM_MEDIA_TYPE } from '../../../src/http/problems/problem';

/**
 * Fails every answer with a code that its operation does not list. Each HTTP test thereby tests the lists too; the
 * service itself lets such an answer out.
 */
export function holdToListedCodes(app: FastifyInstance): void {
  app.addHook('onSend', async ({ method, routeOptions }, reply, payload) => {
    const { config, url = '' } = routeOptions;
    const isProblem = String(reply.getHeader('content-type')).startsWith(PROBLEM_MEDIA_TYPE);
    if (!config.operation || !isProblem) return;
    const { code } = JSON.parse(String(payload));
    const listed = codesOf(config.operation, { method: method === 'HEAD' ? 'GET' : method, path: url });
    if (!listed.includes(code))
      throw new Error(`${config.operation.id} answered ${code}, which it does not list: npm run codes`);
  });
}
