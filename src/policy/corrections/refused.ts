import type { ComplaintState } from '../complaint/state';
import { type Rejection, refusedAsInput, refusedByState } from '../rules/rejection';
import { actOf, type RecordedAct } from './acts';
import type { Paired } from './again';
import type { Corrected, Misfit } from './corrected';

/** Refuses a correction that leaves acts which no longer fit, with all of them. */
export function misfitsRefused({ misfits }: Pick<Corrected, 'misfits'>): Rejection | null {
  const [first] = misfits;
  if (!first) return null;
  const which = misfits.map(({ event }) => event).join(', ');
  return refusedByState({
    code: 'later_acts_do_not_fit',
    detail: `With this correction ${misfits.length === 1 ? `act ${which} no longer fits` : `acts ${which} no longer fit`} the record. Nothing was written. Send it again with ${misfits.length === 1 ? 'that act' : 'each of those acts'} changed or struck.`,
    facts: { acts: misfits },
    allowed: { changes: misfits.map(({ event }) => ({ event })) },
  });
}

export const nothingSaid = (): Rejection =>
  refusedAsInput({
    code: 'received_day_missing',
    detail: 'Say what is to be corrected by changes, or when the complaint was received.',
    errors: [{ pointer: '/changes', detail: 'is missing' }],
    allowed: { oneOf: ['receivedOn', 'receivedAt', 'changes'] },
  });

export const bothForms = (): Rejection =>
  refusedAsInput({
    code: 'correction_contradicts_itself',
    detail: 'The day of receipt is given by itself or among the changes, not both.',
    errors: [{ pointer: '/changes', detail: 'must be left out, or the day of receipt' }],
    allowed: { oneOf: ['receivedOn', 'receivedAt', 'changes'] },
  });

export const nothingToCorrect = ({ received }: ComplaintState): Rejection =>
  refusedAsInput({
    code: 'nothing_to_correct',
    detail: 'The record says this already, so there is nothing to correct.',
    facts: { receivedOn: received.on, receivedAt: received.at },
    errors: [{ pointer: '/changes', detail: 'is what the record says' }],
  });

export const atAnotherStage = (act: RecordedAct, { again, entry }: Paired): Misfit => {
  const [{ sequence, inserted }] = act;
  const { stage } = again.event.data as { readonly stage: string };
  const before = (entry?.event.data as { readonly stage: string } | undefined)?.stage;
  return {
    event: sequence,
    inserted,
    act: actOf(act),
    code: 'at_another_stage',
    detail: `It was recorded at ${before} and would land at ${stage}. Strike it, and record it where it belongs.`,
    recordable: false,
  };
};

/** Acts that no correction puts in: they have an effect beside the record, or name somebody. */
export const NOT_PUT_IN: readonly string[] = [
  'corrections',
  'mergers',
  'links',
  'particulars',
  'holds',
  'holds/{n}/releases',
  'erasures',
];

export const cannotBePutIn = (act: string, index: number): Rejection =>
  refusedAsInput({
    code: 'cannot_be_put_in',
    detail:
      'Only an act that names no person and holds no restricted words can be put in at a place of its own.',
    facts: { act },
    allowed: { act, with: 'occurredOn' },
    errors: [{ pointer: `/changes/${index}/act`, detail: 'has to be recorded by itself, with its own day' }],
  });

/** The change asked of an act is refused by the act's own rules. Of the day of receipt they are those of this act, too. */
export function correctedActRefused(act: string, event: number, at: string, rejection: Rejection): Rejection {
  const errors = rejection.errors?.map(({ pointer, detail }) => ({
    pointer: pointer.startsWith('/changes/') ? pointer : `${at}${pointer}`,
    detail,
  }));
  if (act === 'complaints' || act === 'corrections' || OF_CORRECTIONS.includes(rejection.code))
    return { ...rejection, ...(errors && { errors }) };
  const { code, detail, facts, kind, rule, allowed } = rejection;
  return refusedAsInput({
    code: 'corrected_act_refused',
    detail: `Event ${event} cannot have been so. ${detail}`,
    facts: { event, act, code, recordable: kind === 'policy', ...facts },
    ...(rule && { rule }),
    ...(allowed !== undefined && { allowed }),
    ...(errors && { errors }),
  });
}

const OF_CORRECTIONS: readonly string[] = ['act_misworded', 'not_corrected_here'];

/** A complaint in which the matter of others goes on is not struck as a whole: they would be owed nothing any more. */
export const othersMergedInto = ({ mergers }: Pick<ComplaintState, 'mergers'>): Rejection => {
  const references = mergers.from.map(({ reference }) => reference);
  return refusedByState({
    code: 'others_merged_into_it',
    detail: `${references.join(' and ')} ${references.length === 1 ? 'was' : 'were'} merged into this complaint, and would be owed nothing any more.`,
    facts: { mergedFrom: references },
    errors: [{ pointer: '/changes', detail: 'strike the complaint as a whole' }],
  });
};
