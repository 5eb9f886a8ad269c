import { z } from 'zod';
import { slugSchema, words } from '../document/vocabulary';

const line = words(200);

export const complainantSchema = z
  .strictObject({
    name: line,
    email: z.string().trim().max(254).optional(),
    phone: words(40).optional(),
    address: words(500).optional(),
    reference: words(100).optional().describe('The person’s number in the landlord’s own system.'),
    kind: slugSchema
      .optional()
      .describe('e.g. tenant, leaseholder, shared-owner, applicant, affected-person.'),
  })
  .meta({ id: 'Complainant' });

export const representativeSchema = z
  .strictObject({
    name: line,
    type: slugSchema.optional().describe('e.g. advocate, councillor, mp, family, lawyer.'),
    email: z.string().trim().max(254).optional(),
    phone: words(40).optional(),
    permission: z.enum(['none', 'verbal', 'written']).default('none'),
    evidence: words(1000).optional().describe('What shows the permission, e.g. a signed form of 3 May.'),
  })
  .meta({ id: 'Representative' });
