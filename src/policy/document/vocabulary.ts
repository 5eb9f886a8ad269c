import { z } from 'zod';

/** Keys that documents and requests share: lower-case words joined by hyphens. */
export const slugSchema = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters and digits joined by single hyphens, e.g. stage-1');

/** Words a person wrote, bounded so that no field can carry a document. */
export const words = (max: number) => z.string().trim().min(1).max(max);

/** Every clause can name the rules it encodes and quote what the landlord says. */
export const clauseFields = {
  rules: z
    .array(z.string().trim().min(1).max(40))
    .max(40)
    .default([])
    .describe('Ids of the rules this clause encodes, e.g. WES-18 or Code 6.2.'),
  text: words(2000).optional().describe("The landlord's words, or a faithful paraphrase."),
};

/** A named thing in the procedure with its wording: a ground, an exclusion, a commitment. */
export const statementSchema = z.strictObject({ code: slugSchema, ...clauseFields });
export type Statement = z.infer<typeof statementSchema>;

/** Channels every landlord's complaint may come by; a document may name more of its own (Code 3.2: any way). */
export const COMMON_CHANNELS = [
  'email',
  'phone',
  'letter',
  'in-person',
  'office',
  'home-visit',
  'online',
  'form',
  'sms',
  'web-chat',
  'app',
  'social-media',
  'facebook',
  'twitter',
  'survey',
  'other',
] as const;

/** All that a landlord's complaint may come by. */
export const channelsTaken = (own: readonly { readonly channel: string }[] | null): readonly string[] => [
  ...new Set([...COMMON_CHANNELS, ...(own ?? []).map(({ channel }) => channel)]),
];

/** Those who pass a case on or help with it, in the words of the pages; a document may name others, which are "other" here. */
export const DESIGNATED_PERSONS = ['mp', 'councillor', 'tenant-panel', 'other'] as const;

/** On what a claim at court rests (WES-31). The same holds: a ground that only a document names is "other". */
export const COURT_GROUNDS = [
  'race-discrimination',
  'gender-discrimination',
  'disability-discrimination',
  'other-discrimination',
  'protection-from-harassment-act',
  'disrepair',
  'other',
] as const;

/** How the person stands to the landlord (Code 1.2; HHS-05, WES-02): figures by kind need one word for one thing. */
export const COMPLAINANT_KINDS = [
  'tenant',
  'leaseholder',
  'shared-owner',
  'freeholder',
  'licensee',
  'former-tenant',
  'applicant',
  'service-user',
  'affected-person',
  'other',
] as const;

/** Outcome words used where a document names none of its own. */
export const COMMON_OUTCOMES = ['upheld', 'partially-upheld', 'not-upheld'] as const;
