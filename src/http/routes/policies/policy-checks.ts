import type { z } from 'zod';
import { exceptionsOf } from '../../../complaints/landlord/compliance-exception';
import type { Database } from '../../../db/connection/client';
import { findPolicy } from '../../../db/landlords/policies';
import { checkAgainstCode } from '../../../policy/code/check';
import { checkWithExceptions } from '../../../policy/code/exceptions-found';
import { codeCheckSchema } from '../../../policy/code/reading/findings';
import { type PolicyDocument, publishedPolicySchema } from '../../../policy/document/document';
import { shipped } from '../../../policy/procedures/index';
import { todayOf } from '../../../policy/rules/rules';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { principalOf } from '../../auth/principal';
import { problem } from '../../problems/problem';
import { codeCheckRequestSchema, exampleCodeCheck } from '../../schemas/code-check';

const check = declare({
  id: 'checkPolicyAgainstCode',
  tag: 'Self-assessments',
  summary: 'Check a procedure against the Complaint Handling Code',
  description:
    'Answers one finding for each provision of the Code of 2024: meets, stricter, departs or cannot-tell, with the clause looked at, the reasoning, what would cure it and what the self-assessment has to explain. It judges the document; nothing is stored and nothing is blocked. Beside provision 8.5 of a published version stand the exceptional circumstances that the landlord recorded.',
  may: 'readPolicies',
  body: codeCheckRequestSchema,
  answers: { 200: { description: 'The findings.', schema: codeCheckSchema, example: exampleCodeCheck } },
  example: { body: { procedure: 'hexagon' } },
});

export function policyCheckRoutes(app: Scope, { database, rulebook }: RouteDeps): void {
  app.post('/policy-checks', check, async (request, reply) => {
    const { landlordId } = principalOf(request);
    const document = await documentOf(request.body, database, landlordId);
    if (document) {
      const found = checkAgainstCode(document);
      if (request.body.version === undefined) return found;
      const today = todayOf(await rulebook.clockOf(landlordId));
      return checkWithExceptions(found, await exceptionsOf({ database }, landlordId), today);
    }
    const detail = 'is no version that this landlord published';
    return problem(reply, 'not_found', { errors: [{ in: 'body', pointer: '/version', detail }] });
  });
}

async function documentOf(
  { document, version, procedure }: z.output<typeof codeCheckRequestSchema>,
  database: Database,
  landlordId: string,
): Promise<PolicyDocument | null> {
  if (document) return document;
  if (procedure !== undefined) return shipped(procedure) ?? null;
  return version === undefined ? null : publishedDocument(database, landlordId, version);
}

/** The stored document passed the schema when it was published; passing it again gives it its type back. */
export async function publishedDocument(
  database: Database,
  landlordId: string,
  version: string,
): Promise<PolicyDocument | null> {
  const row = await findPolicy(database, landlordId, version);
  return row ? publishedPolicySchema.parse(row.document) : null;
}
