import { LANDLORDS } from './settings';

/**
 * Landlords and complaints are numbered, and their ids follow from the number: the seed, the load generator and
 * pgbench then agree on what exists without telling each other.
 */
const twelve = (n: number | string) => String(n).padStart(12, '0');
export const landlordId = (n: number) => `01910000-0000-7000-8000-${twelve(n)}`;
export const complaintId = (n: number) => `01930000-0000-7000-8000-${twelve(n)}`;

/** The same, and the ids of complaints that pgbench logs, as SQL over a whole number. */
const idInSql = (prefix: string, n: string) =>
  `('${prefix}-0000-7000-8000-' || lpad((${n})::text, 12, '0'))::uuid`;
export const landlordIdInSql = (n: string) => idInSql('01910000', n);
export const complaintIdInSql = (n: string) => idInSql('01930000', n);
export const addedComplaintIdInSql = (n: string) => idInSql('01940000', n);

export const landlordOf = (complaint: number): number => complaint % LANDLORDS;

/** Of ten complaints of each landlord seven are in hand, two are answered and one has only been logged. */
const IN_HAND_OF_TEN = 7;
const TEN_EACH = LANDLORDS * 10;
const IN_HAND_EACH = LANDLORDS * IN_HAND_OF_TEN;

export const PHASES = ['in-hand', 'answered', 'logged'] as const;
export type Phase = (typeof PHASES)[number];

/** The phase of complaint number `n`, as an index of PHASES. */
export const phaseInSql = (n: string) => {
  const ofTen = `((${n}) / ${LANDLORDS} % 10)`;
  return `case when ${ofTen} < ${IN_HAND_OF_TEN} then 0 when ${ofTen} < 9 then 1 else 2 end`;
};

/** The number of the j-th complaint in hand; the acts are measured on these. Whole-number division, as in pgbench. */
export const inHand = (j: number): number => Math.floor(j / IN_HAND_EACH) * TEN_EACH + (j % IN_HAND_EACH);
export const inHandInPgbench = (j: string) => `${j} / ${IN_HAND_EACH} * ${TEN_EACH} + ${j} % ${IN_HAND_EACH}`;
export const countInHand = (complaints: number): number => Math.floor(complaints / TEN_EACH) * IN_HAND_EACH;
