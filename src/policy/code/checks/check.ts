import { listed, type Point, unique } from '../reading/findings';
import type { Provision } from '../reading/provisions';
import type { SpokenClause, Subject } from '../reading/subject';

/** What one provision makes of a document: one point or several. */
export type Check = (subject: Subject, provision: Provision) => readonly Point[];

/** A provision about conduct, records or publication: met by what the document commits itself to, else not to be told. */
export const spokenTo: Check = (subject, { number, commitments, kinds }) => {
  const clauses = subject.spoken(number, commitments, kinds);
  if (clauses.length === 0) {
    return [{ verdict: 'cannot-tell', says: 'The document does not speak to it.', at: [] }];
  }
  return [
    {
      verdict: 'meets',
      says: `The document commits itself to it: ${quoted(clauses)}`,
      at: unique(clauses.map(({ at }) => at)),
      notes: ['Whether it is done, a document cannot show.'],
    },
  ];
};

export const quoted = (clauses: readonly SpokenClause[]): string =>
  listed(unique(clauses.map(({ text }) => `"${text}"`)));

/** The same, for a provision of which a document may also show that it is not kept. */
export const unlessShown =
  (departures: (subject: Subject) => readonly Point[]): Check =>
  (subject, provision) => {
    const shown = departures(subject);
    return shown.length > 0 ? shown : spokenTo(subject, provision);
  };

/** Commitments that touch a provision in their words and do not cite the Code, which would name the one they mean. */
export const saidNear = ({ document }: Subject, words: RegExp): SpokenClause[] =>
  document.commitments.flatMap(({ text, rules }, index) =>
    text && words.test(text) && !rules.some((rule) => rule.startsWith('Code '))
      ? [{ at: `/commitments/${index}`, text }]
      : [],
  );

/** What a document says without saying all of it: a reader is led there, and nothing is called met. */
export const orNear =
  (words: RegExp, unsaid: string): Check =>
  (subject, provision) => {
    const spoken = spokenTo(subject, provision);
    const near = saidNear(subject, words);
    if (near.length === 0 || spoken.every(({ verdict }) => verdict === 'meets')) return spoken;
    const says = `The document says ${quoted(near)} ${unsaid}`;
    return [{ verdict: 'cannot-tell', says, at: near.map(({ at }) => at) }];
  };
