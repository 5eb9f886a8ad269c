import { lengthInWords } from '../../clocks/count-in-words';
import { inWords } from '../reading/anchor-order';
import { listed, type Point } from '../reading/findings';
import { type CodeTime, judgeLimit } from '../reading/limit-comparison';
import { called, type PlacedStage, type Subject } from '../reading/subject';
import type { Check } from './check';

type Clock = 'acknowledge' | 'respond';

const WHAT = { acknowledge: 'acknowledgement', respond: 'response' } as const;

/** One clock of one stage. A stage without it departs only where the document gives times at all. */
function clockAt(subject: Subject, at: PlacedStage, clock: Clock, code: CodeTime): Point {
  const limit = at.stage[clock];
  const pointer = `${at.at}/${clock}`;
  if (!limit) return missing(subject, at, clock, code);
  const judged = judgeLimit(limit, { subject, at, code });
  const read = otherReadings(clock, judged.verdict, { subject, at, code });
  return {
    ...judged,
    verdict: read.decides ? 'cannot-tell' : judged.verdict,
    says: read.decides ? `${judged.says} It depends on the reading chosen.` : judged.says,
    at: [pointer, ...read.at],
    notes: [...(judged.notes ?? []), ...read.notes],
    explain: `Why the ${WHAT[clock]} at ${called(at)} is ${inWords(limit)}${firmness(limit.force)}, where the Code has ${lengthInWords({ amount: code.amount, unit: 'working-days' })}.`,
  };
}

const firmness = (force: 'must' | 'should' | 'aim'): string => (force === 'aim' ? ' and only an aim' : '');

function missing(subject: Subject, placed: PlacedStage, clock: Clock, code: CodeTime): Point {
  const { stage, at } = placed;
  const silence = subject.silence(`${stage.key}-${clock}`);
  // Where the document does not say itself that it is silent, the stage is where the time is missing.
  const silent = silence.length > 0 ? silence : [at];
  const codes = inWords({ amount: code.amount, unit: 'working-days', from: code.from });
  if (!subject.statesTimes) {
    const says = `The document states no times at any stage; the Code has ${codes}.`;
    return { verdict: 'cannot-tell', says, at: silent };
  }
  const contact =
    clock === 'acknowledge' && stage.contact
      ? ` The resident is to be contacted within ${inWords(stage.contact)}; that is not said to acknowledge, define and log the complaint.`
      : '';
  return {
    verdict: 'departs',
    says: `${called(placed)} promises no time for the ${WHAT[clock]}, where the Code has ${codes}.${contact}`,
    at: [...silent, ...(contact ? [`${at}/contact`] : [])],
    explain: `Why ${called(placed)} has no time for the ${WHAT[clock]}.`,
  };
}

/** The Code lets a time be extended, by a notice and to a cap; nowhere does it let one stand still. */
function pauseAt(placed: PlacedStage): Point[] {
  const { stage, at } = placed;
  if (!stage.pause) return [];
  const reasons = listed(stage.pause.reasons.map(({ code }) => code.replaceAll('-', ' ')));
  return [
    {
      verdict: 'departs',
      says: `The time to respond at ${called(placed)} stands still while ${reasons}; the Code knows extensions and no pauses.`,
      at: [`${at}/pause`],
      explain: `Why the time to respond at ${called(placed)} can be paused.`,
      cure: 'Leave out the pause, and extend where there is good reason.',
    },
  ];
}

/** A stage that can be left without an answer gives those complaints none in its time. */
function skipAt(placed: PlacedStage): Point[] {
  const { stage, at } = placed;
  if (!stage.skip) return [];
  const reasons = listed(stage.skip.reasons.map(({ code }) => code.replaceAll('-', ' ')));
  return [
    {
      verdict: 'departs',
      says: `A complaint can be moved on from ${called(placed)} without a response for: ${reasons}.`,
      at: [`${at}/skip`],
      explain: `Why some complaints get no response at ${called(placed)}.`,
      cure: `Answer every complaint at ${called(placed)}.`,
    },
  ];
}

const timeAt = (subject: Subject, at: PlacedStage, clock: Clock, code: CodeTime): Point[] => [
  clockAt(subject, at, clock, code),
  ...(clock === 'respond' ? [...pauseAt(at), ...skipAt(at)] : []),
];

/** An ambiguous phrase was read one way. Where another way of reading it would depart, the reading decides. */
function otherReadings(
  clock: Clock,
  chosen: Point['verdict'],
  { subject, at, code }: { readonly subject: Subject; readonly at: PlacedStage; readonly code: CodeTime },
) {
  const limit = at.stage[clock];
  const notes: string[] = [];
  const pointers: string[] = [];
  let decides = false;
  subject.document.readings.forEach((reading, index) => {
    if (!limit || !reading.appliesTo.includes(`${at.stage.key}.${clock}`)) return;
    for (const { reading: words, limit: change } of reading.alternatives) {
      if (!change) continue;
      const { verdict } = judgeLimit({ ...limit, ...change }, { subject, at, code });
      if (verdict === chosen) continue;
      notes.push(
        `The words leave open: "${reading.question}" Read as: "${reading.chosen}" Read another way it would be "${verdict}": ${words}`,
      );
      pointers.push(`/readings/${index}`);
      decides ||= verdict === 'departs';
    }
  });
  return { notes, at: [...new Set(pointers)], decides };
}

const atFirst =
  (clock: Clock, code: CodeTime): Check =>
  (subject) =>
    timeAt(subject, subject.first, clock, code);

const atLater =
  (clock: Clock, code: CodeTime): Check =>
  (subject) =>
    subject.later.length > 0
      ? subject.later.flatMap((at) => timeAt(subject, at, clock, code))
      : [noSecondStage(subject)];

/** What every provision about stage 2 says of a procedure that has none. */
export const noSecondStage = ({ first }: Subject): Point => ({
  verdict: 'departs',
  says: `Nothing follows ${called(first)}: there is no second stage.`,
  at: [first.at],
  explain: 'Why the procedure has no second stage.',
});

export const TIME_CHECKS: Readonly<Record<string, Check>> = {
  '6.2': atFirst('acknowledge', { amount: 5, from: 'received' }),
  '6.3': atFirst('respond', { amount: 10, from: 'acknowledged' }),
  '6.11': atLater('acknowledge', { amount: 5, from: 'requested' }),
  '6.14': atLater('respond', { amount: 20, from: 'acknowledged' }),
};
