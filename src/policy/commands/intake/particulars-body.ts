import { z } from 'zod';
import { COMPLAINANT_KINDS, slugSchema, words } from '../../document/vocabulary';
import { ABOUT } from '../../events/parts';
import { complainantSchema, emailSchema, groupSchema } from '../../events/parties';
import { PARTICULARS_REASONS } from '../../events/particulars';
import { localDateSchema } from '../../dates/local-date';
import { occurrence } from '../../rules/occurrence';
import { externalReferenceSchema } from './log';

/** Given, it takes the place of what is recorded; null takes that away; left out, it stays. */
const clearable = <S extends z.ZodType>(schema: S) => schema.nullable().optional();

const person = {
  email: clearable(emailSchema),
  phone: clearable(words(40)),
};
const { name } = complainantSchema.shape;
const memberNumber = z.int().min(1).max(200).describe('Which member, from 1 in the order shown.');

const complainantChangeSchema = z.strictObject({
  name: name.optional(),
  ...person,
  address: clearable(words(500)),
  reference: clearable(words(100)),
  kind: clearable(z.enum(COMPLAINANT_KINDS)),
  diedOn: clearable(localDateSchema).describe('The day they died. The complaint stays theirs.'),
});

const groupChangeSchema = z.strictObject({
  name: name.optional(),
  size: groupSchema.shape.size.optional(),
  add: groupSchema.shape.members.unwrap().optional().describe('Further members, at the end of the list.'),
  change: z
    .array(z.strictObject({ n: memberNumber, name: name.optional(), ...person }))
    .max(200)
    .optional(),
  remove: z.array(memberNumber).max(200).optional(),
});

const referencesChangeSchema = z.strictObject({
  add: z.array(externalReferenceSchema).max(20).optional(),
  remove: z.array(externalReferenceSchema).max(20).optional(),
});

export const particularsBody = z.strictObject({
  ...occurrence,
  why: z
    .enum(PARTICULARS_REASONS)
    .describe('mistake: it was never as recorded. changed: it was, and is so no longer.'),
  from: localDateSchema
    .optional()
    .describe('Of a change: the first day on which it is so. Left out, the day of the act.'),
  keepFormer: z
    .boolean()
    .optional()
    .describe('Of a mistake: keep the people as they were recorded, because something was sent there.'),
  note: words(4000).optional(),
  complainant: complainantChangeSchema.optional(),
  property: clearable(
    z.strictObject({ reference: clearable(words(100)), address: clearable(words(500)) }),
  ).describe('What the complaint is about.'),
  tenure: clearable(slugSchema),
  categories: z.array(slugSchema).max(20).optional().describe('All of them, in place of those before.'),
  channel: slugSchema.optional(),
  about: clearable(z.enum(ABOUT)),
  group: clearable(groupChangeSchema).describe('null: it is no group’s complaint.'),
  externalReferences: referencesChangeSchema.optional(),
});
export type ParticularsBody = z.infer<typeof particularsBody>;
