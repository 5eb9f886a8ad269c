import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Rulebook } from '../../complaints/loading/rulebook';
import { todayOf } from '../../policy/rules/rules';
import { isPlatform, principalOf } from '../auth/principal';

/** Twelve characters, 72 bits: no two of the few that one reader ever sees are alike by chance. */
const LENGTH = 12;

export interface TagDeps {
  readonly rulebook: Pick<Rulebook, 'clockOf'>;
  readonly release: string;
}

/**
 * Gives each request the part of its ETags that the version leaves open. An answer counts working days to the landlord's
 * today, offers what the caller's roles may do, and is written by this release with the holidays that come with it.
 * Working days and procedures of the landlord need no mention: a complaint pins them, and another pin is another version.
 */
export function tagAnswers(scope: FastifyInstance, { rulebook, release }: TagDeps): void {
  scope.addHook('preHandler', async (request) => {
    const principal = principalOf(request);
    const today = isPlatform(principal) ? null : todayOf(await rulebook.clockOf(principal.landlordId));
    const dependsOn = JSON.stringify([release, today, [...principal.roles].sort()]);
    request.answerTag = createHash('sha256').update(dependsOn).digest('base64url').slice(0, LENGTH);
  });
}
