import { z } from 'zod';
import { evolve } from '../../complaint/evolve';
import type { PolicyDocument } from '../../document/document';
import { COMMON_CHANNELS, channelsTaken, slugSchema, words } from '../../document/vocabulary';
import { ABOUT, incidentSchema } from '../../events/parts';
import {
  complainantSchema,
  groupSchema,
  type keptComplainantSchema,
  representativeSchema,
} from '../../events/parties';
import type { RecordedEvent } from '../../events/recorded-event';
import { instantSchema, localDateSchema } from '../../dates/local-date';
import { departuresSchema } from '../../rules/departures';
import type { Objections } from '../../rules/objections';
import {
  isRejection,
  type Rejection,
  refusedAsFixed,
  refusedAsInput,
  refusedByPolicy,
} from '../../rules/rejection';
import type { Present, Rules } from '../../rules/rules';
import { happened } from '../guards/command';
import { incidentRefused } from './definition';
import { discretionFacts, discretionRefused, takenLateSchema } from './out-of-time';
import { inFuture, notBefore, resolve } from '../../rules/occurrence';
import { priorityUnknown } from './set-priority';

/** The number of a complaint in another system. */
export const externalReferenceSchema = z.strictObject({ system: slugSchema, id: words(200) });

export const logSchema = z
  .strictObject({
    receivedOn: localDateSchema
      .optional()
      .describe('The day the complaint reached the landlord. This or receivedAt.'),
    receivedAt: instantSchema
      .optional()
      .describe('The moment it did, where known: a cut-off time is applied to it.'),
    loggedOn: localDateSchema
      .optional()
      .describe(
        'The day it was recorded. Left out, the day received: the reading that gives the earliest date.',
      ),
    channel: slugSchema.describe(
      `How it came: ${COMMON_CHANNELS.join(', ')}, or a channel the policy names.`,
    ),
    stage: slugSchema
      .optional()
      .describe('Where it enters, if not at the first stage and the policy allows it.'),
    about: z
      .enum(ABOUT)
      .optional()
      .describe(
        'Whose doing it is about (Code 1.2): the landlord’s, its staff’s, or of those acting for it.',
      ),
    priority: slugSchema.optional(),
    tenure: slugSchema.optional(),
    categories: z.array(slugSchema).max(20).default([]),
    complainant: complainantSchema,
    representative: representativeSchema.optional(),
    group: groupSchema.optional().describe('A complaint made together, through one named person.'),
    summary: words(500),
    description: words(20000).optional(),
    desiredOutcome: words(4000).optional(),
    incident: incidentSchema.optional(),
    discretion: takenLateSchema
      .optional()
      .describe('For a complaint that came late and is taken all the same.'),
    property: z.strictObject({ reference: words(100).optional(), address: words(500).optional() }).optional(),
    caseId: externalReferenceSchema
      .optional()
      .describe(
        'The one number by which the system that logs it knows the case. No two complaints of a landlord have the same: sent again it is answered with the first, however much later.',
      ),
    externalReferences: z
      .array(externalReferenceSchema)
      .max(20)
      .default([])
      .describe('By what else it is known. Several complaints can have the same one.'),
    departures: departuresSchema,
  })
  .meta({ id: 'NewComplaint' });
/** Its person may come of a contact that an earlier release took. */
export type NewComplaint = Omit<z.infer<typeof logSchema>, 'complainant'> & {
  readonly complainant: z.infer<typeof keptComplainantSchema>;
};

/** The day a complaint was received, which decides the policy version that governs it. A refusal if the two forms disagree. */
export function receivedDay(given: NewComplaint, rules: Present): ReturnType<typeof resolve> {
  if (!given.receivedOn && !given.receivedAt) {
    return refusedAsInput({
      code: 'received_day_missing',
      detail: 'Say when the complaint was received, by receivedOn or receivedAt.',
      errors: [{ pointer: '/receivedOn', detail: 'is missing' }],
      allowed: { oneOf: ['receivedOn', 'receivedAt'] },
    });
  }
  return resolve(given.receivedOn, given.receivedAt, ['/receivedOn', '/receivedAt'], rules);
}

/** Takes a complaint in: any member of staff, any channel, any wording (Code 1.3, 3.2). The event and its texts, or why not. */
export function* log(
  given: NewComplaint,
  contactId: string | null,
  rules: Rules,
): Objections<readonly RecordedEvent[] | Rejection> {
  const received = receivedDay(given, rules);
  if (isRejection(received)) return received;
  const loggedOn = given.loggedOn ?? received.on;
  const stage = given.stage ?? rules.policy.stages[0]?.key ?? '';
  yield notAnEntry(stage, rules.policy);
  yield inFuture(loggedOn, '/loggedOn', rules) ??
    notBefore(
      { on: loggedOn, at: null },
      { on: received.on, at: null },
      'the complaint was received',
      '/loggedOn',
    ) ??
    channelUnknown(given.channel, rules.policy) ??
    priorityUnknown(given.priority ?? null, rules.policy) ??
    incidentRefused(given.incident, { received }, '/incident');
  const { representative, group } = given;
  const data = {
    stage,
    policyVersion: rules.policy.version,
    calendarVersion: rules.calendar.version,
    calendarEdition: rules.calendarEdition ?? 0,
    receivedOn: received.on,
    receivedAt: received.at,
    loggedOn,
    channel: given.channel,
    about: given.about ?? null,
    priority: given.priority ?? null,
    tenure: given.tenure ?? null,
    categories: [...new Set(given.categories)],
    complainantKind: given.complainant.kind ?? null,
    incident: given.incident ?? {},
    representative: representative
      ? {
          type: representative.type ?? null,
          permission: representative.permission,
          evidence: representative.evidence !== undefined,
        }
      : null,
    group: group ? { size: group.size } : null,
    discretion: discretionFacts(given.discretion),
    contactId,
  };
  const texts = {
    summary: given.summary,
    description: given.description,
    'desired-outcome': given.desiredOutcome,
    // Also here, since the particulars of a representative can be replaced later.
    evidence: representative?.evidence,
    discretion: given.discretion?.reasons,
  };
  const logged = happened('logged', { on: loggedOn, at: null }, data, texts);
  return discretionRefused(given.discretion, evolve(null, logged.event), rules) ?? [logged];
}

function notAnEntry(stage: string, policy: PolicyDocument): Rejection | null {
  const entries = policy.stages
    .filter((candidate, index) => index === 0 || candidate.entry)
    .map(({ key }) => key);
  if (entries.includes(stage)) return null;
  const known = policy.stages.some(({ key }) => key === stage);
  const refusal = {
    facts: { stage },
    rule: { clause: '/stages', ids: [] },
    allowed: { stage: entries },
    errors: [{ pointer: '/stage', detail: `must be one of ${entries.join(', ')}` }],
  };
  return known
    ? refusedByPolicy({
        code: 'not_an_entry_stage',
        detail: `A complaint cannot begin at ${stage} under this policy.`,
        ...refusal,
      })
    : refusedAsFixed({ code: 'unknown_stage', detail: `This policy has no stage ${stage}.`, ...refusal });
}

/** A channel that neither every landlord has nor this one’s document names. */
export function channelUnknown(channel: string, { intake }: PolicyDocument): Rejection | null {
  const allowed = channelsTaken(intake.channels);
  if (allowed.includes(channel)) return null;
  return refusedAsFixed({
    code: 'unknown_channel',
    detail: `There is no channel called ${channel}.`,
    facts: { channel },
    allowed: { channel: allowed },
    errors: [{ pointer: '/channel', detail: `must be one of ${allowed.join(', ')}` }],
  });
}
