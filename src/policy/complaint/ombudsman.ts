import type { EventOf } from '../events/events';
import type { LocalDate } from '../dates/local-date';

export type EvidenceRequest = EventOf<'evidence-requested'>['data'] & {
  readonly requestedOn: LocalDate;
  readonly submittedOn: LocalDate | null;
  /** The case was determined before the evidence went in: nobody waits for it any more. */
  readonly endedOn: LocalDate | null;
};

export type Determination = EventOf<'determined'>['data'] & { readonly notifiedOn: LocalDate };

export type Order = EventOf<'order-made'>['data'] & {
  readonly madeOn: LocalDate;
  readonly completedOn: LocalDate | null;
};

/** The complaint before the ombudsman. None of it ends with the complaint: an order binds after the closing. */
export interface OmbudsmanCase {
  readonly evidenceRequests: readonly EvidenceRequest[];
  readonly determinations: readonly Determination[];
  readonly orders: readonly Order[];
}

export const NO_CASE: OmbudsmanCase = { evidenceRequests: [], determinations: [], orders: [] };

type OmbudsmanEvent =
  | EventOf<'evidence-requested'>
  | EventOf<'evidence-submitted'>
  | EventOf<'determined'>
  | EventOf<'order-made'>
  | EventOf<'order-completed'>;

/** The case after one more event about it. */
export function caseAfter(known: OmbudsmanCase, event: OmbudsmanEvent): OmbudsmanCase {
  switch (event.type) {
    case 'evidence-requested': {
      const request = { ...event.data, requestedOn: event.on, submittedOn: null, endedOn: null };
      return { ...known, evidenceRequests: [...known.evidenceRequests, request] };
    }
    case 'evidence-submitted':
      return {
        ...known,
        evidenceRequests: known.evidenceRequests.map((request) =>
          request.n === event.data.n ? { ...request, submittedOn: event.on } : request,
        ),
      };
    case 'determined':
      return {
        ...known,
        evidenceRequests: known.evidenceRequests.map((request) =>
          isAwaited(request) && request.referral === event.data.referral
            ? { ...request, endedOn: event.on }
            : request,
        ),
        determinations: [...known.determinations, { ...event.data, notifiedOn: event.on }],
      };
    case 'order-made':
      return {
        ...known,
        orders: [...known.orders, { ...event.data, madeOn: event.on, completedOn: null }],
      };
    case 'order-completed':
      return {
        ...known,
        orders: known.orders.map((order) =>
          order.n === event.data.n ? { ...order, completedOn: event.on } : order,
        ),
      };
  }
}

const isAwaited = ({ submittedOn, endedOn }: EvidenceRequest): boolean =>
  submittedOn === null && endedOn === null;

/** The numbers of the requests whose evidence is still to go in. */
export const awaitedEvidence = ({ evidenceRequests }: OmbudsmanCase): readonly number[] =>
  evidenceRequests.filter(isAwaited).map(({ n }) => n);

const isOpen = ({ completedOn }: Order): boolean => completedOn === null;

/** The numbers of the orders and recommendations still to be done. */
export const openOrders = ({ orders }: OmbudsmanCase): readonly number[] =>
  orders.filter(isOpen).map(({ n }) => n);

/** Those of them that bind: a recommendation keeps nothing open. */
export const openBindingOrders = ({ orders }: OmbudsmanCase): readonly number[] =>
  orders.filter((order) => order.binding && isOpen(order)).map(({ n }) => n);

/** The determination of a referral that stands: the last, since a review replaces the one before. */
export const determinationInForce = (
  { determinations }: OmbudsmanCase,
  referral: number,
): Determination | undefined =>
  determinations.findLast((determination) => determination.referral === referral);
