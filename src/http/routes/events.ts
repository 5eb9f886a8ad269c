import { z } from 'zod';
import type { Database } from '../../db/client';
import { eventFeed } from '../../db/events';
import type { Scope } from '../app-type';
import { declare } from '../operation';
import { cursorOf, encodeCursor, pageQuery } from '../paging';
import { principalOf } from '../principal';
import { cloudEventSchema, cloudEventView } from '../schemas/event';
import { exampleCloudEvent } from '../schemas/examples';

const feed = declare({
  id: 'readEventFeed',
  tag: 'Events',
  summary: 'Follow everything that happens',
  description:
    'All events of your complaints in one order in which none is ever missed. Keep `next` and ask again with it as `after`: it is given even when there is nothing new.',
  may: 'readComplaints',
  query: z.strictObject({
    limit: pageQuery.limit,
    after: cursorOf(
      z.strictObject({ xact: z.string().regex(/^\d{1,19}$/), position: z.int().min(0) }),
    ).optional(),
  }),
  answers: {
    200: {
      description: 'The events after that position, oldest first.',
      schema: z.strictObject({ items: z.array(cloudEventSchema), next: z.string() }),
      example: { items: [exampleCloudEvent], next: encodeCursor({ xact: '741', position: 1 }) },
    },
  },
});

/** Before every event: where a reader stands that has seen none. */
const BEGINNING = { xact: '0', position: 0 };

export function eventRoutes(app: Scope, { database }: { readonly database: Database }): void {
  app.get('/events', feed, async (request) => {
    const { landlordId } = principalOf(request);
    const { after = null, limit } = request.query;
    const rows = await eventFeed(database, landlordId, after, limit);
    const last = rows.at(-1);
    const reached = last ? { xact: last.xact, position: last.position } : (after ?? BEGINNING);
    return { items: rows.map(cloudEventView(landlordId)), next: encodeCursor(reached) };
  });
}
