import { findPolicy } from '../../../db/landlords/policies';
import { isFault } from '../../../policy/calendar/calendar';
import { endOfDay, isInstant, isLocalDate } from '../../../policy/dates/local-date';
import { calendarOf } from '../../../policy/calendar/of-policy';
import { shipped } from '../../../policy/procedures/index';
import type { Rules } from '../../../policy/rules/rules';
import { commandOf, type Step, timelineOf } from '../../../policy/timeline';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { faultsOf } from '../../requests/field-faults';
import { declare } from '../../operations/operation';
import { isPlatform, type Principal, principalOf } from '../../auth/principal';
import { problem, type RequestFault } from '../../problems/problem';
import exampleTimeline from '../../schemas/example-timeline.json';
import {
  exampleTimelineRequest,
  type TimelineRequest,
  timelineAnswerSchema,
  timelineRequestSchema,
  timelineView,
} from '../../schemas/timeline';

const foresee = declare({
  id: 'foreseeTimeline',
  tag: 'Procedures',
  summary: 'See every date before anything is done',
  description:
    'Takes a procedure, a complaint and a list of acts, and answers every clock explained, up to the first act that would be refused and why. Nothing is stored. An act that is still to come needs an `asAt` that is not before it.',
  may: 'readPublished',
  body: timelineRequestSchema,
  answers: {
    200: { description: 'What would come of it.', schema: timelineAnswerSchema, example: exampleTimeline },
  },
  example: { body: exampleTimelineRequest },
});

/** The zone of every division, for a caller that is no landlord. */
const UNITED_KINGDOM = 'Europe/London';

type Edition = Pick<Rules, 'policy' | 'calendar'>;

export function timelineRoutes(app: Scope, { database, rulebook, now }: RouteDeps): void {
  /** Shipped procedures never change, and a form asks again with each key press. */
  const shippedEditions = new Map<string, Edition>();

  async function publishedEdition(version: string, { landlordId }: Principal): Promise<Edition | null> {
    const row = await findPolicy(database, landlordId, version);
    return row ? rulebook.published(landlordId, version) : null;
  }

  function editionOf({ document, procedure }: TimelineRequest): Edition | RequestFault {
    const name: string = procedure ?? '';
    const kept = document ? undefined : shippedEditions.get(name);
    if (kept) return kept;
    const policy = document ?? shipped(name);
    if (!policy) throw new RangeError('The schema lets no request without a procedure pass');
    const calendar = calendarOf(policy);
    if (isFault(calendar)) return { in: 'body', pointer: '/document/calendar', detail: calendar.message };
    const edition = { policy, calendar };
    if (!document) shippedEditions.set(name, edition);
    return edition;
  }

  app.post('/timelines', foresee, async (request, reply) => {
    const { complaint, acts, asAt, version } = request.body;
    const caller = principalOf(request);
    const { steps, faults } = stepsOf(acts);
    if (faults.length > 0) return problem(reply, 'invalid_request', { errors: faults });
    const edition = version === undefined ? editionOf(request.body) : await publishedEdition(version, caller);
    if (!edition) return problem(reply, 'not_found', { errors: [notPublished] });
    if ('pointer' in edition) return problem(reply, 'contradictory_request', { errors: [edition] });
    const { policy, calendar } = edition;
    const clock = isPlatform(caller)
      ? { now: now(), zone: UNITED_KINGDOM }
      : await rulebook.clockOf(caller.landlordId);
    const rules = { policy, calendar, ...clock, ...(asAt && { now: momentOf(asAt, clock.zone) }) };
    return timelineView(timelineOf(complaint, steps, rules));
  });
}

const notPublished: RequestFault = {
  in: 'body',
  pointer: '/version',
  detail: 'is no version that this landlord published',
};

function momentOf(asAt: string, zone: string): Rules['now'] {
  if (isInstant(asAt)) return asAt;
  if (isLocalDate(asAt)) return endOfDay(asAt, zone);
  throw new RangeError(`The schema lets no present such as ${asAt} pass`);
}

/** Each body is read by its act's own schema, so that a fault is told as that act would tell it. */
function stepsOf(acts: TimelineRequest['acts']): { steps: Step[]; faults: RequestFault[] } {
  const steps: Step[] = [];
  const faults: RequestFault[] = [];
  acts.forEach(({ act, body }, index) => {
    const command = commandOf(act);
    if (!command) throw new RangeError(`The schema lets no act called ${act} pass`);
    const read = command.body.safeParse(body, { reportInput: true });
    if (read.success) steps.push({ command, body: read.data });
    else {
      const found = faultsOf('body', command.body, read.error.issues);
      faults.push(...found.map((fault) => ({ ...fault, pointer: `/acts/${index}/body${fault.pointer}` })));
    }
  });
  return { steps, faults };
}
