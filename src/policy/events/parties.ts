import { z } from 'zod';
import { COMPLAINANT_KINDS, slugSchema, words } from '../document/vocabulary';
import { localDateSchema } from '../dates/local-date';
import { AUTHORITY_FORMS } from './people';

const line = words(200);

/** Letters of any alphabet, as RFC 6531 has it: what a resident's own provider takes is not refused here. */
export const emailSchema = z
  .string()
  .trim()
  .max(254)
  .email({ pattern: z.regexes.unicodeEmail, error: 'must be an e-mail address, such as name@example.org' });

/** An earlier release took any text, and what it stored is still to be read. */
const keptEmail = z.string().optional();
/** So it did of any word for the kind of person. */
const keptKind = slugSchema
  .optional()
  .describe(`${COMPLAINANT_KINDS.join(', ')}; a complaint of an earlier release may have a word of its own.`);

export const complainantSchema = z
  .strictObject({
    name: line,
    email: emailSchema.optional(),
    phone: words(40).optional(),
    address: words(500).optional(),
    reference: words(100).optional().describe('The person’s number in the landlord’s own system.'),
    kind: z
      .enum(COMPLAINANT_KINDS)
      .optional()
      .describe('How the person stands to the landlord. What this list does not name is other.'),
  })
  .meta({ id: 'NewComplainant' });

export const keptComplainantSchema = complainantSchema
  .extend({
    email: keptEmail,
    kind: keptKind,
    diedOn: localDateSchema.optional().describe('The day they died. The complaint stays theirs.'),
  })
  .meta({ id: 'Complainant' });

export const representativeSchema = z
  .strictObject({
    name: line,
    type: slugSchema.optional().describe('e.g. advocate, councillor, mp, family, lawyer.'),
    email: emailSchema.optional(),
    phone: words(40).optional(),
    permission: z.enum(['none', 'verbal', 'written']).default('none'),
    evidence: words(1000).optional().describe('What shows the permission, e.g. a signed form of 3 May.'),
  })
  .meta({ id: 'NewRepresentative' });

export const keptRepresentativeSchema = representativeSchema
  .extend({
    email: keptEmail,
    permission: z.enum(['none', ...AUTHORITY_FORMS]).default('none'),
  })
  .meta({ id: 'Representative' });

const memberSchema = z.strictObject({
  name: line,
  email: emailSchema.optional(),
  phone: words(40).optional(),
});

export const groupSchema = z.strictObject({
  name: line,
  size: z.int().min(2).max(10000),
  members: z
    .array(memberSchema)
    .max(200)
    .optional()
    .describe('Those who complain together, where they are known by name.'),
});

export const keptGroupSchema = groupSchema.extend({
  members: z
    .array(memberSchema.extend({ email: keptEmail }))
    .max(200)
    .optional()
    .describe('Those who complain together, where they are known by name.'),
});
