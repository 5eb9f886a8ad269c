import type { PolicyDocument } from './document';
import { addDays, earlierOf, type LocalDate, localDateSchema } from '../dates/local-date';

/**
 * What the ombudsman's own scheme asks, whatever the landlord's text says (domain.md §4). The Housing Ombudsman
 * Scheme took the designated person and the eight weeks out on 1 October 2022; before, a resident who did not go
 * through a designated person waited eight weeks, fifty-six days, from the end of the landlord's process.
 */
const FILTER_REMOVED_ON = localDateSchema.parse('2022-10-01');
const FILTER_DAYS = 56;

/** What a letter calls an ombudsman. Every document names the same few, some of them without any contact details. */
export const OMBUDSMEN: Readonly<Partial<Record<string, string>>> = {
  'housing-ombudsman': 'Housing Ombudsman',
  spso: 'Scottish Public Services Ombudsman',
  psow: 'Public Services Ombudsman for Wales',
  nipso: 'Northern Ireland Public Services Ombudsman',
  lgsco: 'Local Government and Social Care Ombudsman',
} satisfies Partial<Record<PolicyDocument['regime'], string>>;

/** The earliest day the scheme lets an investigation begin, given the day its procedure was exhausted. null: no rule known. */
export function schemeEarliest(
  regime: PolicyDocument['regime'],
  exhaustedOn: LocalDate,
  via: string | null,
): LocalDate | null {
  if (regime !== 'housing-ombudsman') return regime === 'none' ? null : exhaustedOn;
  if (exhaustedOn >= FILTER_REMOVED_ON || via === 'designated-person') return exhaustedOn;
  return earlierOf(addDays(exhaustedOn, FILTER_DAYS), FILTER_REMOVED_ON);
}
