import { findComplaint } from '../db/complaints/read';
import type { Append } from '../db/complaints/rows';
import type { Command } from '../policy/commands/guards/command';
import { asMetHere, decide } from '../policy/decide';
import { unmetAmong } from '../policy/rules/departures';
import type { Occurred } from '../policy/rules/occurrence';
import { isRejection, type Rejection } from '../policy/rules/rejection';
import type { Recorded } from './loading/append';
import type { ComplaintDeps } from './loading/deps';
import { presentState } from './loading/present-states';
import { rowsOf } from './loading/rows';

interface Shared<Body extends Occurred> {
  readonly command: Command<Body>;
  readonly body: Body;
  /** The complaint whose act it is in the first place. */
  readonly of: string;
  /** The act as it is on that one, with the departures it met there. */
  readonly here: Body;
}

/** True of an act that its body does to further complaints. */
export const isShared = <Body extends Occurred>(command: Command<Body>, body: Body): boolean =>
  (command.also?.(body).complaints.length ?? 0) > 0;

/**
 * Decides what one letter comes to on each of the other complaints that it answers, by the rules of each. It is all of
 * them or a refusal, which says of which complaint it is. Each takes of the departures those that it met, since a rule
 * that one answer did not keep the next may have kept.
 */
export async function appendsAlso<Body extends Occurred>(
  deps: ComplaintDeps,
  { landlordId, actor, updatedAt }: Recorded,
  { command, body, of, here }: Shared<Body>,
): Promise<Append[] | Rejection> {
  const also = command.also?.(body);
  const appends: Append[] = [];
  if (!also) return appends;
  const met = codesOf(here);
  for (const [index, named] of also.complaints.entries()) {
    const pointer = `/also/${index}`;
    const stored = await findComplaint(deps.database, landlordId, named);
    if (!stored) return also.unknown(named, pointer);
    if (stored.id === of || appends.some(({ id }) => id === stored.id)) return also.twice(named, pointer);
    const row = await presentState(deps.database, landlordId, stored);
    const rules = await deps.rulebook.pinned(landlordId, row.state);
    const there = asMetHere(command, row.state, also.body, rules);
    const decided = decide(command, row, there, rules);
    met.push(...codesOf(there));
    if (isRejection(decided)) return onOther(decided, row.reference, pointer);
    const { columns, events, clocks, parties } = rowsOf(decided, { actor, recordedAt: updatedAt, rules });
    appends.push({
      id: row.id,
      version: row.version,
      change: { ...columns, events, clocks, parties, updatedAt },
    });
  }
  return unmetAmong(body.departures ?? [], met) ?? appends;
}

const codesOf = ({ departures = [] }: Occurred): string[] => departures.map(({ code }) => code);

/** Nothing was written on any of them, so the caller has to know which one it was. */
const onOther = ({ errors, ...refusal }: Rejection, reference: string, pointer: string): Rejection => ({
  ...refusal,
  detail: `${reference}: ${refusal.detail}`,
  facts: { ...refusal.facts, also: reference },
  errors: [{ pointer, detail: errors?.[0]?.detail ?? 'cannot be answered by this letter' }],
});
