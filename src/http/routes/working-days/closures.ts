import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { insertEdition, latestEdition } from '../../../db/landlords/calendar-editions';
import { countOnEarlierEditions } from '../../../db/complaints/open';
import { isFault } from '../../../policy/calendar/calendar';
import { BUNDLED, type CalendarEdition } from '../../../policy/calendar/edition';
import { editionCalendar } from '../../../policy/calendar/of-policy';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare, UNCHANGED } from '../../operations/operation';
import {
  etagOf,
  ifMatch,
  ifNoneMatch,
  matches,
  presentVersion,
  unchanged,
} from '../../requests/preconditions';
import { actorOf, principalOf } from '../../auth/principal';
import { problem } from '../../problems/problem';
import {
  closuresEnteredSchema,
  closuresVersion,
  closuresSchema,
  closuresView,
  exampleClosures,
  exampleNewClosures,
  newClosuresSchema,
} from '../../schemas/closures';

const read = declare({
  id: 'readClosures',
  tag: 'Working days',
  summary: "Read the landlord's own working days",
  description:
    'The closures and extra working days in force beside those of the procedure itself, and how the bank holidays differ from those that come with the service.',
  may: 'readPolicies',
  headers: z.object(ifNoneMatch),
  answers: {
    200: {
      description: 'The edition in force.',
      schema: closuresSchema,
      example: exampleClosures,
      headers: ['ETag'],
    },
    304: UNCHANGED,
  },
});

const answer = {
  schema: closuresEnteredSchema,
  example: { ...exampleClosures, keepAnEarlierEdition: 2 },
  headers: ['ETag'],
} as const;

const enter = declare({
  id: 'putClosures',
  tag: 'Working days',
  summary: "Replace the landlord's own working days",
  description:
    'Takes effect for complaints received from now on. Open complaints keep the dates they were told, by the edition they began under: rehearse the change to see what it would move, and apply it there. Sending the same again is harmless.',
  may: 'changeClosures',
  headers: z.object(ifMatch),
  body: newClosuresSchema,
  answers: {
    200: { ...answer, description: 'They stood just so.' },
    201: { ...answer, description: 'A further edition is in force.' },
  },
  example: { body: exampleNewClosures },
});

export function closureRoutes(app: Scope, { database, now, rulebook }: RouteDeps): void {
  app.get('/closures', read, async (request, reply) => {
    const inForce = await inForceOf(principalOf(request).landlordId);
    if (unchanged(reply, closuresVersion(inForce))) return reply.code(304).send();
    return inForce;
  });

  app.put('/closures', enter, async (request, reply) => {
    const principal = principalOf(request);
    const { landlordId } = principal;
    const { why, ...days } = request.body;
    const condition = request.headers['if-match'];
    const { division } = await rulebook.workingDays(landlordId);

    // Without a condition the caller meant "whatever stands there", so one more try is theirs.
    for (let tries = 0; tries < 2; tries += 1) {
      const inForce = await inForceOf(landlordId);
      if (condition !== undefined && !matches(condition, closuresVersion(inForce)))
        return problem(reply, 'stale_version', {
          detail: presentVersion(closuresVersion(inForce)),
        });
      const content: CalendarEdition = { ...days, holidays: inForce.holidays };
      const calendar = editionCalendar(division, content);
      if (isFault(calendar))
        return problem(reply, 'contradictory_request', {
          errors: [{ in: 'body', pointer: '', detail: calendar.message }],
        });
      const same = isDeepStrictEqual(daysOf(inForce), days);
      const entered = {
        number: inForce.edition + 1,
        content,
        why,
        createdAt: now(),
        createdBy: actorOf(principal),
        redactions: [],
      };
      if (!same && !(await insertEdition(database, landlordId, entered))) continue;
      if (!same) {
        // At once and not when the database's own news comes round: the next complaint pins this edition.
        rulebook.landlordTerms.forget(landlordId);
        reply.code(201);
      }
      const shown = same ? inForce : closuresView(entered);
      reply.header('etag', etagOf(request, closuresVersion(shown)));
      const keepAnEarlierEdition = await countOnEarlierEditions(database, landlordId, shown.edition);
      return { ...shown, keepAnEarlierEdition };
    }
    return problem(reply, 'conflicting_change');
  });

  async function inForceOf(landlordId: string): Promise<z.output<typeof closuresSchema>> {
    const row = await latestEdition(database, landlordId);
    return row
      ? closuresView(row)
      : { edition: 0, ...BUNDLED, why: null, createdAt: null, createdBy: null, redactions: [] };
  }
}

type Shown = Pick<z.output<typeof closuresSchema>, 'closures' | 'extraWorkingDays'>;

const daysOf = ({ closures, extraWorkingDays }: Shown): Shown => ({ closures, extraWorkingDays });
