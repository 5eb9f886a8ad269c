import type { Advice } from './advice';
import { adviceOnDates } from './advice-on-dates';
import { departureAdvice } from './departure-advice';
import { groupVoiceMissing, permissionMissing } from './authority';
import type { ComplaintState } from '../complaint/state';
import { adviceOnDeath } from './death';
import { contentAdvice, type KnownContent } from './intake-content';
import { adviceOnOutside } from './outside';
import { handlingAdvice } from './handling-advice';
import { lateRefusalAdvice } from './late-refusal';
import { representativeNow } from '../complaint/people';
import { timeLimitOf } from './time-limit';
import { type Rules, todayOf } from '../rules/rules';

/**
 * What a person should look at before going on. Nothing here refuses anything (Code 2.1, 2.5). What is known of people
 * and words is no part of the state: where it is not given, nothing is said of what the complaint contains.
 */
export function adviceOn(state: ComplaintState, rules: Rules, known: KnownContent | null = null): Advice[] {
  const { intake } = rules.policy;
  const found: Advice[] = [];
  const time = timeLimitOf(state, rules);
  if (time && time.verdict !== 'in-time' && !state.takenLate) {
    const discretion = intake.timeLimit?.discretion;
    const hint =
      discretion === 'must-consider'
        ? ' Taking it all the same has to be considered.'
        : discretion === 'for-good-reason'
          ? ' It can still be taken for a good reason.'
          : '';
    found.push({
      code: time.verdict.replaceAll('-', '_'),
      sentence: `${time.sentence}${time.verdict === 'out-of-time' ? hint : ''}`,
      rule: { clause: '/intake/timeLimit', ids: intake.timeLimit?.rules ?? [] },
    });
  }
  found.push(
    ...lateRefusalAdvice(state, rules),
    ...adviceOnPeople(state, rules),
    ...adviceOnDeath(state, rules),
    ...adviceOnDates(state, rules),
    ...handlingAdvice(state, rules),
    ...departureAdvice(state, rules),
  );
  if (intake.channels && !intake.channels.some(({ channel }) => channel === state.channel)) {
    found.push({
      code: 'channel_not_named',
      sentence: `The procedure does not name ${state.channel} among its channels; a complaint counts however it is made.`,
      rule: {
        clause: '/intake/channels',
        ids: [...new Set(intake.channels.flatMap(({ rules: ids }) => ids))],
      },
    });
  }
  return [...found, ...adviceOnOutside(state, rules), ...contentAdvice(state, rules, known)];
}

function adviceOnPeople(state: ComplaintState, rules: Rules): Advice[] {
  const found: Advice[] = [];
  const missing = permissionMissing(state, todayOf(rules), rules);
  if (missing) {
    const { need, waits, rule } = missing;
    const before = waits.length > 0 ? ` before ${waits.join(' and ')}` : '';
    found.push({
      code: 'permission_needed',
      sentence: `${need} is needed from the resident${before}.`,
      rule,
    });
  }
  const named = representativeNow(state.people);
  const wanted = rules.policy.intake.representative;
  if (named?.type && wanted?.types && !wanted.types.includes(named.type)) {
    found.push({
      code: 'representative_type_not_named',
      sentence: `The procedure does not name ${named.type} among those who may represent a resident; the resident may choose them all the same.`,
      rule: { clause: '/intake/representative/types', ids: wanted.rules },
    });
  }
  const group = groupVoiceMissing(state, rules);
  if (group) {
    found.push({
      code: 'group_representative_needed',
      sentence:
        'A group complains through a single named representative, and nobody is named yet. The time to respond runs all the same.',
      rule: group,
    });
  }
  return found;
}
