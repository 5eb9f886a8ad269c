import { z } from 'zod';
import { type CorrectionRow, countCorrections, listCorrections } from '../../../db/complaints/corrections';
import { endOfDay, instantSchema, localDateSchema } from '../../../policy/dates/local-date';
import { CLOCK_KINDS } from '../../../policy/document/clock-kinds';
import { touchedDatesSchema, VOIDED_AS } from '../../../policy/events/corrected';
import { EVENT_TYPES } from '../../../policy/events/events';
import { handOut } from '../../hooks/access-log';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { cursorText, page, pageOf, pageQuery } from '../../paging/page';
import { principalOf } from '../../auth/principal';
import { problem } from '../../problems/problem';
import { summary } from '../../schemas/complaint-summary';
import { exampleEvent, exampleSummary } from '../../schemas/examples';

const day = localDateSchema.nullable();

const dates = touchedDatesSchema.nullable();

const correctionSchema = z
  .strictObject({
    complaintId: z.uuid(),
    reference: z.string(),
    caseId: summary.caseId,
    event: z.int().describe('The `sequence` of the correction among the events of its complaint.'),
    recordedAt: instantSchema,
    actor: z.string().describe('Who recorded it, as events name them.'),
    why: z.string().nullable().describe('In the words of whoever corrected; null: erased.'),
    voidedAs: z
      .enum(VOIDED_AS)
      .nullable()
      .describe('It struck the complaint as a whole, which is in no figure any more.'),
    acts: z
      .array(
        z.strictObject({
          event: z.int().describe('The `sequence` of the act.'),
          inserted: z
            .int()
            .nullable()
            .describe('Where that event is a correction: which of the acts that it put in.'),
          type: z.enum(EVENT_TYPES).describe('The act by the type of its event.'),
          change: z
            .enum(['changed', 'struck', 'put-in', 'counts-again'])
            .describe('What became of it. An act that nobody named is here where another one changed it.'),
          from: day.describe('The day it had happened on; null: it had not counted.'),
          to: day.describe('The day it happened on as it counts since; null: it does not.'),
        }),
      )
      .describe('Acts that count otherwise since.'),
    dates: z
      .array(
        z.strictObject({
          stage: z.string(),
          kind: z.enum(CLOCK_KINDS),
          n: z.int(),
          from: dates.describe('As it had been; null: there was no such clock.'),
          to: dates.describe('As it was from then on; null: there is no such clock.'),
        }),
      )
      .describe('Clocks whose dates it moved, or what ended them.'),
  })
  .meta({ id: 'CorrectionOfPeriod', description: 'A correction that touches a period already over.' });

const PERIOD = { from: '2024-04-01', to: '2025-03-31' };

const position = z.strictObject({
  recordedAt: instantSchema.refine((at) => /\.\d{3}Z$/.test(at)),
  complaintId: z.uuid(),
  sequence: z.int(),
});

const list = declare({
  id: 'listCorrectionsOfPeriod',
  tag: 'Reports',
  summary: 'See what was corrected since a period was published',
  description:
    'Figures are always those of the record as it stands, so a correction changes those of a period that is over. Give the period as it was published. This lists every correction recorded after its last day that touches it, the latest first: a date in it moved, or an act of it was changed, struck or put in. Days of receipt that releases before this one put right are not among them. The access log has an entry for each complaint handed out.',
  may: 'readComplaints',
  query: z.strictObject({
    from: localDateSchema.describe('The first day of the period.'),
    to: localDateSchema.describe('Its last day. What was recorded by the end of it was in its figures.'),
    ...pageQuery,
    cursor: cursorText.optional(),
  }),
  answers: {
    200: {
      description: 'A page of corrections.',
      schema: pageOf(correctionSchema),
      example: {
        items: [
          {
            complaintId: exampleSummary.id,
            reference: exampleSummary.reference,
            caseId: exampleSummary.caseId,
            event: 9,
            recordedAt: '2025-05-12T09:30:00.000Z',
            actor: exampleEvent.actor,
            why: 'Typed 16 September for 6 September; the letter is dated the 6th.',
            voidedAs: null,
            acts: [
              {
                event: 2,
                inserted: null,
                type: 'acknowledged',
                change: 'changed',
                from: '2024-09-16',
                to: '2024-09-06',
              },
            ],
            dates: [
              {
                stage: 'stage-1',
                kind: 'acknowledge',
                n: 0,
                from: {
                  dueOn: '2024-09-09',
                  judgedOn: '2024-09-09',
                  metOn: '2024-09-16',
                  stoppedOn: null,
                  lateStart: false,
                },
                to: {
                  dueOn: '2024-09-09',
                  judgedOn: '2024-09-09',
                  metOn: '2024-09-06',
                  stoppedOn: null,
                  lateStart: false,
                },
              },
            ],
          },
        ],
        next: null,
      },
      headers: ['Link'],
    },
  },
  example: { query: PERIOD },
});

export function correctionReportRoutes(app: Scope, { database, rulebook, cursors: all }: RouteDeps): void {
  app.get('/reports/corrections', list, async (request, reply) => {
    const { from, to, limit, count, cursor } = request.query;
    if (to < from) {
      const detail = `must not be before ${from}, the first day of the period`;
      return problem(reply, 'contradictory_request', { errors: [{ in: 'query', pointer: '/to', detail }] });
    }
    const { landlordId } = principalOf(request);
    const cursors = await all.of(request);
    const after = cursors.read(cursor, position);
    const { zone } = await rulebook.clockOf(landlordId);
    const asked = { from, to, since: endOfDay(to, zone) };
    const rows = await listCorrections(database, landlordId, asked, { after, limit: limit + 1 });
    const shown = page(reply, {
      rows,
      limit,
      cursors,
      position: ({ recordedAt, complaintId, sequence }) => ({ recordedAt, complaintId, sequence }),
      view: correctionView,
    });
    handOut(
      request,
      [...new Set(shown.items.map(({ complaintId }) => complaintId))].map((id) => ({ id })),
    );
    return count ? { ...shown, count: await countCorrections(database, landlordId, asked) } : shown;
  });
}

type View = z.input<typeof correctionSchema>;

/** The row comes from an event that was written through its own schema; the answer is parsed by this one. */
const correctionView = ({ sequence, touched, ...row }: CorrectionRow): View => ({
  ...row,
  event: sequence,
  acts: (touched?.acts ?? []).map(({ sequence: event, inserted, type, from, to }) => ({
    event,
    inserted,
    type: type as View['acts'][number]['type'],
    change: changeOf(from, to, event === sequence),
    from,
    to,
  })),
  dates: (touched?.dates ?? []) as View['dates'],
});

/** An act bears the number of the correction that put it in. */
function changeOf(from: string | null, to: string | null, isOwn: boolean): View['acts'][number]['change'] {
  if (to === null) return 'struck';
  if (from !== null) return 'changed';
  return isOwn ? 'put-in' : 'counts-again';
}
