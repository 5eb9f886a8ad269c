import type { Complaint } from '../../../complaints/act';
import { type Asked, etagOf, etagWith } from '../../requests/preconditions';

/**
 * The tag of a complaint as it is shown. Others have a version of their own: the one it was merged into, and those that
 * share a reference with it. So has what more the answer depends on.
 */
export function tagOf(
  request: Asked,
  { row, rules }: Pick<Complaint, 'row' | 'rules'>,
  more: readonly unknown[] = [],
): string {
  const elsewhere = row.externalReferences.flatMap((reference) => reference.elsewhere);
  const others = [...more, ...(rules.other ? [rules.other] : []), ...elsewhere];
  return others.length > 0 ? etagWith(request, row.version, others) : etagOf(request, row.version);
}
