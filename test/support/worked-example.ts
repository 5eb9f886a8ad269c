import type { ComplaintView } from '../../src/http/schemas/complaint';
import type { TestApp } from './app';
import { Desk, openDesk } from './landlord-desk';
import { expectWholeRecord } from './whole-record';

type Body = Record<string, unknown>;
type Clock = ComplaintView['clocks'][number];

/** Something that happened on a day, as its own request on that day. `complaints` is the logging itself. */
export type Happening = readonly [day: string, act: string, body?: Body];

/** A clock as it stands in the end. `by` is `dueOn`, `judgedOn` and `textDueOn` where the three are one. */
export interface Dates {
  readonly by?: string;
  readonly dueOn?: string | null;
  readonly judgedOn?: string | null;
  readonly textDueOn?: string | null;
  readonly status: Clock['status'];
  readonly lateStart?: true;
  readonly waitsSince?: string;
  /** The date that the resident was told and that does not hold. */
  readonly promisedDueOn?: string;
  /** The rules departed from, for whose sake an act gives no time. */
  readonly withheld?: readonly string[];
  readonly sentence: string;
}

/** One case in literals: what happened, and what is told of it in the worklist, the clocks and the figures. */
export interface WorkedExample {
  readonly procedure: string | object;
  readonly happened: readonly Happening[];
  /** The same of a second complaint of the landlord's, received first. On a day of both it comes first too. */
  readonly neighbour?: readonly Happening[];
  /** What is overdue on the morning of a day, before anything is done on it: "respond at stage-1 by 2025-05-20". */
  readonly overdue?: Readonly<Record<string, readonly string[]>>;
  /** What is awaited without a date on the morning of a day: "respond at stage-1, 40 days". */
  readonly undated?: Readonly<Record<string, readonly string[]>>;
  /** The day on which it is looked at in the end, if that is not the last day something happened on. */
  readonly until?: string;
  /** By kind and stage: "respond at stage-1". A list is all there are of them, else the last is meant. */
  readonly clocks: Readonly<Record<string, Dates | readonly Dates[]>>;
  /** The figures of each month that has any, as "stage-1 respond must: 1 late". */
  readonly kept: Readonly<Record<string, readonly string[]>>;
  /** The departures counted in each month that has any, as "stage-1 extensions extension_too_long: 1". */
  readonly departed?: Readonly<Record<string, readonly string[]>>;
}

const FIGURES = {
  inTime: 'in time',
  inTimeByLateStart: 'in time by late start',
  late: 'late',
  outstanding: 'outstanding',
  undated: 'undated',
  leftUnanswered: 'left unanswered',
} as const;

interface Duty {
  readonly stage: string;
  readonly kind: string;
  readonly force: string | null;
}

interface Listed extends Duty {
  readonly dueOn: string | null;
  readonly judgedOn: string | null;
  readonly overdue: boolean;
  readonly waitingDays: number | null;
}

type Kept = Duty & Readonly<Record<'due' | keyof typeof FIGURES, number>>;

const dutyOf = ({ stage, kind, force }: Duty): string => `${stage} ${kind} ${force}`;
const named = ({ stage, kind }: Pick<Duty, 'stage' | 'kind'>): string => `${kind} at ${stage}`;

/** Lives the case day by day, and holds everything that the service tells of it against the literals. */
export async function expectAsWorkedOut(service: TestApp, example: WorkedExample): Promise<void> {
  const desk = await openDesk(service, example.procedure);
  const beside = new Desk(service, desk.landlordId, desk.caller);
  const { happened, neighbour = [], overdue = {}, undated = {} } = example;
  const days = [
    ...[...neighbour, ...happened].map(([day]) => day),
    ...Object.keys({ ...overdue, ...undated }),
  ];
  for (const day of [...new Set(days)].sort()) {
    service.setNow(`${day}T12:00:00.000Z`);
    const looked = overdue[day] ?? undated[day];
    if (looked) await expectStanding(desk, { day, overdue: overdue[day], undated: undated[day] });
    for (const [at, acts] of [
      [beside, neighbour],
      [desk, happened],
    ] as const)
      for (const [on, act, body] of acts)
        if (on === day) await happens(at, act, { occurredOn: day, ...body });
  }
  const last = example.until ?? days.sort().at(-1);
  service.setNow(`${last}T12:00:00.000Z`);
  await expectClocks(desk, example.clocks);
  await expectKept(desk, example.kept);
  await expectDeparted(desk, example.departed ?? {});
  await expectWholeRecord(service, desk, beside);
}

async function happens(desk: Desk, act: string, { occurredOn, ...body }: Body): Promise<void> {
  if (act === 'complaints') await desk.log({ receivedOn: occurredOn, ...body });
  else await desk.act(act, { occurredOn, ...body });
}

/** The worklist says what is overdue and what has no date, and the overview counts the same. */
async function expectStanding(
  desk: Desk,
  { day, overdue, undated }: { day: string; overdue?: readonly string[]; undated?: readonly string[] },
): Promise<void> {
  const late: Listed[] = (await desk.caller.get('/v1/clocks?due=overdue')).body.items;
  const open: Listed[] = (await desk.caller.get('/v1/clocks?due=undated')).body.items;
  if (overdue) {
    const found = late.map((item) => `${named(item)} by ${item.judgedOn}`);
    expect({ day, overdue: found }).toEqual({ day, overdue });
  }
  if (undated) {
    const found = open.map((item) => `${named(item)}, ${item.waitingDays} days`);
    expect({ day, undated: found }).toEqual({ day, undated });
  }
  expect(late.every((item) => item.overdue)).toBe(true);
  expect(open.some((item) => item.overdue || item.judgedOn)).toBe(false);
  const { body } = await desk.caller.get(`/v1/reports/overview?from=${day}&to=${day}`);
  expect(countsOf(body.overdue, 'dates')).toEqual(tally(late));
  expect(countsOf(body.undated, 'clocks')).toEqual(tally(open));
  const { body: listed } = await desk.caller.get('/v1/complaints?overdue=true');
  expect(listed.items).toHaveLength(late.length > 0 ? 1 : 0);
}

function tally(items: readonly Duty[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[dutyOf(item)] = (counts[dutyOf(item)] ?? 0) + 1;
  return counts;
}

const countsOf = (
  rows: readonly (Duty & Record<string, unknown>)[],
  count: string,
): Record<string, unknown> => Object.fromEntries(rows.map((row) => [dutyOf(row), row[count]]));

async function expectClocks(desk: Desk, expected: WorkedExample['clocks']): Promise<void> {
  const { body } = await desk.caller.get(`/v1/complaints/${desk.complaint.id}/clocks`);
  const clocks: Clock[] = body.items;
  const found = Object.entries(expected).map(([name, dates]) => {
    const all = clocks.filter((candidate) => named(candidate) === name).map(shownOf);
    if (all.length === 0) throw new Error(`No clock ${name} among ${clocks.map(named).join(', ')}`);
    return [name, Array.isArray(dates) ? all : all.at(-1)];
  });
  const wanted = Object.entries(expected).map(([name, dates]) => [
    name,
    Array.isArray(dates) ? dates.map(wantedOf) : wantedOf(dates as Dates),
  ]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
}

const shownOf = (clock: Clock) => {
  const { dueOn, judgedOn, textDueOn, status, lateStart, waitsSince, promisedDueOn, withheld, sentence } =
    clock;
  return { dueOn, judgedOn, textDueOn, status, lateStart, waitsSince, promisedDueOn, withheld, sentence };
};

const wantedOf = ({ by, ...dates }: Dates) => ({
  dueOn: by ?? null,
  judgedOn: by ?? null,
  textDueOn: by ?? null,
  lateStart: false,
  waitsSince: null,
  promisedDueOn: null,
  withheld: [],
  ...dates,
});

/** Each month has the figures it should, and no other month has any. */
async function expectKept(desk: Desk, expected: WorkedExample['kept']): Promise<void> {
  const found: Record<string, string[]> = {};
  for (const month of Object.keys(expected))
    found[month] = await keptIn(desk, `${month}-01`, lastDayOf(month));
  expect(found).toEqual(expected);
  expect(summed(await keptIn(desk, '2024-01-01', '2026-12-31'))).toEqual(
    summed(Object.values(expected).flat()),
  );
}

async function keptIn(desk: Desk, from: string, to: string): Promise<string[]> {
  const { status, body } = await desk.caller.get(`/v1/reports/overview?from=${from}&to=${to}`);
  expect({ status, code: body.code }).toEqual({ status: 200, code: undefined });
  return body.kept.map((row: Kept) => {
    expect(row.due).toBe(row.inTime + row.inTimeByLateStart + row.late + row.outstanding);
    const counted = Object.entries(FIGURES).flatMap(([key, words]) => {
      const count = row[key as keyof typeof FIGURES];
      return count > 0 ? [`${count} ${words}`] : [];
    });
    return `${dutyOf(row)}: ${counted.join(', ')}`;
  });
}

/** Each month counts the departures it should, and no other month any. */
async function expectDeparted(desk: Desk, expected: NonNullable<WorkedExample['departed']>): Promise<void> {
  const found: Record<string, string[]> = {};
  for (const month of Object.keys(expected))
    found[month] = await departedIn(desk, `${month}-01`, lastDayOf(month));
  expect(found).toEqual(expected);
  expect(summed(await departedIn(desk, '2024-01-01', '2026-12-31'))).toEqual(
    summed(Object.values(expected).flat()),
  );
}

async function departedIn(desk: Desk, from: string, to: string): Promise<string[]> {
  const { body } = await desk.caller.get(`/v1/reports/overview?from=${from}&to=${to}`);
  return body.departures.map(
    ({ stage, act, code, acts }: Record<string, unknown>) => `${stage} ${act} ${code}: ${acts}`,
  );
}

/** The figures of several months as those of one time: "stage-1 update must: late" comes to so many. */
function summed(lines: readonly string[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const line of lines) {
    const [what = '', figures = ''] = line.split(': ');
    for (const figure of figures.split(', ')) {
      const [count, ...words] = figure.split(' ');
      const name = `${what}: ${words.join(' ')}`;
      sums[name] = (sums[name] ?? 0) + Number(count);
    }
  }
  return sums;
}

const lastDayOf = (month: string): string => {
  const [year, of] = month.split('-').map(Number);
  return `${month}-${new Date(Date.UTC(year ?? 0, of ?? 1, 0)).getUTCDate()}`;
};
