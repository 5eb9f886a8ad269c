import type { Command } from './commands/guards/command';
import { COMMANDS } from './commands/index';
import type { ComplaintState } from './complaint/state';
import { longDate } from './dates/local-date';
import { RulesMet } from './rules/departures';
import { type Answer, NONE_PASSES, standing } from './rules/objections';
import type { Occurred } from './rules/occurrence';
import { type Departing, type Rejection, refusedByState } from './rules/rejection';
import type { Rules } from './rules/rules';

/** The acts that can be done to this complaint now, and those that the procedure alone stands against. */
export interface OpenActs {
  /** On offer: the guards that refuse are those asked here, so what is offered and what is accepted cannot differ. */
  readonly actions: readonly Command[];
  /** For what happened all the same; none of them is ever on offer. */
  readonly recordable: readonly Recordable[];
}

/** An act with the rules that recording it now would depart from. */
export interface Recordable {
  readonly command: Command;
  readonly departures: readonly Departing[];
}

export function openActs(state: ComplaintState, rules: Rules): OpenActs {
  const actions: Command[] = [];
  const recordable: Recordable[] = [];
  const met = new RulesMet();
  for (const command of COMMANDS) {
    const refusal = standing(against(command, state, rules), met.passes);
    const departures = met.taken();
    if (refusal) continue;
    if (departures.length === 0) actions.push(command);
    else recordable.push({ command, departures });
  }
  return { actions, recordable };
}

/** The acts open to this complaint now. */
export const availableActions = (state: ComplaintState, rules: Rules): readonly Command[] =>
  COMMANDS.filter((command) => isOffered(command, state, rules));

const isOffered = (command: Command, state: ComplaintState, rules: Rules): boolean =>
  standing(against(command, state, rules), NONE_PASSES) === null;

/** Why the act cannot happen at this point; null where nothing stands against it. */
export const refusalOf = <Body extends Occurred>(
  command: Command<Body>,
  state: ComplaintState,
  rules: Rules,
): Rejection | null => standing(against(command, state, rules), NONE_PASSES);

/** Nothing happens to a complaint any more whose people and words are gone; else it is for the act itself to say. */
export function against<Body extends Occurred>(
  { guard, onMerged, onVoid }: Pick<Command<Body>, 'guard' | 'onMerged' | 'onVoid'>,
  state: ComplaintState,
  rules: Rules,
  body?: Body,
): Answer<null> {
  const { erasedOn } = state.privacy;
  if (erasedOn === null)
    return (
      (onVoid ? null : countsNowhere(state)) ??
      (onMerged ? null : goesOnElsewhere(state)) ??
      guard(state, rules, body)
    );
  return refusedByState({
    code: 'erased',
    detail: `The complaint was anonymised on ${longDate(erasedOn)}. Its dates and figures can be read, and nothing can be done to it.`,
    facts: { erasedOn },
  });
}

/** A complaint that was struck as a whole is kept, and nothing happens to it any more. */
function countsNowhere({ voided }: ComplaintState): Rejection | null {
  if (!voided) return null;
  return refusedByState({
    code: 'complaint_void',
    detail: `The complaint was struck from the record on ${longDate(voided.on)} as ${voided.as === 'duplicate' ? 'a duplicate' : 'no complaint'}. It is kept and counts nowhere.`,
    facts: { voidedOn: voided.on, as: voided.as },
    allowed: { act: 'corrections', event: 1 },
  });
}

/** Refuses an act on a merged complaint: its matter goes on in the one it was merged into. */
function goesOnElsewhere({ mergers: { into } }: ComplaintState): Rejection | null {
  if (!into) return null;
  return refusedByState({
    code: 'merged',
    detail: `The complaint was merged into ${into.reference} on ${longDate(into.on)}; its matter goes on there.`,
    facts: { into: into.reference, mergedOn: into.on },
    allowed: { complaint: into.reference },
  });
}

/** A refusal may name an act to do instead. One that would be refused in its turn is no way out, and is left out. */
export function namingOpenActs(refusal: Rejection, state: ComplaintState, rules: Rules): Rejection {
  const { allowed } = refusal;
  if (typeof allowed !== 'object' || allowed === null) return refusal;
  const isOpen = (act: unknown): boolean => {
    const path = String(act).replace(/\/\d+(?=\/)/, '/{n}');
    const command = COMMANDS.find((known) => known.act === path);
    // A thing that is no act on a complaint, such as logging another, does not depend on what this one has come to.
    return command === undefined || isOffered(command, state, rules);
  };
  const { act, acts, ...rest } = allowed as { act?: unknown; acts?: readonly unknown[] };
  const open = {
    ...(act !== undefined && isOpen(act) && { act }),
    ...(acts && { acts: acts.filter(isOpen) }),
    // The rest of an act, such as its numbers, goes when it does.
    ...(act === undefined || isOpen(act) ? rest : {}),
  };
  return { ...refusal, allowed: Object.keys(open).length > 0 ? open : undefined };
}
