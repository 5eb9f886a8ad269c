import type { LocalDate } from '../../dates/local-date';
import type { ClockKind } from '../../document/clock-kinds';
import type { Force } from '../../document/limit';

/** A clock as far as its name goes: an update that is over is no longer the next one. */
interface Duty {
  readonly kind: ClockKind;
  readonly n: number;
  readonly metOn: LocalDate | null;
  readonly stoppedOn: LocalDate | null;
}

const DUTY: Record<ClockKind, string> = {
  log: 'The record of the complaint',
  acknowledge: 'The acknowledgement',
  contact: 'Contact with the resident',
  assign: 'Allocation to a handler',
  hearing: 'The hearing',
  respond: 'The response',
  update: 'The next update to the resident',
  escalate: 'A request to take the complaint further',
  'decide-escalation': 'The decision whether to take the complaint further',
  remedy: 'Remedy',
  evidence: 'The answer to the ombudsman’s request for evidence',
  order: 'Order',
  'review-adjustment': 'Adjustment review',
  'review-restriction': 'Contact restriction review',
  refer: 'A referral',
};

/** The verb for each: a response is given, a hearing held. */
export const DONE: Record<ClockKind, string> = {
  log: 'made',
  acknowledge: 'given',
  contact: 'made',
  assign: 'made',
  hearing: 'held',
  respond: 'given',
  update: 'given',
  escalate: 'made',
  'decide-escalation': 'made',
  remedy: 'completed',
  evidence: 'given',
  order: 'complied with',
  'review-adjustment': 'completed',
  'review-restriction': 'completed',
  refer: 'made',
};

export function byWords(kind: ClockKind, force: Force): string {
  if (kind === 'escalate') return 'can be made until';
  if (force === 'must') return 'is due by';
  return force === 'should' ? `should be ${DONE[kind]} by` : 'is aimed for by';
}

export function dutyOf({ kind, n, metOn, stoppedOn }: Duty, stageName: string): string {
  if (kind === 'update' && (metOn || stoppedOn)) return `An update to the resident at ${stageName}`;
  if (kind === 'evidence') return `${DUTY[kind]} (${n})`;
  if (kind === 'order') return `${DUTY[kind]} ${n} of the ombudsman`;
  const numbered = kind === 'remedy' || isReview(kind);
  return `${DUTY[kind]}${numbered ? ` ${n}` : ''} at ${stageName}`;
}

const isReview = (kind: ClockKind): boolean => kind === 'review-adjustment' || kind === 'review-restriction';

export const WAS_DUE: Record<Force | 'may', (kind: ClockKind) => string> = {
  must: () => 'was due by',
  should: (kind) => `should have been ${DONE[kind]} by`,
  aim: () => 'was aimed for by',
  may: () => 'could be made until',
};

export const WOULD_HAVE_BEEN_DUE: Record<Force, (kind: ClockKind) => string> = {
  must: () => 'would have been due by',
  should: (kind) => `should have been ${DONE[kind]} by`,
  aim: () => 'would have been aimed for by',
};
