import { z } from 'zod';
import { OFFICER } from '../../rules/roles';
import { recipientRefused } from '../../conditions/authority';
import { type ComplaintState, currentStage } from '../../complaint/state';
import { type PolicyDocument, stageIndex, stageName, stageOf } from '../../document/document';
import { words } from '../../document/vocabulary';
import { panelMemberSchema } from '../../events/parts';
import { localDateSchema } from '../../dates/local-date';
import { RECIPIENTS } from '../../events/people';
import type { Objections } from '../../rules/objections';
import { type Rejection, refusedAsInput, refusedByPolicy, refusedByState } from '../../rules/rejection';
import { samePerson } from '../../complaint/same-person';
import { type Command, happened } from '../guards/command';
import { companionsBodySchema, companionsFull, companionsOf } from './companions';
import { requireStatus, requireUnanswered } from '../guards/guards';
import { refuseUnlessIndependent } from '../guards/independence';
import { beyondCalendar, notBefore, occurrence } from '../../rules/occurrence';

const body = z.strictObject({
  ...occurrence,
  arrangedFor: localDateSchema.optional().describe('The day the hearing is arranged for.'),
  panel: z.array(panelMemberSchema).min(1).max(20).optional().describe('Who sat, once the hearing was held.'),
  attended: z
    .enum([...RECIPIENTS, 'neither'])
    .optional()
    .describe('Who of the resident and their representative was there, once it was held.'),
  companions: companionsBodySchema,
  notes: words(20000).optional(),
});

/** Arranges a hearing, or records that it was held and by whom (HEX-22, HEX-23). */
export const holdHearing: Command<z.infer<typeof body>> = {
  act: 'hearings',
  name: 'holdHearing',
  summary: 'Arrange a hearing, or record it as held',
  description:
    'Give arrangedFor to record the day a hearing is arranged for. Give panel to record that it was held, on the day of occurredOn, and who sat. Most procedures set no time limit for a hearing; none is invented.',
  roles: OFFICER,
  body,
  example: { arrangedFor: '2028-10-31' },
  guard(state, rules) {
    const wrong = requireStatus(state, ['open'], 'heard') ?? requireUnanswered(state, rules);
    if (wrong) return wrong;
    const { stage, hearing } = currentStage(state);
    if (hearing.heldOn) {
      return refusedByState({
        code: 'hearing_already_held',
        detail: `The hearing at ${stageName(rules.policy, stage)} was held on ${hearing.heldOn}; its outcome follows.`,
        facts: { stage, heldOn: hearing.heldOn },
        allowed: { act: 'outcomes' },
      });
    }
    if (stageOf(rules.policy, stage).kind === 'hearing') return null;
    return refusedByState({
      code: 'no_hearing_at_this_stage',
      detail: `${stageName(rules.policy, stage)} is not a hearing under this policy.`,
      facts: { stage },
      allowed: { stages: rules.policy.stages.filter(({ kind }) => kind === 'hearing').map(({ key }) => key) },
    });
  },
  *decide(state, { arrangedFor, panel, attended, companions, notes }, moment, rules) {
    const current = currentStage(state);
    const early = notBefore(moment, current.requested, 'the hearing was asked for');
    if (early) return early;
    if ((arrangedFor === undefined) === (panel === undefined)) {
      return refusedAsInput({
        code: 'arranged_or_held',
        detail: 'Give arrangedFor for a hearing to come, or panel for one that was held: one of the two.',
        errors: [
          { pointer: panel ? '/arrangedFor' : '/panel', detail: 'give exactly one of arrangedFor and panel' },
        ],
        allowed: { oneOf: ['arrangedFor', 'panel'] },
      });
    }
    if (arrangedFor) {
      if (attended || companions.length > 0) return notHeldYet(attended ? '/attended' : '/companions');
      const day = { on: arrangedFor, at: null };
      const amiss =
        notBefore(day, { on: moment.on, at: null }, 'the hearing was arranged', '/arrangedFor') ??
        beyondCalendar(arrangedFor, '/arrangedFor', rules);
      return (
        amiss ?? [
          happened('hearing-arranged', moment, { stage: current.stage, hearingOn: arrangedFor }, { notes }),
        ]
      );
    }
    const members = panel ?? [];
    const twice = members.findIndex(
      ({ person }, at) => members.findIndex((other) => samePerson(other.person, person)) < at,
    );
    if (twice >= 0) {
      return refusedAsInput({
        code: 'same_person_twice',
        detail: `${members[twice]?.person} is named twice on the panel.`,
        facts: { person: members[twice]?.person },
        errors: [{ pointer: `/panel/${twice}/person`, detail: 'is on the panel already' }],
      });
    }
    const rule = stageOf(rules.policy, current.stage).handler;
    if (rule?.panel && members.length < rule.panel.minimumMembers) {
      yield refusedByPolicy({
        code: 'panel_too_small',
        detail: `The panel needs at least ${rule.panel.minimumMembers} members; ${members.length} given.`,
        facts: { members: members.length },
        rule: {
          clause: `/stages/${stageIndex(rules.policy, current.stage)}/handler/panel`,
          ids: rule.panel.rules,
        },
        allowed: { minimumMembers: rule.panel.minimumMembers },
        errors: [{ pointer: '/panel', detail: `needs at least ${rule.panel.minimumMembers} members` }],
      });
    }
    for (const [index, member] of members.entries()) yield* memberRefused(member, index, state, rules.policy);
    const absent = attended === undefined || attended === 'neither';
    const passage = { gates: ['disclosure'], on: moment.on, pointer: '/attended' } as const;
    yield absent ? null : recipientRefused(attended, passage, state, rules);
    yield companionsFull(state, companions);
    const { facts, parties } = companionsOf(state, companions);
    const data = { stage: current.stage, panel: members, attended: attended ?? null, companions: facts };
    return [{ ...happened('hearing-held', moment, data, { notes }), parties }];
  },
};

const notHeldYet = (pointer: string): Rejection =>
  refusedAsInput({
    code: 'not_held_yet',
    detail: 'Who was there is recorded once the hearing was held, with its panel.',
    errors: [{ pointer, detail: 'must be left out where arrangedFor is given' }],
    allowed: { with: 'panel' },
  });

type Member = z.infer<typeof panelMemberSchema>;

/** Each member passes the tests the stage asks of its handler; a role need not be stated, but a wrong one is refused. */
function* memberRefused(
  { person, role, seniorTo = [], responsibleForService, subjectOfComplaint }: Member,
  index: number,
  state: ComplaintState,
  policy: PolicyDocument,
): Objections<void> {
  const { stage } = currentStage(state);
  const handler = stageOf(policy, stage).handler;
  const at = `/panel/${index}`;
  if (role && handler && handler.roles.length > 0 && !handler.roles.includes(role)) {
    yield refusedByPolicy({
      code: 'role_may_not_handle',
      detail: `The panel at ${stageName(policy, stage)} is drawn from ${handler.roles.join(' or ')}, not from ${role}.`,
      facts: { stage, person, role },
      rule: { clause: `/stages/${stageIndex(policy, stage)}/handler/roles`, ids: handler.rules },
      allowed: { role: handler.roles },
      errors: [{ pointer: `${at}/role`, detail: `must be one of ${handler.roles.join(', ')}` }],
    });
  }
  const candidate = {
    person,
    seniorTo,
    responsibleForService: responsibleForService ?? null,
    subjectOfComplaint: subjectOfComplaint ?? null,
  };
  yield* refuseUnlessIndependent(candidate, { stage, pointer: at }, state, policy);
}
