import { z } from 'zod';
import { STAFF } from '../../rules/roles';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { words } from '../../document/vocabulary';
import { longDate } from '../../dates/local-date';
import { LINKS, type Linked, seenFromThere } from '../../events/links';
import type { RecordedEvent } from '../../events/recorded-event';
import { type Rejection, refusedAsInput, refusedByState } from '../../rules/rejection';
import type { OtherComplaint } from '../../rules/rules';
import { notBefore, occurrence } from '../../rules/occurrence';
import { type Command, happened } from '../guards/command';

const MOST_LINKS = 100;

const body = z.strictObject({
  ...occurrence,
  to: z.string().min(1).max(60).describe('The id or the reference of the other complaint.'),
  as: z
    .enum(LINKS)
    .describe('same-matter: others complain of the same. follows, replaces: this one came after that one.'),
  note: words(4000).optional(),
});

/** Links the complaint to another. Two households with one matter have two complaints, and each is owed its own answer. */
export const link: Command<z.infer<typeof body>> = {
  act: 'links',
  name: 'link',
  summary: 'Link it to another complaint',
  description:
    'Record that another complaint is about the same matter, or came before this one. Both then name each other. Nothing else changes: each keeps its dates, its answer, its next stage and its way to the ombudsman.',
  roles: STAFF,
  body,
  example: { to: 'C-2024-000002', as: 'same-matter' },
  other: ({ to }) => to,
  guard: () => null,
  decide(state, { to, as, note }, moment, { other }) {
    if (!other) return unknown(to);
    const { complaintId, reference } = other;
    const refusal =
      notBefore(moment, state.received, 'the complaint was received') ??
      notBefore(moment, other.received, 'the other complaint was received') ??
      cannotLink(other, state, as);
    if (refusal) return refusal;
    const data = { stage: currentStage(state).stage, complaintId, reference, as };
    return [happened('linked', moment, data, { note })];
  },
};

const unknown = (to: string): Rejection =>
  refusedAsInput({
    code: 'unknown_complaint',
    detail: `There is no complaint ${to} to link this one to.`,
    facts: { to },
    errors: [{ pointer: '/to', detail: 'must be the id or the reference of another complaint' }],
  });

function cannotLink(
  { same, reference, complaintId, erasedOn, links }: OtherComplaint,
  state: ComplaintState,
  as: Linked['as'],
): Rejection | null {
  const errors = [{ pointer: '/to', detail: 'cannot be linked to this one' }];
  if (same)
    return refusedByState({
      code: 'linked_to_itself',
      detail: 'A complaint cannot be linked to itself.',
      errors,
    });
  const known = state.links.find(
    (one) => one.complaintId === complaintId && [as, seenFromThere(as)].includes(one.as),
  );
  if (known)
    return refusedByState({
      code: 'already_linked',
      detail: `The complaint was linked to ${reference} on ${longDate(known.on)}.`,
      facts: { to: reference, as: known.as, on: known.on },
      errors,
    });
  if (erasedOn)
    return refusedByState({
      code: 'other_erased',
      detail: `${reference} was anonymised on ${longDate(erasedOn)}, and nothing can be done to it.`,
      facts: { to: reference, erasedOn },
      errors,
    });
  if (Math.max(state.links.length, links) < MOST_LINKS) return null;
  return refusedAsInput({
    code: 'too_many_links',
    detail: `${MOST_LINKS} links are the most a complaint can have.`,
    facts: { links: state.links.length, linksOfOther: links },
    errors,
    allowed: { most: MOST_LINKS },
  });
}

/** The record of the other of the two: the link is there on both or on neither. */
export const recordLinked = (state: ComplaintState, { on, ...rest }: Linked): RecordedEvent =>
  happened('linked', { on, at: null }, { stage: currentStage(state).stage, ...rest });
