import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Rulebook } from '../../complaints/loading/rulebook';
import { COMMON_CHANNELS } from '../../policy/document/vocabulary';
import { isRejection } from '../../policy/rules/rejection';
import { todayOf } from '../../policy/rules/rules';
import { isPlatform } from '../auth/principal';
import type { RequestFault } from '../problems/problem';
import { InvalidRequest } from '../requests/zod';

type Rules = Pick<Rulebook, 'clockOf' | 'inForce'>;

/**
 * Has the fault of a channel list this landlord's own. A complaint counts however it is made, so no list is closed; but
 * whoever wrote `E-Mail` is helped by the words that the procedure has, and not by the form of a word.
 */
export function nameLandlordsWords(scope: FastifyInstance, rulebook: Rules): void {
  scope.setErrorHandler(async (error, request) => {
    if (!(error instanceof InvalidRequest) || !error.faults.some(isOfChannel)) throw error;
    const channels = await channelsOf(request, rulebook);
    throw new InvalidRequest(
      error.faults.map((fault) => (isOfChannel(fault) ? naming(fault, channels) : fault)),
    );
  });
}

const isOfChannel = ({ pointer }: RequestFault): boolean => /(^|\/)channel(\/\d+)?$/.test(pointer);

function naming(fault: RequestFault, channels: readonly string[]): RequestFault {
  return { ...fault, detail: `${fault.detail}; here: ${channels.join(', ')}`, allowed: [...channels] };
}

/** Those that the procedure in force today names, else those that every landlord has. */
async function channelsOf({ principal }: FastifyRequest, rulebook: Rules): Promise<readonly string[]> {
  if (principal === null || isPlatform(principal)) return COMMON_CHANNELS;
  const { landlordId } = principal;
  const rules = await rulebook.inForce(landlordId, todayOf(await rulebook.clockOf(landlordId)));
  const named = isRejection(rules) ? null : rules.policy.intake.channels;
  return named?.length ? named.map(({ channel }) => channel) : COMMON_CHANNELS;
}
