import { z } from 'zod';
import { applyRehearsal } from '../../../complaints/rehearsal/apply';
import { FIRST } from '../../../complaints/rehearsal/page-by-page';
import { rehearse } from '../../../complaints/rehearsal/rehearse';
import { findRehearsal, type RehearsalRow, shownComplaints } from '../../../db/rehearsals/rehearsals';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { answerOutcome } from '../../operations/outcome';
import { cursorText, page, pageOf, pageQuery } from '../../paging/page';
import { actingOf, principalOf } from '../../auth/principal';
import { notFound, problem } from '../../problems/problem';
import {
  EXAMPLE_REHEARSAL_ID,
  exampleMovedComplaint,
  exampleNewRehearsal,
  exampleRehearsal,
  movedComplaintSchema,
  movedComplaintView,
  newRehearsalSchema,
  rehearsalSchema,
  rehearsalView,
  rehearsalWithMovesSchema,
} from '../../schemas/rehearsal';
import { rehearsalListRoute } from './rehearsal-list';

const params = z.strictObject({ id: z.uuid().describe('The id of the rehearsal.') });
const example = { params: { id: EXAMPLE_REHEARSAL_ID } };
const FIRST_MOVES = 50;
const withMoves = {
  schema: rehearsalWithMovesSchema,
  example: { ...exampleRehearsal, moves: [exampleMovedComplaint] },
};

const rehearseChange = declare({
  id: 'rehearse',
  tag: 'Rehearsals',
  summary: 'See what a change would move',
  description:
    'Works out, for every open complaint, which of its open dates a change of working days, of the procedure or of a day of receipt would move: from what to what, what becomes overdue, and which letters gave the old date. What was met or missed stays so. Nothing is changed until the rehearsal is applied.',
  may: 'rehearse',
  body: newRehearsalSchema,
  answers: {
    201: { ...withMoves, description: 'What would move, the first of it.', headers: ['Location'] },
  },
  example: { body: exampleNewRehearsal },
});

const read = declare({
  id: 'readRehearsal',
  tag: 'Rehearsals',
  summary: 'Read a rehearsal',
  description: 'As it was held, by whom, and whether it was applied.',
  may: 'readComplaints',
  params,
  answers: { 200: { ...withMoves, description: 'The rehearsal.' } },
  example,
});

const list = declare({
  id: 'listRehearsedMoves',
  tag: 'Rehearsals',
  summary: 'List the complaints a change would move',
  description:
    'Each with its clocks that move, or why it cannot move. The complaints that were logged first come first.',
  may: 'readComplaints',
  params,
  query: z.strictObject({ limit: pageQuery.limit, cursor: cursorText.optional() }),
  answers: {
    200: {
      description: 'A page of complaints.',
      schema: pageOf(movedComplaintSchema),
      example: { items: [exampleMovedComplaint], next: null },
      headers: ['Link'],
    },
  },
  example,
});

const apply = declare({
  id: 'applyRehearsal',
  tag: 'Rehearsals',
  summary: 'Make the change that was rehearsed',
  description:
    'Does exactly what the rehearsal showed, all of it or nothing: one event on each complaint, with its dates before and after, and the working days in force move on. Where anything is otherwise than it was shown, it writes nothing and says what.',
  may: 'rehearse',
  params,
  answers: { 201: { description: 'It is done.', schema: rehearsalSchema, example: exampleRehearsal } },
  example,
});

export function rehearsalRoutes(app: Scope, deps: RouteDeps): void {
  const { database } = deps;

  app.post('/rehearsals', rehearseChange, async (request, reply) => {
    const acting = actingOf(request);
    return answerOutcome(reply, await rehearse(deps, acting, request.body), (rehearsed) => {
      reply.code(201).header('location', `/v1/rehearsals/${rehearsed.id}`);
      return firstMoves(acting.landlordId, rehearsed);
    });
  });

  rehearsalListRoute(app, deps);

  app.get('/rehearsals/:id', read, async (request, reply) => {
    const { landlordId } = principalOf(request);
    const row = await findRehearsal(database, landlordId, request.params.id);
    return row ? firstMoves(landlordId, row) : notFound(reply);
  });

  app.get('/rehearsals/:id/moves', list, async (request, reply) => {
    const { landlordId } = principalOf(request);
    const { limit, cursor } = request.query;
    const cursors = await deps.cursors.of(request);
    const after = cursors.read(cursor, z.uuid()) ?? FIRST;
    const row = await findRehearsal(database, landlordId, request.params.id);
    if (!row) return notFound(reply);
    const rows = await shownComplaints(database, landlordId, row.id, { after, limit: limit + 1 });
    const position = ({ complaintId }: (typeof rows)[number]) => complaintId;
    return page(reply, { rows, limit, cursors, position, view: movedComplaintView });
  });

  app.post('/rehearsals/:id/application', apply, async (request, reply) => {
    const applied = await applyRehearsal(deps, { ...actingOf(request), id: request.params.id });
    if (applied.kind === 'already')
      return problem(reply, 'already_applied', {
        detail: `It was applied on ${applied.at}.`,
        facts: { appliedAt: applied.at },
      });
    if (applied.kind === 'outdated')
      return problem(reply, 'world_moved_on', {
        detail: 'Something it rests on has changed since, so nothing was written. Rehearse it again.',
        facts: { ...applied.since },
      });
    return answerOutcome(reply, applied, (rehearsal) => {
      reply.code(201);
      return rehearsalView(rehearsal, database.visibleComplaints.all);
    });
  });

  async function firstMoves(
    landlordId: string,
    row: RehearsalRow,
  ): Promise<z.input<typeof rehearsalWithMovesSchema>> {
    const first = { after: FIRST, limit: FIRST_MOVES };
    const rows = await shownComplaints(database, landlordId, row.id, first);
    return { ...rehearsalView(row, database.visibleComplaints.all), moves: rows.map(movedComplaintView) };
  }
}
