import { periodFor } from './anchors';
import { isOutside } from '../calendar/calendar';
import type { Question } from './clock-terms';
import { statusOf } from './status';
import type { ComplaintState } from '../complaint/state';
import type { DatedClock } from './dated-clock';
import type { Unit } from '../document/limit';
import { explainedWithoutLimit, explanationOf } from './explanation';
import type { LocalDate } from '../dates/local-date';
import { putOff } from './pauses';
import { endedOf, endOf } from './period-end';
import type { Rules } from '../rules/rules';

/** Works one clock out: its date, what that counts from, and how it stands. */
export function answerTo(
  question: Question,
  state: ComplaintState,
  rules: Rules,
  today: LocalDate,
): DatedClock {
  const { limit, extensions, pauses, metOn } = question;
  const period = limit && periodFor(limit, state, question.stage);
  if (!limit || !period) return unlimited(question, rules);

  const end = endOf(period, limit, question, state, rules);
  const reckoning = end.reckoned && !isOutside(end.reckoned) ? end.reckoned : null;
  const originalDueOn = reckoning?.dueOn ?? null;
  const runsTo = extensions.length > 0 ? extendedTo(question, period.unit, rules) : originalDueOn;
  const projected = end.anchor === null && reckoning !== null;
  const stoppedOn = metOn ? null : question.stoppedOn;
  const run = { dueOn: runsTo, originalDueOn, projected, metOn, stoppedOn, extensions, pauses };
  const status = statusOf(run, today);
  const clock: DatedClock = {
    kind: question.kind,
    stage: question.stage.stage,
    n: question.n,
    // A paused clock has no date, only what was left when it stopped; the date comes back when it goes on.
    dueOn: status === 'paused' ? null : runsTo,
    originalDueOn,
    anchor: end.anchor ?? { act: end.act, on: null },
    limit: { amount: end.period.amount, unit: end.period.unit, force: limit.force },
    projected,
    status,
    metOn,
    stoppedOn,
    outside: end.anchor && end.reckoned && isOutside(end.reckoned) ? end.reckoned : null,
    explained(promised) {
      const working = { question, dates: clock, period, second: limit, end, runsTo };
      return explanationOf(working, promised, state, rules, today);
    },
  };
  return clock;
}

/** The date the last extension came to, moved on by the pauses after it; null where it named none. */
function extendedTo(question: Question, unit: Unit, rules: Rules): LocalDate | null {
  const { extensions } = question;
  const dueOn = extensions.at(-1)?.toDueOn;
  if (!dueOn) return null;
  const after = endedOf(question).filter(({ extensionsBefore }) => extensionsBefore === extensions.length);
  return putOff(dueOn, unit, after, rules);
}

function unlimited(question: Question, rules: Rules): DatedClock {
  const { kind, stage, n, metOn, stoppedOn } = question;
  const clock: DatedClock = {
    kind,
    stage: stage.stage,
    n,
    dueOn: null,
    originalDueOn: null,
    anchor: null,
    limit: null,
    projected: false,
    status: 'not-applicable',
    metOn,
    stoppedOn: metOn ? null : stoppedOn,
    outside: null,
    explained: () => explainedWithoutLimit(question, clock, rules),
  };
  return clock;
}
