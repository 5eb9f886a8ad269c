/**
 * Whether two references name one person. They are typed by hand, so a capital, a full-width letter or a second space
 * makes nobody else of them; what is kept is the text as given.
 */
export const samePerson = (a: string, b: string): boolean => plain(a) === plain(b);

const plain = (person: string): string => person.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** Whether the person is among these. */
export const isAmong = (person: string, people: readonly string[]): boolean =>
  people.some((other) => samePerson(other, person));
