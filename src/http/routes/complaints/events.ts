import { z } from 'zod';
import { eventFeed } from '../../../db/complaints/events';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { cursorText, pageQuery } from '../../paging/page';
import { principalOf } from '../../auth/principal';
import { cloudEventSchema, cloudEventView } from '../../schemas/event';
import { exampleCloudEvent } from '../../schemas/examples';

const positionSchema = z.strictObject({
  epoch: z.int32().min(0),
  xact: z.string().regex(/^\d{1,19}$/),
  position: z.int().min(0),
});

const feed = declare({
  id: 'readEventFeed',
  tag: 'Events',
  summary: 'Follow everything that happens',
  description:
    'All events of your complaints and of your contacts that are none, in one order in which none is ever missed. Keep `next` and ask again with it as `after`: it is given even when there is nothing new.',
  may: 'readComplaints',
  query: z.strictObject({
    limit: pageQuery.limit,
    after: cursorText.optional(),
  }),
  answers: {
    200: {
      description: 'The events after that position, oldest first.',
      schema: z.strictObject({ items: z.array(cloudEventSchema), next: z.string() }),
      example: {
        items: [exampleCloudEvent],
        next: 'dGhlIHNlYWwgb2YgaXR7InhhY3QiOiI3NDEiLCJwb3NpdGlvbiI6MX0',
      },
    },
  },
});

/** Before every event: where a reader stands that has seen none. */
const BEGINNING = { epoch: 0, xact: '0', position: 0 };

export function eventRoutes(app: Scope, { database, cursors: all }: RouteDeps): void {
  app.get('/events', feed, async (request) => {
    const { landlordId } = principalOf(request);
    const { after: given, limit } = request.query;
    const cursors = await all.of(request);
    const after = cursors.read(given, positionSchema, '/after');
    const rows = await eventFeed(database, landlordId, after, limit);
    const last = rows.at(-1);
    const reached = last
      ? { epoch: last.epoch, xact: last.xact, position: last.position }
      : (after ?? BEGINNING);
    return { items: rows.map(cloudEventView(landlordId)), next: cursors.write(reached) };
  });
}
