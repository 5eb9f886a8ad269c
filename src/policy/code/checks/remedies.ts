import { waitsForActions } from '../../document/outcome';
import { listed, type Point } from '../reading/findings';
import { type Check, quoted, saidNear, spokenTo, unlessShown } from './check';

/** Both stages: a complaint that is closed with its answer is not followed to the end of its actions. */
const answeredWhenKnown: Check = (subject, provision) => {
  const { closure } = subject.document;
  if (waitsForActions(closure)) {
    const says = 'A complaint stays open until the actions promised are done.';
    return [{ verdict: 'meets', says, at: ['/closure'] }];
  }
  if (closure) {
    const when = closure.when === 'on-response' ? 'with its answer' : 'once nothing is heard for a time';
    return [
      {
        verdict: 'departs',
        says: `A complaint may be closed ${when}, before what its answer promised is done.`,
        at: ['/closure'],
        explain: `How actions promised are tracked to their end where a complaint is closed ${when}.`,
        cure: 'Keep a complaint open until the actions promised are done.',
      },
    ];
  }
  return spokenTo(subject, provision);
};

/** Conditions that only say that something went wrong narrow nothing. */
const PLAIN = ['complaint-upheld', 'upheld', 'service-failure', 'failure-found'];

const narrowMoney = (explain: string): Check =>
  unlessShown(({ document: { compensation } }) => {
    const narrow = compensation?.allOf.filter(({ code }) => !PLAIN.includes(code)) ?? [];
    if (narrow.length === 0) return [];
    const conditions = listed(narrow.map(({ code }) => code.replaceAll('-', ' ')));
    return [
      {
        verdict: 'departs',
        says: `Compensation is paid only with: ${conditions}. Money is one of the remedies the Code names, and answers to the impact on the resident, distress and inconvenience included.`,
        at: [
          '/compensation',
          ...narrow.map((each) => `/compensation/allOf/${compensation?.allOf.indexOf(each)}`),
        ],
        explain,
        cure: 'Pay compensation where the impact on the resident calls for it, without further conditions.',
      },
    ];
  });

/** Where an outcome has to be explained, the document says a part of what Code 7.1 asks for. */
const puttingRight: Check = (subject, provision) => {
  const points = narrowMoney('Why money is offered as a remedy in narrow cases only.')(subject, provision);
  if (points.some(({ verdict }) => verdict !== 'cannot-tell')) return points;
  const explained = (subject.document.outcomes ?? []).flatMap(({ code, mustExplain }, index): Point[] =>
    mustExplain.length > 0
      ? [
          {
            verdict: 'cannot-tell',
            says: `Where a complaint is ${words(code)} the answer explains ${listed(mustExplain.map(words))}.`,
            at: [`/outcomes/${index}`],
          },
        ]
      : [],
  );
  const near = saidNear(subject, /put (it|things|matters) right/i);
  const said: Point[] =
    near.length > 0
      ? [{ verdict: 'cannot-tell', says: `It says ${quoted(near)}`, at: near.map(({ at }) => at) }]
      : [];
  if (explained.length + said.length === 0) return points;
  const unsaid = 'Which remedies there are, money among them, the document does not say.';
  return [...explained, ...said, { verdict: 'cannot-tell', says: unsaid, at: [] }];
};

const words = (code: string): string => code.replaceAll('-', ' ');

export const REMEDY_CHECKS: Readonly<Record<string, Check>> = {
  '6.6': answeredWhenKnown,
  '6.17': answeredWhenKnown,
  '7.1': puttingRight,
  '7.2': narrowMoney(
    'How a remedy reflects the impact on the resident where compensation has conditions of its own.',
  ),
};
