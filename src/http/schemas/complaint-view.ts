import { CLOCK_KINDS } from '../../policy/document/clock-kinds';
import type { Complaint } from '../../complaints/act';
import { nextDue } from '../../complaints/loading/rows';
import type { ListedComplaint } from '../../db/complaints/rows';
import { type Command, pathsOf } from '../../policy/commands/guards/command';
import { answersOf } from '../../policy/complaint/answers';
import { type ComplaintState, currentStage, type StageState } from '../../policy/complaint/state';
import { openActs } from '../../policy/open-acts';
import { isRefusalCode, REFUSALS } from '../../policy/refusals/index';
import { MAY_DEPART, type Role } from '../../policy/rules/roles';
import { stageOf } from '../../policy/document/document';
import { adviceOn } from '../../policy/conditions/eligibility';
import { assignmentAt, handlerAt } from '../../policy/complaint/handlers';
import type { KnownContent } from '../../policy/conditions/intake-content';
import { type LocalDate, laterOf } from '../../policy/dates/local-date';
import { openPause } from '../../policy/clocks/pauses';
import { silenceOf } from '../../policy/conditions/silence';
import { todayOf } from '../../policy/rules/rules';
import { formerParticulars, groupView, party, peopleView, receivedAs } from './people-view';
import type { ComplaintView } from './complaint';
import type { ComplaintSummary } from './complaint-summary';
import { ombudsmanView } from './ombudsman';

const codesOf = (departures: readonly { readonly code: string }[]): string[] => [
  ...new Set(departures.map(({ code }) => code)),
];

/** A complaint as a list shows it. */
export function summaryView(row: ListedComplaint): ComplaintSummary {
  const { nextDueOn, nextJudgedOn, nextDueKind, nextDueStage, departures, beyondTheCode: _, ...rest } = row;
  const kind = CLOCK_KINDS.find((known) => known === nextDueKind);
  const due =
    nextJudgedOn && nextDueStage && kind
      ? { kind, stage: nextDueStage, dueOn: nextDueOn, judgedOn: nextJudgedOn }
      : null;
  return { ...rest, nextDue: due, departedFrom: codesOf(departures ?? []) };
}

/** All of a complaint, with what the holder of these roles may do next. */
export function complaintView({ row, clocks, rules }: Complaint, roles: readonly Role[]): ComplaintView {
  const { state, parties, texts } = row;
  const { property = null, ...complainant } = party(row, 'complainant') ?? {};
  const next = nextDue(clocks);
  const { actions, recordable } = openActs(state, rules);
  const mayDo = (command: Command) => command.roles.some((role) => roles.includes(role));
  const mayDepart = roles.includes(MAY_DEPART);
  const { refusal } = state;
  return {
    id: row.id,
    reference: row.reference,
    caseId: row.caseId,
    version: row.version,
    policyVersion: row.policyVersion,
    calendarVersion: row.calendarVersion,
    status: state.status,
    stage: row.stage,
    outcome: row.outcome,
    handler: row.handler,
    channel: row.channel,
    categories: row.categories,
    tenure: row.tenure,
    receivedOn: row.receivedOn,
    nextDue: next && { kind: next.kind, stage: next.stage, dueOn: next.dueOn, judgedOn: next.judgedOn },
    departedFrom: codesOf(state.departures),
    loggedAt: row.loggedAt,
    updatedAt: row.updatedAt,
    receivedAt: state.received.at,
    calendarEdition: state.calendarEdition,
    loggedOn: state.loggedOn,
    about: state.about,
    priority: currentStage(state).priority,
    incident: state.incident,
    contactId: state.contactId,
    // What stands in these columns passed the schemas on its way in, and the answer is parsed by them again.
    complainant: parties.some(({ role }) => role === 'complainant')
      ? ({ ...complainant, ...(state.diedOn && { diedOn: state.diedOn }) } as ComplaintView['complainant'])
      : null,
    atReceipt: receivedAs(state),
    formerParticulars: formerParticulars(row),
    property: property as ComplaintView['property'],
    ...peopleView(row, todayOf(rules)),
    group: groupView(row),
    summary: texts.summary ?? null,
    description: texts.description ?? null,
    desiredOutcome: texts['desired-outcome'] ?? null,
    externalReferences: row.externalReferences.map(({ system, id }) => ({ system, id })),
    stages: state.stages.map((stage) => stageView(stage, stageOf(rules.policy, stage.stage).name)),
    refusal: refusal && {
      on: refusal.on,
      reason: refusal.reason,
      decidedBy: refusal.decidedBy,
      ombudsmanRightTold: refusal.ombudsmanRightTold,
      redirectedTo: refusal.redirectedTo,
      filedOn: refusal.filedOn,
      exceptionConsidered: refusal.exceptionConsidered,
      discretionConsidered: refusal.discretion !== null,
    },
    takenLate: state.takenLate,
    withdrawnOn: state.withdrawnOn,
    investigationContinues: state.investigationContinues,
    closedOn: state.closedOn,
    voided: state.voided,
    mergedInto: state.mergers.into,
    mergedFrom: state.mergers.from,
    links: state.links,
    silence: silenceOf(state, rules),
    referrals: state.referrals.map(({ stage: _, at: __, ...referral }) => referral),
    ...state.redress,
    ombudsman: ombudsmanView(state.ombudsman, rules.policy),
    ...state.privacy,
    clocks,
    advice: [...adviceOn(state, rules, knownContent(row)), ...elsewhereAdvice(row)],
    departures: state.departures.map((departure, index) => ({
      n: index + 1,
      ...departure,
      ids: [...departure.ids],
      title: isRefusalCode(departure.code) ? REFUSALS[departure.code].title : departure.code,
    })),
    actions: actions.filter(mayDo).flatMap((command) => linksTo(command, state, row.id)),
    recordable: recordable
      .filter(({ command }) => mayDepart && mayDo(command))
      .flatMap(({ command, departures }) =>
        linksTo(command, state, row.id).map((link) => ({
          ...link,
          departures: departures.map(({ code, clause, ids }) => ({ code, clause, ids: [...ids] })),
        })),
      ),
  };
}

const linksTo = (command: Command, state: ComplaintState, id: string) =>
  pathsOf(command, state).map((act) => ({
    act,
    title: command.summary,
    method: 'POST' as const,
    href: `/v1/complaints/${id}/${act}`,
  }));

/** Several complaints may share a number on purpose, such as a repair that two people complain of; or it is a slip. */
const elsewhereAdvice = ({ externalReferences }: Complaint['row']): ComplaintView['advice'] =>
  externalReferences
    .filter(({ elsewhere }) => elsewhere.length > 0)
    .map(({ system, id, elsewhere }) => ({
      code: 'reference_elsewhere',
      sentence: `${id} of ${system} is a reference of ${listed(elsewhere)} as well.`,
      rule: { clause: '/intake', ids: [] },
    }));

const listed = (references: readonly string[]): string =>
  [references.slice(0, -1).join(', '), references.at(-1)].filter(Boolean).join(' and ');

/** Whether what a procedure asks for is there. After an erasure nobody is asked for it again. */
function knownContent({ parties, texts }: Complaint['row']): KnownContent | null {
  const given = new Map(parties.map(({ role, data }) => [role, fieldsOf(data)]));
  const complainant = given.get('complainant');
  if (!complainant) return null;
  return {
    'contact-details': ['email', 'phone', 'address'].some((field) => complainant.includes(field)),
    description: 'summary' in texts || 'description' in texts,
    place: complainant.includes('property'),
    'desired-outcome': 'desired-outcome' in texts,
  };
}

const fieldsOf = (data: unknown): string[] =>
  typeof data === 'object' && data !== null ? Object.keys(data) : [];

const lastOf = (days: readonly LocalDate[]): LocalDate | null =>
  days.length > 0 ? days.reduce(laterOf) : null;

const stageView = (stage: StageState, name: string): ComplaintView['stages'][number] => ({
  stage: stage.stage,
  name,
  requestedOn: stage.requested.on,
  loggedOn: stage.loggedOn,
  acknowledgedOn: stage.acknowledged?.on ?? null,
  contactedOn: stage.contacted?.on ?? null,
  confirmedDueOn: stage.confirmedDueOn,
  triage: stage.triage && {
    on: stage.triage.on,
    canBeAnsweredEarly: stage.triage.canBeAnsweredEarly,
    complex: stage.triage.complex,
    vulnerabilityConsidered: stage.triage.vulnerabilityConsidered,
  },
  definition: stage.definition,
  handler: handlerAt(stage),
  handlerOrganisation: assignmentAt(stage)?.organisation ?? null,
  gate: stage.gate,
  hearing: {
    arrangedFor: stage.hearing.arrangedFor,
    heldOn: stage.hearing.heldOn,
    panel: stage.hearing.panel,
    attended: stage.hearing.attended,
  },
  pausedOn: stage.response ? null : (openPause(stage.pauses)?.from ?? null),
  updatedOn: lastOf(stage.updates.map(({ on }) => on)),
  outcome: (stage.response ?? stage.settlement)?.outcome ?? null,
  respondedOn: stage.response?.on ?? null,
  answers: answersOf(stage).map((answer) => ({
    on: answer.on,
    sentOn: answer.sentOn,
    receivedOn: answer.receivedOn,
    outcome: answer.outcome,
    findings: answer.findings,
    explained: answer.explained,
    decidedBy: answer.decidedBy,
    recipient: answer.recipient,
    revises: answer.revises,
  })),
  responseReceivedOn: stage.response?.receivedOn ?? null,
  deliveryRecorded: stage.delivery !== null,
  escalatedOn: stage.escalation?.on ?? null,
  escalationRequestedBy: stage.escalation?.by ?? null,
  skipped: stage.skipped && { on: stage.skipped.on, to: stage.skipped.to, reason: stage.skipped.reason },
  settledOn: stage.settlement?.on ?? null,
  reopening: stage.reopening && { on: stage.reopening.on, reason: stage.reopening.reason },
});
