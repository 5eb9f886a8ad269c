import { type ComplaintState, currentStage, type StageState } from '../../complaint/state';
import { type PolicyDocument, stageIndex, stageName, stageOf } from '../../document/document';
import { hadHandlerFrom, handlerOn, handlersOn } from '../../complaint/handlers';
import { type LocalDate, longDate } from '../../dates/local-date';
import type { Objections } from '../../rules/objections';
import { type Refusal, type Rejection, refusedByPolicy } from '../../rules/rejection';
import type { Rules } from '../../rules/rules';
import { isAmong } from '../../complaint/same-person';
import { lastStep } from './guards';
import { needsHandler, refuseUnlessIndependent } from './independence';

/** Who decided where the response does not say: the handler of that day. A hearing is decided by its panel, and by no one of them. */
export const deciderOf = (current: StageState, policy: PolicyDocument, on: LocalDate): string | null =>
  stageOf(policy, current.stage).kind === 'hearing' ? null : handlerOn(current, on);

/**
 * A decision is the panel's at a hearing. Elsewhere, where the policy says who may handle the stage, it is that of
 * somebody who was given it: their rank and independence were tested then, and nothing but a name is known here. The day
 * of the decision counts and not that of its recording.
 */
export function* deciderRefused(
  decidedBy: string | undefined,
  state: ComplaintState,
  policy: PolicyDocument,
  on: LocalDate,
): Objections<void> {
  if (decidedBy === undefined) return;
  const current = currentStage(state);
  const { kind, handler } = stageOf(policy, current.stage);
  if (kind === 'hearing') {
    if (isAmong(decidedBy, current.hearing.panel)) return;
    const code = 'decider_not_on_panel';
    const detail = `${decidedBy} did not sit on the panel, which decides ${stageName(policy, current.stage)}.`;
    yield notTheirs({ code, detail, people: current.hearing.panel }, current, policy);
    return;
  }
  const handlers = handlersOn(current, on);
  const restricted = handler !== null && (handler.roles.length > 0 || handler.independence.length > 0);
  if (!restricted || isAmong(decidedBy, handlers)) return;
  const unknown = { person: decidedBy, seniorTo: [], responsibleForService: null, subjectOfComplaint: null };
  const code = 'decider_not_assigned';
  const detail = `${decidedBy} did not have ${stageName(policy, current.stage)} on ${longDate(on)}, and the policy says who may handle it. Assign it to them first, with the day they were given it.`;
  yield* refuseUnlessIndependent(unknown, { stage: current.stage, pointer: '/decidedBy' }, state, policy);
  yield notTheirs({ code, detail, people: handlers }, current, policy);
}

/** Refuses a stage that nobody has had since the last step, on no day of which an answer could therefore have been decided. */
export function handlerMissing(state: ComplaintState, rules: Rules): Rejection | null {
  const current = currentStage(state);
  return hadHandlerFrom(current, lastStep(state).moment.on)
    ? null
    : noHandler(current, rules, 'has no handler on record', 'Assign one first.');
}

/** The same of the day on which it is said to have been decided. */
export const handlerMissingOn = (current: StageState, on: LocalDate, rules: Rules): Rejection | null =>
  handlerOn(current, on) === null
    ? noHandler(
        current,
        rules,
        `had no handler on ${longDate(on)}`,
        'Assign it first to whoever had it, with the day they were given it.',
      )
    : null;

function noHandler(current: StageState, { policy }: Rules, missing: string, cure: string): Rejection | null {
  if (current.hearing.heldOn || !needsHandler(policy, current.stage)) return null;
  return refusedByPolicy({
    code: 'no_handler',
    detail: `${stageName(policy, current.stage)} ${missing}, and the policy tests the independence of who decides. ${cure}`,
    facts: { stage: current.stage },
    rule: {
      clause: `/stages/${stageIndex(policy, current.stage)}/handler`,
      ids: stageOf(policy, current.stage).handler?.rules ?? [],
    },
    allowed: { act: 'assignments' },
  });
}

function notTheirs(
  {
    code,
    detail,
    people,
  }: Pick<Refusal<'policy'>, 'code' | 'detail'> & { readonly people: readonly string[] },
  { stage }: StageState,
  policy: PolicyDocument,
): Rejection {
  const { handler, rules } = stageOf(policy, stage);
  return refusedByPolicy({
    code,
    detail,
    facts: { stage },
    rule: {
      clause: `/stages/${stageIndex(policy, stage)}${handler ? '/handler' : ''}`,
      ids: handler?.rules ?? rules,
    },
    allowed: { decidedBy: people },
    errors: [
      {
        pointer: '/decidedBy',
        detail: people.length > 0 ? `must be one of ${people.join(', ')}` : 'must be left out',
      },
    ],
  });
}
