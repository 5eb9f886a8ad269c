import { z } from 'zod';
import file from './provisions.json';

/** "6.2": chapter and number as the Code prints them. */
export const provisionNumberSchema = z
  .string()
  .regex(/^[1-9]\.[1-9]\d?$/, 'the number of a provision, such as 6.2')
  .describe('The number of a provision of the Code, such as 6.2.');

const provisionSchema = z.strictObject({
  number: provisionNumberSchema,
  title: z.string().min(1),
  requirement: z.string().min(1).describe('In paraphrase.'),
  tags: z
    .array(z.enum(['enforced', 'recorded', 'published', 'checked']))
    .describe('What this service does about it beyond this check.'),
  seen: z
    .enum(['whole', 'part', 'none'])
    .describe("How much of the provision's own wording the paraphrase rests on."),
  seenNote: z.string().nullable().describe('Where it was seen, if not in a reprint of the Code.'),
  evidence: z.string().min(1).describe('What would settle it where a document cannot.'),
  state: z.string().min(1).describe('What a document could say, so that it can be told from it.'),
  commitments: z.array(z.string()).describe('Codes of commitments that speak to it.'),
  kinds: z.array(z.string()).describe('Kinds of commitments that speak to it.'),
});
export type Provision = z.infer<typeof provisionSchema>;

/** The Complaint Handling Code 2024 in its own order. */
export const PROVISIONS: readonly Provision[] = z.array(provisionSchema).parse(file);

export const isProvision = (number: string): boolean =>
  PROVISIONS.some((provision) => provision.number === number);

/** How clauses of a document cite a provision. */
export const ruleIdOf = (number: string): string => `Code ${number}`;
