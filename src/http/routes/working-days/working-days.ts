import { z } from 'zod';
import {
  addWorkingDays,
  buildCalendar,
  type Calendar,
  type Counting,
  type DatedReason,
  excludedDays,
  isFault,
  isOutside,
  type OutsideCalendar,
  workingDaysBetween,
} from '../../../policy/calendar/calendar';
import { holidays } from '../../../policy/calendar/bank-holidays';
import { countingSchema, type Division, divisionSchema } from '../../../policy/document/calendar';
import { addDays, type LocalDate, localDateSchema } from '../../../policy/dates/local-date';
import type { Scope } from '../../operations/route-deps';
import { declare } from '../../operations/operation';
import { wholeNumber } from '../../requests/whole-number';
import { type ProblemFacts, problem } from '../../problems/problem';

const query = z
  .strictObject({
    from: localDateSchema.describe('The day to count from.'),
    days: wholeNumber(0, 2000).optional().describe('How many working days to add. Give this or `to`.'),
    to: localDateSchema.optional().describe('The day to count up to. Give this or `days`.'),
    division: divisionSchema.describe('Whose bank holidays.'),
    counting: countingSchema
      .default('day-after')
      .describe(
        'day-after: day 1 is the working day after. roll-then-day-after: a day off at the start is passed over first. inclusive: the first working day is day 1.',
      ),
  })
  .superRefine(({ days, to }, context) => {
    if ((days === undefined) !== (to === undefined)) return;
    const message =
      days === undefined ? 'is required, or `to` in its place' : 'cannot be given together with `to`';
    context.addIssue({ code: 'custom', path: ['days'], message });
  });

const asked = { from: localDateSchema, division: divisionSchema, counting: countingSchema };
const excluded = z
  .array(z.strictObject({ on: localDateSchema, why: z.string() }))
  .describe('The days passed over that did not count.');

const added = z
  .strictObject({
    ...asked,
    days: z.int(),
    on: localDateSchema.describe('The day on which the count is reached.'),
    excluded,
  })
  .meta({ id: 'WorkingDaysAdded' });
const counted = z
  .strictObject({ ...asked, to: localDateSchema, workingDays: z.int(), excluded })
  .meta({ id: 'WorkingDaysCounted' });

const countWorkingDays = declare({
  id: 'countWorkingDays',
  tag: 'Working days',
  summary: 'Add working days to a date, or count them between two dates',
  description:
    'Weekends and the bank holidays of the division are left out, and listed with the reason. A landlord that closes on other days says so in its policy; those are not counted here. No date is given beyond the last published bank holiday.',
  may: 'readPublished',
  query,
  answers: {
    200: {
      description: 'The date or the number, with the days left out.',
      schema: z.union([added, counted]),
      example: {
        from: '2024-09-02',
        division: 'england-and-wales',
        counting: 'day-after',
        days: 5,
        on: '2024-09-09',
        excluded: [
          { on: '2024-09-07', why: 'Saturday' },
          { on: '2024-09-08', why: 'Sunday' },
        ],
      },
    },
  },
  example: { query: { from: '2024-09-02', days: 5, division: 'england-and-wales', counting: 'day-after' } },
});

export function workingDayRoutes(app: Scope): void {
  app.get('/working-days', countWorkingDays, async (request, reply) => {
    const { from, days, to, division, counting } = request.query;
    const calendar = bankHolidayCalendar(division);
    if (to !== undefined) {
      if (to < from) {
        const fault = { in: 'query' as const, pointer: '/to', detail: `must not be before from, ${from}` };
        return problem(reply, 'contradictory_request', { errors: [fault] });
      }
      const workingDays = workingDaysBetween(calendar, from, to, counting);
      if (isOutside(workingDays)) return problem(reply, 'outside_calendar', beyond(workingDays));
      return {
        from,
        division,
        counting,
        to,
        workingDays,
        excluded: passedOver(calendar, from, to, counting),
      };
    }
    const on = addWorkingDays(calendar, from, days ?? 0, counting);
    if (isOutside(on)) return problem(reply, 'outside_calendar', beyond(on));
    return {
      from,
      division,
      counting,
      days: days ?? 0,
      on,
      excluded: passedOver(calendar, from, on, counting),
    };
  });
}

function beyond({ asked, first, last, calendarVersion }: OutsideCalendar): ProblemFacts {
  return {
    detail: `This depends on ${asked}, and bank holidays are only known from ${first} to ${last}.`,
    facts: { asked, calendarVersion },
    allowed: { first, last },
  };
}

/** Day 0 of `day-after` is not looked at, whatever day it is; under the other two a day off at the start is passed over. */
function passedOver(calendar: Calendar, from: LocalDate, to: LocalDate, counting: Counting): DatedReason[] {
  const first = counting === 'day-after' ? addDays(from, 1) : from;
  return first <= to ? excludedDays(calendar, first, to) : [];
}

const built = new Map<Division, Calendar>();

/** Monday to Friday less the bank holidays of the division, with nothing of any landlord's. Built once, when first asked. */
function bankHolidayCalendar(division: Division): Calendar {
  const known = built.get(division);
  if (known) return known;
  const calendar = buildCalendar({ dataset: holidays(division) });
  if (isFault(calendar)) throw new Error(`The bundled bank holidays of ${division}: ${calendar.message}`);
  built.set(division, calendar);
  return calendar;
}
