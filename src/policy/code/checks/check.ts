import type { Point } from '../findings';
import type { Provision } from '../provisions';
import type { Subject } from '../subject';

/** What one provision makes of a document: one point or several. */
export type Check = (subject: Subject, provision: Provision) => readonly Point[];

/** A provision about conduct, records or publication: met by what the document commits itself to, else not to be told. */
export const spokenTo: Check = (subject, { number, commitments, kinds }) => {
  const [clause] = subject.spoken(number, commitments, kinds);
  if (!clause) {
    return [{ verdict: 'cannot-tell', says: 'The document does not speak to it.', at: [] }];
  }
  return [
    {
      verdict: 'meets',
      says: `The document commits itself to it: "${clause.text}"`,
      at: [clause.at],
      notes: ['Whether it is done, a document cannot show.'],
    },
  ];
};

/** The same, for a provision of which a document may also show that it is not kept. */
export const unlessShown =
  (departures: (subject: Subject) => readonly Point[]): Check =>
  (subject, provision) => {
    const shown = departures(subject);
    return shown.length > 0 ? shown : spokenTo(subject, provision);
  };
