import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../../db/connection/client';
import type { LandlordRow } from '../../db/landlords/landlords';
import { principalOf } from './principal';
import { sendProblem } from '../problems/problem';
import { isLimitable } from './roles';

export interface SightDeps {
  readonly database: Database;
  readonly landlordOf: (landlordId: string) => Promise<LandlordRow | null>;
}

/** Acts on one complaint and reads of it; of the others there is nothing to be seen without a person. */
const ONE_COMPLAINT = /^\/v1\/complaints\/(:id|\{id\})/;

/** True for one of those routes, by its path as Fastify or as OpenAPI writes it. */
export const isOfOneComplaint = (path: string): boolean => ONE_COMPLAINT.test(path);

/**
 * Has each handler of a landlord that wants it so see only the complaints assigned to them. It is the last hook before
 * the work: what runs in it holds for all that the work asks of the database, and a body that is read later would
 * lose it.
 */
export function limitHandlers(scope: FastifyInstance, { database, landlordOf }: SightDeps): void {
  scope.addHook('preHandler', (request, reply, done) => {
    isLimited(request, landlordOf).then((limited) => {
      if (!limited) return done();
      const { person } = principalOf(request);
      if (person === null && isOfOneComplaint(request.routeOptions.url ?? ''))
        return void sendProblem(reply, 'handler_without_person', {
          detail:
            'This landlord lets a handler see only what is assigned to them, and the key names no person.',
        });
      database.visibleComplaints.limitedTo(person, done);
    }, done);
  });
}

async function isLimited(request: FastifyRequest, landlordOf: SightDeps['landlordOf']): Promise<boolean> {
  const { landlordId, roles } = principalOf(request);
  const may = request.routeOptions.config.operation?.may ?? [];
  return isLimitable(roles, may) && (await landlordOf(landlordId))?.handlersSee === 'assigned';
}
