import { z } from 'zod';
import { amended, amending, amendmentOf, byDay, type CalendarEdition } from './edition';
import { holidays } from './bank-holidays/index';
import { divisionSchema } from '../document/calendar';
import { type Holiday, type HolidayDataset, holidaySchema } from './bank-holidays/dataset';
import { isLocalDate, type LocalDate, localDateSchema } from '../dates/local-date';

const DIVISIONS = divisionSchema.options;

/** What else an event says is not ours to refuse: the feed is GOV.UK's and may come to say more. */
const eventSchema = z.object({
  title: z.string().trim().min(1).max(200),
  date: localDateSchema.refine(
    (on) => '2000-01-01' <= on && on < '2100-01-01',
    'must lie between 2000 and 2099',
  ),
  notes: z.string().max(200).default(''),
});

const divisionFeedSchema = z
  .object({ division: divisionSchema, events: z.array(eventSchema).min(1).max(1000) })
  .superRefine(({ events }, context) => {
    const seen = new Set<string>();
    events.forEach(({ date }, index) => {
      if (seen.has(date)) {
        context.addIssue({
          code: 'custom',
          path: ['events', index, 'date'],
          message: `${date} is listed twice`,
        });
      }
      seen.add(date);
    });
  });

/** The bank holidays as GOV.UK publishes them: https://www.gov.uk/bank-holidays.json as it stands. */
export const holidayFeedSchema = z
  .partialRecord(divisionSchema, divisionFeedSchema)
  .superRefine((feed, context) => {
    if (Object.keys(feed).length === 0) context.addIssue({ code: 'custom', message: 'names no division' });
    for (const division of DIVISIONS) {
      const given = feed[division]?.division;
      if (given && given !== division) {
        context.addIssue({
          code: 'custom',
          path: [division, 'division'],
          message: `is ${given}, but stands under ${division}`,
        });
      }
    }
  })
  .meta({ id: 'HolidayFeed', description: 'Bank holidays as GOV.UK publishes them.' });
export type HolidayFeed = z.infer<typeof holidayFeedSchema>;

const inDivision = { division: divisionSchema, on: localDateSchema };
const holiday = { ...inDivision, title: z.string(), notes: z.string() };

/** What an import found, day by day. */
export const importReportSchema = z
  .strictObject({
    added: z.array(z.strictObject(holiday)).readonly(),
    amended: z
      .array(z.strictObject({ ...inDivision, from: holidaySchema, to: holidaySchema }))
      .readonly()
      .describe('Known days whose wording the feed has otherwise.'),
    absentUpstream: z
      .array(z.strictObject({ ...holiday, withinFeed: z.boolean() }))
      .readonly()
      .describe(
        'Known holidays that the feed does not name. They stay: feeds drop past years. Within the years the feed covers, ask whether the day was moved, and withdraw it if so.',
      ),
    notTaken: z
      .array(z.strictObject(holiday))
      .readonly()
      .describe(
        'Days of years that the feed does not name whole, so that the other days of them are not known.',
      ),
    coverage: z
      .array(z.strictObject({ division: divisionSchema, from: localDateSchema, to: localDateSchema }))
      .readonly(),
  })
  .meta({
    id: 'HolidayImport',
    description: 'What a dataset adds to and says otherwise than what is known.',
  });
export type ImportReport = z.infer<typeof importReportSchema>;

export interface Import {
  readonly edition: CalendarEdition;
  readonly report: ImportReport;
}

/** The edition with a feed brought in: it adds and amends, and no absence deletes (GOV.UK dropped five years in August 2025). */
export function importFeed(feed: HolidayFeed, inForce: CalendarEdition): Import {
  let edition = inForce;
  const reports: ImportReport[] = [];
  for (const division of DIVISIONS) {
    const events = feed[division]?.events;
    if (!events) continue;
    const listed = events.map(({ date, title, notes }) => ({ on: date, title, notes }));
    const imported = importDivision(listed, holidays(division), edition);
    edition = imported.edition;
    reports.push(imported.report);
  }
  return {
    edition,
    report: {
      added: reports.flatMap(({ added }) => added),
      amended: reports.flatMap((report) => report.amended),
      absentUpstream: reports.flatMap(({ absentUpstream }) => absentUpstream),
      notTaken: reports.flatMap(({ notTaken }) => notTaken),
      coverage: reports.flatMap(({ coverage }) => coverage),
    },
  };
}

function importDivision(
  listed: readonly Holiday[],
  bundled: HolidayDataset,
  edition: CalendarEdition,
): Import {
  const { division } = bundled;
  const present = amended(bundled, edition);
  const { from } = present.coverage;
  const to = coveredTo(present.coverage.to, listed);
  const known = new Map(present.holidays.map((holiday) => [holiday.on, holiday]));
  const taken = listed.filter(({ on }) => from <= on && on <= to);
  const changed = taken.filter((holiday) => !sameHoliday(known.get(holiday.on), holiday));
  const before = amendmentOf(edition, division);
  const days = new Set(changed.map(({ on }) => on));
  const upstream = new Set(listed.map(({ on }) => on));
  const [first, last] = spanOf(listed);
  return {
    edition: amending(edition, {
      division,
      coverageTo: to > bundled.coverage.to ? to : null,
      added: [...before.added.filter(({ on }) => !days.has(on)), ...changed].sort(byDay),
      withdrawn: before.withdrawn.filter((on) => !days.has(on)),
    }),
    report: {
      added: changed.filter(({ on }) => !known.has(on)).map((holiday) => ({ division, ...holiday })),
      amended: changed.flatMap((holiday) => {
        const old = known.get(holiday.on);
        return old ? [{ division, on: holiday.on, from: old, to: holiday }] : [];
      }),
      absentUpstream: present.holidays
        .filter(({ on }) => !upstream.has(on))
        .map((holiday) => ({ division, ...holiday, withinFeed: first <= holiday.on && holiday.on <= last })),
      notTaken: listed
        .filter((holiday) => !taken.includes(holiday))
        .map((holiday) => ({ division, ...holiday })),
      coverage: [{ division, from, to }],
    },
  };
}

/** Every division has eight holidays a year at least, and the last of them after Christmas Eve. */
const FEWEST_IN_A_YEAR = 8;

/** The end of the last year that the feed names whole, in an unbroken row from what is covered already. */
function coveredTo(covered: LocalDate, listed: readonly Holiday[]): LocalDate {
  const end = `${Number(covered.slice(0, 4)) + 1}-12-31`;
  const year = listed.filter(({ on }) => on.slice(0, 4) === end.slice(0, 4));
  const whole = year.length >= FEWEST_IN_A_YEAR && year.some(({ on }) => on.slice(5) > '12-24');
  return whole && isLocalDate(end) ? coveredTo(end, listed) : covered;
}

const sameHoliday = (known: Holiday | undefined, given: Holiday): boolean =>
  known !== undefined && known.title === given.title && known.notes === given.notes;

function spanOf(listed: readonly Holiday[]): readonly [string, string] {
  const days = listed.map(({ on }) => on).sort();
  return [days.at(0) ?? '', days.at(-1) ?? ''];
}
