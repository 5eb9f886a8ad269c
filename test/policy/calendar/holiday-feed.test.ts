import { amended, BUNDLED, type CalendarEdition } from '../../../src/policy/calendar/edition';
import { holidays } from '../../../src/policy/calendar/bank-holidays/index';
import { divisionSchema } from '../../../src/policy/document/calendar';
import { type HolidayFeed, holidayFeedSchema, importFeed } from '../../../src/policy/calendar/holiday-feed';
import july from './feeds/2025-07-06.json';
import august from './feeds/2025-08-17.json';

const JULY = holidayFeedSchema.parse(july);
const AUGUST = holidayFeedSchema.parse(august);
const DIVISIONS = divisionSchema.options;

const daysOf = (edition: CalendarEdition, division: (typeof DIVISIONS)[number]) =>
  amended(holidays(division), edition).holidays.map(({ on }) => on);
const event = (date: string, title = 'A day', notes = '') => ({ title, date, notes, bunting: true });
const feed = (...events: object[]): HolidayFeed =>
  holidayFeedSchema.parse({ 'england-and-wales': { division: 'england-and-wales', events } });

/** A landlord that knew nothing of the years 2019 to 2027 before the first import. */
const FORGETFUL: CalendarEdition = {
  ...BUNDLED,
  holidays: DIVISIONS.map((division) => ({
    division,
    coverageTo: null,
    added: [],
    withdrawn: daysOf(BUNDLED, division).filter((on) => on >= '2019' && on < '2028'),
  })),
};

describe('the two snapshots of GOV.UK, in order', () => {
  test.each(DIVISIONS)(
    'lose no date of %s, though the second dropped five years (lessons, 1)',
    (division) => {
      const first = importFeed(JULY, FORGETFUL).edition;
      const second = importFeed(AUGUST, first).edition;
      const listed = JULY[division]?.events.map(({ date }) => date) ?? [];
      expect(listed.length).toBeGreaterThan(70);
      expect(listed.filter((on) => !daysOf(second, division).includes(on))).toEqual([]);
      expect(daysOf(second, division)).toEqual(daysOf(first, division));
    },
  );

  test('the second import reports the dropped years as absent upstream and changes nothing', () => {
    const { edition, report } = importFeed(AUGUST, importFeed(JULY, FORGETFUL).edition);
    expect([report.added, report.amended, report.notTaken]).toEqual([[], [], []]);
    const england = report.absentUpstream.filter(({ division }) => division === 'england-and-wales');
    expect(england.filter(({ on }) => on >= '2019' && on < '2024')).toHaveLength(43);
    expect(england.every(({ withinFeed }) => !withinFeed)).toBe(true);
    expect(importFeed(AUGUST, edition).edition).toEqual(edition);
  });

  test('on what comes with the service they add nothing, and ask about the day they miss within their years (lessons, 5)', () => {
    const { report } = importFeed(JULY, BUNDLED);
    expect([report.added, report.amended]).toEqual([[], []]);
    expect(report.absentUpstream.filter(({ withinFeed }) => withinFeed)).toEqual([
      {
        division: 'scotland',
        on: '2026-06-15',
        title: 'World Cup bank holiday',
        notes: '',
        withinFeed: true,
      },
    ]);
  });
});

test('a day that was moved upstream is there twice until a person withdraws the old one (lessons, 4)', () => {
  const { edition, report } = importFeed(feed(event('2027-08-02', 'Summer bank holiday')), BUNDLED);
  expect(report.added).toEqual([
    { division: 'england-and-wales', on: '2027-08-02', title: 'Summer bank holiday', notes: '' },
  ]);
  expect(daysOf(edition, 'england-and-wales')).toEqual(expect.arrayContaining(['2027-08-02', '2027-08-30']));
});

test('a corrected wording is amended and the day stays one day', () => {
  const { edition, report } = importFeed(
    feed(event('2027-12-27', 'Christmas Day', 'Instead of Saturday')),
    BUNDLED,
  );
  expect(report.amended.map(({ on, from, to }) => [on, from.notes, to.notes])).toEqual([
    ['2027-12-27', 'Substitute day', 'Instead of Saturday'],
  ]);
  expect(daysOf(edition, 'england-and-wales')).toEqual(daysOf(BUNDLED, 'england-and-wales'));
});

const YEAR_2029 = [
  '2029-01-01',
  '2029-03-30',
  '2029-04-02',
  '2029-05-07',
  '2029-05-28',
  '2029-08-27',
  '2029-12-25',
  '2029-12-26',
];

test('a further year is covered once the feed names it whole, and not before (lessons, 10)', () => {
  const whole = importFeed(feed(...YEAR_2029.map((on) => event(on))), BUNDLED);
  expect(whole.report.coverage).toEqual([
    { division: 'england-and-wales', from: '2012-01-01', to: '2029-12-31' },
  ]);
  expect(daysOf(whole.edition, 'england-and-wales')).toContain('2029-12-26');
  const begun = importFeed(feed(event('2029-01-01')), BUNDLED);
  expect([begun.report.coverage[0]?.to, begun.report.notTaken.map(({ on }) => on)]).toEqual([
    '2028-12-31',
    ['2029-01-01'],
  ]);
});

test.each([
  [{}, ''],
  [{ wales: { division: 'wales', events: [event('2027-12-27')] } }, 'wales'],
  [{ scotland: { division: 'england-and-wales', events: [event('2027-12-27')] } }, 'scotland/division'],
  [{ scotland: { division: 'scotland', events: [] } }, 'scotland/events'],
  [{ scotland: { division: 'scotland', events: [event('2027-02-30')] } }, 'scotland/events/0/date'],
  [{ scotland: { division: 'scotland', events: [event('1066-10-14')] } }, 'scotland/events/0/date'],
  [{ scotland: { division: 'scotland', events: [event('2027-12-27', ' ')] } }, 'scotland/events/0/title'],
  [
    { scotland: { division: 'scotland', events: [event('2027-12-27'), event('2027-12-27')] } },
    'scotland/events/1/date',
  ],
])('nonsense is refused, and where it stands is named: %j', (given, place) => {
  const read = holidayFeedSchema.safeParse(given);
  expect([read.success, read.error?.issues[0]?.path.join('/') || read.error?.issues[0]?.code]).toEqual([
    false,
    place === '' ? 'custom' : place === 'wales' ? expect.any(String) : place,
  ]);
});
