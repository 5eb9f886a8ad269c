import fc from 'fast-check';
import holidays from '../../../../src/policy/calendar/bank-holidays/england-and-wales.json';
import type { ClockKind } from '../../../../src/policy/document/clock-kinds';
import { COMMANDS } from '../../../../src/policy/commands/index';
import { currentStage } from '../../../../src/policy/complaint/state';
import { addDays, localDateSchema } from '../../../../src/policy/dates/local-date';
import { isRejection } from '../../../../src/policy/rules/rejection';
import { bodies, complaint, nextAct } from '../../support/acts';
import { type Walk, walkOf } from '../../support/walk';

const START = localDateSchema.parse('2012-02-01');
const ACTS = COMMANDS.map(({ act }) => act);
const morning = (on: string) => `${on}T09:00:00Z`;

const CLOSED = new Set(holidays.holidays.map(({ on }) => on));

/** So many working days after a day, one day at a time: the Code's own count, apart from everything in the engine. */
function slowlyAfter(from: string, count: number): string {
  const day = new Date(`${from}T12:00:00Z`);
  for (let left = count; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    const weekend = [0, 6].includes(day.getUTCDay());
    if (!weekend && !CLOSED.has(day.toISOString().slice(0, 10))) left -= 1;
  }
  return day.toISOString().slice(0, 10);
}

/** What the Code makes of one stage: read from the events, not from the state the engine keeps. */
interface Entered {
  readonly stage: string;
  readonly days: number;
  asked: string;
  acknowledged: string | null;
  beyondWithGoodReason: boolean;
}

function stagesOf({ events }: Walk): Entered[] {
  const stages: Entered[] = [];
  const enter = (stage: string, days: number, asked: string) =>
    stages.push({ stage, days, asked, acknowledged: null, beyondWithGoodReason: false });
  for (const event of events) {
    const now = stages.at(-1);
    if (event.type === 'logged') enter('stage-1', 10, event.data.receivedOn);
    if (event.type === 'escalated') enter('stage-2', 20, event.on);
    // Opened again, a stage is asked for on that day; the dates of its first entry are still looked at.
    if (event.type === 'reopened')
      enter(event.data.stage, event.data.stage === 'stage-1' ? 10 : 20, event.on);
    const [first] = stages;
    if (event.type === 'received-corrected' && first) first.asked = event.data.receivedOn;
    if (event.type === 'acknowledged' && now) now.acknowledged = event.on;
    if (event.type === 'extended' && now && event.data.overCap) now.beyondWithGoodReason = true;
  }
  return stages;
}

/** Every date of the landlord's that lies after the last day the Code leaves it. */
function laterThanTheCode(walk: Walk): string[] {
  const { clocks } = walk;
  return stagesOf(walk).flatMap(({ stage, days, asked, acknowledged, beyondWithGoodReason }, entry) => {
    const clock = (kind: ClockKind) => clocks.find((known) => known.kind === kind && known.n === entry);
    const toAcknowledge = slowlyAfter(asked, 5);
    const toRespond = slowlyAfter(acknowledged ?? toAcknowledge, days);
    const longest = slowlyAfter(toRespond, days);
    const respond = clock('respond');
    const held: [string | null, string | null, string][] = [
      [clock('acknowledge')?.dueOn ?? null, toAcknowledge, 'acknowledgement'],
      [respond?.originalDueOn ?? null, toRespond, 'response'],
      [beyondWithGoodReason ? null : (respond?.dueOn ?? null), longest, 'extended response'],
    ];
    return held
      .filter(([given, latest]) => given !== null && latest !== null && given > latest)
      .map(([given, latest, what]) => `${what} at ${stage}: ${given}, the Code says ${latest}`);
  });
}

test('every clock under code-2024 is no later than the Code’s own, counted one day at a time (Code 6.2 to 6.4, 6.11 to 6.15)', () => {
  let responses = 0;
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      let today = addDays(START, draw(fc.nat, { max: 365 * 14 }));
      const walk = walkOf('code-2024', morning(today)).log(
        draw(() => complaint(walkOf('code-2024').rules.policy, today)),
      );
      for (let tries = draw(fc.integer, { min: 5, max: 25 }); tries > 0; tries -= 1) {
        today = addDays(today, draw(fc.nat, { max: 12 }));
        walk.at(morning(today));
        expect(laterThanTheCode(walk)).toEqual([]);
        const { stage } = currentStage(walk.state);
        const act = draw(() => nextAct(walk.offered, ACTS));
        const body = draw(() => bodies(walk.rules.policy, stage, today)[act]?.() ?? fc.constant({}));
        const decided = walk.try(act, body);
        if (isRejection(decided)) continue;
        walk.take(decided);
        if (act === 'outcomes' || act === 'extensions') responses += 1;
      }
    }),
    { numRuns: 150, seed: 20240902, endOnFailure: true },
  );
  // The walks are worth their time only if they get as far as answers and extensions.
  expect(responses).toBeGreaterThan(20);
});
