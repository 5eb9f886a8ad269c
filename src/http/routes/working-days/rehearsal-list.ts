import { z } from 'zod';
import { countRehearsals, listRehearsals } from '../../../db/rehearsals/lists';
import { CHANGE_KINDS } from '../../../policy/rehearsal/change';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { cursorText, flag, orderQuery, page, pageOf, pageQuery, several } from '../../paging/page';
import { principalOf } from '../../auth/principal';
import { exampleRehearsal, rehearsalSchema, rehearsalView } from '../../schemas/rehearsal';

const list = declare({
  id: 'listRehearsals',
  tag: 'Rehearsals',
  summary: 'List rehearsals',
  description:
    'The latest held first, unless told. Those that were not applied are kept for thirty days; what was applied is kept with the events it made.',
  may: 'readComplaints',
  query: z.strictObject({
    kind: several(z.enum(CHANGE_KINDS)).optional().describe('Of what change; several are each enough.'),
    applied: flag.optional().describe('true: only those that were applied; false: only those that were not.'),
    ...orderQuery,
    ...pageQuery,
    cursor: cursorText.optional(),
  }),
  answers: {
    200: {
      description: 'A page of rehearsals.',
      schema: pageOf(rehearsalSchema),
      example: { items: [exampleRehearsal], next: null },
      headers: ['Link'],
    },
  },
});

export function rehearsalListRoute(app: Scope, { database, cursors: all }: RouteDeps): void {
  app.get('/rehearsals', list, async (request, reply) => {
    const { landlordId } = principalOf(request);
    const { order, limit, count, cursor, kind: kinds = null, applied = null } = request.query;
    const cursors = await all.of(request);
    const filter = { kinds, applied };
    const after = cursors.read(cursor, z.uuid());
    const rows = await listRehearsals(database, landlordId, { filter, order, after, limit: limit + 1 });
    const { all: seesAll } = database.visibleComplaints;
    const view = (row: (typeof rows)[number]) => rehearsalView(row, seesAll);
    const shown = page(reply, { rows, limit, cursors, position: ({ id }) => id, view });
    return count ? { ...shown, count: await countRehearsals(database, landlordId, filter) } : shown;
  });
}
