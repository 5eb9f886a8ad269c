import { z } from 'zod';
import { policyDocumentSchema, versionSchema } from '../../policy/document/document';
import { PROCEDURE_NAMES } from '../../policy/procedures/index';

/** A procedure in a request: of the caller's own, a published one or one that comes with the service. */
export const procedureChoiceFields = {
  document: policyDocumentSchema.optional().describe('A procedure of your own, published or not.'),
  version: versionSchema.optional().describe("A published version of the landlord's procedure."),
  procedure: z.enum(PROCEDURE_NAMES).optional().describe('A procedure that comes with the service.'),
};

interface ProcedureChoice {
  readonly document?: unknown;
  readonly version?: unknown;
  readonly procedure?: unknown;
}

/** To be refined with: a request says which procedure it means in one of the three ways. */
export function exactlyOneProcedure(
  { document, version, procedure }: ProcedureChoice,
  context: z.RefinementCtx,
): void {
  const given = [document, version, procedure].filter((source) => source !== undefined);
  if (given.length === 1) return;
  const message = `must have exactly one of document, version and procedure, not ${given.length}`;
  context.addIssue({ code: 'custom', path: [], message });
}
