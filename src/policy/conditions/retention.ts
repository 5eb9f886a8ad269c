import { type ComplaintState, type ComplaintStatus, currentStage } from '../complaint/state';
import { addMonths, addYears, type LocalDate, laterOf } from '../dates/local-date';
import { openOrders } from '../complaint/ombudsman';
import { openHolds } from '../complaint/privacy';
import { openRemedies } from '../complaint/remedies';
import type { Rules } from '../rules/rules';

/** Those a complaint can be kept in for good. */
export const ENDED_STATUSES: readonly ComplaintStatus[] = ['closed', 'withdrawn', 'refused', 'void'];

/** As long as a resident can take a final response to the Ombudsman, it has to be there to be shown. */
const OMBUDSMAN_MONTHS = 12;

/** When the people and words of a complaint may go, and what keeps them whatever the day is. */
export interface Retention {
  /** The last day on which anything ended; null while the complaint is open. */
  readonly endedOn: LocalDate | null;
  /** Not before this day, whoever asks: the resident may still go to the Ombudsman. */
  readonly notBefore: LocalDate | null;
  /** The day from which the landlord's own rule lets them go; null where its document states none. */
  readonly keepUntil: LocalDate | null;
  readonly heldBy: readonly ('open' | 'hold' | 'duties' | 'ombudsman' | 'merged')[];
}

export function retentionOf(state: ComplaintState, rules: Rules): Retention {
  const endedOn = endOf(state);
  const notBefore = endedOn && addMonths(endedOn, OMBUDSMAN_MONTHS);
  return {
    endedOn,
    notBefore,
    keepUntil: endedOn && keptUntil({ receivedOn: state.received.on, endedOn, notBefore }, rules),
    heldBy: [
      ...(endedOn ? [] : ['open' as const]),
      ...(openHolds(state.privacy).length > 0 ? ['hold' as const] : []),
      ...(hasDuties(state) ? ['duties' as const] : []),
      ...(isBeforeOmbudsman(state) ? ['ombudsman' as const] : []),
      ...(goesOnIn(state, rules) ? ['merged' as const] : []),
    ],
  };
}

/** Withdrawn by the resident, and the landlord goes on all the same until it has an answer. */
const isStillLookedInto = (state: ComplaintState): boolean =>
  state.status === 'withdrawn' && state.investigationContinues && currentStage(state).response === null;

function endOf(state: ComplaintState): LocalDate | null {
  const ended = state.voided?.on ?? state.closedOn ?? state.withdrawnOn ?? state.refusal?.on ?? null;
  if (!ended || !ENDED_STATUSES.includes(state.status) || isStillLookedInto(state)) return null;
  const said = [
    ...state.stages.flatMap(({ response }) => (response ? [response.sentOn] : [])),
    ...state.ombudsman.determinations.map(({ notifiedOn }) => notifiedOn),
    ...state.ombudsman.orders.flatMap(({ completedOn }) => (completedOn ? [completedOn] : [])),
  ];
  return said.reduce(laterOf, ended);
}

/** The day from which the landlord's document lets something go that ended, and never before what the Code needs it for. */
export function keptUntil(
  {
    receivedOn,
    endedOn,
    notBefore,
  }: {
    readonly receivedOn: LocalDate;
    readonly endedOn: LocalDate;
    readonly notBefore: LocalDate | null;
  },
  { policy: { retention } }: Pick<Rules, 'policy'>,
): LocalDate | null {
  if (!retention) return null;
  const until = addYears(retention.from === 'closed' ? endedOn : receivedOn, retention.years);
  return notBefore ? laterOf(until, notBefore) : until;
}

/** Its people and words are needed for as long as those of the complaint that goes on in its place. */
const goesOnIn = ({ mergers }: ComplaintState, { other }: Rules): boolean =>
  mergers.into !== null && !other?.erasedOn;

/** What was promised or ordered and is not done outlives the closing (Code 6.6). */
const hasDuties = ({ redress, ombudsman }: ComplaintState): boolean =>
  openRemedies(redress).length + openOrders(ombudsman).length > 0;

/** Taken there to be investigated, and not determined yet. */
const isBeforeOmbudsman = ({ referrals, ombudsman }: ComplaintState): boolean =>
  referrals.some(
    ({ n, purpose }) =>
      purpose === 'investigation' && !ombudsman.determinations.some(({ referral }) => referral === n),
  );
