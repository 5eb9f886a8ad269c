import { z } from 'zod';
import { exceptionsOf } from '../../../complaints/landlord/compliance-exception';
import {
  findSelfAssessment,
  insertSelfAssessment,
  type SelfAssessmentRow,
  updateSelfAssessment,
} from '../../../db/landlords/self-assessments';
import { readDepartures } from '../../../db/complaints/departures';
import { checkAgainstCode } from '../../../policy/code/check';
import { lastsWithin } from '../../../policy/code/compliance-exception';
import { checkWithExceptions } from '../../../policy/code/exceptions-found';
import { resultOf } from '../../../policy/code/reading/findings';
import { selfAssessmentSchema, unexplained } from '../../../policy/code/self-assessment';
import { inFuture } from '../../../policy/rules/occurrence';
import { localDateSchema } from '../../../policy/dates/local-date';
import { todayOf } from '../../../policy/rules/rules';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare, UNCHANGED } from '../../operations/operation';
import { wholeNumber } from '../../requests/whole-number';
import {
  etagWith,
  ifMatch,
  ifNoneMatch,
  matches,
  presentVersion,
  unchanged,
} from '../../requests/preconditions';
import { principalOf } from '../../auth/principal';
import { answerProblem, notFound, problem } from '../../problems/problem';
import { problemOfRejection } from '../../problems/from-rejection';
import {
  EXAMPLE_YEAR,
  exampleAssessment,
  exampleAssessmentDetails,
  FIRST_YEAR,
  LAST_YEAR,
  selfAssessmentViewSchema,
} from '../../schemas/code-check';
import { publishedDocument } from './policy-checks';

const params = z.strictObject({
  year: wholeNumber(FIRST_YEAR, LAST_YEAR).describe(
    'The reporting year by the year it begins: 2025 is April 2025 to March 2026.',
  ),
});
const example = { params: { year: EXAMPLE_YEAR } };
const answer = { schema: selfAssessmentViewSchema, example: exampleAssessment };

const enter = declare({
  id: 'putSelfAssessment',
  tag: 'Self-assessments',
  summary: "Enter a year's self-assessment",
  description:
    'Checks the published version against the Code and keeps the findings with what the landlord says of each provision. Entering it again replaces all of it, and checks anew.',
  may: 'assess',
  params,
  headers: z.object(ifMatch),
  body: selfAssessmentSchema,
  answers: {
    200: { ...answer, description: 'It is replaced.', headers: ['ETag'] },
    201: { ...answer, description: 'It is entered.', headers: ['ETag', 'Location'] },
  },
  example: { ...example, body: exampleAssessmentDetails },
});

const read = declare({
  id: 'readSelfAssessment',
  tag: 'Self-assessments',
  summary: "Read a year's self-assessment",
  description:
    "The findings, the landlord's evidence and commentary beside them, the departures still to be explained, the acts of the year that were recorded against the procedure, and the governing body's response with its day.",
  may: 'readPolicies',
  params,
  headers: z.object(ifNoneMatch),
  answers: {
    200: { ...answer, description: 'The self-assessment.', headers: ['ETag'] },
    304: UNCHANGED,
  },
  example,
});

export function selfAssessmentRoutes(app: Scope, { database, now, rulebook }: RouteDeps): void {
  app.put('/self-assessments/:year', enter, async (request, reply) => {
    const { year } = request.params;
    const { policyVersion } = request.body;
    const { landlordId } = principalOf(request);
    const condition = request.headers['if-match'];
    const document = await publishedDocument(database, landlordId, policyVersion);
    if (!document) {
      const detail = `${policyVersion} is no version that this landlord published`;
      return problem(reply, 'contradictory_request', {
        errors: [{ in: 'body', pointer: '/policyVersion', detail }],
      });
    }
    const { governingBodyRespondedOn: respondedOn } = request.body;
    const clock = await rulebook.clockOf(landlordId);
    const future = respondedOn && inFuture(respondedOn, '/governingBodyRespondedOn', clock);
    if (future) return answerProblem(reply, problemOfRejection(future));
    const exceptions = await exceptionsOf({ database }, landlordId);
    const ofTheYear = exceptions.filter((each) => lastsWithin(each, ...daysOf(year)));
    const { findings } = checkWithExceptions(checkAgainstCode(document), ofTheYear, todayOf(clock));
    const details = { ...request.body, findings };

    // Without a condition the caller meant "whatever stands there", so one more try is theirs.
    for (let tries = 0; tries < 2; tries += 1) {
      const found = await findSelfAssessment(database, landlordId, year);
      if (condition !== undefined && !(found && matches(condition, found.version))) {
        const detail = found ? presentVersion(found.version) : 'There is none for this year yet.';
        return problem(reply, 'stale_version', { detail });
      }
      const written = found
        ? await updateSelfAssessment(database, landlordId, year, {
            expectedVersion: found.version,
            details,
            now: now(),
          })
        : await insertSelfAssessment(database, landlordId, year, { details, now: now() });
      if (!written) continue;
      const departures = await departuresIn(database, landlordId, year);
      reply.header('etag', etagWith(request, written.version, departures));
      if (!found) reply.code(201).header('location', `/v1/self-assessments/${year}`);
      return view(written, departures);
    }
    return problem(reply, 'conflicting_change');
  });

  app.get('/self-assessments/:year', read, async (request, reply) => {
    const { year } = request.params;
    const { landlordId } = principalOf(request);
    const row = await findSelfAssessment(database, landlordId, year);
    if (!row) return notFound(reply);
    const departures = await departuresIn(database, landlordId, year);
    if (unchanged(reply, row.version, departures)) return reply.code(304).send();
    return view(row, departures);
  });
}

/** The reporting year by its first and last day. */
const daysOf = (year: number) =>
  [localDateSchema.parse(`${year}-04-01`), localDateSchema.parse(`${year + 1}-03-31`)] as const;

type View = z.output<typeof selfAssessmentViewSchema>;

/**
 * The acts of the year that were recorded against the procedure, beside what the landlord says of itself, under
 * each provision of the Code that stands behind the rule. They change nothing of what it answers.
 */
async function departuresIn(
  database: RouteDeps['database'],
  landlordId: string,
  year: number,
): Promise<View['recordedDepartures']> {
  const [from, to] = daysOf(year);
  const found = await readDepartures(database, landlordId, { from, to });
  return found.flatMap(({ code, act, stage, ids, acts, complaints }) => {
    const provisions = ids.flatMap((id) => (id.startsWith('Code ') ? [id.slice('Code '.length)] : []));
    const row = { code, act, stage, ids: [...ids], acts, complaints };
    return (provisions.length > 0 ? provisions : [null]).map((provision) => ({ provision, ...row }));
  });
}

const view = (row: SelfAssessmentRow, departures: View['recordedDepartures']): View => ({
  ...row,
  recordedDepartures: departures,
  findings: [...row.findings],
  entries: [...row.entries],
  ...resultOf(row.findings),
  unexplained: unexplained(row.findings, row.entries),
});
