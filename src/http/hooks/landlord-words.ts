import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Rulebook } from '../../complaints/loading/rulebook';
import { channelsTaken, COMMON_CHANNELS } from '../../policy/document/vocabulary';
import { isRejection } from '../../policy/rules/rejection';
import { todayOf } from '../../policy/rules/rules';
import { isPlatform } from '../auth/principal';
import { nearest } from '../problems/nearest';
import type { RequestFault } from '../problems/problem';
import { InvalidRequest } from '../requests/zod';

type Rules = Pick<Rulebook, 'clockOf' | 'inForce'>;

/**
 * Has the fault of a channel list those that this landlord takes, as the refusal of an unknown one does. Whoever wrote
 * `E-Mail` is helped by the word that was meant, and not by the form of a word.
 */
export function nameLandlordsWords(scope: FastifyInstance, rulebook: Rules): void {
  scope.setErrorHandler(async (error, request) => {
    if (!(error instanceof InvalidRequest) || !error.faults.some(isOfChannel)) throw error;
    const channels = await channelsOf(request, rulebook);
    throw new InvalidRequest(
      error.faults.map((fault) =>
        isOfChannel(fault) ? naming(fault, given(request, fault), channels) : fault,
      ),
    );
  });
}

const isOfChannel = ({ pointer }: RequestFault): boolean => /(^|\/)channel(\/\d+)?$/.test(pointer);

function naming(fault: RequestFault, word: unknown, channels: readonly string[]): RequestFault {
  const near = typeof word === 'string' ? nearest(word, channels) : null;
  const here = near === null ? 'here' : `did you mean ${near}? Here`;
  return { ...fault, detail: `${fault.detail}; ${here}: ${channels.join(', ')}`, allowed: [...channels] };
}

/** The words that the caller wrote there. In a query several stand in one text, with commas between them. */
function given({ query, body }: FastifyRequest, fault: RequestFault): unknown {
  const steps = fault.pointer.split('/').slice(1);
  return steps.reduce<unknown>(
    (place, step) => (typeof place === 'string' ? place.split(',') : Object(place))[step],
    fault.in === 'query' ? query : body,
  );
}

/** The common ones, and those that the procedure in force today names beside them. */
async function channelsOf({ principal }: FastifyRequest, rulebook: Rules): Promise<readonly string[]> {
  if (principal === null || isPlatform(principal)) return COMMON_CHANNELS;
  const { landlordId } = principal;
  const rules = await rulebook.inForce(landlordId, todayOf(await rulebook.clockOf(landlordId)));
  return isRejection(rules) ? COMMON_CHANNELS : channelsTaken(rules.policy.intake.channels);
}
