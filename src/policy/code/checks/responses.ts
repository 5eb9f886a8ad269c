import { listed, type Point } from '../findings';
import { called, type PlacedStage, type Subject } from '../subject';
import { type Check, spokenTo, unlessShown } from './check';
import { noSecondStage } from './times';

/** What a response says, each part under the keys documents use for it (Code 6.9). */
const CONTENT: readonly (readonly [string, readonly string[]])[] = [
  ['the stage', ['stage']],
  ['the complaint definition', ['complaint-definition', 'definition']],
  ['the decision', ['decision', 'outcome', 'finding', 'findings']],
  ['the reasons', ['reasons', 'reason']],
  ['the remedy', ['remedy', 'remedies', 'how-put-right']],
  ['outstanding actions', ['outstanding-actions', 'actions']],
];
const ESCALATE = ['how to escalate', ['how-to-escalate', 'escalation']] as const;
const OMBUDSMAN = [
  'how to go to the ombudsman',
  ['how-to-reach-ombudsman', 'ombudsman', 'ombudsman-contact', 'how-to-go-to-ombudsman'],
] as const;

function contentAt(placed: PlacedStage, onward: typeof ESCALATE | typeof OMBUDSMAN): Point {
  const { at } = placed;
  const { response } = placed.stage;
  if (!response || response.mustContain.length === 0) {
    const writing = response?.writing ? 'It is given in writing; what ' : 'What ';
    const says = `${writing}a response at ${called(placed)} contains, the document does not say.`;
    return { verdict: 'cannot-tell', says, at: response ? [`${at}/response`] : [] };
  }
  const pointer = [`${at}/response`];
  const missing = [...CONTENT, onward]
    .filter(([, keys]) => !keys.some((key) => response.mustContain.includes(key)))
    .map(([part]) => part);
  if (missing.length > 0) {
    const says = `The document lists what a response at ${called(placed)} contains, and leaves out ${listed(missing)}.`;
    const explain = `Why a response at ${called(placed)} need not contain ${listed(missing)}.`;
    return {
      verdict: 'departs',
      says,
      at: pointer,
      explain,
      cure: `Add ${listed(missing)} to what a response contains.`,
    };
  }
  if (!response.writing) {
    const says = `A response at ${called(placed)} contains all the Code lists; that it is in writing the document does not say.`;
    return { verdict: 'cannot-tell', says, at: pointer };
  }
  return {
    verdict: 'meets',
    says: `A response at ${called(placed)} is in writing and contains all the Code lists.`,
    at: pointer,
  };
}

function everyPointAt(placed: PlacedStage): Point {
  const { stage, at } = placed;
  const pointer = `${at}/response`;
  if (stage.response?.findingPerIssue) {
    const says = `A response at ${called(placed)} has a finding on each issue of the complaint.`;
    return { verdict: 'meets', says, at: [pointer] };
  }
  const says = `That a response at ${called(placed)} deals with each point, the document does not say.`;
  return { verdict: 'cannot-tell', says, at: stage.response ? [pointer] : [] };
}

/** The stage whose response is the final one. */
const lastOf = ({ later }: Subject): PlacedStage | undefined => later.at(-1);

const definitionSetOut: Check = (subject) =>
  [subject.first, ...subject.later].map((placed): Point => {
    const { at } = placed;
    const { acknowledgement, contact } = placed.stage;
    const says = `The acknowledgement at ${called(placed)}`;
    if (acknowledgement?.mustContain.some((key) => /definition|issues|outcomes/.test(key))) {
      const contains = listed(acknowledgement.mustContain.map((key) => key.replaceAll('-', ' ')));
      return { verdict: 'meets', says: `${says} contains: ${contains}.`, at: [`${at}/acknowledgement`] };
    }
    if (contact) {
      const spoken = `At ${called(placed)} the resident is contacted to define the complaint.`;
      return { verdict: 'meets', says: spoken, at: [`${at}/contact`] };
    }
    return {
      verdict: 'cannot-tell',
      says: `${says} is not said to set out the issues and the outcomes sought.`,
      at: [],
    };
  });

/** Both stages: a complaint that is closed with its answer is not followed to the end of its actions. */
const answeredWhenKnown: Check = (subject, provision) => {
  const { closure } = subject.document;
  if (closure?.when === 'on-actions-complete') {
    const says = 'A complaint stays open until the actions promised are done.';
    return [{ verdict: 'meets', says, at: ['/closure'] }];
  }
  if (closure?.when === 'on-response') {
    const says = 'A complaint may be closed with its answer, before what it promises is done.';
    return [{ verdict: 'departs', says, at: ['/closure'] }];
  }
  return spokenTo(subject, provision);
};

const DIFFERENT = ['not-previously-involved', 'more-senior-than-previous'];

function anotherPerson(placed: PlacedStage, first: PlacedStage): Point {
  const { stage, at } = placed;
  const handler = `${at}/handler`;
  const tests = stage.handler?.independence.map(({ test }) => test) ?? [];
  const own = tests.filter((test) => DIFFERENT.includes(test));
  if (own.length > 0) {
    const more = tests.length > own.length;
    const says = `At ${called(placed)} the person must be ${listed(tests.map((test) => test.replaceAll('-', ' ')))}${more ? ', which is more than the Code asks' : ''}.`;
    const pointers = tests.map((_, index) => `${handler}/independence/${index}`);
    return { verdict: more ? 'stricter' : 'meets', says, at: pointers };
  }
  const mine = stage.handler?.roles ?? [];
  const theirs = first.stage.handler?.roles ?? [];
  const looked = stage.handler ? [handler] : [];
  if (mine.length > 0 && mine.every((role) => theirs.includes(role)) && theirs.length === 1) {
    const says = `${called(placed)} is considered by the same role as ${called(first)}: ${listed(mine.map(words))}.`;
    return {
      verdict: 'departs',
      says,
      at: looked,
      explain: `Why the same person may consider ${called(placed)}.`,
    };
  }
  const roles =
    mine.length > 0
      ? `${called(placed)} is considered by ${listed(mine.map(words))}`
      : `Anybody may consider ${called(placed)}`;
  const says = `${roles}; that it is not the person who considered ${called(first)}, the document does not say.`;
  return { verdict: 'cannot-tell', says, at: looked };
}

const words = (role: string): string => role.replaceAll('-', ' ');

const somebodyElse: Check = (subject) =>
  subject.later.length === 0
    ? [noSecondStage(subject)]
    : subject.later.map((at) => {
        const point = anotherPerson(at, subject.first);
        return { ...point, at: [...point.at, ...subject.silence(`${at.stage.key}-independence`)] };
      });

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

const after =
  (judge: (at: PlacedStage) => Point): Check =>
  (subject) => {
    const last = lastOf(subject);
    return [last ? judge(last) : noSecondStage(subject)];
  };

export const RESPONSE_CHECKS: Readonly<Record<string, Check>> = {
  '5.6': definitionSetOut,
  '6.6': answeredWhenKnown,
  '6.7': ({ first }) => [everyPointAt(first)],
  '6.9': ({ first }) => [contentAt(first, ESCALATE)],
  '6.13': somebodyElse,
  '6.17': answeredWhenKnown,
  '6.18': after(everyPointAt),
  '6.19': after((at) => contentAt(at, OMBUDSMAN)),
  '7.1': narrowMoney('Why money is offered as a remedy in narrow cases only.'),
  '7.2': narrowMoney(
    'How a remedy reflects the impact on the resident where compensation has conditions of its own.',
  ),
};
