import { z } from 'zod';
import { eventFeed, eventFeedOfTypes, type FeedPage, type FeedRow } from '../../../db/complaints/events';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { cursorText, pageQuery, several } from '../../paging/page';
import { principalOf } from '../../auth/principal';
import { cloudEventSchema, cloudEventView, FEED_TYPES, storedTypes } from '../../schemas/event';
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
    'All events of your complaints and of your contacts that are none, in one order in which none is ever missed. Keep `next` and ask again with it as `after`: it is given even when there is nothing new. With `type`, a page may be short or empty although more follow: `more` says so.',
  may: 'readComplaints',
  query: z.strictObject({
    limit: pageQuery.limit,
    type: several(z.enum(FEED_TYPES), FEED_TYPES.length)
      .optional()
      .describe('Events of these types alone; several are each enough. Left out: all.'),
    after: cursorText.optional(),
  }),
  answers: {
    200: {
      description: 'The events after that position, oldest first.',
      schema: z.strictObject({
        items: z.array(cloudEventSchema),
        next: z.string(),
        more: z.boolean().describe('true: ask again at once, since this page did not come to the end.'),
      }),
      example: {
        items: [exampleCloudEvent],
        more: false,
        next: 'dGhlIHNlYWwgb2YgaXR7InhhY3QiOiI3NDEiLCJwb3NpdGlvbiI6MX0',
      },
    },
  },
});

const feedPage = (rows: FeedRow[], limit: number): FeedPage => ({
  rows,
  reached: rows.at(-1) ?? null,
  more: rows.length === limit,
});

/** Before every event: where a reader stands that has seen none. */
const BEGINNING = { epoch: 0, xact: '0', position: 0 };

export function eventRoutes(app: Scope, { database, cursors: all }: RouteDeps): void {
  app.get('/events', feed, async (request) => {
    const { landlordId } = principalOf(request);
    const { after: given, limit, type: types } = request.query;
    const cursors = await all.of(request);
    const after = cursors.read(given, positionSchema, '/after');
    const { rows, reached, more } = types
      ? await eventFeedOfTypes(database, landlordId, after, { types: storedTypes(types), limit })
      : feedPage(await eventFeed(database, landlordId, after, limit), limit);
    const { epoch, xact, position } = reached ?? after ?? BEGINNING;
    return {
      items: rows.map(cloudEventView(landlordId)),
      next: cursors.write({ epoch, xact, position }),
      more,
    };
  });
}
