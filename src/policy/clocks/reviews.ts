import { endedByLandlord } from '../complaint/departures';
import type { ComplaintState } from '../complaint/state';
import { type PolicyDocument, stageIndex } from '../document/document';
import type { LocalDate } from '../dates/local-date';
import type { RuleReference } from '../rules/rejection';
import type { Reviewed } from '../complaint/review-schedule';
import type { SetDate } from './set-date-clock';

export type ReviewKind = 'review-adjustment' | 'review-restriction';

const IDS: Record<ReviewKind, readonly string[]> = {
  'review-adjustment': ['Code 5.10'],
  'review-restriction': ['Code 5.14'],
};

/** No document sets such a date; that there is one, and that it is kept, the Housing Ombudsman’s Code asks for. */
export const reviewRule = (kind: ReviewKind, stage: string, policy: PolicyDocument): RuleReference => ({
  clause: `/stages/${stageIndex(policy, stage)}`,
  ids: policy.regime === 'housing-ombudsman' ? [...IDS[kind]] : [],
});

/** One date for each on which an adjustment or a restriction was to be looked at again (Code 5.10, 5.14). */
export const reviewDates = (state: ComplaintState, policy: PolicyDocument): SetDate[] => [
  ...datesOf('review-adjustment', state.people.adjustments, state, policy),
  ...datesOf('review-restriction', state.people.restrictions, state, policy),
];

const datesOf = (
  kind: ReviewKind,
  { items, reviews }: Reviewed,
  state: ComplaintState,
  policy: PolicyDocument,
): SetDate[] =>
  reviews.flatMap(({ of, n, setOn, dueOn, doneOn }) =>
    items
      .filter((item) => item.n === of)
      .map(({ stage }) => ({
        kind,
        stage,
        n,
        rule: reviewRule(kind, stage, policy),
        setBy: 'confirmed',
        since: setOn,
        dueOn,
        metOn: doneOn,
        stoppedOn: endOf(state),
      })),
  );

/** Both are about how this complaint is dealt with, so their reviews end with it, and begin again if it does. */
const endOf = (state: ComplaintState): LocalDate | null =>
  (state.investigationContinues ? null : state.withdrawnOn) ?? endedByLandlord(state)?.on ?? null;
