import type { Advice } from './advice';
import type { ComplaintState } from '../complaint/state';
import { CONTENT_PLACES, type ContentPlace } from '../document/intake';
import type { Rules } from '../rules/rules';

/** What is known of the people, the place and the words of a complaint: they are kept apart from its state. */
export type KnownContent = Readonly<Record<Exclude<ContentPlace, 'incident-date'>, boolean>>;

/** Once it is answered or over, nobody needs to be asked. */
const UNDER_WAY: readonly ComplaintState['status'][] = ['open', 'escalation-requested'];
const BY_FORM: readonly string[] = ['form', 'online'];

/**
 * What the procedure asks a complaint to contain and the record does not hold yet. It is asked for and bars nothing: a
 * complaint counts in whatever form it is made (Code 3.2, ARC-16 "please include").
 */
export function contentAdvice(
  state: ComplaintState,
  { policy: { intake } }: Rules,
  known: KnownContent | null,
): Advice[] {
  if (!UNDER_WAY.includes(state.status)) return [];
  const found: Advice[] = [];
  const form = intake.formRequired;
  if (form?.required && !BY_FORM.includes(state.channel)) {
    found.push({
      code: 'form_not_used',
      sentence: 'The procedure asks for its form; a complaint counts in whatever way it is made.',
      rule: { clause: '/intake/formRequired', ids: form.rules },
    });
  }
  if (!known) return found;
  const held = heldPlaces(state, known);
  for (const list of ['requiredContent', 'desiredContent'] as const) {
    const missing = intake[list].filter(({ heldIn }) => heldIn !== null && !held.includes(heldIn));
    if (missing.length === 0) continue;
    const what = missing.map(({ code }) => code.replaceAll('-', ' ')).join(', ');
    found.push({
      code: 'content_missing',
      sentence: `The procedure asks for what is not on the record yet: ${what}. A complaint counts without it.`,
      rule: { clause: `/intake/${list}`, ids: [...new Set(missing.flatMap(({ rules }) => rules))] },
    });
  }
  return found;
}

function heldPlaces({ incident, stages }: ComplaintState, known: KnownContent): ContentPlace[] {
  const held: Readonly<Record<ContentPlace, boolean>> = {
    ...known,
    'incident-date': incident.occurredOn !== undefined,
    // What the resident wants can come later, with the definition of the complaint (Code 5.6).
    'desired-outcome':
      known['desired-outcome'] || stages.some(({ definition }) => definition?.outcomesSought === true),
  };
  return CONTENT_PLACES.filter((place) => held[place]);
}
