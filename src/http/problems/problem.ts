import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Code, documentationOf, entryOf, problemType } from './codes';
import { bounded } from './bounded';

export const fieldFaultSchema = z
  .strictObject({
    in: z.enum(['body', 'query', 'path', 'header']).describe('Which part of the request.'),
    pointer: z.string().describe('JSON Pointer into that part, e.g. `/stages/0/respond`.'),
    detail: z.string().describe('What is wrong with it.'),
    allowed: z.unknown().optional().describe('What would be accepted, where that can be listed.'),
  })
  .meta({ id: 'FieldFault', description: 'One part of a request that cannot be taken.' });
export type RequestFault = z.infer<typeof fieldFaultSchema>;

/** RFC 9457, with what an integrator needs to put the matter right. */
export const problemSchema = z
  .strictObject({
    type: z.string().describe('Stable name of the kind of problem.'),
    title: z.string().describe('The kind of problem in words; the same each time.'),
    status: z.int().min(400).max(599),
    detail: z.string().optional().describe('What went wrong this time, with the facts.'),
    instance: z.string().describe('The path that was asked for; empty where it could not be read.'),
    requestId: z.string().describe('Also in the X-Request-Id header and in the log.'),
    code: z.string().describe('Stable snake_case code to program against.'),
    documentation: z.string().describe('The path that documents the code: its meaning and its cure.'),
    errors: z
      .array(fieldFaultSchema)
      .optional()
      .describe('The first fifty; a last entry with an empty `pointer` counts the others.'),
    rule: z
      .strictObject({
        clause: z.string().describe('JSON Pointer into the policy document.'),
        ids: z.array(z.string()).readonly().describe('The rules that clause encodes.'),
      })
      .optional()
      .describe('For a refusal: where in the policy it comes from.'),
    policyVersion: z.string().optional(),
    allowed: z.unknown().optional().describe('What would be accepted instead.'),
    facts: z.record(z.string(), z.unknown()).optional().describe('The facts the refusal rests on.'),
    recordable: z
      .literal(true)
      .optional()
      .describe('Present where the act, if it happened all the same, can be recorded with `departures`.'),
    departures: z
      .array(z.strictObject({ code: z.string(), clause: z.string(), ids: z.array(z.string()).readonly() }))
      .optional()
      .describe('Every rule that the act did not keep: each has to be named in its `departures`.'),
  })
  .meta({ id: 'Problem', description: 'What went wrong, as RFC 9457 problem details.' });
export type Problem = z.infer<typeof problemSchema>;

/** What a caller of `sendProblem` adds to what the catalogue and the request already say. */
export type ProblemFacts = Partial<
  Pick<
    Problem,
    'detail' | 'errors' | 'rule' | 'policyVersion' | 'allowed' | 'facts' | 'recordable' | 'departures'
  >
>;

/** A problem with all that its code says of it. */
export function catalogued(code: Code, facts: ProblemFacts = {}): Omit<Problem, 'instance' | 'requestId'> {
  const { status, title } = entryOf(code);
  return { type: problemType(code), title, status, code, documentation: documentationOf(code), ...facts };
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** Only what answering a problem needs of a reply, so that replies of every route's own type fit. */
export interface AnyReply {
  readonly request: Pick<FastifyRequest, 'id' | 'url'>;
  code(status: number): unknown;
  header(name: string, value: string): unknown;
}

/** Sets status and type of the answer and gives back its body, for the handler to return. */
export function answerProblem(reply: AnyReply, problem: Omit<Problem, 'instance' | 'requestId'>): Problem {
  reply.code(problem.status);
  reply.header('content-type', PROBLEM_MEDIA_TYPE);
  return bounded({ ...problem, instance: pathOf(reply.request.url), requestId: reply.request.id });
}

/** The common case: a problem by its code. */
export function problem(reply: AnyReply, code: Code, facts?: ProblemFacts): Problem {
  return answerProblem(reply, catalogued(code, facts));
}

/** For hooks and error handlers, which have no route's type to keep to. */
export function sendProblem(reply: FastifyReply, code: Code, facts?: ProblemFacts): FastifyReply {
  return reply.send(problem(reply, code, facts));
}

/** The same body whether the thing is absent or another landlord's. */
export const notFound = (reply: AnyReply): Problem =>
  problem(reply, 'not_found', { detail: 'Nothing with this id or reference is visible to this key.' });

export const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;
