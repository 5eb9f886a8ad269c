import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { longDate } from '../../dates/local-date';
import { MERGED, type Merged } from '../../events/merger';
import type { RecordedEvent } from '../../events/recorded-event';
import type { RefusalCodeOf } from '../../refusals/index';
import { type Rejection, refusedAsInput, refusedByState } from '../../rules/rejection';
import type { OtherComplaint } from '../../rules/rules';
import { outstanding } from './closing-reasons';
import { type Command, happened } from '../guards/command';
import { lastStep, requireStatus, requireUnanswered } from '../guards/guards';
import { notBefore, occurrence } from '../../rules/occurrence';

const MOST_MERGED = 100;

const body = z.strictObject({
  ...occurrence,
  into: z.string().min(1).max(60).describe('The id or the reference of the complaint that goes on.'),
  sameComplainant: z
    .boolean()
    .default(false)
    .describe('That both are of one complainant. It has to be said: nobody’s complaint ends in another’s.'),
  reason: words(4000).describe('Why the two are one, as told to the resident.'),
});

/** Closes a complaint in favour of another about the same matter, which goes on in its place. */
export const merge: Command<z.infer<typeof body>> = {
  act: 'mergers',
  name: 'merge',
  summary: 'Merge it into another complaint of the same person about the same matter',
  description:
    'Close the complaint because the same person has another about the same matter. That one has to be open, not answered yet and received no later: so nobody waits longer for the merger. Each of the two then names the other. Raise there as an issue what only this one tells. The people and words of a merged complaint are kept as long as those of the one it was merged into.',
  roles: OFFICER,
  body,
  example: {
    into: 'C-2024-000002',
    sameComplainant: true,
    reason: 'Both are about the damp in the bedroom.',
  },
  other: ({ into }) => into,
  guard: (state, rules) =>
    requireStatus(state, ['open'], 'merged into another') ??
    requireUnanswered(state, rules) ??
    outstanding(state, rules),
  decide(state, { into: asked, sameComplainant, reason }, moment, rules) {
    const { other } = rules;
    if (!sameComplainant) return anotherPersons();
    if (!other) return unknown(asked);
    const last = lastStep(state);
    const refusal =
      notBefore(moment, last.moment, last.what) ??
      notBefore(moment, other.received, 'the other complaint was received') ??
      cannotTake(other, state);
    if (refusal) return refusal;
    const { complaintId, reference } = other;
    const data = { stage: currentStage(state).stage, reason: MERGED, lastHeardOn: null };
    return [happened('closed', moment, { ...data, into: { complaintId, reference } }, { reason })];
  },
};

/** Each household is owed an answer of its own, a next stage and the way to the Ombudsman (Code 1.2, 5.1). */
const anotherPersons = (): Rejection =>
  refusedAsInput({
    code: 'another_persons_complaint',
    detail:
      'A complaint is merged into another of the same complainant alone. Complaints of several people about one matter are linked, and each is answered.',
    errors: [{ pointer: '/sameComplainant', detail: 'must be true, if it is' }],
    allowed: { act: 'links' },
  });

const unknown = (into: string): Rejection =>
  refusedAsInput({
    code: 'unknown_complaint',
    detail: `There is no complaint ${into} to merge this one into.`,
    facts: { into },
    errors: [{ pointer: '/into', detail: 'must be the id or the reference of another complaint' }],
  });

/** The matter has to go on there, and no later than it would have here. */
function cannotTake(into: OtherComplaint, state: ComplaintState): Rejection | null {
  const { reference, status, received, answeredOn } = into;
  const refuse = (code: RefusalCodeOf<'state'>, detail: string, facts: Rejection['facts'] = {}) =>
    refusedByState({
      code,
      detail,
      facts: { into: reference, ...facts },
      errors: [{ pointer: '/into', detail: 'cannot go on with this one' }],
    });
  if (into.same) return refuse('merged_into_itself', 'A complaint cannot be merged into itself.');
  if (status !== 'open') {
    const detail = `${reference} is ${status.replaceAll('-', ' ')}, so this matter would not go on there.`;
    return refuse('other_not_open', detail, { status });
  }
  if (answeredOn)
    return refuse('other_answered', `${reference} was answered on ${longDate(answeredOn)}.`, { answeredOn });
  if (received.on > state.received.on) {
    const detail = `${reference} was received on ${longDate(received.on)}, after this one, so its dates are later. Merge it into this one instead.`;
    return refuse('other_received_later', detail, { receivedOn: received.on });
  }
  if (into.mergedFrom < MOST_MERGED) return null;
  return refuse('too_many_merged', `${MOST_MERGED} complaints are the most that can be merged into one.`);
}

/** What the other of the two records: it happens with the merger or not at all. */
export const recordMerged = (state: ComplaintState, { complaintId, reference, on }: Merged): RecordedEvent =>
  happened('merged-from', { on, at: null }, { stage: currentStage(state).stage, complaintId, reference });
