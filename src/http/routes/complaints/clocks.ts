import { z } from 'zod';
import { CLOCK_KINDS, type ClockKind, RESIDENT_CLOCKS } from '../../../policy/document/clock-kinds';
import { countWorklist, worklist } from '../../../db/complaints/clocks';
import { presentStates } from '../../../complaints/loading/present-states';
import { complaintStates } from '../../../db/complaints/read';
import { whoAndWhere } from '../../../db/complaints/people';
import { handOut } from '../../hooks/access-log';
import { isOutside, workingDaysBetween } from '../../../policy/calendar/calendar';
import { type Clock, clockSchema } from '../../../policy/clocks/clock';
import { sameClock } from '../../../policy/complaint/state';
import { clocksOf } from '../../../policy/clocks/deadlines';
import { forceSchema } from '../../../policy/document/limit';
import { slugSchema } from '../../../policy/document/vocabulary';
import { addDays, daysBetween, type LocalDate, localDateSchema } from '../../../policy/dates/local-date';
import { type Pin, type Rules, todayOf } from '../../../policy/rules/rules';
import type { RouteDeps, Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { cursorText, flag, page, pageOf, pageQuery, several } from '../../paging/page';
import { principalOf } from '../../auth/principal';
import { statusSchema, summary } from '../../schemas/complaint-summary';
import { exampleDueClock } from '../../schemas/examples';

export const dueClockSchema = z
  .strictObject({
    complaintId: z.uuid(),
    reference: z.string(),
    caseId: summary.caseId,
    status: statusSchema,
    receivedOn: localDateSchema,
    stage: z.string(),
    kind: z.enum(CLOCK_KINDS),
    n: z.int(),
    force: forceSchema.nullable().describe('How strongly the landlord words it. null: no time is set.'),
    dueOn: localDateSchema
      .nullable()
      .describe('What the landlord works to. null: no date was told, or none is known yet.'),
    judgedOn: localDateSchema
      .nullable()
      .describe('The date by which it counts as kept. null only with due=undated.'),
    originalDueOn: localDateSchema.nullable().describe('Differs from dueOn where the time was extended.'),
    overdue: z.boolean().describe('judgedOn has passed.'),
    workingDaysLeft: z.int().nullable().describe('Until judgedOn. Negative: working days overdue.'),
    waitingDays: z
      .int()
      .nullable()
      .describe(
        'With due=undated: the days since the complaint, or the request for its stage, was received.',
      ),
    withheld: clockSchema.shape.withheld,
    handler: z.string().nullable(),
    clock: clockSchema.optional().describe('With explain=true: the date with everything needed to check it.'),
    complainant: z.string().nullable().optional().describe('With people=true: their name; null: erased.'),
    address: z
      .string()
      .nullable()
      .optional()
      .describe('With people=true: of the property it is about, else of the complainant.'),
    summary: z.string().nullable().optional().describe('With people=true: what is complained of.'),
  })
  .meta({ id: 'DueClock', description: 'A running clock in the worklist.' });

type DueClock = z.input<typeof dueClockSchema>;

const NOTHING_WITHHELD: readonly string[] = [];

const NOBODY = { complainant: null, address: null, summary: null };

const isResidents = (kind: ClockKind): boolean => RESIDENT_CLOCKS.some((known) => known === kind);

/** The landlord's duties and the resident's own dates are two lists. */
function ofOneSide(kinds: readonly ClockKind[]): boolean {
  return kinds.every(isResidents) || !kinds.some(isResidents);
}

const WEEK_DAYS = 7;

const positionSchema = z.strictObject({
  dueOn: localDateSchema,
  complaintId: z.uuid(),
  stage: z.string().max(60),
  kind: z.string().max(30),
  n: z.int(),
});

const list = declare({
  id: 'listDueClocks',
  tag: 'Clocks',
  summary: 'See what is due',
  description:
    'The worklist: every running clock that is the landlord’s to keep, the earliest date first, by the date it is judged by. overdue: before today. today: on this day. week: today and the six days after. undated: what is awaited with no date to judge it by, the longest wait first. Ask for kind escalate or refer to see the resident’s own dates instead.',
  may: 'readComplaints',
  query: z.strictObject({
    due: z
      .enum(['overdue', 'today', 'week', 'undated'])
      .optional()
      .describe('Left out: all that have a date.'),
    kind: several(z.enum(CLOCK_KINDS))
      .refine(ofOneSide, 'names dates of the landlord and of the resident: ask for each by itself')
      .optional()
      .describe('What is due; several are each enough.'),
    handler: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('Who has the complaint at that stage. none: nobody.'),
    stage: several(slugSchema).optional().describe('The stage it is due at; several are each enough.'),
    people: flag
      .default(false)
      .describe(
        'true: who complained, where and of what. Each complaint named so has its entry in the access log.',
      ),
    explain: flag.default(false).describe('true: each date with its working, as readClocks gives it.'),
    ...pageQuery,
    cursor: cursorText.optional(),
  }),
  answers: {
    200: {
      description: 'A page of the worklist.',
      schema: pageOf(dueClockSchema),
      example: { items: [exampleDueClock], next: null },
      headers: ['Link'],
    },
  },
  example: { query: { due: 'overdue' } },
});

export function clockRoutes(app: Scope, deps: RouteDeps): void {
  const { database, rulebook } = deps;

  app.get('/clocks', list, async (request, reply) => {
    const { landlordId } = principalOf(request);
    const {
      due = null,
      kind: kinds = null,
      handler = null,
      stage: stages = null,
      explain,
      people,
      limit,
      count,
      cursor,
    } = request.query;
    const cursors = await deps.cursors.of(request);
    const after = cursors.read(cursor, positionSchema);
    const today = todayOf(await rulebook.clockOf(landlordId));
    const weekEnd = addDays(today, WEEK_DAYS - 1);
    const asked = { due, today, weekEnd, kinds, handler, stages };
    const rows = await worklist(database, landlordId, { ...asked, after, limit: limit + 1 });
    const pinned = await rulesByPin(rows);
    const shown = page(reply, {
      rows,
      limit,
      cursors,
      position: ({ judgedOn, waitsSince, complaintId, stage: at, kind: of, n }) => ({
        dueOn: judgedOn ?? waitsSince,
        complaintId,
        stage: at,
        kind: of,
        n,
      }),
      // Field by field: leaving columns out by rest and spread was the dearest step of a page of fifty.
      view: (row) => ({
        complaintId: row.complaintId,
        reference: row.reference,
        caseId: row.caseId,
        status: row.status,
        receivedOn: row.receivedOn,
        stage: row.stage,
        kind: row.kind,
        n: row.n,
        force: row.force,
        dueOn: row.dueOn,
        judgedOn: row.judgedOn,
        originalDueOn: row.originalDueOn,
        overdue: row.judgedOn !== null && row.judgedOn < today,
        workingDaysLeft: row.judgedOn && workingDaysLeft(row.judgedOn, today, pinned.get(nameOf(row))),
        waitingDays: row.waitsSince && daysBetween(row.waitsSince, today),
        withheld: row.withheld ?? NOTHING_WITHHELD,
        handler: row.handler,
      }),
    });
    // The rows come from the clocks table, whose words are those the schema parses the answer by.
    const items = shown.items as DueClock[];
    const named = people ? await withPeople(items) : items;
    return {
      ...shown,
      items: explain ? await explained(named) : named,
      ...(count && { count: await countWorklist(database, landlordId, asked) }),
    };

    async function rulesByPin(pins: readonly Pin[]): Promise<Map<string, Rules>> {
      const found = new Map<string, Rules>();
      for (const pin of pins) {
        if (found.has(nameOf(pin))) continue;
        found.set(nameOf(pin), await rulebook.pinned(landlordId, { ...pin, clocksUnderEarlierRules: [] }));
      }
      return found;
    }

    async function withPeople(dates: DueClock[]): Promise<DueClock[]> {
      const ids = [...new Set(dates.map(({ complaintId }) => complaintId))];
      const found = await whoAndWhere(database, landlordId, ids);
      handOut(
        request,
        ids.map((id) => ({ id })),
      );
      return dates.map((item) => ({ ...item, ...(found.get(item.complaintId) ?? NOBODY) }));
    }

    async function explained(dates: DueClock[]): Promise<DueClock[]> {
      const rows = await complaintStates(
        database,
        landlordId,
        dates.map(({ complaintId }) => complaintId),
      );
      const states = await presentStates(database, landlordId, rows);
      const clocks = new Map<string, readonly Clock[]>();
      for (const { id, state } of states)
        clocks.set(id, clocksOf(state, await rulebook.pinned(landlordId, state)));
      return dates.map((item) => {
        const clock = clocks.get(item.complaintId)?.find((known) => sameClock(known, item));
        return { ...item, ...(clock && { clock }) };
      });
    }
  });
}

const nameOf = ({ policyVersion, calendarEdition }: Pin): string => `${calendarEdition}/${policyVersion}`;

function workingDaysLeft(dueOn: LocalDate, today: LocalDate, rules: Rules | undefined): number | null {
  if (!rules) return null;
  const late = dueOn < today;
  const days = workingDaysBetween(rules.calendar, late ? dueOn : today, late ? today : dueOn, 'day-after');
  if (isOutside(days)) return null;
  return late ? -days : days;
}
