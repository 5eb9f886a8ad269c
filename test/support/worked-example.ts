import type { ComplaintView } from '../../src/http/schemas/complaint';
import type { TestApp } from './app';
import { type Desk, openDesk } from './landlord-desk';
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
  readonly sentence: string;
}

/** One case in literals: what happened, and what is told of it in the worklist, the clocks and the figures. */
export interface WorkedExample {
  readonly procedure: string | object;
  readonly happened: readonly Happening[];
  /** What is overdue on the morning of a day, before anything is done on it: "respond at stage-1 by 2025-05-20". */
  readonly overdue?: Readonly<Record<string, readonly string[]>>;
  /** What is awaited without a date on the morning of a day: "respond at stage-1, 40 days". */
  readonly undated?: Readonly<Record<string, readonly string[]>>;
  /** The day on which it is looked at in the end, if that is not the last day something happened on. */
  readonly until?: string;
  /** By kind and stage: "respond at stage-1". */
  readonly clocks: Readonly<Record<string, Dates>>;
  /** The figures of each month that has any, as "stage-1 respond must: 1 late". */
  readonly kept: Readonly<Record<string, readonly string[]>>;
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
  const { happened, overdue = {}, undated = {} } = example;
  const days = [
    ...new Set([...happened.map(([day]) => day), ...Object.keys(overdue), ...Object.keys(undated)]),
  ];
  for (const day of days.sort()) {
    service.setNow(`${day}T12:00:00.000Z`);
    const looked = overdue[day] ?? undated[day];
    if (looked) await expectStanding(desk, { day, overdue: overdue[day], undated: undated[day] });
    for (const [on, act, body] of happened)
      if (on === day) await happens(desk, act, { occurredOn: day, ...body });
  }
  const last = example.until ?? days.at(-1);
  service.setNow(`${last}T12:00:00.000Z`);
  await expectClocks(desk, example.clocks);
  await expectKept(desk, example.kept);
  await expectWholeRecord(service, desk);
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
  const found = Object.keys(expected).map((name) => {
    const clock = clocks.findLast((candidate) => named(candidate) === name);
    if (!clock) throw new Error(`No clock ${name} among ${clocks.map(named).join(', ')}`);
    const { dueOn, judgedOn, textDueOn, status, lateStart, waitsSince, sentence } = clock;
    return [name, { dueOn, judgedOn, textDueOn, status, lateStart, waitsSince, sentence }];
  });
  const wanted = Object.entries(expected).map(([name, { by = null, ...dates }]) => [
    name,
    { dueOn: by, judgedOn: by, textDueOn: by, lateStart: false, waitsSince: null, ...dates },
  ]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
}

/** Each month has the figures it should, and no other month has any. */
async function expectKept(desk: Desk, expected: WorkedExample['kept']): Promise<void> {
  const found: Record<string, string[]> = {};
  for (const month of Object.keys(expected))
    found[month] = await keptIn(desk, `${month}-01`, lastDayOf(month));
  expect(found).toEqual(expected);
  const all = await keptIn(desk, '2024-01-01', '2026-12-31');
  expect(all.sort()).toEqual(Object.values(expected).flat().sort());
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

const lastDayOf = (month: string): string => {
  const [year, of] = month.split('-').map(Number);
  return `${month}-${new Date(Date.UTC(year ?? 0, of ?? 1, 0)).getUTCDate()}`;
};
