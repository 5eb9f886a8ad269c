import { z } from 'zod';
import { provisionNumberSchema } from './provisions';

const VERDICTS = ['meets', 'stricter', 'departs', 'cannot-tell'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The result of the check for one provision. */
export const findingSchema = z
  .strictObject({
    provision: provisionNumberSchema,
    title: z.string(),
    requirement: z.string().describe('What the provision asks for, in paraphrase.'),
    verdict: z
      .enum(VERDICTS)
      .describe(
        'meets; stricter: better for the resident than the Code asks; departs: the self-assessment has to explain it; cannot-tell: the document alone does not show it.',
      ),
    clause: z.array(z.string()).describe('JSON Pointers to the clauses looked at; empty: there is none.'),
    reasoning: z.string().describe("Why, with the document's own figures."),
    cure: z.string().nullable().describe('What would make it meet the provision; null where it does.'),
    mustExplain: z.string().nullable().describe('For departs: what the self-assessment has to explain.'),
    evidence: z
      .string()
      .nullable()
      .describe('What would settle what the document cannot show; null where it shows all.'),
    notes: z.array(z.string()).describe('What does not decide the finding and is worth knowing.'),
    rules: z.array(z.string()).describe('The rules that the clauses looked at encode.'),
    unconfirmed: z
      .boolean()
      .describe('True where the wording of the provision was not seen, or only in part: confirm it first.'),
    unconfirmedWhy: z.string().nullable(),
  })
  .meta({ id: 'CodeFinding' });
export type Finding = z.infer<typeof findingSchema>;

/** What the findings come to, for a reader who looks at those that matter first. */
export const resultFields = {
  summary: z
    .strictObject({ meets: z.int(), stricter: z.int(), departs: z.int(), 'cannot-tell': z.int() })
    .describe('How many provisions have each verdict.'),
  departures: z.array(z.string()).describe('The provisions departed from.'),
};

export function resultOf(findings: readonly Finding[]) {
  const count = (verdict: Verdict) => findings.filter((finding) => finding.verdict === verdict).length;
  return {
    summary: {
      meets: count('meets'),
      stricter: count('stricter'),
      departs: count('departs'),
      'cannot-tell': count('cannot-tell'),
    },
    departures: findings.filter(({ verdict }) => verdict === 'departs').map(({ provision }) => provision),
  };
}

export const codeCheckSchema = z
  .strictObject({
    code: z.literal('housing-ombudsman-2024').describe('What the document was checked against.'),
    document: z.strictObject({ name: z.string(), version: z.string(), regime: z.string() }),
    ...resultFields,
    remarks: z.array(z.string()).describe('What bears on all findings.'),
    findings: z.array(findingSchema).describe('One for each provision from 1.1 to 9.8.'),
  })
  .meta({ id: 'CodeCheck', description: 'A procedure held against the Complaint Handling Code 2024.' });
export type CodeCheck = z.infer<typeof codeCheckSchema>;

/** One thing seen about a provision. A provision with several, such as a cap and what a notice carries, has several. */
export interface Point {
  readonly verdict: Verdict;
  readonly says: string;
  /** JSON Pointers of the clauses looked at. */
  readonly at: readonly string[];
  readonly cure?: string;
  readonly explain?: string;
  readonly notes?: readonly string[];
}

/**
 * A single departure makes the provision one that has to be explained; what cannot be told keeps the whole from being
 * called met. Only then does a clause that is better than asked show.
 */
const WEIGHT: Readonly<Record<Verdict, number>> = { meets: 0, stricter: 1, 'cannot-tell': 2, departs: 3 };

export const weightiest = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.reduce<Verdict>((worst, verdict) => (WEIGHT[verdict] > WEIGHT[worst] ? verdict : worst), 'meets');

export const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** "a, b and c". */
export const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
