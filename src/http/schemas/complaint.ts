import { z } from 'zod';
import type { Complaint } from '../../complaints/act';
import { nextDue } from '../../complaints/write';
import type { ComplaintRow } from '../../db/complaint-rows';
import { CLOCK_KINDS, clockSchema } from '../../policy/clock';
import type { Role } from '../../policy/commands/command';
import { complainantSchema, logSchema, representativeSchema } from '../../policy/commands/log';
import { COMPLAINT_STATUSES, type StageState } from '../../policy/complaint';
import { availableActions } from '../../policy/decide';
import { stageOf } from '../../policy/document';
import { adviceOn } from '../../policy/eligibility';
import { incidentSchema, issueSchema } from '../../policy/events';
import { instantSchema, localDateSchema } from '../../policy/local-date';

const day = localDateSchema.nullable();
const text = z.string().nullable();
export const statusSchema = z.enum(COMPLAINT_STATUSES);

const dueSchema = z
  .strictObject({ kind: z.enum(CLOCK_KINDS), stage: z.string(), dueOn: localDateSchema })
  .nullable();

const summary = {
  id: z.uuid(),
  reference: z.string().describe('Accepted wherever the id is.'),
  version: z.int().describe('Also its ETag.'),
  policyVersion: z.string(),
  calendarVersion: z.string(),
  status: statusSchema,
  stage: z.string(),
  outcome: text.describe('The outcome last given.'),
  handler: text,
  channel: z.string(),
  categories: z.array(z.string()).readonly(),
  tenure: text,
  receivedOn: localDateSchema,
  nextDue: dueSchema.describe('The landlord’s next date, with the clock it belongs to.'),
  loggedAt: instantSchema,
  updatedAt: instantSchema,
};

export const complaintSummarySchema = z
  .strictObject(summary)
  .meta({ id: 'ComplaintSummary', description: 'A complaint as a list shows it.' });
type ComplaintSummary = z.output<typeof complaintSummarySchema>;

const stageSchema = z
  .strictObject({
    stage: z.string(),
    name: z.string(),
    requestedOn: localDateSchema,
    loggedOn: localDateSchema,
    acknowledgedOn: day,
    contactedOn: day,
    confirmedDueOn: day,
    definition: z
      .strictObject({ issues: z.array(issueSchema).readonly(), outcomesSought: z.boolean() })
      .nullable()
      .describe('The words of each issue are with the event that defined it.'),
    handler: text,
    gate: z
      .enum(['none', 'waiting', 'accepted', 'refused'])
      .describe('Whether an acceptance decision was needed, and how it went.'),
    hearing: z.strictObject({ arrangedFor: day, heldOn: day, panel: z.array(z.string()).readonly() }),
    outcome: text,
    respondedOn: day,
    escalatedOn: day,
  })
  .meta({ id: 'ComplaintStage' });

export const complaintSchema = z
  .strictObject({
    ...summary,
    receivedAt: instantSchema.nullable(),
    loggedOn: localDateSchema,
    priority: text,
    incident: incidentSchema,
    contactId: z.uuid().nullable().describe('The contact it began as.'),
    complainant: complainantSchema.nullable().describe('null: erased.'),
    property: logSchema.shape.property.unwrap().nullable(),
    representative: representativeSchema.nullable(),
    group: logSchema.shape.group.unwrap().nullable(),
    summary: text,
    description: text,
    desiredOutcome: text,
    externalReferences: z.array(z.strictObject({ system: z.string(), id: z.string() })).readonly(),
    stages: z.array(stageSchema),
    refusal: z
      .strictObject({
        on: localDateSchema,
        reason: z.string(),
        decidedBy: z.string(),
        ombudsmanRightTold: z.boolean(),
        redirectedTo: text,
      })
      .nullable(),
    withdrawnOn: day,
    closedOn: day,
    referrals: z.array(
      z.strictObject({
        on: localDateSchema,
        to: z.string(),
        purpose: z.string(),
        via: text,
        who: text,
        policyEarliestOn: day,
        schemeEarliestOn: day,
        beforePolicyWait: z.boolean(),
      }),
    ),
    clocks: z.array(clockSchema).readonly(),
    advice: z
      .array(
        z.strictObject({
          code: z.string(),
          sentence: z.string(),
          rule: z.strictObject({ clause: z.string(), ids: z.array(z.string()).readonly() }),
        }),
      )
      .describe('What a person should look at before going on. It refuses nothing.'),
    actions: z
      .array(
        z.strictObject({ act: z.string(), title: z.string(), method: z.literal('POST'), href: z.string() }),
      )
      .describe('What this key may do next.'),
  })
  .meta({ id: 'Complaint', description: 'A complaint with its dates, its stages and what can happen next.' });
export type ComplaintView = z.input<typeof complaintSchema>;

export function summaryView(row: ComplaintRow): ComplaintSummary {
  const { nextDueOn, nextDueKind, nextDueStage, state, ...rest } = row;
  const kind = CLOCK_KINDS.find((known) => known === nextDueKind);
  const due = nextDueOn && nextDueStage && kind ? { kind, stage: nextDueStage, dueOn: nextDueOn } : null;
  return { ...rest, status: state.status, nextDue: due };
}

export function complaintView({ row, clocks, rules }: Complaint, roles: readonly Role[]): ComplaintView {
  const { state, parties, texts } = row;
  const { property = null, ...complainant } = party(row, 'complainant') ?? {};
  const next = nextDue(clocks);
  const { refusal } = state;
  return {
    id: row.id,
    reference: row.reference,
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
    nextDue: next && { kind: next.kind, stage: next.stage, dueOn: next.dueOn },
    loggedAt: row.loggedAt,
    updatedAt: row.updatedAt,
    receivedAt: state.received.at,
    loggedOn: state.loggedOn,
    priority: state.priority,
    incident: state.incident,
    contactId: state.contactId,
    // What stands in these columns passed the schemas on its way in, and the answer is parsed by them again.
    complainant: parties.some(({ role }) => role === 'complainant')
      ? (complainant as ComplaintView['complainant'])
      : null,
    property: property as ComplaintView['property'],
    representative: party(row, 'representative') as ComplaintView['representative'],
    group: party(row, 'group') as ComplaintView['group'],
    summary: texts['summary'] ?? null,
    description: texts['description'] ?? null,
    desiredOutcome: texts['desired-outcome'] ?? null,
    externalReferences: state.externalReferences,
    stages: state.stages.map((stage) => stageView(stage, stageOf(rules.policy, stage.stage).name)),
    refusal: refusal && {
      on: refusal.on,
      reason: refusal.reason,
      decidedBy: refusal.decidedBy,
      ombudsmanRightTold: refusal.ombudsmanRightTold,
      redirectedTo: refusal.redirectedTo,
    },
    withdrawnOn: state.withdrawnOn,
    closedOn: state.closedOn,
    referrals: state.referrals.map(({ stage: _, at: __, ...referral }) => referral),
    clocks,
    advice: adviceOn(state, rules),
    actions: availableActions(state, rules)
      .filter((command) => command.roles.some((role) => roles.includes(role)))
      .map(({ act, summary: title }) => ({
        act,
        title,
        method: 'POST',
        href: `/v1/complaints/${row.id}/${act}`,
      })),
  };
}

function party({ parties }: Complaint['row'], role: string): Record<string, unknown> | null {
  const data = parties.find((known) => known.role === role)?.data;
  return typeof data === 'object' && data !== null ? { ...data } : null;
}

const stageView = (stage: StageState, name: string): ComplaintView['stages'][number] => ({
  stage: stage.stage,
  name,
  requestedOn: stage.requested.on,
  loggedOn: stage.loggedOn,
  acknowledgedOn: stage.acknowledged?.on ?? null,
  contactedOn: stage.contacted?.on ?? null,
  confirmedDueOn: stage.confirmedDueOn,
  definition: stage.definition,
  handler: stage.assignments.at(-1)?.person ?? null,
  gate: stage.gate,
  hearing: stage.hearing,
  outcome: stage.response?.outcome ?? null,
  respondedOn: stage.response?.on ?? null,
  escalatedOn: stage.escalation?.on ?? null,
});
