import { z } from 'zod';
import { slugSchema } from '../document/vocabulary';
import type { RecordedDeparture } from '../events/departures';
import { personSchema } from '../events/parts';
import { type LocalDate, localDateSchema } from '../dates/local-date';
import { privacyFacts } from '../events/privacy';

/** What the resident said when asked whether to make it a complaint (Code 1.3). */
export const CHOICES = ['complain', 'not-now', 'no'] as const;
/** How the work on what a contact asked for ended. */
export const RESULTS = ['put-right', 'not-put-right', 'not-needed'] as const;

export const ruleSchema = z.strictObject({
  clause: z.string(),
  ids: z.array(z.string()).readonly(),
});

/** What each event of a contact carries: facts only, as for complaints; words and persons are kept apart. */
export const contactEventSchemas = {
  received: z.strictObject({
    kind: slugSchema,
    channel: slugSchema,
    policyVersion: z.string(),
    /** Whether anything follows on it, as on a request; a compliment is only recorded. */
    asksForWork: z.boolean(),
    dissatisfied: z.boolean(),
    agreed: z.boolean(),
    choiceOffered: z.boolean(),
    handledBy: personSchema.nullable(),
    refusedComplaintId: z.uuid().nullable(),
  }),
  'choice-offered': z.strictObject({ how: slugSchema, answer: z.enum(CHOICES) }),
  redirected: z.strictObject({
    to: slugSchema,
    exclusion: slugSchema.nullable(),
    rule: ruleSchema.nullable(),
    toldOn: localDateSchema.nullable(),
    /** The day a claim was filed at court, where the exclusion turns on it. */
    filedOn: localDateSchema.nullable().default(null),
  }),
  completed: z.strictObject({ result: z.enum(RESULTS) }),
  'became-complaint': z.strictObject({
    complaintId: z.uuid(),
    reason: slugSchema,
    rules: z.array(z.string()).readonly(),
  }),
  'hold-placed': z.strictObject(privacyFacts['hold-placed']),
  'hold-released': z.strictObject(privacyFacts['hold-released']),
  erased: z.strictObject({
    ...privacyFacts.erased,
    /** The complaint with which it went; null where it went by itself. */
    complaintId: z.uuid().nullable(),
  }),
} as const;

export type ContactEventType = keyof typeof contactEventSchemas;
export const CONTACT_EVENT_TYPES = Object.keys(contactEventSchemas) as ContactEventType[];
export type ContactEvent = {
  [T in ContactEventType]: {
    readonly type: T;
    readonly on: LocalDate;
    readonly data: z.output<(typeof contactEventSchemas)[T]>;
    /** The rules of the procedure that the act did not keep; left out where it kept them all. */
    readonly departures?: readonly RecordedDeparture[];
  };
}[ContactEventType];

/** An event with the words that belong to it, which are stored apart. */
export interface RecordedContactEvent {
  readonly event: ContactEvent;
  readonly texts: Readonly<Record<string, string>>;
}
