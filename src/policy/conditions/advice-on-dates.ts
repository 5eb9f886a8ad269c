import { isOutside, isWorkingDay } from '../calendar/calendar';
import { ANCHOR } from '../clocks/words/acts';
import { currentClock, datedClocks } from '../clocks/deadlines';
import { AFTER_THE_CODES_TIME } from './beyond-the-code';
import { afterTheCodesTime } from './codes-time';
import { dutyOf } from '../clocks/words/duties';
import { type ComplaintState, currentStage, sameClock, type StageState } from '../complaint/state';
import { longDate } from '../dates/local-date';
import { stageIndex, stageName } from '../document/document';
import type { RuleReference } from '../rules/rejection';
import type { Rules } from '../rules/rules';
import type { Advice } from './advice';

/** Things a person should look at in the dates of a complaint as it stands. It refuses nothing and moves no date. */
export const adviceOnDates = (state: ComplaintState, rules: Rules): Advice[] => [
  ...datesUnknown(state, rules),
  ...notAsAgreed(state, rules),
  ...promisedDayNotWorked(state, rules),
  ...toldAnotherDate(state, rules),
  ...answeredAfterTheCodesTime(state, rules),
];

const clauseOf = ({ stage }: StageState, part: string, { policy }: Rules): RuleReference => ({
  clause: `/stages/${stageIndex(policy, stage)}${part}`,
  ids: [],
});

/** A request that waits, since nobody has recorded the day which tells whether it came in time. */
function datesUnknown(state: ComplaintState, rules: Rules): Advice[] {
  const current = currentStage(state);
  if (current.gate !== 'waiting') return [];
  const asked = state.stages.slice(0, state.current).findLast(({ escalation }) => escalation !== null);
  const known = {
    occurred: state.incident.occurredOn,
    aware: state.incident.becameAwareOn,
    reported: state.incident.reportedOn,
  } as const;
  const needs = (asked?.escalation?.datesNeeded ?? []).filter(
    (act) => !(act in known) || known[act as keyof typeof known] === undefined,
  );
  const needed = asked?.escalation?.datesNeeded ?? [];
  if (!asked || needed.length === 0) return [];
  if (needs.length === 0) return [datesTold(asked, state, rules)];
  const told = needs.map((act) => ANCHOR[act]).join(' or ');
  return [
    {
      code: 'dates_unknown',
      sentence: `${stageName(rules.policy, current.stage)} was asked for on ${longDate(current.requested.on)}. Whether that was in time cannot be told without the day on which ${told}.`,
      rule: clauseOf(asked, '/escalation/within', rules),
    },
  ];
}

/** The day is told since: whether the request came in time can be said now, and it still waits for its decision. */
function datesTold(asked: StageState, state: ComplaintState, rules: Rules): Advice {
  const current = currentStage(state);
  const n = state.stages.indexOf(asked);
  const window = datedClocks(state, rules).find((clock) => clock.kind === 'escalate' && clock.n === n);
  const until = window?.dueOn ?? null;
  const verdict =
    until && current.requested.on > until
      ? `late: it could be made until ${longDate(until)}`
      : `in time${until ? `: it could be made until ${longDate(until)}` : ''}`;
  return {
    code: 'dates_told',
    sentence: `The request for ${stageName(rules.policy, current.stage)} of ${longDate(current.requested.on)} came ${verdict}. It waits for its decision.`,
    rule: clauseOf(asked, '/escalation/within', rules),
  };
}

/** The resident was told by other means than they agreed to (Code 5.9). It counts as told. */
function notAsAgreed(state: ComplaintState, rules: Rules): Advice[] {
  const current = currentStage(state);
  const plan = current.extensions.findLast(({ updatePlan }) => updatePlan !== null)?.updatePlan;
  const last = current.updates.at(-1);
  if (!plan?.agreed || !last?.method || last.method === plan.method) return [];
  return [
    {
      code: 'not_as_agreed',
      sentence: `The update of ${longDate(last.on)} was given by ${inWords(last.method)}; ${inWords(plan.method)} was agreed with the resident.`,
      rule: clauseOf(current, '/extension', rules),
    },
  ];
}

/** The promise stays the promise; nobody works on that day, so that the answer has to be ready before it. */
function promisedDayNotWorked(state: ComplaintState, rules: Rules): Advice[] {
  const current = currentStage(state);
  if (current.response || current.settlement || state.status !== 'open') return [];
  const promised = current.extensions.at(-1)?.toDueOn ?? current.confirmedDueOn;
  const works = promised && isWorkingDay(rules.calendar, promised);
  if (!promised || isOutside(works) || works) return [];
  return [
    {
      code: 'promised_day_not_worked',
      sentence: `The response is promised by ${longDate(promised)}, which is no working day.`,
      rule: clauseOf(current, '/respond', rules),
    },
  ];
}

/** A correction moved a date that the resident was told, and nobody has told them of it yet. */
function toldAnotherDate(state: ComplaintState, rules: Rules): Advice[] {
  if (state.untold.length === 0) return [];
  const clocks = datedClocks(state, rules);
  return state.untold.flatMap((untold): Advice[] => {
    const clock = clocks.find((known) => sameClock(known, untold));
    const told = state.promised.find((promise) => sameClock(promise, untold))?.dueOn;
    if (!told || clock?.metOn || told === clock?.dueOn) return [];
    const stage = stageName(rules.policy, untold.stage);
    const duty = clock && dutyOf(clock, stage);
    const now = clock?.dueOn ? `it is ${longDate(clock.dueOn)}` : 'it has no date now';
    return [
      {
        code: 'told_another_date',
        sentence: `The resident was told ${longDate(told)} as the date for this: ${duty ?? `a date at ${stage}`}. Since the record was corrected, ${now}. Tell the resident.`,
        rule: { clause: `/stages/${stageIndex(rules.policy, untold.stage)}`, ids: [] },
      },
    ];
  });
}

/** The landlord kept its own time, or has none, and the Code has a shorter one (Code 6.3, 6.14). */
function answeredAfterTheCodesTime(state: ComplaintState, rules: Rules): Advice[] {
  const current = currentStage(state);
  if (rules.policy.regime !== 'housing-ombudsman' || !current.response) return [];
  const clock = currentClock('respond', state, rules);
  return afterTheCodesTime(state, clock ? [clock] : [], rules).map(
    ({ metOn, codesDate, workingDays, provision }) => ({
      code: AFTER_THE_CODES_TIME,
      sentence: `The response at ${stageName(rules.policy, current.stage)} was given on ${longDate(metOn)}. By the Complaint Handling Code it was due by ${longDate(codesDate)}: ${workingDays} working days from the acknowledgement, or from the day that was due.`,
      rule: { ...clauseOf(current, '/respond', rules), ids: [`Code ${provision}`] },
    }),
  );
}

const inWords = (method: string): string => method.replaceAll('-', ' ');
