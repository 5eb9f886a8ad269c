import type { Clock } from './clock';
import { lengthInWords, PLAIN, pointIn, reckoningOf, sinceWhat, type HowCounted } from './count-in-words';
import type { Referral } from '../document/outcome';
import { type LocalDate, longDate } from '../dates/local-date';
import { openPause } from './pauses';
import { OMBUDSMEN } from '../document/ombudsman-schemes';

const DUTY: Record<Clock['kind'], string> = {
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
const DONE: Record<Clock['kind'], string> = {
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

function byWords({ kind, status }: Clock, force: 'must' | 'should' | 'aim'): string {
  if (kind === 'escalate') return status === 'missed' ? 'could be made until' : 'can be made until';
  if (force === 'must') return 'is due by';
  return force === 'should' ? `should be ${DONE[kind]} by` : 'is aimed for by';
}

function dutyOf({ kind, n }: Clock, stageName: string): string {
  if (kind === 'evidence') return `${DUTY[kind]} (${n})`;
  if (kind === 'order') return `${DUTY[kind]} ${n} of the ombudsman`;
  const numbered = kind === 'remedy' || isReview(kind);
  return `${DUTY[kind]}${numbered ? ` ${n}` : ''} at ${stageName}`;
}

const isReview = (kind: Clock['kind']): boolean =>
  kind === 'review-adjustment' || kind === 'review-restriction';

/** One plain sentence that states the date, what it counts from, and every day left out that is not a weekend. */
export function sentenceFor(clock: Clock, stageName: string, how: HowCounted = PLAIN): string {
  const duty = dutyOf(clock, stageName);
  if (!clock.limit) return `${duty} has no time limit under this procedure.`;
  const awaited = clock.anchor?.act === 'confirmed' ? 'once a date is confirmed to the resident' : null;
  if (clock.metOn) return met(clock, duty);
  if (clock.stoppedOn) return `${duty} stopped being awaited on ${longDate(clock.stoppedOn)}.`;
  const pause = openPause(clock.pauses);
  if (pause) return paused(clock, pause.from, duty);
  if (clock.extensions.length > 0) return extended(clock, duty);
  if (!clock.dueOn || !clock.anchor) {
    const point = clock.anchor ? pointIn(clock.limit, sinceWhat(clock.anchor.act, how), how) : '';
    return `${duty} will have its date ${awaited ?? `when it is known: ${point}`}.`;
  }
  const by = byWords(clock, clock.limit.force);
  if (clock.anchor.act === 'confirmed')
    return `${duty} ${by} ${longDate(clock.dueOn)}, the date ${isReview(clock.kind) ? 'set for it' : 'confirmed to the resident'}.`;
  if (clock.anchor.act === 'ombudsman-set')
    return `${duty} ${by} ${longDate(clock.dueOn)}, the date the ombudsman set.`;
  if (clock.projected) {
    return `${duty} ${by} ${longDate(clock.dueOn)} at the latest: the ${lengthInWords(clock.limit)} ${clock.limit.amount === 1 ? 'runs' : 'run'} from the day ${sinceWhat(clock.anchor.act, how)}, which has not happened yet.`;
  }
  const provisional = clock.provisional
    ? ' This date is provisional: bank holidays are not published that far.'
    : '';
  return `${duty} ${by} ${longDate(clock.dueOn)}${reckoningOf(clock, how)}.${provisional}`;
}

function paused({ workingDaysLeft }: Clock, from: LocalDate, duty: string): string {
  const left =
    workingDaysLeft === null
      ? ''
      : `, with ${lengthInWords({ amount: workingDaysLeft, unit: 'working-days' })} left`;
  return `${duty} is paused since ${longDate(from)}${left}; it will have its date when the time goes on.`;
}

function met(clock: Clock, duty: string): string {
  const asked = clock.kind === 'escalate';
  const done = `was ${DONE[clock.kind]}`;
  const on = clock.metOn ? longDate(clock.metOn) : '';
  if (!clock.dueOn) return `${duty} ${done} on ${on}.`;
  const late = clock.status === 'missed' ? 'late' : 'in time';
  return `${duty} ${done} on ${on}, ${late}: it ${asked ? 'could be made until' : 'was due by'} ${longDate(clock.dueOn)}.`;
}

function extended(clock: Clock, duty: string): string {
  const before = clock.originalDueOn ? `, extended from ${longDate(clock.originalDueOn)}` : '';
  if (!clock.dueOn)
    return `${duty} was extended without a new date; the resident is kept informed as agreed.`;
  return `${duty} is due by ${longDate(clock.dueOn)}${before}.`;
}

/**
 * The ombudsman the case can be taken to and the first day, with both dates where the landlord's own text asks for a
 * longer wait; or the day it was taken.
 */
export function referralSentence(
  referral: Referral,
  days: Pick<Clock, 'policyEarliestOn' | 'schemeEarliestOn' | 'policyLatestOn' | 'metOn'>,
): string {
  const { policyEarliestOn: policyOn, schemeEarliestOn: schemeOn, policyLatestOn: lastOn, metOn } = days;
  const to = OMBUDSMEN[referral.to] ?? referral.to.replaceAll('-', ' ');
  const via = referral.via ? ` through a ${referral.via.replaceAll('-', ' ')}` : '';
  const where = `taken to the ${to}${via} for investigation`;
  if (metOn) return `The case was ${where} on ${longDate(metOn)}.`;
  const whom = `The case can be ${where}`;
  const over = policyOn && lastOn && lastOn < policyOn;
  const until = lastOn && !over ? ` until ${longDate(lastOn)}` : '';
  const tooLate = over
    ? ` The last day for that is ${longDate(lastOn)} by the landlord's own text; whether it is taken after that, the ombudsman decides.`
    : '';
  if (policyOn && schemeOn && policyOn > schemeOn) {
    return `${whom} from ${longDate(policyOn)}${until} by the landlord's own text; the scheme itself allows it from ${longDate(schemeOn)}.${tooLate}`;
  }
  return policyOn ? `${whom} from ${longDate(policyOn)}${until}.${tooLate}` : `${whom}${until}.`;
}
