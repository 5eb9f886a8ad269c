import type { Clock } from './clock';
import type { Referral } from './document/outcome';
import { type LocalDate, longDate } from './local-date';

const DUTY: Record<Clock['kind'], string> = {
  acknowledge: 'The acknowledgement',
  contact: 'Contact with the resident',
  hearing: 'The hearing',
  respond: 'The response',
  escalate: 'A request to take the complaint further',
  'decide-escalation': 'The decision whether to take the complaint further',
  refer: 'A referral',
};

/** What each anchor is in a sentence: "10 working days after the complaint was acknowledged". */
export const ANCHOR: Record<NonNullable<Clock['anchor']>['act'], string> = {
  received: 'the complaint was received',
  requested: 'it was asked for',
  logged: 'the complaint was logged',
  acknowledged: 'the complaint was acknowledged',
  contacted: 'the resident was contacted',
  passed: 'the complaint was passed to its handler',
  accepted: 'the request was accepted',
  confirmed: 'the date confirmed for this case',
  'response-dated': 'the response was dated',
  'response-sent': 'the response was sent',
  'response-received': 'the response was received',
  'hearing-held': 'the hearing was held',
  occurred: 'it happened',
  aware: 'the resident became aware of it',
  reported: 'it was reported',
};

const UNIT: Record<NonNullable<Clock['limit']>['unit'], readonly [string, string]> = {
  'working-days': ['working day', 'working days'],
  'calendar-days': ['day', 'days'],
  weeks: ['week', 'weeks'],
  months: ['month', 'months'],
  years: ['year', 'years'],
};

/** What is done about each: a response is given, a hearing held. */
const DONE: Record<Clock['kind'], string> = {
  acknowledge: 'given',
  contact: 'made',
  hearing: 'held',
  respond: 'given',
  escalate: 'made',
  'decide-escalation': 'made',
  refer: 'made',
};

function byWords({ kind, status }: Clock, force: 'must' | 'should' | 'aim'): string {
  if (kind === 'escalate') return status === 'missed' ? 'could be made until' : 'can be made until';
  if (force === 'must') return 'is due by';
  return force === 'should' ? `should be ${DONE[kind]} by` : 'is aimed for by';
}

/** "10 working days", "1 month". */
export const lengthInWords = ({ amount, unit }: { amount: number; unit: keyof typeof UNIT }): string =>
  `${amount} ${UNIT[unit][amount === 1 ? 0 : 1]}`;

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** One plain sentence that states the date, what it counts from, and every day left out that is not a weekend. */
export function sentenceFor(clock: Clock, stageName: string): string {
  const duty = `${DUTY[clock.kind]} at ${stageName}`;
  if (!clock.limit) return `${duty} has no time limit under this procedure.`;
  const length = lengthInWords(clock.limit);
  const awaited = clock.anchor?.act === 'confirmed' ? 'once a date is confirmed to the resident' : null;
  if (clock.metOn) return met(clock, duty);
  if (clock.stoppedOn) return `${duty} stopped being awaited on ${longDate(clock.stoppedOn)}.`;
  if (clock.extensions.length > 0) return extended(clock, duty);
  if (!clock.dueOn || !clock.anchor) {
    const from = clock.anchor ? `after ${ANCHOR[clock.anchor.act]}` : '';
    return `${duty} will have its date ${awaited ?? `when it is known: ${length} ${from}`}.`;
  }
  const by = byWords(clock, clock.limit.force);
  if (clock.anchor.act === 'confirmed')
    return `${duty} ${by} ${longDate(clock.dueOn)}, the date confirmed to the resident.`;
  if (clock.projected) {
    return `${duty} ${by} ${longDate(clock.dueOn)} at the latest: the ${length} run from the day ${ANCHOR[clock.anchor.act]}, which has not happened yet.`;
  }
  const on = clock.anchor.on ? longDate(clock.anchor.on) : '';
  const provisional = clock.provisional
    ? ' This date is provisional: bank holidays are not published that far.'
    : '';
  return `${duty} ${by} ${longDate(clock.dueOn)}, which is ${length} after ${ANCHOR[clock.anchor.act]} on ${on}${leftOut(clock)}.${provisional}`;
}

function leftOut({ excluded }: Clock): string {
  const named = excluded.filter(({ why }) => why !== 'Saturday' && why !== 'Sunday');
  const weekends = excluded.length - named.length;
  const parts = [
    ...(weekends > 0 ? [weekends === 1 ? '1 weekend day' : `${weekends} weekend days`] : []),
    ...named.map(({ on, why }) => `${longDate(on)} (${why})`),
  ];
  return parts.length === 0 ? '' : `, leaving out ${list(parts)}`;
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

/** Whom the case can be taken to and from when, with both dates where the landlord's own text asks for a longer wait. */
export function referralSentence(
  referral: Referral,
  policyOn: LocalDate | null,
  schemeOn: LocalDate | null,
): string {
  const to = referral.to.replaceAll('-', ' ');
  const via = referral.via ? ` through a ${referral.via.replaceAll('-', ' ')}` : '';
  const whom = `The case can be taken to the ${to}${via} for investigation`;
  if (policyOn && schemeOn && policyOn > schemeOn) {
    return `${whom} from ${longDate(policyOn)} by the landlord's own text; the scheme itself allows it from ${longDate(schemeOn)}.`;
  }
  return policyOn ? `${whom} from ${longDate(policyOn)}.` : `${whom}.`;
}
