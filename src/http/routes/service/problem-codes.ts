import { z } from 'zod';
import { codesOf } from '../../operations/codes';
import { declare } from '../../operations/operation';
import type { Scope } from '../../operations/route-deps';
import type { ServedOperation } from '../../operations/served-routes';
import { allCodes, type Code, documentationOf, entryOf, isCode, problemType } from '../../problems/codes';
import { exampleProblem } from '../../problems/example-problem';
import { problem, problemSchema } from '../../problems/problem';

const summary = {
  code: z.string().describe('As problems carry it in `code`.'),
  status: z.int().describe('The status of every answer with it.'),
  title: z.string().describe('The problem in a sentence.'),
  documentation: z.string().describe('Where its entry is read.'),
};

const summarySchema = z.object(summary).meta({ id: 'ProblemCodeSummary' });

const entrySchema = z
  .object({
    ...summary,
    type: z.string().describe('As problems carry it in `type`.'),
    meaning: z.string().optional().describe('When it is answered, where the title does not say all.'),
    cure: z.string().describe('The next step of the caller.'),
    operations: z.array(z.string()).describe('The operations that can answer it. Empty: any request can.'),
    exampleProblem: problemSchema.describe('An answer with it.'),
  })
  .meta({ id: 'ProblemCode', description: 'A code with which a request can be refused, and its cure.' });

const EXAMPLE: Code = 'extension_needs_agreement';

const list = declare({
  id: 'listProblemCodes',
  tag: 'Service',
  summary: 'List the codes of all problems',
  description: 'Every code that an answer of this service can carry, by its status. No key is needed.',
  may: null,
  answers: {
    200: {
      description: 'All of them.',
      schema: z.object({ items: z.array(summarySchema) }),
      example: { items: [summaryOf(EXAMPLE)] },
    },
  },
});

const read = declare({
  id: 'readProblemCode',
  tag: 'Service',
  summary: 'Read what a code means and how to cure it',
  description:
    'Each problem names this path in its `documentation`. No key is needed: whoever was refused for want of one can read why.',
  may: null,
  params: z.strictObject({ code: z.string().min(1).max(100).describe('The code, as a problem carries it.') }),
  answers: {
    200: {
      description: 'The code.',
      schema: entrySchema,
      example: { ...summaryOf(EXAMPLE), ...detailsOf(EXAMPLE), operations: ['extend'] },
    },
  },
  example: { params: { code: EXAMPLE } },
});

export interface CodeDeps {
  /** Filled while routes are added, and so read with each request. */
  readonly served: readonly ServedOperation[];
}

/** The codes of problems, open to all: the first of them says that a key is needed. */
export function problemCodeRoutes(app: Scope, { served }: CodeDeps): void {
  app.get('/v1/problem-codes', list, async () => ({ items: allCodes().map(summaryOf) }));

  app.get('/v1/problem-codes/:code', read, async (request, reply) => {
    const { code } = request.params;
    if (!isCode(code)) return problem(reply, 'not_found', { detail: 'No problem has this code.' });
    const operations = served
      .filter(({ operation, ...place }) => codesOf(operation, place).includes(code))
      .map(({ operation }) => operation.id);
    return { ...summaryOf(code), ...detailsOf(code), operations };
  });
}

function summaryOf(code: Code): z.input<typeof summarySchema> {
  const { status, title } = entryOf(code);
  return { code, status, title, documentation: documentationOf(code) };
}

function detailsOf(code: Code) {
  const { meaning, cure } = entryOf(code);
  return {
    type: problemType(code),
    ...(meaning !== undefined && { meaning }),
    cure,
    exampleProblem: exampleProblem(code),
  };
}
