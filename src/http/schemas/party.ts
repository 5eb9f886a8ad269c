import type { ComplaintDetail } from '../../db/complaints/rows';

/** The particulars of one of the people of a complaint; null where they were erased or there is nobody. */
export function party(
  { parties }: Pick<ComplaintDetail, 'parties'>,
  role: string,
  n = 0,
): Record<string, unknown> | null {
  const data = parties.find((known) => known.role === role && known.n === n)?.data;
  return typeof data === 'object' && data !== null ? { ...data } : null;
}
