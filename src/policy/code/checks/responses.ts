import type { Independence } from '../../document/stage';
import { listed, type Point } from '../reading/findings';
import { called, type PlacedStage, type Subject } from '../reading/subject';
import { type Check, spokenTo } from './check';
import { noSecondStage } from './times';

/** What a response says, each part under the keys documents use for it (Code 6.9). */
const REASONS = ['the reasons', ['reasons', 'reason']] as const;
const CONTENT: readonly (readonly [string, readonly string[]])[] = [
  ['the stage', ['stage']],
  ['the complaint definition', ['complaint-definition', 'definition']],
  ['the decision', ['decision', 'outcome', 'finding', 'findings']],
  REASONS,
  ['the remedy', ['remedy', 'remedies', 'how-put-right']],
  ['outstanding actions', ['outstanding-actions', 'actions']],
];
const ESCALATE = ['how to escalate', ['how-to-escalate', 'escalation']] as const;
const OMBUDSMAN = [
  'how to go to the ombudsman',
  ['how-to-reach-ombudsman', 'ombudsman', 'ombudsman-contact', 'how-to-go-to-ombudsman'],
] as const;

function contentAt(
  placed: PlacedStage,
  onward: typeof ESCALATE | typeof OMBUDSMAN,
  { document: { outcomes } }: Subject,
): Point {
  const { at } = placed;
  const { response } = placed.stage;
  if (!response || response.mustContain.length === 0) {
    const explained = (outcomes ?? []).flatMap(({ mustExplain, mustAssert }, index) =>
      mustExplain.length + mustAssert.length > 0 ? [`/outcomes/${index}`] : [],
    );
    const writing = response?.writing ? 'It is given in writing; what ' : 'What ';
    const beyond = explained.length > 0 ? ' beyond the explanation of its outcome' : '';
    const says = `${writing}a response at ${called(placed)} contains${beyond}, the document does not say.`;
    return { verdict: 'cannot-tell', says, at: [...(response ? [`${at}/response`] : []), ...explained] };
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

/** Each point and its reasons (Code 6.7); what policy or law an answer rests on, only the answers show. */
function everyPointAt(placed: PlacedStage): Point {
  const { stage, at } = placed;
  const pointer = stage.response ? [`${at}/response`] : [];
  const unsaid = [
    ...(stage.response?.findingPerIssue ? [] : ['deals with each point']),
    ...(REASONS[1].some((key) => stage.response?.mustContain.includes(key)) ? [] : ['gives its reasons']),
  ];
  if (unsaid.length > 0) {
    const says = `That a response at ${called(placed)} ${listed(unsaid)}, the document does not say.`;
    return { verdict: 'cannot-tell', says, at: pointer };
  }
  return {
    verdict: 'meets',
    says: `A response at ${called(placed)} has a finding on each issue of the complaint, and its reasons.`,
    at: pointer,
    notes: ['Whether it names the policy, law or practice it rests on, only the responses show.'],
  };
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

/** Who may not consider a complaint is a part of fair handling (Code 5.8), and a document that says so has said a part. */
const fairHandling: Check = (subject, provision) => {
  const spoken = spokenTo(subject, provision);
  if (spoken.every(({ verdict }) => verdict === 'meets')) return spoken;
  const tests = [subject.first, ...subject.later].flatMap((placed) => {
    const { handler, escalation } = placed.stage;
    const named = (of: Independence, who: string, at: string) =>
      of.map(({ test }, index) => ({
        says: `${called(placed)}${who}: ${words(test)}`,
        at: `${placed.at}/${at}/independence/${index}`,
      }));
    return [
      ...named(handler?.independence ?? [], '', 'handler'),
      ...named(escalation?.decision?.independence ?? [], ', on the request for more', 'escalation/decision'),
    ];
  });
  if (tests.length === 0) return spoken;
  return [
    {
      verdict: 'cannot-tell',
      says: `The document says who may consider a complaint (${listed(tests.map(({ says }) => says))}); of an open mind, a fair chance for both sides and all the evidence it does not speak.`,
      at: tests.map(({ at }) => at),
    },
  ];
};

const after =
  (judge: (at: PlacedStage, subject: Subject) => Point): Check =>
  (subject) => {
    const last = lastOf(subject);
    return [last ? judge(last, subject) : noSecondStage(subject)];
  };

export const RESPONSE_CHECKS: Readonly<Record<string, Check>> = {
  '5.6': definitionSetOut,
  '5.8': fairHandling,
  '6.7': ({ first }) => [everyPointAt(first)],
  '6.9': (subject) => [contentAt(subject.first, ESCALATE, subject)],
  '6.13': somebodyElse,
  '6.18': after(everyPointAt),
  '6.19': after((at, subject) => contentAt(at, OMBUDSMAN, subject)),
};
