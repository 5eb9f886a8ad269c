import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { changeLandlord } from '../../../complaints/landlord/change-landlord';
import { countLandlords, findLandlord, insertLandlord, listLandlords } from '../../../db/landlords/landlords';
import { concern } from '../../hooks/access-log';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare, UNCHANGED } from '../../operations/operation';
import { answerOutcome } from '../../operations/outcome';
import { cursorText, page, pageOf, pageQuery } from '../../paging/page';
import { etagOf, ifMatch, ifNoneMatch, matches, unchanged } from '../../requests/preconditions';
import { isPlatform, type Principal, principalOf } from '../../auth/principal';
import { notFound, problem } from '../../problems/problem';
import {
  EXAMPLE_LANDLORD_ID,
  exampleDetails,
  exampleLandlord,
  landlordDetailsSchema,
  landlordSchema,
  landlordView,
} from '../../schemas/landlord';

const params = z.strictObject({ id: z.uuid().describe('The id of the landlord.') });
const example = { params: { id: EXAMPLE_LANDLORD_ID } };

const createLandlord = declare({
  id: 'createLandlord',
  tag: 'Landlords',
  summary: 'Add a landlord',
  description:
    'A landlord begins with no policy and no key. Create a key for it next, and let it publish its policy with `PUT /v1/policies/{version}`, from one of `GET /v1/procedures` or its own. In the demo, the example works with the key of the platform.',
  may: 'createLandlords',
  body: landlordDetailsSchema,
  answers: {
    201: {
      description: 'The new landlord.',
      schema: landlordSchema,
      example: exampleLandlord,
      headers: ['ETag', 'Location'],
    },
  },
  example: { body: exampleDetails },
});

const list = declare({
  id: 'listLandlords',
  tag: 'Landlords',
  summary: 'List landlords',
  description:
    "The platform's own key sees all of them, the first created first; a landlord's key sees its landlord.",
  may: 'readLandlords',
  query: z.strictObject({ ...pageQuery, cursor: cursorText.optional() }),
  answers: {
    200: {
      description: 'A page of landlords.',
      schema: pageOf(landlordSchema),
      example: { items: [exampleLandlord], next: null },
      headers: ['Link'],
    },
  },
});

const read = declare({
  id: 'readLandlord',
  tag: 'Landlords',
  summary: 'Read a landlord',
  description:
    'Its name, division, time zone, homes, the ombudsman its residents can turn to, and what its handlers see. In the demo, the example works with the key of hexagon.',
  may: 'readLandlords',
  params,
  headers: z.object(ifNoneMatch),
  answers: {
    200: {
      description: 'The landlord.',
      schema: landlordSchema,
      example: exampleLandlord,
      headers: ['ETag'],
    },
    304: UNCHANGED,
  },
  example,
});

const change = declare({
  id: 'changeLandlord',
  tag: 'Landlords',
  summary: 'Change a landlord',
  description:
    'Replaces all its details but what handlers see, which changes only where it is given. No date of any complaint moves: dates follow the policy version a complaint is under, and the time zone is fixed once there is a complaint. What handlers see changes with the next request. In the demo, the example works with the key of hexagon.',
  may: 'changeLandlords',
  params,
  headers: z.object(ifMatch),
  body: landlordDetailsSchema,
  answers: {
    200: {
      description: 'The landlord as it is now.',
      schema: landlordSchema,
      example: exampleLandlord,
      headers: ['ETag'],
    },
  },
  example: { ...example, body: exampleDetails },
});

/** A landlord's key can only ever name its own landlord; any other is answered like one that does not exist. */
const mayName = (principal: Principal, id: string): boolean =>
  isPlatform(principal) || principal.landlordId === id;

export function landlordRoutes(
  app: Scope,
  { database, now, rulebook, landlords, cursors: all }: RouteDeps,
): void {
  app.post('/landlords', createLandlord, async (request, reply) => {
    const row = await insertLandlord(database, uuidv7(), request.body, now());
    concern(request, row.id);
    reply
      .code(201)
      .header('location', `/v1/landlords/${row.id}`)
      .header('etag', etagOf(request, row.version));
    return landlordView(row);
  });

  app.get('/landlords', list, async (request, reply) => {
    const { limit, count, cursor } = request.query;
    const principal = principalOf(request);
    const cursors = await all.of(request);
    // Of a landlord's own list there is one page, so that any cursor is one it never gave.
    const afterId = cursors.read(cursor, z.uuid());
    if (!isPlatform(principal)) {
      const own = await findLandlord(database, principal.landlordId);
      const items = own ? [landlordView(own)] : [];
      return { items, next: null, ...(count && { count: items.length }) };
    }
    const rows = await listLandlords(database, { afterId, limit: limit + 1 });
    const shown = page(reply, { rows, limit, cursors, position: (row) => row.id, view: landlordView });
    return count ? { ...shown, count: await countLandlords(database) } : shown;
  });

  app.get('/landlords/:id', read, async (request, reply) => {
    const { id } = request.params;
    const row = mayName(principalOf(request), id) ? await findLandlord(database, id) : null;
    if (!row) return notFound(reply);
    concern(request, id);
    if (unchanged(reply, row.version)) return reply.code(304).send();
    return landlordView(row);
  });

  app.put('/landlords/:id', change, async (request, reply) => {
    const { id } = request.params;
    if (!mayName(principalOf(request), id)) return notFound(reply);
    const condition = request.headers['if-match'];
    const hasRead = (version: number) => condition === undefined || matches(condition, version);
    const changed = await changeLandlord({ database, now }, id, request.body, hasRead);
    if (changed.kind !== 'absent') concern(request, id);
    if (changed.kind === 'zone-in-use')
      return problem(reply, 'zone_in_use', {
        detail: `The landlord has complaints, and its time zone is ${changed.zone}.`,
      });
    return answerOutcome(reply, changed, (landlord) => {
      // Its zone decides which day it is there, and it itself what handlers see, from the next request on.
      rulebook.landlordTerms.forget(id);
      landlords.forget(id);
      reply.header('etag', etagOf(request, landlord.version));
      return landlordView(landlord);
    });
  });
}
