import type { ComplaintState } from '../complaint/state';
import type { DatedClock } from './dated-clock';
import { type PolicyDocument, stageIndex } from '../document/document';
import type { LocalDate } from '../dates/local-date';
import type { RuleReference } from '../rules/rejection';
import type { Review, Reviewed, ReviewedItem } from '../complaint/review-schedule';
import type { Rules } from '../rules/rules';
import { setDateClock } from './set-date-clock';

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

/** One clock for each date on which an adjustment or a restriction was to be looked at again (Code 5.10, 5.14). */
export const reviewClocks = (state: ComplaintState, rules: Rules, today: LocalDate): DatedClock[] => [
  ...clocksFor('review-adjustment', state.people.adjustments, state, rules, today),
  ...clocksFor('review-restriction', state.people.restrictions, state, rules, today),
];

function clocksFor(
  kind: ReviewKind,
  { items, reviews }: Reviewed,
  state: ComplaintState,
  rules: Rules,
  today: LocalDate,
): DatedClock[] {
  return reviews.flatMap((review) =>
    items
      .filter(({ n }) => n === review.of)
      .map((item) => reviewClock(kind, review, item, state, rules, today)),
  );
}

function reviewClock(
  kind: ReviewKind,
  { n, setOn, dueOn, doneOn }: Review,
  { stage }: ReviewedItem,
  state: ComplaintState,
  rules: Rules,
  today: LocalDate,
): DatedClock {
  return setDateClock(
    {
      kind,
      stage,
      n,
      rule: reviewRule(kind, stage, rules.policy),
      setBy: 'confirmed',
      since: setOn,
      dueOn,
      metOn: doneOn,
      stoppedOn: endOf(state),
    },
    rules,
    today,
  );
}

/** Both are about how this complaint is dealt with, so their reviews end with it, and begin again if it does. */
const endOf = (state: ComplaintState): LocalDate | null =>
  (state.investigationContinues ? null : state.withdrawnOn) ?? state.refusal?.on ?? state.closedOn;
